"""Make docs/contact_sheet.png: the first page of every shipped template, to be looked at.

Run it with the tests' environment: ``.venv/bin/python tools/contact_sheet.py [FILE]``. It needs
pdftoppm (poppler), as the tests do.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from docflow.papers import fonts, pdf
from docflow.papers.catalogue import Catalogue, Template, draft, shipped
from docflow.papers.paper import compose
from docflow.papers.press import Press

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "contact_sheet.png"

_COLUMNS = 7
_PAGE = (222, 314)
_GAP = 6
_CAPTION = 16
_GREYS = 32


def main(target: Path) -> None:
    """Write the sheet: the common types first, seven pages a row."""
    pages = list(_first_pages())
    rows = -(-len(pages) // _COLUMNS)
    width, height = (_PAGE[0] + _GAP) * _COLUMNS + _GAP, (_PAGE[1] + _CAPTION + _GAP) * rows + _GAP
    sheet = Image.new("L", (width, height), 200)
    for place, (template, page) in enumerate(pages):
        _paste(sheet, template, page, place)
    # A few greys say all that black letters on white paper say, in a third of the bytes.
    sheet.quantize(_GREYS).save(target, optimize=True)
    print(f"{target}: {len(pages)} pages, {width} x {height}, {target.stat().st_size} bytes")


def _first_pages() -> Iterator[tuple[Template, Image.Image]]:
    press = Press(workers=1)
    try:
        for template in Catalogue([shipped()]).all():
            content = draft(template, template.sample, defaults=template.sample_defaults)
            paper = compose(content, number=7, dated=date(2026, 12, 1))
            yield template, _drawn(pdf.write(paper, press).bytes)
    finally:
        press.close()


def _drawn(printed: bytes) -> Image.Image:
    """Draw page 1 at twice the size and shrink it: small letters stay readable."""
    command = ("pdftoppm", "-f", "1", "-l", "1", "-r", "60", "-gray", "-png", "-")
    drawn = subprocess.run(command, input=printed, check=True, capture_output=True).stdout
    with Image.open(BytesIO(drawn)) as page:
        return page.resize(_PAGE, Image.Resampling.LANCZOS)


def _paste(sheet: Image.Image, template: Template, page: Image.Image, place: int) -> None:
    row, column = divmod(place, _COLUMNS)
    x = _GAP + column * (_PAGE[0] + _GAP)
    y = _GAP + row * (_PAGE[1] + _CAPTION + _GAP)
    sheet.paste(page, (x, y + _CAPTION))
    letters = ImageFont.truetype(fonts.FOLDER / "LiberationSerif-Bold.ttf", 13)
    ImageDraw.Draw(sheet).text((x, y), template.name, fill=0, font=letters)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
