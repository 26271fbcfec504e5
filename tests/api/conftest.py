"""What the tests of the API ask for: programs that carry a token."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from docflow.models import Person
from docflow.office import tokens, worker
from tests import people

ALL = tuple(scope.value for scope in tokens.Scope)
Program = Callable[..., TestResponse]


@pytest.fixture
def token(app: Flask) -> Callable[..., str]:
    """Make a token for one of the cast; all scopes unless some are named."""

    def make(login: str, scopes: Iterable[str] = ALL, days: int = 1) -> str:
        with app.app_context():
            desk = app.extensions["docflow"].desk()
            person = (
                desk.session.scalars(select(Person).where(Person.login == login)).unique().one()
            )
            return tokens.create(desk, person, scopes=list(scopes), days=days)

    return make


@pytest.fixture
def program(app: Flask, token: Callable[..., str]) -> Callable[..., Program]:
    """Return a program that calls the API with the token of one of the cast."""

    def start(login: str, scopes: Iterable[str] = ALL) -> Program:
        bearer = {"Authorization": f"Bearer {token(login, scopes)}"}
        client = app.test_client()

        def call(method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            asked = {} if body is None else {"json": body}
            place = f"/api/v1{path}"
            # In a context of its own, as a server would: not at the desk of the test around it.
            return Context().run(client.open, place, method=method, headers=bearer | named, **asked)

        return call

    return start


@pytest.fixture
def work_off(app: Flask) -> Callable[[], None]:
    """Do what waits, as the worker would."""

    def run() -> None:
        with app.test_request_context("/"):
            worker.work_off(app.extensions["docflow"].desk())

    return run


@pytest.fixture
def dump(app: Flask) -> Callable[[], str]:
    """Return a hash of all rows of all tables."""

    def take() -> str:
        engine = app.extensions["docflow"].engine
        with engine.connect() as connection:
            names = connection.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            ).scalars()
            rows = [
                (name, connection.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names
            ]
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    return take


@pytest.fixture
def answers(app: Flask) -> dict[str, Any]:
    """The seed's answers as a program gives them."""
    sample = app.extensions["docflow"].catalogue.get("huong_dan_cai_dat_ung_dung").sample
    plain = {
        name: list(one) if isinstance(one, tuple) else str(one) if name == "due_on" else one
        for name, one in sample.items()
    }
    return plain | {"due_on": "2026-12-07"}


@pytest.fixture
def seed(answers: dict[str, Any]) -> dict[str, Any]:
    """The seed's letter as a program drafts it."""
    return {"template": "huong_dan_cai_dat_ung_dung", "answers": answers}


def decision(dispatch: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Return the approval of exactly this dispatch."""
    return {
        "action": "approve",
        "version": dispatch["version"],
        "sha256": dispatch["content_sha256"],
        "password": people.PASSWORD,
    } | other
