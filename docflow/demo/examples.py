"""Dispatches at every other stage, so that each page has something to show."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from docflow.extension import State
from docflow.models import Dispatch, Person, Recipient
from docflow.office import approval, drafting, figures, following, issuing, reporting, worker
from docflow.office.desk import Desk
from docflow.rules.calendar import working_day_after

from . import letters
from .journey import SEED, TEMPLATE


def overdue(state: State) -> None:
    """Leave a dispatch whose day has passed.

    It comes first and on a day three weeks ago, because numbers follow dates; its signatures
    carry their true time all the same.
    """
    now = state.now
    desk = replace(state.desk(), now=lambda: now() - timedelta(days=28))
    due = working_day_after(desk.today(), 5).isoformat()
    dispatch = _issued(desk, _draft(desk, due, letters.DECLARING))
    _answer(desk, dispatch, acknowledged=0.8, reported=0.55)


def every_stage(state: State) -> None:
    """Leave a draft, a returned one, two waiting for a signature and one for the seal."""
    desk = state.desk()
    due = drafting.expected_due_date(desk).isoformat()
    _draft(desk, due, letters.WORKING)
    back = _submitted(desk, _draft(desk, due, letters.BOOKING))
    approval.send_back(
        desk, back, reason="Ghi rõ đầu mối tiếp nhận báo cáo ở mục 3 và nơi đăng hướng dẫn chi tiết.",
        seen=back.content_sha256 or "", by=_person(desk, "phogiamdoc"),
    )  # fmt: skip
    for letter in (letters.ADVISING, letters.RECORDS):
        _submitted(desk, _draft(desk, due, letter))
    _approve(desk, _submitted(desk, _draft(desk, due, letters.HEARING)))
    half = _issued(desk, _draft(desk, due, letters.VACCINATING))
    _answer(desk, half, acknowledged=0.7, reported=0.5)


def _draft(desk: Desk, due_on: str, letter: letters.Letter) -> Dispatch:
    answers = letter.answers() | {"due_on": due_on}
    return drafting.draft(desk, TEMPLATE, answers, by=_person(desk, "phuochn"))


def _submitted(desk: Desk, dispatch: Dispatch) -> Dispatch:
    return approval.submit(desk, dispatch, seen=dispatch.version, by=_person(desk, "phuochn"))


def _approve(desk: Desk, dispatch: Dispatch) -> Dispatch:
    approval.approve(
        desk, dispatch, version=dispatch.version, sha256=dispatch.content_sha256 or "",
        by=_person(desk, "phogiamdoc"),
    )  # fmt: skip
    worker.work_off(desk)
    return desk.session.get_one(Dispatch, dispatch.id)


def _issued(desk: Desk, draft: Dispatch) -> Dispatch:
    dispatch = _approve(desk, _submitted(desk, draft))
    dispatch = issuing.issue(desk, dispatch, by=_person(desk, "vanthu"))
    worker.work_off(desk)
    return dispatch


def _answer(desk: Desk, dispatch: Dispatch, *, acknowledged: float, reported: float) -> None:
    """Let units with accounts answer, by their officers."""
    dice = random.Random(SEED)
    for one in figures.recipients(desk, dispatch, size=None)[0]:
        officer = _officer(desk, one)
        if officer is None or not one.owes or dice.random() > acknowledged:
            continue
        following.acknowledge(desk, one, name="Văn thư đơn vị", post="Văn thư", by=officer)
        if dice.random() < reported / acknowledged:
            reporting.report(desk, one, _filled(desk, dispatch, one, dice), by=officer)


def _filled(
    desk: Desk, dispatch: Dispatch, one: Recipient, dice: random.Random
) -> reporting.Filled:
    answers: dict[str, str] = {}
    people = max(1, one.staff)
    for field in (figures.form_of(dispatch) or {"fields": []})["fields"]:
        share = 1.0 if field["name"] == "people" else dice.uniform(0.7, 1.0)
        answers[field["name"]] = str(round(people * share))
    return reporting.Filled(answers, desk.today(), "Văn thư đơn vị", "Thủ trưởng đơn vị")


def _officer(desk: Desk, one: Recipient) -> Person | None:
    return (
        desk.session.scalars(select(Person).where(Person.unit_id == one.unit_id, Person.active))
        .unique()
        .first()
    )


def _person(desk: Desk, login: str) -> Person:
    return desk.session.scalars(select(Person).where(Person.login == login)).unique().one()
