"""Hostile DOCX files, made from a good one by changing one thing each."""

from __future__ import annotations

import struct
import warnings
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docflow.papers import docx
from docflow.papers.paper import compose
from tests.papers.seed import content

DOCUMENT = "word/document.xml"
RELS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>'
CLOSE = "</w:body></w:document>"


@cache
def good() -> bytes:
    return docx.write(compose(content()))


def packed(
    entries: dict[str, bytes], *more: tuple[str, bytes], method: int = ZIP_DEFLATED
) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings(), ZipFile(out, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, part in (*entries.items(), *more):
            package.writestr(name, part)
    return out.getvalue()


def entries() -> dict[str, bytes]:
    with ZipFile(BytesIO(good())) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(**parts: bytes) -> bytes:
    named = {"document": DOCUMENT, "rels": RELS, "types": TYPES}
    return packed(entries() | {named.get(name, name): part for name, part in parts.items()})


def related(kind: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    relation = f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return changed(
        rels=entries()[RELS].replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    )


def laughs(encoding: str) -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    name = "UTF-16" if encoding.startswith("utf-16") else "UTF-32" if "32" in encoding else "UTF-8"
    text = (f'<?xml version="1.0" encoding="{name}"?><!DOCTYPE d [<!ENTITY l0 "ha">{levels}]>'
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p>{CLOSE}')  # fmt: skip
    return changed(document=text.encode(encoding))


def lying() -> bytes:
    """Return a file whose directory tells a size much below the real one."""
    body = OPEN.encode() + b"<w:p/>" * 200_000 + CLOSE.encode()
    whole = bytearray(packed(entries() | {DOCUMENT: body}))
    real = struct.pack("<L", len(body))
    told = struct.pack("<L", 1_000)
    place = whole.find(real)
    while place >= 0:
        whole[place : place + 4] = told
        place = whole.find(real, place + 1)
    return bytes(whole)


def many_entries() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        for name, part in entries().items():
            package.writestr(name, part)
        for number in range(70_000):
            package.writestr(ZipInfo(f"word/media/{number}"), b"")
    return out.getvalue()


def linked() -> bytes:
    link = ZipInfo("word/media/image1.png")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, part in entries().items():
            package.writestr(name, part)
        package.writestr(link, b"/etc/passwd")
    return out.getvalue()


def encrypted() -> bytes:
    whole = bytearray(good())
    place = whole.find(b"PK\x01\x02")
    whole[place + 8] |= 1
    return bytes(whole)


def deep() -> bytes:
    text = OPEN + "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000 + CLOSE
    return changed(document=text.encode())


def nested_tables(depth: int) -> bytes:
    text = (
        OPEN + "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth + CLOSE
    )
    return changed(document=text.encode())


def many_tables(count: int) -> bytes:
    cell = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return changed(document=(OPEN + cell * count + CLOSE).encode())


def bomb(name: str, size: int) -> bytes:
    return packed(entries(), (name, b"\x00" * size))


XXE = (f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
       f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>{CLOSE}')  # fmt: skip
FILES = {
    "a bomb of 300 MB in a picture": (lambda: bomb("word/media/image1.png", 300_000_000), "read.bomb"),
    "a bomb in the text": (lambda: changed(document=(OPEN + " " * 50_000_000 + CLOSE).encode()), "read.bomb"),
    "a million empty paragraphs": (lambda: changed(document=(OPEN + "<w:p/>" * 1_000_000 + CLOSE).encode()), "read.bomb"),
    "a header that lies": (lying, "read.broken"),
    "70,000 entries": (many_entries, "read.entries"),
    "laughs in UTF-8": (lambda: laughs("utf-8"), "read.doctype"),
    "laughs in UTF-16": (lambda: laughs("utf-16"), "read.doctype"),
    "laughs in UTF-32": (lambda: laughs("utf-32"), "read.encoding"),
    "an external entity": (lambda: changed(document=XXE.encode()), "read.doctype"),
    "an encoding that hides tags": (lambda: changed(document=b'<?xml version="1.0" encoding="UTF-7"?>+ADw-d/>'), "read.encoding"),
    "a name that climbs": (lambda: packed(entries(), ("../../etc/cron.d/x", b"x")), "read.names"),
    "an absolute name": (lambda: packed(entries(), ("/etc/x.xml", b"x")), "read.names"),
    "a name with a backslash": (lambda: packed(entries(), ("word\\..\\x.xml", b"x")), "read.names"),
    "a name twice": (lambda: packed(entries(), (DOCUMENT, b"<x/>")), "read.names"),
    "a name twice but for case": (lambda: packed(entries(), ("WORD/Document.xml", b"<x/>")), "read.names"),
    "a link to a file": (linked, "read.names"),
    "macros": (lambda: packed(entries(), ("word/vbaProject.bin", b"x")), "read.macros"),
    "macros by type": (lambda: changed(types=entries()[TYPES].replace(b"document.main+xml", b"document.macroEnabled.main+xml").replace(b"wordprocessingml.document.macroEnabled", b"ms-word.document.macroEnabled")), "read.macros"),
    "controls that run": (lambda: packed(entries(), ("word/activeX/activeX1.bin", b"x")), "read.macros"),
    "a field that starts a program": (lambda: changed(document=(OPEN + "<w:p><w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText></w:r></w:p>" + CLOSE).encode()), "read.macros"),
    "an external template": (lambda: related("attachedTemplate", "http://192.0.2.1/t.dotm"), "read.external"),
    "an external picture": (lambda: related("image", "http://192.0.2.1/p.png"), "read.external"),
    "a file share as picture": (lambda: related("image", "file://192.0.2.1/p.png", ""), "read.external"),
    "a foreign page pulled in": (lambda: related("aFChunk", "page.html", ""), "read.embedded"),
    "XML 10,000 deep": (deep, "read.too_deep"),
    "tables in tables": (lambda: nested_tables(20), "read.too_deep"),
    "a thousand tables": (lambda: many_tables(1_000), "read.too_many_tables"),
    "a password": (encrypted, "read.encrypted"),
    "an old DOC": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000), "read.old_word"),
    "a file cut in half": (lambda: good()[:5_000], "read.broken"),
    "another package": (lambda: packed({"x.txt": b"x"}), "read.format"),
    "21 MB": (lambda: b"PK\x03\x04" + bytes(21_000_000), "read.too_large"),
}  # fmt: skip


@cache
def file(kind: str) -> bytes:
    """Return a hostile file; a bomb takes a second to make."""
    make, _code = FILES[kind]
    return make()
