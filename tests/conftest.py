"""What every test may ask for: an application of its own, its desk, its clock, its people."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from docflow import create_app
from docflow.demo import department
from docflow.models import Dispatch, Person
from docflow.office import approval, drafting, issuing, worker
from docflow.office.desk import Desk
from docflow.papers.press import Press
from tests import people, quick

quick.install()


class Clock:
    """A clock that stands until a test moves it: 9 o'clock in Hanoi on Monday, 23/11/2026."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment it shows."""
        return self.at

    def forward(self, **span: float) -> None:
        """Move it on."""
        self.at += timedelta(**span)


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """One printing process for all tests of this worker."""
    press = Press(workers=1)
    yield press
    press.close()


@pytest.fixture(scope="session")
def department_folder(tmp_path_factory: pytest.TempPathFactory, press: Press) -> Path:
    """An instance with the demo department in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("department")
    app = create_app({"INSTANCE": folder, "DOCFLOW_DATABASE": ""}, press=press)
    with app.app_context():
        state = app.extensions["docflow"]
        state.upgrade()
        department.set_up(state.desk())
        state.make_keys()
    state.close()
    return folder


@pytest.fixture
def clock() -> Clock:
    """The clock of this test's application."""
    return Clock()


@pytest.fixture
def make_app(
    department_folder: Path, tmp_path: Path, press: Press, clock: Clock
) -> Iterator[Callable[..., Flask]]:
    """Make an application with settings of one's own, on a copy of the department."""
    made: list[Flask] = []

    def make(*, real_clock: bool = False, **settings: Any) -> Flask:
        folder = tmp_path / f"instance{len(made)}"
        shutil.copytree(department_folder, folder)
        plain = {
            "INSTANCE": folder,
            "TESTING": True,
            "DOCFLOW_UNDO_SECONDS": 0,
            "DOCFLOW_DATABASE": "",
        }
        now = None if real_clock else clock
        made.append(create_app(plain | settings, press=press, now=now))
        return made[-1]

    yield make
    for app in made:
        app.extensions["docflow"].close()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    """An application of its own, with the demo department and no dispatch."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    """The desk, for rules of the office alone."""
    # No context of the application stays open here: requests of a test client would share its
    # ``g`` and find the person of the request before.
    opened = app.extensions["docflow"].open_desk()

    def words(name: str, facts: Any) -> Any:
        with app.test_request_context("/"):
            return opened.words(name, facts)

    yield replace(opened, words=words)
    opened.session.close()


@pytest.fixture
def person(desk: Desk) -> Callable[[str], Person]:
    """Find one of the cast by login."""
    return lambda login: (
        desk.session.scalars(select(Person).where(Person.login == login)).unique().one()
    )


@pytest.fixture
def as_(app: Flask) -> Callable[[str], FlaskClient]:
    """Return a browser in which one of the cast has signed in, through the sign-in page."""

    def sign_in(login: str) -> FlaskClient:
        client = app.test_client()
        token = csrf(client.get("/sign-in").text)
        answer = client.post(
            "/sign-in", data={"username": login, "password": people.PASSWORD, "csrf_token": token}
        )
        assert answer.status_code == 303, answer.text
        return client

    return sign_in


def csrf(page: str) -> str:
    """Return the form token of a page."""
    return page.split('name="csrf-token" content="')[1].split('"', 1)[0]


@pytest.fixture
def draft(desk: Desk, person: Callable[[str], Person]) -> Dispatch:
    """The seed's letter as a draft, due on the tenth working day."""
    template = desk.catalogue.get("huong_dan_cai_dat_ung_dung")
    answers = template.sample | {"due_on": drafting.expected_due_date(desk).isoformat()}
    return drafting.draft(desk, template.code, answers, by=person(people.DRAFTER))


@pytest.fixture
def submitted(desk: Desk, draft: Dispatch, person: Callable[[str], Person]) -> Dispatch:
    """The seed's letter, waiting for its signer."""
    return approval.submit(desk, draft, seen=draft.version, by=person(people.DRAFTER))


@pytest.fixture
def signed(desk: Desk, submitted: Dispatch, person: Callable[[str], Person]) -> Dispatch:
    """The seed's letter, signed by the deputy and waiting for the seal."""
    approval.approve(
        desk,
        submitted,
        version=submitted.version,
        sha256=submitted.content_sha256 or "",
        by=person(people.DEPUTY),
    )
    worker.work_off(desk)
    return desk.session.get_one(Dispatch, submitted.id)


@pytest.fixture
def issued(desk: Desk, signed: Dispatch, person: Callable[[str], Person]) -> Dispatch:
    """The seed's letter, issued; its letters wait to be sent."""
    return issuing.issue(desk, signed, by=person(people.RECORDS_CLERK))
