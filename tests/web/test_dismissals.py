"""Putting findings aside in the editor: one press, the reason seen by the signer."""

from __future__ import annotations

import re
from html import unescape

import pytest

from docflow.models import Dispatch
from docflow.office import approval
from tests import people
from tests.conftest import csrf


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


def pressed(client, dispatch, **fields):
    page = client.get(f"/dispatches/{dispatch.id}/edit").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    form = {"csrf_token": csrf(page), "version": version, **fields}
    return client.post(f"/dispatches/{dispatch.id}/dismissals", data=form)


def key_of(client, dispatch, words):
    """Return the key of the finding whose sentence holds these words."""
    page = unescape(client.get(f"/dispatches/{dispatch.id}/edit").text)
    item = next(one for one in page.split("<li class=") if words in one and "dismiss" in one)
    return re.search(r'name="dismiss" value="([0-9a-f]{64}):', item)[1]


def test_one_press_puts_a_finding_aside_and_keeps_what_is_typed(clerk, desk, draft):
    key = key_of(clerk, draft, "ứng dụng App” nói hai lần")
    answer = pressed(clerk, draft, dismiss=f"{key}:rieng", subject="tập huấn")
    assert answer.status_code == 303
    page = unescape(clerk.get(f"/dispatches/{draft.id}/edit").text)
    assert "Đã bỏ qua (1)" in page
    assert "“Tên riêng, tên chính thức” · Phước HN" in page
    desk.session.rollback()
    assert desk.session.get_one(Dispatch, draft.id).subject == "tập huấn"


def test_an_own_reason_is_taken_and_a_missing_one_asked_for(clerk, draft):
    key = key_of(clerk, draft, "ứng dụng App” nói hai lần")
    empty = pressed(clerk, draft, dismiss=f"{key}:typed", **{f"why.{key}": " "})
    assert empty.status_code == 422
    panel = next(one for one in empty.text.split('<details class="aside"') if key in one)
    assert panel.startswith(" open>")
    assert 'aria-invalid="true"' in panel
    assert "Chọn hoặc ghi lý do bỏ qua, ít nhất 3 ký tự." in unescape(panel)
    # The text itself was saved, and nothing else is wrong.
    assert "Chưa lưu được" not in empty.text.partition('id="words"')[0]
    assert "errsum" not in empty.text
    pressed(clerk, draft, dismiss=f"{key}:typed", **{f"why.{key}": "Tên ứng dụng <b>"})
    assert "“Tên ứng dụng &lt;b&gt;”" in clerk.get(f"/dispatches/{draft.id}/edit").text


def test_what_was_put_aside_comes_back(clerk, draft):
    key = key_of(clerk, draft, "ứng dụng App” nói hai lần")
    pressed(clerk, draft, dismiss=f"{key}:quen")
    assert pressed(clerk, draft, restore=key).status_code == 303
    assert "Đã bỏ qua (" not in unescape(clerk.get(f"/dispatches/{draft.id}/edit").text)
    assert pressed(clerk, draft, restore=key).status_code == 409


def test_an_unknown_reason_is_refused(clerk, draft):
    assert pressed(clerk, draft, dismiss="0" * 64 + ":khac").status_code == 400


def test_the_signer_sees_what_was_put_aside_and_why(clerk, as_, desk, draft, person):
    key = key_of(clerk, draft, "ứng dụng App” nói hai lần")
    pressed(clerk, draft, dismiss=f"{key}:rieng")
    desk.session.rollback()
    row = desk.session.get_one(Dispatch, draft.id)
    approval.submit(desk, row, seen=row.version, by=person(people.DRAFTER))
    page = unescape(as_(people.DEPUTY).get(f"/dispatches/{draft.id}/review").text)
    assert "1 nhắc nhở đã bỏ qua" in page
    assert "“Tên riêng, tên chính thức” · Phước HN" in page
