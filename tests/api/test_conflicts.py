"""Two at once, too late, or not theirs: who is refused, and that nothing is written."""

from __future__ import annotations

from dataclasses import replace

from docflow.models import Dispatch
from docflow.office import approval, figures
from tests import people
from tests.api.conftest import decision


def test_a_stale_revision_is_refused_and_overwrites_nothing(program, seed, dump):
    clerk = program(people.DRAFTER)
    here = f"/dispatches/{clerk('POST', '/dispatches', seed).json['id']}"
    assert clerk("PATCH", here, {"subject": "một"}, If_Match='"1"').status_code == 200
    before = dump()
    stale = clerk("PATCH", here, {"subject": "hai"}, If_Match='"1"')
    assert (stale.status_code, stale.json["code"]) == (412, "api.match_stale")
    assert clerk("PATCH", here, {"subject": "ba"}).status_code == 428
    assert clerk("PATCH", here, {"subject": "ba"}, If_Match="*").status_code == 400
    assert dump() == before
    assert clerk("GET", here).json["subject"] == "một"


def test_a_second_decision_is_refused(program, submitted, dump):
    deputy = program(people.DEPUTY)
    here = f"/dispatches/{submitted.id}"
    seen = deputy("GET", here).json
    assert deputy("POST", f"{here}/decision", decision(seen)).status_code == 200
    before = dump()
    second = deputy("POST", f"{here}/decision", decision(seen))
    assert (second.status_code, second.json["code"]) == (409, "lifecycle.not_now")
    assert deputy("DELETE", f"{here}/decision").json["code"] == "decision.closed"
    assert dump() == before


def test_a_decision_on_another_text_is_refused(program, submitted, dump):
    deputy = program(people.DEPUTY)
    here = f"/dispatches/{submitted.id}"
    seen, before = deputy("GET", here).json, dump()
    for other in ({"sha256": "0" * 64}, {"version": 9}):
        for action in ({}, {"action": "return", "reason": "Bổ sung căn cứ."}):
            refused = deputy("POST", f"{here}/decision", decision(seen, **other, **action))
            assert (refused.status_code, refused.json["code"]) == (409, "approval.changed")
    assert dump() == before


def test_a_decision_carries_the_password_each_time(program, submitted, dump):
    deputy = program(people.DEPUTY)
    here = f"/dispatches/{submitted.id}"
    seen, before = deputy("GET", here).json, dump()
    wrong = deputy("POST", f"{here}/decision", decision(seen, password="wrong"))
    assert (wrong.status_code, wrong.json["code"]) == (403, "confirm.wrong")
    without = decision(seen)
    del without["password"]
    assert deputy("POST", f"{here}/decision", without).status_code == 422
    assert dump() == before


def test_guessing_the_password_is_slowed_down(program, submitted):
    deputy = program(people.DEPUTY)
    here = f"/dispatches/{submitted.id}/decision"
    seen = deputy("GET", f"/dispatches/{submitted.id}").json
    statuses = [
        deputy("POST", here, decision(seen, password=f"{n}")).status_code for n in range(11)
    ]
    assert statuses == [403] * 10 + [429]


def test_a_window_that_a_page_opened_is_closed_again(program, desk, submitted, person):
    by_page = replace(desk, policy=replace(desk.policy, undo_seconds=60))
    approval.approve(
        by_page, submitted, version=submitted.version, sha256=submitted.content_sha256,
        by=person(people.DEPUTY),
    )  # fmt: skip
    key = submitted.id
    assert program(people.DIRECTOR)("DELETE", f"/dispatches/{key}/decision").status_code in (
        403,
        409,
    )
    undone = program(people.DEPUTY)("DELETE", f"/dispatches/{key}/decision")
    assert (undone.status_code, undone.data) == (204, b"")
    desk.session.rollback()
    assert approval.open_decision(desk, desk.session.get_one(Dispatch, key)) is None


def test_a_wrong_role_is_told_whose_work_it_is(program, submitted, dump):
    here, body = f"/dispatches/{submitted.id}", decision({"version": 1, "content_sha256": "0" * 64})
    logins = ("DRAFTER", "AUDITOR", "RECEIVER", "ADMINISTRATOR")
    clerk, auditor, unit, administrator = (program(getattr(people, one)) for one in logins)
    before = dump()
    refused = [
        clerk("POST", f"{here}/decision", body),
        clerk("POST", f"{here}/issue"),
        auditor("POST", f"{here}/withdrawal"),
        unit("GET", "/dispatches"),
        administrator("GET", "/register"),
    ]
    assert [one.json["code"] for one in refused] == ["permission.denied"] * 5
    assert {one.status_code for one in refused} == {403}
    assert "văn thư Sở" in refused[1].json["detail"]
    assert dump() == before


def test_what_one_may_not_see_is_like_what_does_not_exist(program, desk, draft, issued):
    unseen = program(people.DEPUTY)
    stranger, receiver = program(people.STRANGER), program(people.RECEIVER)
    mine = receiver("GET", "/inbox").json["items"][0]["id"]
    theirs = figures.recipients(desk, issued, size=None)[0]
    other = next(one.id for one in theirs if one.unit.code == people.STRANGER)
    nothing = receiver("GET", "/inbox/999999")
    note = {"name": "Văn thư đơn vị", "post": "Văn thư"}
    for answer in (
        receiver("GET", f"/inbox/{other}"),
        receiver("GET", f"/inbox/{other}/paper.pdf"),
        receiver("POST", f"/inbox/{other}/acknowledgment", note),
        stranger("GET", f"/inbox/{mine}"),
        unseen("GET", f"/dispatches/{draft.id + 1000}"),
        unseen("GET", "/dispatches/99999999999999999999"),
    ):
        assert answer.status_code == 404
    assert receiver("GET", f"/inbox/{other}").json == nothing.json


def test_another_room_s_draft_does_not_exist(program, draft):
    deputy = program(people.DEPUTY)
    there, nowhere = deputy("GET", f"/dispatches/{draft.id}"), deputy("GET", "/dispatches/424242")
    assert there.status_code == 404
    assert there.json == nowhere.json


def test_submission_lists_every_error_of_the_check(program):
    clerk = program(people.DRAFTER)
    made = clerk(
        "POST",
        "/dispatches",
        {
            "template": "cong_van",
            "answers": {"trich_yeu": "V", "kinh_gui": ["Các đơn vị"], "noi_dung": "Nội dung."},
        },
    )
    refused = clerk("POST", f"/dispatches/{made.json['id']}/submission", {"version": 1})
    assert (refused.status_code, refused.json["code"]) == (422, "submit.errors")
    assert any(one["code"] == "lines.no_target" for one in refused.json["errors"])
    assert all("{" not in one["detail"] for one in refused.json["errors"])
