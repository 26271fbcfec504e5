"""Dispatches made by chance: of every type and length, with notes, tables, in all 134 letters."""

from __future__ import annotations

from random import Random
from typing import Any

from docflow.papers.blocks import from_markup
from docflow.rules.types import TYPES
from docflow.rules.vietnamese import LETTERS

_WORDS = (  # noqa: SIM905 - sentences read better than a list of words.
    "sở y tế thực hiện chỉ thị của chủ tịch ủy ban nhân dân tỉnh về việc phòng chống dịch bệnh "
    "Covid-19 trên địa bàn số 22/CT-UBND ngày 03/8/2020 đơn vị trực thuộc khẩn trương triển khai "
    "báo cáo kết quả nghiêm túc hướng dẫn ứng dụng http://a.gov.vn/tin?id=5662 (kèm theo) <24/24>"
).split()
_KINDS = ("{}", "1. {}", "a) {}", "Điều 3. {}", "# {}", "## {}", "*{}*", "- {}", "*Căn cứ {};*")


def made(seed: int) -> dict[str, Any]:
    """Return the content of one dispatch; the same seed gives the same."""
    chance = Random(seed)
    return {
        "schema": 1,
        "type": list(TYPES)[seed % len(TYPES)],
        "parent_agency": chance.choice(["", _name(chance, 9)]),
        "agency": _agency(chance),
        "agency_name": _name(chance, 6),
        "notation": f"{chance.choice(['QĐ', 'QyĐ', 'SYT'])}-{_letters(chance, 2, 5).upper()}",
        "place": chance.choice([_name(chance, 6), "Thành phố Hồ Chí Minh", "Bà Rịa - Vũng Tàu"]),
        "expected": None,
        "subject": _text(chance, 1, 70),
        "addressees": _lines(chance, "a", chance.choice([1, 6, 20])),
        "copies": _lines(chance, "c", 14),
        "archive": {"rooms": ["VT", "NVY"], "copies": chance.randrange(4), "drafter": "PL"},
        "body": _body(chance, chance.choice([1, 3, 6, 20])),
        "fields": {},
        "urgency": chance.choice(["thuong", "khan", "thuong_khan", "hoa_toc"]),
        "circulation": chance.choice(["", "", "xem_xong_tra_lai", "luu_hanh_noi_bo"]),
        "footer": chance.choice(["", "", f"{_name(chance, 12)}\n{_name(chance, 8)}"]),
        "authority": {"lines": ["KT. GIÁM ĐỐC", _name(chance, 9)], "name": _name(chance, 4)},
        "signatories": [
            {"lines": [_name(chance, 4)], "name": _name(chance, 3), "after": chance.random() < 0.5}
            for _ in range(chance.choice([0, 0, 0, 1, 2]))
        ],
        "confirmation": chance.choice([[], [], [_name(chance, 12)]]),
        "annexes": [
            {
                "id": f"x{place}",
                "title": _text(chance, 2, 20),
                "landscape": chance.random() < 0.5,
                "body": _body(chance, chance.choice([1, 3, 8])),
            }
            for place in range(chance.choice([0, 0, 0, 1, 2]))
        ],
    }


def _agency(chance: Random) -> str:
    """Return a name of one line, or one that somebody broke into three."""
    if chance.random() < 0.8:
        return _name(chance, 12)
    return "\n".join(_name(chance, 5) for _ in range(3))


def _body(chance: Random, blocks: int) -> dict[str, Any]:
    told = [
        _table(chance)
        if chance.random() < 0.1
        else chance.choice(_KINDS).format(_noted(chance, _text(chance, 1, 90)))
        for _ in range(blocks)
    ]
    return from_markup("\n\n".join([*told, _noted(chance, f"{_text(chance, 3, 12)}./.")]))


def _table(chance: Random) -> str:
    columns = chance.randrange(1, 7)
    rows = [
        "| " + " | ".join(_noted(chance, _text(chance, 0, 8)) for _ in range(columns)) + " |"
        for _ in range(chance.choice([1, 3, 3, 5, 5, 12, 12, 30, 30, 90]))
    ]
    rule = "| " + " | ".join(["---"] * columns) + " |"
    return "\n".join([rows[0], rule, *rows[1:]] if chance.random() < 0.6 else rows)


def _lines(chance: Random, letter: str, most: int) -> list[dict[str, str]]:
    return [
        {"id": f"{letter}{place}", "text": _text(chance, 1, 18)}
        for place in range(chance.randrange(most + 1))
    ]


def _text(chance: Random, least: int, most: int) -> str:
    words = [
        chance.choice(_WORDS) if chance.random() < 0.9 else _letters(chance, 1, 8)
        for _ in range(chance.randint(least, most))
    ]
    return " ".join(words)


def _noted(chance: Random, text: str) -> str:
    """Return the text, now and then with a footnote after one of its words."""
    words = text.split(" ")
    if text and chance.random() < 0.1:
        words[chance.randrange(len(words))] += f"^[{_text(chance, 1, 40)}]"
    return " ".join(words)


def _name(chance: Random, most: int) -> str:
    words = [_letters(chance, 1, 7) for _ in range(chance.randint(1, most))]
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _letters(chance: Random, least: int, most: int) -> str:
    return "".join(chance.choices(LETTERS.lower(), k=chance.randint(least, most)))
