"""The desk of these tests signs on paper: quick, and able to break down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from docflow.office.desk import Desk
from tests.postgres import on_postgres
from tests.signers import PaperSigner

__all__ = ["desk", "on_postgres", "window"]


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    """The desk with a signer that lives under tests/."""
    with app.test_request_context("/"):
        yield replace(app.extensions["docflow"].desk(), signer=PaperSigner())


@pytest.fixture
def window(desk: Desk) -> Desk:
    """The same desk with the undo window of the pages: eight seconds."""
    return replace(desk, policy=replace(desk.policy, undo_seconds=8))
