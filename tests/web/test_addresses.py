"""Addresses that nobody was given, and letters that are written outside any request."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from docflow.models import Delivery
from docflow.office import worker
from tests import people


@pytest.mark.parametrize("key", [2**31, 2**63, 10**40])
@pytest.mark.parametrize(
    "path", ["/dispatches/{}", "/dispatches/{}/tracking", "/api/v1/dispatches/{}"]
)
def test_a_key_larger_than_any_row_is_not_found(as_, path, key):
    answer = as_(people.DRAFTER).get(path.format(key))
    assert answer.status_code in (401, 404)


@pytest.mark.parametrize(
    "path", ["/review?signed={}", "/register?page={}", "/units?page={}", "/inbox/{}"]
)
def test_a_number_larger_than_any_is_no_fault_of_ours(as_, path):
    for login in (people.DEPUTY, people.RECEIVER):
        assert as_(login).get(path.format(2**63)).status_code < 500


def test_a_worker_writes_letters_without_a_request(app, issued):
    with app.app_context():
        desk = app.extensions["docflow"].desk()
        row = desk.session.scalars(select(Delivery).where(Delivery.channel == "email")).first()
        claim = worker.take(desk, Delivery, key=row.id)
        worker.run(desk, claim)
    assert list(Path(app.instance_path).glob("outbox/*.eml"))
