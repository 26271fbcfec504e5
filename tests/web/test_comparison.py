"""Two revisions on a page, one revision looked at and brought back, two texts made one."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from docflow.models import Dispatch, Event, Holding, Revision
from docflow.office import drafting
from docflow.office.drafting import Edit
from docflow.papers import blocks
from tests import people
from tests.conftest import csrf


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


@pytest.fixture
def edited(desk, draft, person):
    """A draft whose first block went behind the second, and whose third says something else."""
    body = blocks.to_markup(draft.content["body"]).split("\n\n")
    new = [body[1], body[0], body[2].replace("Giám đốc", "Thủ trưởng"), *body[3:]]
    edit = Edit(body="\n\n".join(new), urgency="khan")
    return drafting.save(desk, draft, edit, seen=draft.version, by=person(people.DRAFTER))


def post(client, url, **fields):
    return client.post(url, data={"csrf_token": csrf(client.get("/").text), **fields})


def test_the_sheet_shows_what_came_and_went_and_what_moved(clerk, edited):
    page = clerk.get(f"/dispatches/{edited.id}/comparison").text
    sheet = page[page.index('class="paper') :]
    assert len(re.findall(r'data-change="moved"', sheet)) == 1
    assert '<span class="vh">Đoạn chuyển chỗ: </span>' in sheet
    assert '<del><span class="vh">bỏ: </span>Giám đốc </del>' in sheet
    assert '<ins><span class="vh">thêm: </span>Thủ trưởng</ins>' in sheet
    assert 'data-change="in"' not in sheet
    assert '<b class="xs muted block">Độ khẩn</b>' in page
    assert '<b class="num">3</b> chỗ khác nhau' in page


def test_only_what_changed_is_shown_when_wanted(clerk, edited):
    url = f"/dispatches/{edited.id}/comparison"
    whole, only = (clerk.get(url + more).text for more in ("?view=side", "?view=side&only=1"))
    assert whole.count('class="pair same"') > 0
    assert only.count('class="pair same"') == 0
    assert whole.count("data-change=") == only.count("data-change=") == 3


def test_an_unknown_revision_is_not_there(clerk, draft):
    for end in ("comparison?a=9", "comparison?a=1&b=9", "revisions/9", "merge/9"):
        assert clerk.get(f"/dispatches/{draft.id}/{end}").status_code == 404


def test_a_revision_is_looked_at_and_brought_back(clerk, desk, edited):
    url = f"/dispatches/{edited.id}/revisions/1"
    page = clerk.get(url).text
    assert "Khôi phục bản này" in page
    answer = post(clerk, f"{url}/restoration", version=str(edited.version))
    assert (answer.status_code, answer.location) == (303, f"/dispatches/{edited.id}/edit")
    desk.session.rollback()
    now = desk.session.get_one(Dispatch, edited.id)
    first = desk.session.scalars(select(Revision).where(Revision.ordinal == 1)).one()
    assert now.content == first.content
    assert "Bản này giống hệt bản hiện tại." in clerk.get(url).text
    assert "Khôi phục bản cũ" in clerk.get(f"/dispatches/{edited.id}").text


def test_looking_changes_nothing(clerk, desk, edited):
    before = desk.session.scalar(select(func.count(Event.id)))
    for end in ("comparison", "comparison?view=side", "revisions/1", "merge/1", "edit"):
        assert clerk.get(f"/dispatches/{edited.id}/{end}").status_code == 200
    desk.session.rollback()
    assert desk.session.scalar(select(func.count(Event.id))) == before
    assert desk.session.scalar(select(func.count(Holding.id))) == 0


def test_a_choice_that_is_missing_is_asked_for_and_the_rest_stays_chosen(clerk, desk, edited):
    url = f"/dispatches/{edited.id}/merge/1"
    answer = post(clerk, url, **{"version": str(edited.version), "part.urgency": "mine"})
    assert answer.status_code == 422
    assert "chỗ chưa chọn" in answer.text
    assert 'name="part.urgency" value="mine" checked' in answer.text
    answer = post(clerk, url, version=str(edited.version), all="mine")
    assert answer.status_code == 303
    desk.session.rollback()
    first = desk.session.scalars(select(Revision).where(Revision.ordinal == 1)).one()
    assert desk.session.get_one(Dispatch, edited.id).content == first.content


def test_the_page_tells_who_holds_the_draft(as_, clerk, draft):
    url = f"/dispatches/{draft.id}"
    assert post(clerk, f"{url}/holding", tab="a1", typed="1").text.strip() == ""
    head = as_(people.HEAD_OF_ROOM)
    assert (
        "Phước HN, Chuyên viên đang sửa bản này, lần gõ cuối 09:00." in head.get(f"{url}/edit").text
    )
    assert post(clerk, f"{url}/holding", tab="A!").status_code == 400
    assert post(as_(people.RECORDS_CLERK), f"{url}/holding", tab="b").status_code == 404
