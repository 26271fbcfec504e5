"""Recipients on paper, on the pages: chosen, shown before signing, told to the records clerk."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from docflow.models import Dispatch
from docflow.office import approval, drafting, issuing, settings
from docflow.web.mail import compose
from tests import people
from tests.conftest import csrf
from tests.office.acts import decide, recipient, sign_what_waits, who
from tests.office.test_outside import PAPER, invitation


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


def posted(client, dispatch, where, **sent):
    page = client.get(f"/dispatches/{dispatch.id}/edit").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    told = {"csrf_token": csrf(page), "version": version, **sent}
    return client.post(f"/dispatches/{dispatch.id}/{where}", data=told)


def test_a_line_is_sent_on_paper_by_one_tick(clerk, desk, draft):
    answer = posted(
        clerk, draft, "lines/copies", text=PAPER, purpose="biet", targets=["outside"], due_on=""
    )
    assert answer.status_code == 303
    desk.session.rollback()
    assert desk.session.get_one(Dispatch, draft.id).content["copies"][-1]["targets"] == ["outside"]
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert "gửi bản giấy: " + PAPER in page
    assert "chưa chọn đơn vị" not in page


def test_a_place_outside_must_be_named(clerk, desk, draft):
    before = desk.session.get_one(Dispatch, draft.id).content
    answer = posted(
        clerk, draft, "lines/copies", text=" ", purpose="biet", targets=["outside"], due_on=""
    )
    assert answer.status_code == 422
    assert "Ghi tên nơi nhận bản giấy" in answer.text
    assert 'id="pick-text-error"' in answer.text
    desk.session.rollback()
    assert desk.session.get_one(Dispatch, draft.id).content == before


def test_a_type_without_addressees_shows_none_and_says_where_recipients_lack(clerk, desk):
    dispatch = invitation(desk, [])
    page = clerk.get(f"/dispatches/{dispatch.id}/edit").text
    assert 'id="part-addressees"' not in page
    assert "Nơi nhận hay dùng" in page
    refused = posted(clerk, dispatch, "submission")
    assert refused.status_code == 422
    assert "Nơi ngoài hệ thống, gửi bản giấy" in refused.text


def test_everybody_on_the_way_is_told_of_the_paper(as_, desk, app):
    dispatch = invitation(desk, ["outside"])
    told = f"gửi bản giấy: {PAPER}; Như thành phần dự họp"
    approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))
    assert told in as_(people.DEPUTY).get(f"/dispatches/{dispatch.id}/review").text
    decide(desk, dispatch)
    sign_what_waits(desk)
    records = as_(people.RECORDS_CLERK)
    assert told in records.get("/issue").text
    issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
    assert told in records.get(f"/dispatches/{dispatch.id}").text
    page = records.get(f"/dispatches/{dispatch.id}/tracking").text
    assert "Gửi bản giấy: 2 nơi ngoài hệ thống" in page
    assert "Văn bản này chỉ gửi bản giấy." in page


def test_a_line_outside_is_looked_up_nowhere(desk):
    dispatch = invitation(desk, ["outside"])
    again = drafting.Edit(copies=[{**one} for one in dispatch.content["copies"]])
    saved = drafting.save(
        desk, dispatch, again, seen=dispatch.version, by=who(desk, people.DRAFTER)
    )
    assert all(one["targets"] == ["outside"] for one in saved.content["copies"])


def test_a_document_is_called_what_it_is(as_, desk):
    dispatch = invitation(desk, ["outside"])
    page = as_(people.DRAFTER).get(f"/dispatches/{dispatch.id}/edit").text
    assert 'data-bind-prefix=""' in page
    assert "(V/v …)" not in page
    approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))
    page = as_(people.DEPUTY).get(f"/dispatches/{dispatch.id}/review").text
    assert f"Giấy mời {dispatch.subject}" in page
    assert f"V/v {dispatch.subject}" not in page


def test_a_mail_calls_a_document_what_it_is(app, desk):
    dispatch = invitation(desk, ["unit:benh-vien-nhi-thanh-hoa"])
    approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))
    decide(desk, dispatch)
    sign_what_waits(desk)
    issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
    row = recipient(desk, dispatch, "benh-vien-nhi-thanh-hoa")
    told = {"recipient": row, "agency": settings.agency(desk.session), "url": "/", "again": False}
    with app.test_request_context("/"):
        words = compose("issued", {"dispatch": dispatch, **told})
    assert words.subject.startswith(f"Giấy mời {dispatch.code}: ")
    for text in (words.text, words.html):
        assert f"gửi Giấy mời số {dispatch.code}" in text
        assert "công văn" not in text


def test_the_workbook_of_the_follow_up_holds_everybody_it_went_to(as_, desk):
    dispatch = invitation(desk, ["outside", "unit:benh-vien-nhi-thanh-hoa"])
    approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))
    decide(desk, dispatch)
    sign_what_waits(desk)
    issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
    answer = as_(people.DRAFTER).get(f"/dispatches/{dispatch.id}/tracking.xlsx")
    book = load_workbook(BytesIO(answer.data))
    head, unit, *paper = [dict(enumerate(row)) for row in book["Đơn vị nhận"].values]
    assert unit[0] == "benh-vien-nhi-thanh-hoa"
    assert [row[1] for row in paper] == [PAPER, "Như thành phần dự họp"]
    assert {(row[0], row[5], row[8]) for row in paper} == {(None, "không", "gửi bản giấy")}
    assert len(paper[0]) == len(head)
    told = {row[0]: row[1] for row in book["Tổng hợp"].values}
    assert (told["Nơi nhận"], told["Nơi nhận bản giấy, ngoài hệ thống"]) == (1, 2)
