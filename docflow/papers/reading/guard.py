"""The door for foreign Office files: nothing is opened before the real bytes were counted."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from docflow.rules.refusals import Refused

MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_XML = 8_000_000
MOST_ENTRIES = 500
MOST_DIRECTORY = 200_000
#: Opening and closing tags, attributes: each costs memory that its bytes do not show.
MOST_TAGS = 400_000
MOST_ATTRIBUTES = 400_000

_END = b"PK\x05\x06"
_CHUNK = 1 << 18
_ENCODINGS = {b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"}
_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})["']""")
_DOCTYPE = re.compile(rb"<!\s*(?:doctype|entity)", re.IGNORECASE)
_ACTIVE = re.compile(r"vbaproject|vbadata|activex|\.bin$|\.exe$|\.js$|\.vbs$|\.hta$")
_ACTIVE_FIELDS = re.compile(rb"\bDDE(?:AUTO)?\s+[\"\w]")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
#: What Office keeps of a printer beside the text; nothing of it runs.
_PRINTER = re.compile(r"(?:xl|word)/printersettings/[a-z0-9]+\.bin")
_HYPERLINK = "/hyperlink"
_EMBEDDED = ("/aFChunk", "/attachedTemplate", "/frame", "/subDocument")
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
           OverflowError, struct.error, OSError)  # fmt: skip


def parts_of(content: bytes, *, main: str = _MAIN) -> dict[str, bytes]:
    """Return the XML parts of a DOCX by name, after everything in the file was looked at.

    :param main: the type of its main part; ``WORKBOOK`` for an XLSX.

    Raises ``Refused("read.…")``: *too_large, old_word, format, broken, entries, names,
    encrypted, bomb, doctype, encoding, external, macros, embedded*.
    """
    _expect_zip(content)
    _expect_small_directory(content)
    try:
        with ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _check_entries(entries)
            parts = _unpack(package, entries)
    except _BROKEN:
        raise Refused("read.broken") from None
    for name, part in parts.items():
        _check_xml(name, part)
    _check_types(parts, main)
    for name, part in parts.items():
        if name.endswith(".rels"):
            _check_relations(name, part)
    return parts


def parsed(part: bytes) -> etree._Element:
    """Parse a checked part: no entities, no network, no depth over libxml2's own limit."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise Refused("read.too_deep") from None
        raise Refused("read.broken") from None
    if root is None:
        raise Refused("read.broken")
    return root


def _expect_zip(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Refused("read.too_large", most=MOST_BYTES // 1_000_000)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        # The old binary .doc, or a DOCX behind a password.
        raise Refused("read.old_word")
    if content[:4] != b"PK\x03\x04":
        raise Refused("read.format")


def _expect_small_directory(content: bytes) -> None:
    """Refuse a directory of too many entries before Python builds objects of it."""
    place = content.rfind(_END, max(0, len(content) - 65_557))
    if place < 0 or len(content) < place + 22:
        raise Refused("read.broken")
    entries, size = struct.unpack_from("<HL", content, place + 10)
    if entries > MOST_ENTRIES or size > MOST_DIRECTORY:
        raise Refused("read.entries", most=MOST_ENTRIES)


def _check_entries(entries: list[ZipInfo]) -> None:
    """Look at names and flags: none of these comes from a word processor."""
    if len(entries) > MOST_ENTRIES:
        raise Refused("read.entries", most=MOST_ENTRIES)
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename.casefold()
        if name in seen or not _is_plain(entry.orig_filename) or _is_link(entry):
            raise Refused("read.names", name=ascii(entry.orig_filename)[:80])
        if _ACTIVE.search(name) and not _PRINTER.fullmatch(name):
            raise Refused("read.macros", name=entry.filename[:80])
        if entry.flag_bits & 0x41:
            raise Refused("read.encrypted")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Refused("read.broken")
        seen.add(name)


def _is_plain(name: str) -> bool:
    """Tell whether a name stays inside the package."""
    if not name or name.startswith("/") or len(name) > 200 or not name.isprintable():
        return False
    return "\\" not in name and ":" not in name and ".." not in name.split("/")


def _is_link(entry: ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _unpack(package: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    """Inflate every entry, counting what really comes out; only XML is kept."""
    parts: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        is_xml = entry.filename.endswith((".xml", ".rels"))
        kept: list[bytes] = []
        size = 0
        for chunk in _chunks(package, entry):
            size, total = size + len(chunk), total + len(chunk)
            if total > MOST_UNPACKED or (is_xml and size > MOST_XML):
                raise Refused("read.bomb", name=entry.filename[:80])
            if is_xml:
                kept.append(chunk)
        if is_xml:
            parts[entry.filename] = b"".join(kept)
    return parts


def _chunks(package: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    with package.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _check_xml(name: str, part: bytes) -> None:
    """Refuse entity tricks in any encoding, and trees far larger than their bytes."""
    # UTF-16 and UTF-32 are ASCII with NULs between, as far as tags are concerned.
    bare = part.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if not bare.startswith(b"<"):
        raise Refused("read.encoding")
    declared = _ENCODING.match(bare)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Refused("read.encoding")
    if _DOCTYPE.search(bare):
        raise Refused("read.doctype", name=name[:80])
    if bare.count(b"<") > MOST_TAGS or bare.count(b"=") > MOST_ATTRIBUTES:
        raise Refused("read.bomb", name=name[:80])
    if _ACTIVE_FIELDS.search(bare):
        raise Refused("read.macros", name=name[:80])


def _check_types(parts: dict[str, bytes], main: str) -> None:
    """Refuse a package of another kind, or one with macros."""
    if "[Content_Types].xml" not in parts or "_rels/.rels" not in parts:
        _not_a_document()
    types = [str(it.get("ContentType", "")) for it in parsed(parts["[Content_Types].xml"])]
    if any("macroEnabled" in one or "vbaProject" in one for one in types):
        raise Refused("read.macros", name="[Content_Types].xml")
    if main not in types:
        _not_a_document()


def _check_relations(name: str, part: bytes) -> None:
    """Refuse everything that would be fetched from outside, or run, or pulled in."""
    for relation in parsed(part):
        kind = str(relation.get("Type", ""))
        if kind.endswith(_EMBEDDED[0]) or "vbaProject" in kind:
            raise Refused("read.embedded", name=name[:80])
        outside = str(relation.get("TargetMode", "")).strip().casefold() == "external"
        if outside and not kind.endswith(_HYPERLINK):
            raise Refused("read.external", target=str(relation.get("Target", ""))[:80])
        if not outside and (kind.endswith(_EMBEDDED) or "://" in str(relation.get("Target", ""))):
            raise Refused("read.external", target=str(relation.get("Target", ""))[:80])


def _not_a_document() -> NoReturn:
    raise Refused("read.format")
