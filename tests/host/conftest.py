"""The hospital with docflow in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine

from docflow import DocFlow
from docflow.demo.department import AGENCY
from docflow.office import roster, settings
from docflow.office.desk import Desk
from docflow.papers.press import Press
from tests import machine
from tests.host.hospital import CLERK, DEPUTY, make_hospital

ROOMS = "code,name\nNVY,Phòng Nghiệp vụ Y\n"
PEOPLE = f"""login,name,post,roles,room,external_id
soan-thao,Phước HN,Chuyên viên,clerk,NVY,{CLERK}
pho-giam-doc,Nguyễn Bá Cẩn,Phó Giám đốc,signer,,{DEPUTY}
"""
AUTHORITIES = (
    "login,kind,on_behalf_of,post,since\npho-giam-doc,KT,GIÁM ĐỐC,PHÓ GIÁM ĐỐC,2020-01-01\n"
)
ANSWERS = {"subject": "kiểm tra"}

Open = Callable[..., Flask]


@pytest.fixture
def open_hospital(tmp_path: Path, press: Press) -> Iterator[Open]:
    """Open a hospital, put docflow into it and tell it who there is."""
    opened: list[Flask] = []

    def open_one(
        name: str = "a", *, prefix: str = "/cv", filled: bool = True, **choices: Any
    ) -> Flask:
        hospital = {
            key: choices.pop(key) for key in ("engine", "users", "protected") if key in choices
        }
        config = choices.pop("config", {})
        shared = choices.pop("share", False)
        app = make_hospital(tmp_path / name, **hospital)
        app.config.update(DOCFLOW_URL_PREFIX=prefix, DOCFLOW_UNDO_SECONDS=0, **config)
        engine = app.extensions["hospital"] if shared else None
        DocFlow(press=press, engine=engine, **choices).init_app(app)
        opened.append(app)
        if filled:
            with app.app_context():
                fill(app)
        return app

    yield open_one
    for app in opened:
        app.extensions["docflow"].close()
        app.extensions["hospital"].dispose()


def fill(app: Flask) -> None:
    """Give docflow its tables, its agency and the roles of two of the hospital's people."""
    app.extensions["docflow"].upgrade()
    desk = app.extensions["docflow"].desk()
    settings.set_agency(desk, AGENCY)
    roster.import_rooms(desk, ROOMS, by=None)
    roster.import_people(desk, PEOPLE, by=None)
    roster.import_authorities(desk, AUTHORITIES, by=None)


@pytest.fixture
def hospital(open_hospital: Open) -> Flask:
    """One hospital with docflow under /cv."""
    return open_hospital()


@pytest.fixture
def desk(hospital: Flask) -> Iterator[Desk]:
    """Its desk, for rules of the office alone."""
    with hospital.test_request_context("/"):
        yield hospital.extensions["docflow"].desk()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def hospital_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """The hospital's own engine, made without a thought of docflow."""
    lite = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    engine = create_engine(lite if request.param == "sqlite" else machine.postgres_url("hospital"))
    yield engine
    engine.dispose()


def as_member(app: Flask, key: int) -> FlaskClient:
    """Return a browser in which one of the hospital's staff has signed in, at the hospital."""
    client = app.test_client()
    assert client.get(f"/sign-in/{key}").text == "in"
    return client
