"""The same promises on PostgreSQL: one effect per key, malformed text refused before it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from docflow.demo import department
from docflow.models import Person
from docflow.office import tokens
from tests import machine, people


@pytest.fixture
def app(make_app):
    """docflow on PostgreSQL, with the department."""
    app = make_app(DOCFLOW_DATABASE=machine.postgres_url("api"))
    with app.app_context():
        state = app.extensions["docflow"]
        state.upgrade()
        department.set_up(state.desk())
        # The keys were copied from another database, where people had other numbers.
        state.make_keys()
    return app


@pytest.mark.postgres
def test_one_key_drafts_once_from_many_threads(app, program, seed):
    with app.app_context():
        desk = app.extensions["docflow"].desk()
        clerk = (
            desk.session.scalars(select(Person).where(Person.login == people.DRAFTER))
            .unique()
            .one()
        )
        assert tokens.of(desk, clerk) == []
    clerks = [program(people.DRAFTER) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(
                lambda call: call("POST", "/dispatches", seed, Idempotency_Key="one"), clerks * 3
            )
        )
    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.json["id"] for one in answers if one.status_code == 201}) == 1
    assert len(clerks[0]("GET", "/dispatches?q=bluezone").json["items"]) == 1
    nul = {"template": "cong_van", "answers": {"trich_yeu": "\0"}}
    assert clerks[0]("POST", "/dispatches", nul).status_code == 422
    assert clerks[0]("GET", "/units?q=nhi&group=don-vi-trong-nganh").status_code == 200
    assert clerks[0]("GET", "/register?year=2026").json == {"items": [], "next": None}
