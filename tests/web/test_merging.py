"""Two people save one draft from two browsers: their annexes too are laid side by side."""

from __future__ import annotations

import re

import pytest

from docflow.models import Dispatch
from docflow.office import attaching, drafting, revisions
from docflow.office.drafting import Edit
from docflow.papers import blocks
from tests import people
from tests.conftest import csrf
from tests.office.acts import letter
from tests.papers import files


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


@pytest.fixture
def head(as_):
    return as_(people.HEAD_OF_ROOM)


@pytest.fixture
def decision(desk, person):
    """A decision that issues a document, with an annex beside."""
    sample = desk.catalogue.get("quyet_dinh_ban_hanh").sample
    by = person(people.DRAFTER)
    made = drafting.draft(desk, "quyet_dinh_ban_hanh", sample, by=by)
    told = [*made.content["annexes"], {"title": "Biểu mẫu", "text": "Chữ của phụ lục."}]
    return drafting.save(desk, made, Edit(annexes=told), seen=1, by=by)


def opened(client, dispatch):
    """Return what the page of the draft would send back, as it is open now."""
    page = client.get(f"/dispatches/{dispatch.id}/edit").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    return {"csrf_token": csrf(page), "version": version}


def send(client, dispatch, sent, **typed):
    return client.post(f"/dispatches/{dispatch.id}/draft", data=sent | typed)


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def annexes(desk, dispatch):
    desk.session.rollback()
    return desk.session.get_one(Dispatch, dispatch.id).content["annexes"]


def test_two_sessions_that_write_at_annexes_lose_nothing(clerk, head, desk, decision):
    first, late = opened(head, decision), opened(clerk, decision)
    answer = send(head, decision, first, **{"annexes.x1.heading": "Quy định", "annex": "drop:x2"})
    assert answer.status_code == 303
    typed = {
        "annexes.x1.heading": "Quy chế", "annexes.x1.title": "của chuyên viên",
        "annexes.x2.text": "Chữ gõ thêm.",
    }  # fmt: skip
    answer = send(clerk, decision, late, **typed)
    assert "/merge/" in answer.location
    page = clerk.get(answer.location).text
    told = words(page)
    assert "Phụ lục, văn bản kèm theo: hai bản khác nhau" in told
    assert "Phụ lục, văn bản kèm theo chỉ có ở: bản của anh chị" in told
    assert "Chữ gõ thêm." in told
    assert re.search(r"<del><span class=\"vh\">bỏ: </span>[^<]*ĐỊNH", page)
    merged = {"csrf_token": csrf(page), "version": "4"}
    refused = clerk.post(answer.location, data={**merged, "annex.x2": "mine"})
    assert (refused.status_code, 'id="f-annex-x1"' in refused.text) == (422, True)
    chosen = {"annex.x1": "both", "annex.x2": "mine"}
    assert clerk.post(answer.location, data=merged | chosen).status_code == 303
    now = annexes(desk, decision)
    assert [one.get("heading") for one in now] == ["Quy chế", "Quy định", None]
    assert now[0]["title"] == "của chuyên viên"
    assert [blocks.to_markup(one["body"]) for one in now][2] == "Chữ gõ thêm."


def test_an_unknown_choice_is_refused_and_nothing_is_written(clerk, head, desk, decision):
    first, late = opened(head, decision), opened(clerk, decision)
    send(head, decision, first, **{"annexes.x2.title": "của trưởng phòng"})
    place = send(clerk, decision, late, **{"annexes.x2.title": "của tôi"}).location
    before, page = annexes(desk, decision), clerk.get(place).text
    sent = {"csrf_token": csrf(page), "version": re.search(r'"version" value="(\d+)"', page)[1]}
    assert clerk.post(place, data={**sent, "annex.x2": "ai đó"}).status_code == 422
    assert annexes(desk, decision) == before


def content(desk, dispatch):
    desk.session.rollback()
    return desk.session.get_one(Dispatch, dispatch.id).content


def merging_form(page, dispatch):
    version = re.search(r'"version" value="(\d+)"', page)[1]
    return {"csrf_token": csrf(page), "version": version}


@pytest.fixture
def draft(desk, person):
    """A letter with lines, an annex and a file that goes along."""
    by = person(people.DRAFTER)
    made = letter(desk)
    made = attaching.attach(
        desk, made, "mau.pdf", files.paper(), title="Biểu mẫu", seen=made.version, by=by
    )
    told = [{"title": "Danh sách", "text": "Một."}]
    return drafting.save(desk, made, Edit(annexes=told), seen=made.version, by=by)


@pytest.mark.parametrize("more", [{}, {"subject": "trích yếu của tôi"}])
def test_what_was_typed_in_a_line_that_another_took_out_is_merged(clerk, head, desk, draft, more):
    first, tardy = opened(head, draft), opened(clerk, draft)
    gone = draft.content["copies"][-1]
    assert send(head, draft, first, drop=gone["id"]).status_code == 303
    typed = {f"lines.{gone['id']}": "Dòng chuyên viên gõ", **more}
    told = {"headers": {"Accept": "application/json"}, "data": tardy | typed}
    assert clerk.post(f"/dispatches/{draft.id}/draft", **told).status_code == 409
    answer = send(clerk, draft, tardy, **typed)
    assert "/merge/" in answer.location
    page = clerk.get(answer.location).text
    assert "Dòng chuyên viên gõ" in words(page)
    chosen = merging_form(page, draft) | {"part.copies": "mine", "part.subject": "mine"}
    assert clerk.post(answer.location, data=chosen).status_code == 303
    now = content(desk, draft)["copies"]
    assert now[-1] == {**gone, "text": "Dòng chuyên viên gõ"}


