"""One dispatch, whole: where it stands, its sheet, its checks, its record, its files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request
from sqlalchemy import select

from docflow.models import Check, Dispatch, Event, Return, Revision, Tally
from docflow.office import approval, enclosures, following, proof, worklist
from docflow.office.permission import can
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act
from docflow.rules.purposes import Purpose
from docflow.rules.vietnamese import slug

from .. import annexing, current, lint_sentences, reading
from ..gate import allow, dispatch_or_404
from ..labels import label
from . import prints

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Events that units cause by the hundred; the tracking page counts them.
_OF_UNITS = ("seen", "acknowledged", "reported", "report_corrected")
_MOST_EVENTS = 60


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/dispatches/<int:key>", "show", show)
    pages.add_url_rule("/dispatches/<int:key>/paper.pdf", "paper_pdf", paper_pdf)
    pages.add_url_rule("/dispatches/<int:key>/paper.docx", "paper_docx", paper_docx)


@allow(Act.READ)
def show(key: int) -> str:
    """Show all there is to know of one dispatch."""
    dispatch = _visited(key, "page")
    desk, person = current.desk(), current.me()
    acts = (Act.EDIT, Act.WITHDRAW, Act.APPROVE, Act.ISSUE, Act.FOLLOW, Act.COPY)
    return render_template(
        "docflow/show.html", here="", dispatch=dispatch, r=reading, content=dispatch.content,
        sheet=reading.sheet(dispatch), kind=reading.kind_of(dispatch),
        may={act.value: can(desk.session, person, act, dispatch) for act in acts},
        redated=worklist.redating(dispatch), reach=proof.reach(desk, dispatch.content),
        tally=desk.session.get(Tally, dispatch.id), checks=_checks(dispatch),
        returns=_rows(Return, dispatch), revisions=_rows(Revision, dispatch),
        events=reading.happenings(_events(dispatch)), lines=_lines(dispatch),
        decision=approval.open_decision(desk, dispatch), seen=dispatch.version,
        files=annexing.shown_files(dispatch.content), sealed=enclosures.sealed(desk, dispatch),
        printing=prints.under_way(dispatch),
    )  # fmt: skip


@allow(Act.READ)
def paper_pdf(key: int) -> Response:
    """Hand out the sealed or signed file; before there is one, a print to look at.

    A long letter is not printed while somebody waits: a page tells how far a worker is with it.
    """
    dispatch = _visited(key, "pdf")
    if proof.waits(current.desk(), dispatch):
        told = prints.facts(dispatch)
        return Response(render_template("docflow/print.html", here="", r=reading, **told), 202)
    return _file(dispatch, proof.pdf(current.desk(), dispatch), "application/pdf", "pdf")


@allow(Act.READ)
def paper_docx(key: int) -> Response:
    """Hand out the letter as DOCX."""
    dispatch = _visited(key, "docx")
    return _file(dispatch, proof.word(current.desk(), dispatch), _WORD, "docx")


def _visited(key: int, what: str) -> Dispatch:
    """Return the dispatch, the access written down (Decree 30/2020, annex VI, III.6.a)."""
    dispatch = dispatch_or_404(key, Act.READ)
    if dispatch.state is not State.DRAFT:
        address, agent = request.remote_addr or "", request.user_agent.string
        following.visit(
            current.desk(), dispatch, by=current.me(), what=what, address=address, agent=agent
        )
    return dispatch


def _file(dispatch: Dispatch, content: bytes, kind: str, ending: str) -> Response:
    name = slug(f"{dispatch.code or 'du-thao'} {dispatch.subject[:60]}")
    how = "inline" if ending == "pdf" else "attachment"
    return Response(
        content,
        mimetype=kind,
        headers={"Content-Disposition": f'{how}; filename="{name}.{ending}"'},
    )


def _rows(model: Any, dispatch: Dispatch) -> list[Any]:
    """Return the rows of a dispatch, the newest first."""
    rows = select(model).where(model.dispatch_id == dispatch.id).order_by(model.id.desc())
    return list(current.desk().session.scalars(rows))


def _checks(dispatch: Dispatch) -> list[tuple[Check, list[str]]]:
    return [
        (one, [lint_sentences.sentence(told["rule"], told["facts"]) for told in one.findings])
        for one in _rows(Check, dispatch)
    ]


def _events(dispatch: Dispatch) -> list[Event]:
    rows = select(Event).where(Event.dispatch_id == dispatch.id, Event.verb.not_in(_OF_UNITS))
    newest = rows.order_by(Event.id.desc()).limit(_MOST_EVENTS)
    return list(current.desk().session.scalars(newest))


def _lines(dispatch: Dispatch) -> list[tuple[str, str]]:
    both = [*dispatch.content["addressees"], *dispatch.content["copies"]]
    return [(line["text"], label(Purpose(line["purpose"]))) for line in both]
