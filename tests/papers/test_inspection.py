"""What goes along is what it says it is, and does nothing by itself."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from docx import Document

from docflow.papers import pdf_child
from docflow.papers.inspection import Inspected, clean_name, inspect
from docflow.rules.refusals import Refused
from tests.papers import files


def word() -> bytes:
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


def escaped() -> bytes:
    """Return a script whose name is written with an escape, every offset kept."""
    plain = files.running("JavaScript")
    return plain.replace(b"/JavaScript", b"/Java#53cript").replace(b"app.alert", b"app.ale")


def bomb() -> bytes:
    """Return a PDF of a megabyte whose table of objects swells to 1.3 GB."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = press.compress(bytes(64_000_000)) + press.flush(zlib.Z_FULL_FLUSH)
    body = b"\x78\xda" + part * 20 + press.flush()
    head = b"<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Filter/FlateDecode/Length %d>>" % len(body)
    start = b"%PDF-1.5\n"
    table = b"1 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (head, body)
    return start + table + b"startxref\n%d\n%%%%EOF\n" % len(start)


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (files.paper(3), Inspected("pdf", 3)),
        (word(), Inspected("docx")),
        (files.workbook([["a"]]), Inspected("xlsx")),
    ],
)
def test_plain_files_come_in_by_what_they_are(content, found):
    assert inspect(content) == found


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "enclosure.empty"),
        (b"MZ\x90", "enclosure.kind"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "enclosure.kind"),
        (b"%PDF-1.7 and nothing more", "enclosure.broken"),
        (files.running("JavaScript"), "enclosure.active"),
        (files.with_part(word(), "word/vbaProject.bin", b"x"), "enclosure.unsafe"),
        (files.with_part(word(), "word/x.xml", b"<!DOCTYPE a><a/>"), "enclosure.unsafe"),
        (b"%PDF-1.4" + b"0" * 15_000_000, "enclosure.too_large"),
        (b"%PDF-1.4\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF", "enclosure.broken"),
        (bomb(), "enclosure.broken"),
    ],
)
def test_what_is_broken_or_unsafe_stays_out(content, code):
    with pytest.raises(Refused) as caught:
        inspect(content)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (files.locked(), "enclosure.encrypted"),
        (files.running("JavaScript", compressed=True), "enclosure.active"),
        (escaped(), "enclosure.active"),
        (files.running("Launch"), "enclosure.active"),
        (files.carrying(), "enclosure.active"),
        (files.paper(size=(200, 200)), "enclosure.page_size"),
        (files.paper(size=(160, 400), Rotate=90), "enclosure.page_size"),
        (files.paper(UserUnit=2), "enclosure.page_size"),
    ],
)
def test_a_paper_that_runs_hides_or_has_no_room_stays_out(content, code):
    assert pdf_child.look(content)["refused"] == code


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Danh sách.pdf", "Danh sách.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Bảng.PDF", "Bảng.pdf"),
        ("a\u202efdp.exe", "a fdp.exe.pdf"),
        ("Hoa\u0300.pdf", "Hoà.pdf"),
        (".pdf", "tep-kem-theo.pdf"),
        ("d" * 300 + ".pdf", "d" * 115 + ".pdf"),
        ('a"<b>|?.pdf', "a b.pdf"),
    ],
)
def test_a_name_is_no_path_and_hides_nothing(name, kept):
    assert clean_name(name, "pdf") == kept
