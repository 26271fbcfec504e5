"""Annexes by programs: listed with their hashes, written as text, taken as files."""

from __future__ import annotations

from docflow.office import drafting, enclosures
from docflow.office.drafting import Edit, save
from docflow.rules.evidence import digest_bytes
from tests import people
from tests.api.conftest import decision
from tests.papers import files


def test_a_program_writes_annexes_and_takes_files(program, desk, draft, person, work_off):
    clerk, unit = program(people.DRAFTER), program(people.RECEIVER)
    here, paper = f"/dispatches/{draft.id}", files.paper(2)
    taken = enclosures.Taken(
        "Danh sách", "Danh sách.pdf", "pdf", desk.storage.put(paper), len(paper), 2
    )
    edit = Edit(enclosures=[{"taken": taken}])
    version = save(desk, draft, edit, seen=draft.version, by=person(people.DRAFTER)).version

    told = [{"title": "Biểu mẫu", "text": "1. Tên đơn vị.", "landscape": True}]
    revised = clerk("PATCH", here, {"annexes": told}, If_Match=f'"{version}"')
    assert revised.status_code == 200, revised.text
    listed = clerk("GET", f"{here}/annexes").json
    assert listed["annexes"] == [{"id": "x1", "heading": "", **told[0]}]
    (file,) = listed["files"]
    assert (file["name"], file["pages"], file["sealed_at"]) == ("Danh sách.pdf", 2, None)
    assert file["sha256"] == file["original_sha256"] == digest_bytes(paper)
    assert clerk("GET", f"{here}/annexes/1").data == paper
    assert clerk("GET", f"{here}/annexes/2").status_code == 404
    assert unit("GET", f"{here}/annexes").status_code in (403, 404)

    submitted = clerk("POST", f"{here}/submission", {"version": version + 1}).json
    assert (
        program(people.DEPUTY)("POST", f"{here}/decision", decision(submitted)).status_code == 200
    )
    work_off()
    assert program(people.RECORDS_CLERK)("POST", f"{here}/issue").status_code == 200
    inbox = f"/inbox/{unit('GET', '/inbox').json['items'][0]['id']}"
    (file,) = unit("GET", f"{inbox}/annexes").json["files"]
    sealed = unit("GET", f"{inbox}/annexes/1")
    assert file["sha256"] == digest_bytes(sealed.data) != file["original_sha256"]
    assert sealed.headers["ETag"] == f'"{file["sha256"]}"'
    assert program(people.STRANGER)("GET", f"{inbox}/annexes").status_code == 404
    assert program(people.STRANGER)("GET", f"{inbox}/annexes/1").status_code == 404


def test_what_a_decision_issues_is_seen_given_and_kept(program, desk, person):
    clerk = program(people.DRAFTER)
    sample = desk.catalogue.get("quyet_dinh_ban_hanh").sample
    made = drafting.draft(desk, "quyet_dinh_ban_hanh", sample, by=person(people.DRAFTER))
    here = f"/dispatches/{made.id}"

    def annexes():
        return clerk("GET", f"{here}/annexes").json["annexes"]

    def write(version, *told):
        return clerk("PATCH", here, {"annexes": told}, If_Match=f'"{version}"')

    (issued,) = annexes()
    assert issued["heading"] == "Quy chế"
    # Another text in its place keeps the name; so does the same annex with another title.
    assert write(1, {"title": "mới", "text": "Điều 1. **Phạm vi**"}).status_code == 200
    (now,) = annexes()
    assert (now["heading"], now["title"]) == ("Quy chế", "mới")
    assert write(2, {"id": now["id"], "title": "văn thư"}).status_code == 200
    assert annexes()[0]["heading"] == "Quy chế"
    assert write(3, {**annexes()[0], "heading": " Quy  định "}).status_code == 200
    assert annexes()[0]["heading"] == "Quy định"
    assert write(4, {**annexes()[0], "heading": ""}).status_code == 200
    assert annexes()[0]["heading"] == ""
    for bad in ("q" * 61, "Quy\x00 chế", 7):
        answer = write(5, {**annexes()[0], "heading": bad})
        assert answer.status_code == 422, bad
    assert clerk("GET", here).json["version"] == 5


def test_what_is_no_annex_is_refused(program, draft):
    clerk, here = program(people.DRAFTER), f"/dispatches/{draft.id}"
    for annexes in ([{"id": "f1"}], [{"sha256": "0" * 64}], [{"title": "a" * 301}], [{}] * 11, {}):
        answer = clerk("PATCH", here, {"annexes": annexes}, If_Match=f'"{draft.version}"')
        assert answer.status_code == 422, annexes
    assert (
        clerk("PATCH", here, {"enclosures": []}, If_Match=f'"{draft.version}"').status_code == 422
    )
