"""docflow on a PostgreSQL of the tests, with the demo department in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from docflow.demo import department
from tests import machine


@pytest.fixture
def on_postgres(make_app: Callable[..., Flask]) -> Callable[..., Flask]:
    """Make an application on an empty PostgreSQL database and set the department up there."""

    def make(**settings: Any) -> Flask:
        app = make_app(DOCFLOW_DATABASE=machine.postgres_url(), **settings)
        state = app.extensions["docflow"]
        with app.app_context():
            state.upgrade()
            department.set_up(state.desk())
            state.make_keys()
        return app

    return make