def test_the_name_typed_at_a_file_that_another_took_out_is_merged(clerk, head, desk, draft):
    first, tardy = opened(head, draft), opened(clerk, draft)
    assert send(head, draft, first, annex="drop:f1").status_code == 303
    answer = send(clerk, draft, tardy, **{"enclosures.f1.title": "Tên chuyên viên gõ"})
    assert "/merge/" in answer.location
    page = clerk.get(answer.location).text
    assert "Tên chuyên viên gõ" in words(page)
    chosen = merging_form(page, draft) | {"part.enclosures": "mine"}
    assert clerk.post(answer.location, data=chosen).status_code == 303
    was = draft.content["enclosures"][0]
    assert content(desk, draft)["enclosures"] == [{**was, "title": "Tên chuyên viên gõ"}]


def test_what_was_typed_before_one_dropped_the_annex_on_an_old_page_is_kept(
    clerk, head, desk, draft
):
    first, tardy = opened(head, draft), opened(clerk, draft)
    send(head, draft, first, subject="trích yếu của trưởng phòng")
    typed = {"annexes.x1.text": "Gõ rồi bỏ.", "annexes.x1.title": "Danh sách"}
    answer = send(clerk, draft, tardy, annex="drop:x1", **typed)
    assert "/merge/" in answer.location
    assert len(annexes(desk, draft)) == 1
    kept = revisions.at(desk, draft, int(answer.location.rpartition("/")[2]))
    assert [blocks.to_markup(one["body"]) for one in kept.content["annexes"]] == ["Gõ rồi bỏ."]


def test_what_another_took_out_untouched_is_not_asked_for(clerk, head, desk, draft):
    first, tardy = opened(head, draft), opened(clerk, draft)
    line = draft.content["copies"][-1]
    send(head, draft, first, drop=line["id"])
    send(head, draft, opened(head, draft), annex="drop:x1")
    send(head, draft, opened(head, draft), annex="drop:f1")
    typed = {
        f"lines.{line['id']}": line["text"], "enclosures.f1.title": "Biểu mẫu",
        "annexes.x1.text": "Một.", "annexes.x1.title": "Danh sách",
    }  # fmt: skip
    answer = send(clerk, draft, tardy, **typed)
    assert answer.location.endswith("/edit")
    told = words(clerk.get(answer.location).text)
    assert "Dự thảo vừa được lưu ở nơi khác và đã có mọi chữ anh chị gõ." in told
    typed["subject"] = "trích yếu của tôi"
    page = clerk.get(send(clerk, draft, tardy, **typed).location).text
    assert re.findall(r'<fieldset class="choose" id="f-([^"]+)"', page) == ["part-subject"]


def test_a_button_pressed_twice_has_merged_once_and_says_nothing_untrue(clerk, head, desk, draft):
    first, tardy = opened(head, draft), opened(clerk, draft)
    send(head, draft, first, subject="trích yếu của trưởng phòng")
    place = send(clerk, draft, tardy, subject="trích yếu của tôi").location
    chosen = merging_form(clerk.get(place).text, draft)
    refused = clerk.post(place, data=chosen).text
    assert words(refused).count("Còn 1 chỗ chưa chọn.") == 1
    late = chosen | {"version": "1", "part.subject": "mine"}
    page = clerk.post(place, data=late).text
    assert words(page).count("Bản đã lưu vừa đổi trong lúc anh chị chọn.") == 1
    assert "vừa được lưu ở nơi khác" not in page
    chosen |= {"part.subject": "mine"}
    for _n in range(2):
        answer = clerk.post(place, data=chosen)
        assert (answer.status_code, answer.location) == (303, f"/dispatches/{draft.id}/edit")
    desk.session.rollback()
    merged = [one for one in revisions.every(desk, draft) if one.reason == "merged"]
    assert len(merged) == 1


def test_a_refused_page_that_was_overtaken_overwrites_nothing_and_keeps_what_is_gone(
    clerk, head, desk, draft
):
    first, tardy = opened(head, draft), opened(clerk, draft)
    line = draft.content["copies"][-1]["id"]
    send(head, draft, first, subject="trích yếu của trưởng phòng", drop=line)
    typed = {f"lines.{line}": "Dòng chuyên viên gõ", "due_on": "32/13/2026"}
    page = send(clerk, draft, tardy, subject="trích yếu của tôi", **typed).text
    assert f'name="version" value="{tardy["version"]}"' in page
    assert f'<input type="hidden" name="lines.{line}" value="Dòng chuyên viên gõ">' in page
    typed["due_on"] = ""
    answer = send(clerk, draft, tardy, subject="trích yếu của tôi", **typed)
    assert "/merge/" in answer.location
    assert "Dòng chuyên viên gõ" in words(clerk.get(answer.location).text)
