"""What is measured on: the demo department with the seed's letter, in a folder of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from docflow import create_app
from docflow.demo import department
from docflow.extension import State
from docflow.models import Dispatch, Person
from docflow.office import approval, drafting, worker
from docflow.office.desk import Desk


@dataclass(frozen=True)
class Stand:
    """An application with a draft, a signed dispatch, and a clerk's browser."""

    app: Flask
    state: State
    client: FlaskClient
    desk: Desk
    draft: Dispatch
    signed: Dispatch


@contextmanager
def standing() -> Iterator[Stand]:
    """Set everything up, warm, and take it down."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE": folder, "DOCFLOW_UNDO_SECONDS": 0, "DOCFLOW_DATABASE": ""})
        state: State = app.extensions["docflow"]
        try:
            yield _made(app, state)
        finally:
            state.close()


def _made(app: Flask, state: State) -> Stand:
    # No context stays open: the browser's requests would share it and lose their sign-in.
    with app.app_context():
        state.upgrade()
        department.set_up(state.desk())
        state.make_keys()
    desk = state.open_desk()
    people = {one.login: one for one in desk.session.scalars(select(Person)).unique()}
    template = desk.catalogue.get("huong_dan_cai_dat_ung_dung")
    answers = template.sample | {"due_on": drafting.expected_due_date(desk).isoformat()}
    draft = drafting.draft(desk, template.code, answers, by=people["phuochn"])
    signed = drafting.draft(desk, template.code, answers, by=people["phuochn"])
    approval.submit(desk, signed, seen=signed.version, by=people["phuochn"])
    approval.approve(
        desk, signed, version=signed.version, sha256=signed.content_sha256 or "",
        by=people["phogiamdoc"],
    )  # fmt: skip
    worker.work_off(desk)
    return Stand(
        app, state, _signed_in(app), desk, draft, desk.session.get_one(Dispatch, signed.id)
    )


def _signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = client.get("/sign-in").text.split('name="csrf-token" content="')[1].split('"')[0]
    answer = client.post(
        "/sign-in",
        data={"username": "phuochn", "password": department.PASSWORD, "csrf_token": token},
    )
    assert answer.status_code == 303, answer.status_code
    return client
