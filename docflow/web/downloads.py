"""Files that a page hands out."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from docflow.office.enclosures import File
from docflow.rules.vietnamese import slug

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, name: str) -> Response:
    """Return an .xlsx as a file to keep; ``name`` is without its ending and ASCII."""
    answer = Response(content, mimetype=_WORKBOOK)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def enclosure(file: File) -> Response:
    """Return a file that goes along: a PDF to read, anything else to keep; nothing in it runs."""
    stem, _, ending = file.name.rpartition(".")
    how = "inline" if ending == "pdf" else "attachment"
    # RFC 6266: an ASCII name for old readers, the true one beside it.
    names = f"filename=\"{slug(stem)}.{ending}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    answer = Response(file.content, mimetype=file.media)
    answer.headers["Content-Disposition"] = f"{how}; {names}"
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"
    )
    answer.set_etag(file.sha256)
    return answer
