"""A template as the folder that it can be carried away in, and brought in again from a ZIP."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import tomli_w

from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .template import FILES, Template, packed

#: Sizes of what is brought in: the file itself, one text in it, how many entries it may list.
LONGEST_ZIP = 500_000
_LONGEST_TEXT = 400_000
_MOST_ENTRIES = 20
#: One day for all files, so that the same template gives the same bytes.
_DAY = (2020, 3, 5, 0, 0, 0)


def texts(template: Template) -> dict[str, str]:
    """Return the three files of a template's folder by name."""
    source = template.source
    return {
        "template.toml": tomli_w.dumps(source["template"], multiline_strings=True),
        "body.html": source["body"],
        "sample.toml": tomli_w.dumps(_without_none(source["sample"]), multiline_strings=True),
    }


def _without_none(sample: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has no word for nothing."""
    return {
        key: _without_none(is_) if isinstance(is_, Mapping) else is_
        for key, is_ in sample.items()
        if is_ is not None
    }


def zipped(template: Template) -> bytes:
    """Return the folder as a ZIP that ``unzipped`` reads back."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts(template).items():
            archive.writestr(zipfile.ZipInfo(f"{template.code}/{name}", _DAY), text.encode())
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, Any]:
    """Return the package in a ZIP of one template's folder, not yet checked.

    Raises ``Refused("template.zip", what=…)`` for a file that is no ZIP (``unreadable``), too long
    (``too_long``), with entries other than the three files of one folder (``entries``), with
    locked ones (``locked``) or with texts that are no UTF-8 (``encoding``). Nothing is ever
    unpacked to a disk, and no entry is read further than its limit, whatever its header says.
    """
    if len(content) > LONGEST_ZIP:
        raise Refused("template.zip", what="too_long")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            folder, entries = _entries(archive)
            told = {name: _text(archive, entry) for name, entry in entries.items()}
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError):
        raise Refused("template.zip", what="unreadable") from None
    except Exception as error:
        if type(error).__module__ not in {"zlib", "lzma"}:
            raise
        raise Refused("template.zip", what="unreadable") from None
    return packed(told, folder)


def _entries(archive: zipfile.ZipFile) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """Return the folder's name and the entry of each of its three files."""
    listed = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(archive.infolist()) > _MOST_ENTRIES:
        raise Refused("template.zip", what="entries")
    found: dict[str, zipfile.ZipInfo] = {}
    folders: set[str] = set()
    for entry in listed:
        path = PurePosixPath(entry.filename)
        strange = ".." in path.parts or path.is_absolute() or "\\" in entry.filename
        if strange or len(path.parts) > 2 or path.name not in FILES or path.name in found:
            raise Refused("template.zip", what="entries")
        found[path.name] = entry
        folders.add(str(path.parent))
    if set(found) != set(FILES) or len(folders) != 1:
        raise Refused("template.zip", what="entries")
    return folders.pop(), found


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x1:
        raise Refused("template.zip", what="locked")
    with archive.open(entry) as file:
        content = file.read(_LONGEST_TEXT + 1)
    if len(content) > _LONGEST_TEXT:
        raise Refused("template.zip", what="too_long")
    try:
        return nfc(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise Refused("template.zip", what="encoding") from None
