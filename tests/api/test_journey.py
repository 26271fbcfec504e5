"""The whole way of the letter, by programs alone."""

from __future__ import annotations

from tests import people
from tests.api.conftest import decision


def test_a_letter_goes_its_whole_way(program, seed, work_off, clock):
    clerk, deputy = program(people.DRAFTER), program(people.DEPUTY)
    records, unit = program(people.RECORDS_CLERK), program(people.RECEIVER)

    made = clerk("POST", "/dispatches", seed)
    assert made.status_code == 201, made.text
    here = made.headers["Location"].removeprefix("/api/v1")
    assert made.headers["ETag"] == '"1"'

    revised = clerk("PATCH", here, {"urgency": "khan"}, If_Match='"1"')
    assert (revised.status_code, revised.headers["ETag"]) == (200, '"2"')
    submitted = clerk("POST", f"{here}/submission", {"version": 2})
    assert submitted.status_code == 200, submitted.text
    assert submitted.json["state"] == "submitted"

    approved = deputy("POST", f"{here}/decision", decision(submitted.json))
    assert approved.status_code == 200, approved.text
    assert (approved.json["state"], approved.json["code"]) == ("approved", "01/SYT-NVY")
    work_off()
    issued = records("POST", f"{here}/issue")
    assert issued.status_code == 200, issued.text
    assert issued.json["state"] == "issued"
    work_off()

    paper = clerk("GET", f"{here}/paper.pdf")
    assert paper.data.startswith(b"%PDF-")
    assert paper.headers["ETag"] == f'"{issued.json["paper_sha256"]}"'
    assert clerk("GET", f"{here}/paper.docx").data.startswith(b"PK")

    received = unit("GET", "/inbox").json["items"]
    assert [one["code"] for one in received] == ["01/SYT-NVY"]
    inbox = f"/inbox/{received[0]['id']}"
    noted = unit("POST", f"{inbox}/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    assert noted.json["paper_sha256"] == issued.json["paper_sha256"]
    form = unit("GET", inbox).json["reports"][0]["form"]
    counted = [one["name"] for one in form["fields"] if one["kind"] == "count"]
    report = unit("POST", f"{inbox}/reports", filled(form, clock))
    assert report.status_code == 201, report.text
    assert report.json["receipt"].startswith("BC-1-")

    figures = clerk("GET", f"{here}/figures").json
    assert (figures["recipients"], figures["owing"], figures["reported"]) == (317, 314, 1)
    assert {one["name"]: one["total"] for one in figures["sums"]} == dict.fromkeys(counted, 7)
    assert sum(figures["standings"].values()) == figures["owing"]
    verbs = [one["verb"] for one in clerk("GET", f"{here}/events").json["items"]]
    assert verbs[:3] == ["drafted", "saved", "submitted"]
    assert {"approved", "printed", "signed", "issued", "acknowledged", "reported"} <= set(verbs)
    register = records("GET", "/register?year=2026").json["items"]
    assert [(one["number"], one["signed_by"]) for one in register] == [(1, "Nguyễn Bá Cẩn")]


def test_pages_of_recipients_hold_each_one_once(program, issued):
    clerk, found, cursor = program(people.DRAFTER), [], ""
    while True:
        page = clerk("GET", f"/dispatches/{issued.id}/recipients?limit=100{cursor}").json
        found += [one["unit"] for one in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(found) == len(set(found)) == 317
    failed = clerk("GET", f"/dispatches/{issued.id}/recipients?standing=failed&limit=200").json
    assert people.UNREACHABLE in [one["unit"] for one in failed["items"]]
    assert {one["standing"] for one in failed["items"]} == {"failed"}


def test_dispatches_are_listed_to_those_who_may_read_them(program, seed):
    clerk = program(people.DRAFTER)
    keys = [clerk("POST", "/dispatches", seed).json["id"] for _ in range(3)]
    first = clerk("GET", "/dispatches?limit=2&state=draft&q=ung+dung+bluezone").json
    second = clerk("GET", f"/dispatches?limit=2&cursor={first['next']}").json
    assert [one["id"] for one in first["items"] + second["items"]] == keys[::-1]
    assert second["next"] is None
    assert clerk("GET", "/dispatches?q=khongcotu").json["items"] == []
    assert program(people.DEPUTY)("GET", "/dispatches").json["items"] == []
    assert len(program(people.AUDITOR)("GET", "/dispatches").json["items"]) == 3


def test_a_returned_letter_says_why(program, submitted):
    deputy, clerk = program(people.DEPUTY), program(people.DRAFTER)
    here = f"/dispatches/{submitted.id}"
    seen = deputy("GET", here).json
    refused = deputy("POST", f"{here}/decision", decision(seen, action="return"))
    assert refused.status_code == 422
    back = deputy(
        "POST", f"{here}/decision", decision(seen, action="return", reason="Bổ sung căn cứ.")
    )
    assert back.status_code == 200, back.text
    mine = clerk("GET", here).json
    assert (mine["state"], mine["returned"]["reason"]) == ("draft", "Bổ sung căn cứ.")
    assert "edit" in mine["acts"]


def test_a_submitted_letter_is_taken_back(program, submitted):
    clerk = program(people.DRAFTER)
    assert clerk("POST", f"/dispatches/{submitted.id}/withdrawal").json["state"] == "draft"


def test_directory_and_templates_are_at_hand(program):
    clerk = program(people.DRAFTER)
    units = clerk("GET", "/units?group=don-vi-trong-nganh&limit=200").json["items"]
    assert units
    assert all("don-vi-trong-nganh" in one["groups"] for one in units)
    assert clerk("GET", "/units?q=nhi+thanh+hoa").json["items"][0]["code"] == people.RECEIVER
    codes = [one["code"] for one in clerk("GET", "/templates").json["items"]]
    assert "huong_dan_cai_dat_ung_dung" in codes
    assert clerk("GET", "/me").json["login"] == people.DRAFTER


def filled(form, clock):
    """Return the form filled with sevens."""
    answers = {one["name"]: 7 if one["kind"] == "count" else "Đã làm" for one in form["fields"]}
    return {
        "answers": answers,
        "as_of": clock().date().isoformat(),
        "prepared_by": "Văn thư đơn vị",
        "approved_by": "Thủ trưởng đơn vị",
    }


def test_a_dispatch_is_written_anew_by_a_program(program, issued):
    answer = program(people.DRAFTER)("POST", f"/dispatches/{issued.id}/copy")
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert (answer.json["state"], answer.json["code"]) == ("draft", None)
    assert answer.json["subject"] == issued.subject
    assert program(people.RECEIVER)("POST", f"/dispatches/{issued.id}/copy").status_code == 403


def test_a_program_writes_the_body_as_a_tree_and_keeps_its_ids(program, seed):
    clerk = program(people.DRAFTER)
    here = f"/dispatches/{clerk('POST', '/dispatches', seed).json['id']}"
    words = {"type": "text", "text": "Một đoạn"}
    block = {"type": "paragraph", "attrs": {"id": "bmotdo"}, "content": [words]}
    tree = {"type": "doc", "schema": 1, "content": [block]}
    answer = clerk("PATCH", here, {"tree": tree}, If_Match='"1"')
    assert answer.status_code == 200
    assert clerk("GET", here).json["content"]["body"] == tree
