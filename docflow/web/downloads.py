"""Files that a page hands out."""

from __future__ import annotations

from flask import Response

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(content: bytes, name: str) -> Response:
    """Return an .xlsx as a file to keep; ``name`` is without its ending and ASCII."""
    answer = Response(content, mimetype=_WORKBOOK)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
