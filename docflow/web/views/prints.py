"""The print of a long letter: asked for, followed page by page, and opened when it is there."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from docflow.models import Dispatch
from docflow.office import prints
from docflow.rules.evidence import digest_bytes
from docflow.rules.permissions import Act

from .. import current
from ..forms import Sent, read
from ..gate import allow, dispatch_or_404


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/dispatches/<int:key>/print", "print_progress", print_progress)
    pages.add_url_rule("/dispatches/<int:key>/print", "print_ask", print_ask, methods=["POST"])


@allow(Act.READ)
def print_progress(key: int) -> ResponseReturnValue:
    """Return how far the print is, as a fragment; 304 while nothing has changed."""
    dispatch = dispatch_or_404(key, Act.READ)
    answer = Response(render_template("docflow/_print.html", **facts(dispatch)))
    answer.set_etag(digest_bytes(answer.get_data())[:16])
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer.make_conditional(request)


@allow(Act.READ)
def print_ask(key: int) -> Any:
    """Ask a worker for a print of the text as it stands."""
    dispatch = dispatch_or_404(key, Act.READ)
    read(Sent)
    prints.ask(current.desk(), dispatch, by=current.me())
    return redirect(url_for("docflow.paper_pdf", key=key), 303)


def under_way(dispatch: Dispatch) -> dict[str, Any] | None:
    """Return the same while a long paper waits for its signature, else nothing."""
    waits = prints.is_signing(dispatch) and prints.is_long(dispatch.content)
    return facts(dispatch) if waits else None


def facts(dispatch: Dispatch) -> dict[str, Any]:
    """Return what the fragment shows: the row, whether the file is ready or the paper at work."""
    row = prints.of(current.desk(), dispatch)
    return {
        "dispatch": dispatch,
        "row": row,
        "ready": bool(dispatch.rendered_sha256 or (row and prints.is_ready(row, dispatch))),
        "signing": prints.is_signing(dispatch),
    }
