"""Copies of a dispatch to take away: the signed paper, or what it would look like."""

from __future__ import annotations

from dataclasses import dataclass

from docflow.models import Dispatch
from docflow.papers import docx
from docflow.rules.vietnamese import slug

from . import prints
from .desk import Desk
from .issuing import paper_of


@dataclass(frozen=True)
class Copy:
    """A file to hand out; ``sha256`` is None while the text may still change."""

    content: bytes
    name: str
    sha256: str | None


def pdf_of(desk: Desk, dispatch: Dispatch) -> Copy:
    """Return the furthest paper there is: sealed, signed, printed, else a preview.

    Raises ``Refused("print.waits")`` for a long one that nobody has printed yet.
    """
    name = f"{_name(dispatch)}.pdf"
    sha256 = dispatch.paper_sha256 or dispatch.rendered_sha256
    if sha256:
        return Copy(desk.storage.get(sha256), name, sha256)
    return Copy(prints.look(desk, dispatch), name, None)


def docx_of(desk: Desk, dispatch: Dispatch) -> Copy:
    """Return the DOCX that was kept at signing, else one of the text as it stands."""
    name, sha256 = f"{_name(dispatch)}.docx", dispatch.docx_sha256
    if sha256:
        return Copy(desk.storage.get(sha256), name, sha256)
    return Copy(docx.write(paper_of(dispatch)), name, None)


def _name(dispatch: Dispatch) -> str:
    return slug(dispatch.code) if dispatch.code else f"du-thao-{dispatch.id}"
