"""Prints of long letters to look at: a row is the job, a worker prints, a page tells how far."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from docflow.models import Dispatch, Person, Print, Progress, Task
from docflow.models.engine import insert_if_absent
from docflow.papers import pdf
from docflow.papers.paper import compose
from docflow.rules.evidence import digest
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from . import drafting
from .desk import Desk
from .permission import guard

#: Rows of tables and blocks of text that are printed while somebody waits for the answer.
MOST_AT_ONCE = 150
#: So many letters weigh as much as a row.
_LETTERS_OF_A_ROW = 500
#: How often a page is told of; each telling is a short transaction.
_PAUSE = 1.0
#: Who tells of a page is alive: its claim is good for so much longer.
_LEASE = timedelta(seconds=120)

_log = logging.getLogger("docflow")


def is_long(content: Mapping[str, Any]) -> bool:
    """Tell whether a content is too long to be printed within a request."""
    trees = [content["body"], *(annex["body"] for annex in content.get("annexes") or ())]
    return sum(_weight(tree) for tree in trees) > MOST_AT_ONCE


def look(desk: Desk, dispatch: Dispatch) -> bytes:
    """Return a print to look at. Raises ``Refused("print.waits")`` for a long one not yet made."""
    if not is_long(dispatch.content):
        return drafting.preview(desk, dispatch.content).bytes
    row = of(desk, dispatch)
    if row is None or row.printed_sha256 is None or not is_ready(row, dispatch):
        raise Refused("print.waits")
    return desk.storage.get(row.printed_sha256)


def of(desk: Desk, dispatch: Dispatch) -> Print | None:
    """Return the row that tells how far the print of a dispatch is, if anybody asked for one."""
    return desk.session.scalar(select(Print).where(Print.dispatch_id == dispatch.id))


def is_ready(row: Print, dispatch: Dispatch) -> bool:
    """Tell whether the print shows the dispatch as it stands now."""
    return row.progress is Progress.DONE and row.content_sha256 == digest(dispatch.content)


def is_signing(dispatch: Dispatch) -> bool:
    """Tell whether the paper itself waits to be printed and signed."""
    return dispatch.state is State.APPROVED and dispatch.rendered_sha256 is None


def ask(desk: Desk, dispatch: Dispatch, *, by: Person) -> Print:
    """Ask for a print of the text as it stands; whoever asks while it is printed waits with it."""
    with desk.work() as session:
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(session, by, Act.READ, dispatch)
        row = _row(desk, dispatch.id)
        if not is_ready(row, dispatch) and row.progress not in {Progress.WAITING, Progress.UNSURE}:
            row.progress, row.due_at, row.done_at = Progress.WAITING, desk.now(), None
            row.page = row.tries = 0
            row.lease = row.leased_until = None
            row.outcome = ""
    return row


def make(desk: Desk, key: int) -> None:
    """Print what a row asks for and keep the file in the place of the last one."""
    row = desk.session.get_one(Print, key, populate_existing=True)
    content, dispatch_id = row.dispatch.content, row.dispatch_id
    paper, made_of = compose(content), digest(content)
    desk.let_go()
    rendered = pdf.write(paper, desk.press, on_page=teller(desk, dispatch_id))
    sha256 = desk.storage.put(rendered.bytes)
    with desk.work():
        row = desk.lock(Print, key)
        old = row.printed_sha256
        row.content_sha256, row.printed_sha256, row.page = made_of, sha256, rendered.pages
    if old and old != sha256 and not _is_kept(desk, old):
        desk.storage.remove(old)


def teller(desk: Desk, dispatch_id: int) -> Callable[[int], None]:
    """Return a function that writes down, once a second, which page is being printed."""
    last = time.monotonic()

    def tell(page: int) -> None:
        nonlocal last
        if time.monotonic() - last < _PAUSE:
            return
        last = time.monotonic()
        try:
            _tell(desk, dispatch_id, page)
        except SQLAlchemyError:
            # The letter does not wait for a busy database to learn how far it is.
            _log.warning("page %s of dispatch %s was not noted", page, dispatch_id)

    return tell


def _tell(desk: Desk, dispatch_id: int, page: int) -> None:
    with desk.work() as session:
        row = _row(desk, dispatch_id)
        row.page = page
        until = desk.now() + _LEASE
        for model in (Print, Task):
            ours = model.dispatch_id == dispatch_id, model.leased_until < until
            session.execute(update(model).where(*ours).values(leased_until=until))


def _row(desk: Desk, dispatch_id: int) -> Print:
    """Return the dispatch's row, made now if need be, as one that nobody waits for."""
    insert_if_absent(
        desk.session, Print, dispatch_id=dispatch_id, progress=Progress.DONE, due_at=desk.now(),
        tries=0, outcome="", page=0,
    )  # fmt: skip
    found = select(Print).where(Print.dispatch_id == dispatch_id).with_for_update()
    return desk.session.scalars(found.execution_options(populate_existing=True)).one()


def _is_kept(desk: Desk, sha256: str) -> bool:
    kept = select(Print.id).where(Print.printed_sha256 == sha256).limit(1)
    return desk.session.scalar(kept) is not None


def _weight(tree: Mapping[str, Any]) -> int:
    """Return how long a text is, in rows and blocks."""
    rows = sum(
        len(block["content"]) if block["type"] == "table" else 1 for block in tree["content"]
    )
    return rows + sum(map(len, _texts(tree))) // _LETTERS_OF_A_ROW


def _texts(node: Mapping[str, Any]) -> Iterator[str]:
    if node["type"] == "text":
        yield node["text"]
    for child in node.get("content", ()):
        yield from _texts(child)
