"""The agency's signature on a file that goes along: its line, top right as a reader sees it."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from docflow.papers import fonts
from docflow.rules.refusals import Refused
from docflow.signing import ENCLOSURE_FIELD, Mark, corner, verify
from docflow.signing.corner import HEIGHT, RIGHT, TOP
from tests.papers import files

AT = datetime(2020, 8, 6, 8, 30, 5, tzinfo=UTC)
WORDS = "123/SYT-NVY; 06/08/2020 15:30:05 +07:00"
_BOX = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


@pytest.fixture
def seal(signer):
    """Sign a file as the agency does."""

    def sign(pdf: bytes, at: datetime | None = AT) -> bytes:
        place, turn = corner(pdf, fonts.width(WORDS, 10))
        return signer.sign(
            pdf, key="agency", field=ENCLOSURE_FIELD, box=place, at=at,
            mark=Mark("line", ("123/SYT-NVY",), turn), reason="Kèm theo văn bản số 123/SYT-NVY",
        )  # fmt: skip

    return sign


@pytest.fixture
def roots(authority):
    return authority.roots()


def seen(
    pdf: bytes, folder: Path
) -> tuple[tuple[float, float], list[tuple[str, tuple[float, ...]]]]:
    """Return the size of page 1 as a reader sees it, and its words with their places on it."""
    place = folder / "seen.pdf"
    place.write_bytes(pdf)
    told = subprocess.run(
        ["pdftotext", "-cropbox", "-l", "1", "-bbox", place, "-"], capture_output=True, check=True
    ).stdout.decode()
    width, height = re.search(r'<page width="([\d.]+)" height="([\d.]+)"', told).groups()
    words = [(text, tuple(map(float, edges))) for *edges, text in _BOX.findall(told)]
    return (float(width), float(height)), words


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("size", "crop"),
    [((595.28, 841.89), None), ((841.89, 595.28), None), ((600, 900), (20, 30, 580, 860))],
    ids=["upright", "lying", "cropped"],
)
def test_the_line_stands_top_right_as_seen_upright_in_ten_points(seal, tmp_path, turn, size, crop):
    page = {"Rotate": turn} | ({"CropBox": crop} if crop else {})
    told, words = seen(seal(files.paper(size=size, **page)), tmp_path)
    # pdftotext turns the words with the page, and tells its size as it was before.
    width = told[turn % 180 // 90]
    line = [one for one in words if one[0] not in ("Danh", "sach")]
    assert " ".join(text for text, _ in line) == WORDS
    assert max(edges[2] for _, edges in line) == pytest.approx(width - RIGHT, abs=2)
    assert min(edges[1] for _, edges in line) == pytest.approx(TOP, abs=3)
    # One line, read from left to right: as high as 10 pt are, as wide as Times sets these words.
    assert max(edges[3] for _, edges in line) - min(edges[1] for _, edges in line) < HEIGHT
    left, right = line[0][1][0], line[-1][1][2]
    assert right - left == pytest.approx(fonts.width(WORDS, 10), rel=0.02)


def test_the_seal_holds_for_pdfsig_and_for_our_own_check(seal, roots, tmp_path):
    place = tmp_path / "sealed.pdf"
    place.write_bytes(seal(files.paper(2), None))
    told = subprocess.run(
        ["pdfsig", "-nocert", place], capture_output=True, check=False
    ).stdout.decode()
    assert "Signature Validation: Signature is Valid." in told
    assert "Total document signed" in told
    assert told.count("Signature #") == 1
    verdict = verify(place.read_bytes(), roots, field=ENCLOSURE_FIELD)
    assert (verdict.problems, len(verdict.signatures)) == ((), 1)
    (signed,) = verdict.signatures
    assert (signed.field, signed.covers) == (ENCLOSURE_FIELD, "ENTIRE_FILE")
    # The line says the second of the signature itself.
    line = " ".join(text for text, _ in seen(place.read_bytes(), tmp_path)[1])
    shown = datetime.strptime(re.search(r"; (.* \+07:00)", line)[1], "%d/%m/%Y %H:%M:%S %z")
    assert abs((signed.at - shown).total_seconds()) < 3


def test_one_file_is_sealed_once(seal):
    with pytest.raises(Refused) as caught:
        seal(seal(files.paper()))
    assert caught.value.code == "signing.already_signed"


def test_a_changed_byte_is_found(seal, roots):
    sealed = bytearray(seal(files.paper()))
    sealed[sealed.index(b"stream") + 12] ^= 1
    assert "altered" in verify(bytes(sealed), roots, field=ENCLOSURE_FIELD).problems


def test_a_file_that_somebody_else_signed_is_asked_about_our_seal_only(seal, signer, roots):
    other = signer.sign(
        files.paper(), key="agency", field="KhacKy", box=corner(files.paper(), 10)[0],
        mark=Mark("line", ("x",)), reason="x",
    )  # fmt: skip
    sealed = seal(other)
    assert verify(sealed, roots, field=ENCLOSURE_FIELD).valid
    assert verify(other, roots, field=ENCLOSURE_FIELD).problems == ("unsigned",)


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.4 nothing", b"PK\x03\x04"])
def test_what_is_no_paper_has_no_corner(pdf):
    with pytest.raises(Refused) as caught:
        corner(pdf, 100)
    assert caught.value.code == "signing.not_pdf"
