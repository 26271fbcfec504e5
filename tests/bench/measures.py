"""Each thing measured, as a function that returns what to call in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import inspect, select

from docflow.models import Delivery, Dispatch, Obligation, Owed, Recipient, RecipientLine, Tally
from docflow.models.engine import WRITES
from docflow.office import distribution, issuing
from docflow.papers import child, fonts
from docflow.papers import docx as word
from docflow.papers.html import layouts, page
from docflow.signing.signer import LEADER_FIELD, Mark

from .stand import Stand

Act = Callable[[], object]


def bare_pdf(stand: Stand) -> Act:
    """WeasyPrint itself on the same HTML, with its stylesheet parsed and its fonts loaded once."""
    printer = child.Printer(fonts.FOLDER, layouts())
    html = page(issuing.paper_of(stand.draft))
    return lambda: printer.print(html, {"variant": "pdf/a-3u", "tags": True})


def routed_pdf(stand: Stand) -> Act:
    """The clerk's request for the same paper: route, sign-in, database, template, press."""

    def ask() -> object:
        answer = stand.client.get(f"/dispatches/{stand.draft.id}/paper.pdf")
        assert answer.status_code == 200
        assert answer.data.startswith(b"%PDF")
        return answer

    return ask


def docx(stand: Stand) -> Act:
    """The same paper as DOCX."""
    paper = issuing.paper_of(stand.draft)
    return lambda: word.write(paper)


def signature(stand: Stand) -> Act:
    """One signature on the printed paper."""
    dispatch = stand.signed
    pdf = stand.state.storage.get(dispatch.rendered_sha256 or "")
    box = issuing._box(dispatch.boxes, "vi-tri-ky")
    key = f"person:{dispatch.approved_by_id}"
    mark = Mark("person", ("Nguyễn Bá Cẩn",))
    return lambda: stand.state.signer.sign(
        pdf, key=key, field=LEADER_FIELD, box=box, mark=mark, reason="Ký ban hành"
    )


def recipients(stand: Stand) -> Act:
    """Everything that an issue writes for its recipients, expanding the groups included."""
    desk = stand.desk
    key = stand.signed.id

    def write() -> None:
        desk.session.rollback()
        desk.session.connection(execution_options={WRITES: True})
        distribution.distribute(desk, desk.session.get_one(Dispatch, key))
        desk.session.flush()
        desk.session.rollback()

    return write


def raw_rows(stand: Stand) -> Act:
    """The very same rows through the driver's own executemany."""
    statements = _statements(stand)

    def write() -> None:
        raw = stand.state.engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute("BEGIN IMMEDIATE")
            for statement, rows in statements:
                cursor.executemany(statement, rows)
            cursor.execute("ROLLBACK")
        finally:
            raw.close()

    return write


def _statements(stand: Stand) -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return the inserts of one distribution, as they reach the driver."""
    desk = stand.desk
    desk.session.rollback()
    desk.session.connection(execution_options={WRITES: True})
    distribution.distribute(desk, desk.session.get_one(Dispatch, stand.signed.id))
    desk.session.flush()
    found = []
    for model in (Recipient, RecipientLine, Obligation, Owed, Delivery, Tally):
        table = model.__table__
        names = [column.name for column in table.columns]
        rows = desk.session.connection().exec_driver_sql(
            f"SELECT {', '.join(names)} FROM {table.name}"
        )
        marks = ", ".join("?" * len(names))
        found.append(
            (
                f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})",
                [tuple(row) for row in rows],
            )
        )
    desk.session.rollback()
    assert inspect(stand.state.engine).has_table(Recipient.__tablename__)
    assert not desk.session.scalars(select(Recipient)).all()
    return found
