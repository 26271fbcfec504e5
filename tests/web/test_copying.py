"""«Soạn lại từ văn bản này»: the button, the draft it opens, and whom it is not for."""

from __future__ import annotations

from sqlalchemy import func, select

from docflow.models import Dispatch
from tests import people
from tests.conftest import csrf

_BUTTON = "Soạn lại từ văn bản này"


def press(client, key: int):
    token = csrf(client.get("/", follow_redirects=True).text)
    return client.post(f"/dispatches/{key}/copy", data={"csrf_token": token})


def number(desk) -> int:
    desk.session.rollback()
    return desk.session.scalar(select(func.count(Dispatch.id)))


def test_the_button_opens_a_draft_with_the_same_subject(desk, submitted, as_):
    client = as_(people.DRAFTER)
    assert _BUTTON in client.get(f"/dispatches/{submitted.id}").text
    answer = press(client, submitted.id)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert "Đã soạn lại thành dự thảo mới" in page
    assert submitted.subject in page
    assert number(desk) == 2


def test_the_record_of_the_new_draft_names_its_origin(signed, as_):
    client = as_(people.RECORDS_CLERK)
    new = press(client, signed.id).location.split("/")[-2]
    assert "từ văn bản số 01/SYT-NVY" in client.get(f"/dispatches/{new}").text


def test_a_stranger_finds_nothing_and_writes_nothing(desk, draft, as_):
    for login in (people.DEPUTY, people.RECORDS_CLERK):
        assert press(as_(login), draft.id).status_code == 404
    assert press(as_(people.DEPUTY), 999).status_code == 404
    assert number(desk) == 1


def test_the_auditor_reads_and_is_not_offered_it(desk, issued, as_):
    client = as_(people.AUDITOR)
    assert _BUTTON not in client.get(f"/dispatches/{issued.id}").text
    assert press(client, issued.id).status_code == 403
    assert number(desk) == 1
