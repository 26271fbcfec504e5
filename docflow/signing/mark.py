"""The visible marks of trial signatures: words in a frame, imitating neither hand nor seal."""

from __future__ import annotations

from html import escape

from .signer import Box, Mark

_TITLES = {
    "person": ("CHỮ KÝ THỬ NGHIỆM", "Không có giá trị pháp lý"),
    "agency": ("DẤU THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ",),
}
_COLOURS = {"person": "#0b3d91", "agency": "#c8102e"}
# The seal's mark covers the left third of the leader's, so the leader's words keep out of it,
# and no rule of his runs through the seal's words.
_PADDING = {"person": "0 1pt 0 34.5%", "agency": "0 3pt"}
_LEFT_RULE = {"person": "0", "agency": "0.75pt"}


def drawing(mark: Mark, box: Box) -> str:
    """Return the HTML of a one-page drawing exactly as large as the box.

    On a turned page the box lies on its side, and the drawing is made upright.
    """
    if mark.kind == "line":
        return _line(mark, box)
    title, *others = (*_TITLES[mark.kind], *mark.lines)
    lines = "".join(f"<div>{escape(line)}</div>" for line in others)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_style(mark, box)}</style></head>"
        f"<body><div class=frame><div class=title>{escape(title)}</div>"
        f"{lines}</div></body></html>"
    )


def _line(mark: Mark, box: Box) -> str:
    """Set one line as annex I, III.1.d of the decree wants it: Times, upright, 10 pt, black."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    if mark.turn % 180:
        width, height = height, width
    style = (
        f"@page{{size:{width:.2f}pt {height:.2f}pt;margin:0}}"
        f'body{{margin:0;font:10pt/{height - 0.5:.2f}pt "Liberation Serif";color:#000;'
        "text-align:right;white-space:nowrap}"
    )
    words = escape("; ".join(mark.lines))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{words}</title>'
        f"<style>{style}</style></head><body>{words}</body></html>"
    )


def _style(mark: Mark, box: Box) -> str:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    colour = _COLOURS[mark.kind]
    # The leader's title is 11 em wide and stays on one line in the two thirds that are his.
    size = min(8.0, 0.64 * width / 11.2) if mark.kind == "person" else 8.0
    return (
        f"@page{{size:{width:.2f}pt {height:.2f}pt;margin:0}}"
        f'body{{margin:0;font:7.5pt/1.15 "Liberation Serif";color:{colour};text-align:center}}'
        f".frame{{box-sizing:border-box;height:{height - 0.1:.2f}pt;display:flex;"
        f"flex-direction:column;justify-content:center;padding:{_PADDING[mark.kind]};"
        f"border:0.75pt solid {colour};border-left-width:{_LEFT_RULE[mark.kind]}}}"
        f".title{{font-weight:bold;font-size:{size:.2f}pt}}"
    )
