"""Annexes in the page: typed, ordered, loaded from a file; files that go along, and who gets them."""

from __future__ import annotations

import html
import json
import re
from io import BytesIO

import pytest
from sqlalchemy import select

from docflow.models import Dispatch, Recipient, Unit, Visit
from docflow.office import attaching, issuing, links, revisions, worker
from docflow.office.drafting import Edit, save
from docflow.office.drafting import draft as draft_of
from tests import people
from tests.conftest import csrf
from tests.papers import files

JSON = {"Accept": "application/json"}


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


def version(page):
    return re.search(r'name="version" value="(\d+)"', page)[1]


def press(client, dispatch, button="", **typed):
    """Send the editor's form with one of its buttons."""
    page = client.get(f"/dispatches/{dispatch.id}/edit").text
    sent = {"csrf_token": csrf(page), "version": version(page), **typed}
    how = {"data": sent | {"annex": button}} if button else {"data": sent, "headers": JSON}
    return client.post(f"/dispatches/{dispatch.id}/draft", **how)


def upload(client, path, name, content, **more):
    page = client.get(path).text
    sent = {
        "csrf_token": csrf(page),
        "version": version(page),
        "end": "1",
        "file": (BytesIO(content), name),
    }
    return client.post(
        path.removesuffix("/new"), data=sent | more, content_type="multipart/form-data"
    )


def annexes(desk, dispatch):
    desk.session.rollback()
    return desk.session.get_one(Dispatch, dispatch.id).content["annexes"]


def test_an_annex_is_added_typed_ordered_and_removed(clerk, desk, draft):
    answer = press(clerk, draft, "add", subject="tập huấn")
    assert (answer.status_code, answer.location) == (303, f"/dispatches/{draft.id}/edit#annex-x1")
    press(clerk, draft, "add")
    typed = {"annexes.x1.title": "Danh sách", "annexes.x1.text": "| TT |\r\n| --- |\r\n| 1 |",
             "annexes.x1.page": "landscape", "annexes.x2.title": "Biểu mẫu"}  # fmt: skip
    assert press(clerk, draft, **typed).status_code == 200
    now = annexes(desk, draft)
    assert [(one["title"], one["landscape"]) for one in now] == [
        ("Danh sách", True),
        ("Biểu mẫu", False),
    ]
    assert now[0]["body"]["content"][0]["attrs"]["head"] is True
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert "Phụ lục II: Biểu mẫu" in page
    assert '<p class="paper-type">DANH SÁCH</p>' in page
    press(clerk, draft, "down:x1")
    assert [one["id"] for one in annexes(desk, draft)] == ["x2", "x1"]
    press(clerk, draft, "drop:x2", **{"annexes.x1.title": "Danh sách mới"})
    assert [(one["id"], one["title"]) for one in annexes(desk, draft)] == [("x1", "Danh sách mới")]


def test_the_tree_of_the_rich_editor_is_taken_as_it_is_and_what_is_none_changes_nothing(
    clerk, desk, draft
):
    press(clerk, draft, "add")
    text = "1. Một^[Lời chú thích];\r\n\r\n| TT |\r\n| --- |\r\n| 1 |"
    press(clerk, draft, **{"annexes.x1.text": text})
    (before,) = annexes(desk, draft)
    press(clerk, draft, **{"annexes.x1.doc": json.dumps(before["body"])})
    assert annexes(desk, draft) == [before]
    for none in ("{", '{"type": "doc", "schema": 1, "content": [{"type": "image"}]}'):
        told = {"annexes.x1.doc": none, "annexes.x1.title": "Khác"}
        assert press(clerk, draft, **told).status_code == 422
        assert annexes(desk, draft) == [before]


@pytest.fixture
def decision(desk, person):
    """A decision that issues a document in the same file."""
    sample = desk.catalogue.get("quyet_dinh_ban_hanh").sample
    return draft_of(desk, "quyet_dinh_ban_hanh", sample, by=person(people.DRAFTER))


def test_the_name_of_what_a_decision_issues_is_seen_and_changed_in_the_page(clerk, desk, decision):
    page = clerk.get(f"/dispatches/{decision.id}/edit").text
    assert "Tên loại văn bản ban hành kèm theo" in page
    assert 'value="Quy chế"' in page
    press(clerk, decision, **{"annexes.x1.heading": "Quy định"})
    page = clerk.get(f"/dispatches/{decision.id}/edit").text
    assert '<h2 class="paper-type">QUY ĐỊNH</h2>' in page
    assert "Trích yếu ghi ban hành Quy chế nhưng văn bản kèm theo là QUY ĐỊNH" in page
    assert press(clerk, decision, **{"annexes.x1.heading": "q" * 61}).status_code == 422
    assert annexes(desk, decision)[0]["heading"] == "Quy định"
    press(clerk, decision, "add", **{"annexes.x1.heading": ""})
    assert ["heading" in one for one in annexes(desk, decision)] == [False, False]


def test_a_letter_that_issues_nothing_is_not_asked_for_such_a_name(clerk, draft):
    press(clerk, draft, "add")
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert "Tên phụ lục" in page
    assert "annexes.x1.heading" not in page


def test_what_is_dropped_stays_in_a_revision_with_all_that_was_typed(clerk, desk, draft):
    press(clerk, draft, "add")
    press(clerk, draft, **{"annexes.x1.text": "Chữ chưa giữ ở bản nào."})
    press(clerk, draft, "drop:x1", **{"annexes.x1.title": "Cũng chưa"})
    assert annexes(desk, draft) == []
    kept = [one.content["annexes"] for one in revisions.every(desk, draft)]
    assert any(
        one and one[0]["title"] == "Cũng chưa" and "Chữ chưa giữ" in str(one[0]) for one in kept
    )


@pytest.mark.parametrize(
    "fault",
    [{"subject": "a" * 501}, {"annexes.x1.title": "t" * 301}, {"annexes.x1.text": "|" + "a|" * 21}],
)
def test_what_was_typed_at_an_annex_stays_on_the_page_that_refuses(clerk, desk, draft, fault):
    press(clerk, draft, "add")
    before = annexes(desk, draft)
    typed = {"annexes.x1.title": "Tên mới", "annexes.x1.text": "Chữ mới gõ.", **fault}
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    sent = {"csrf_token": csrf(page), "version": version(page), **typed}
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=sent)
    assert answer.status_code == 422
    for name in ("annexes.x1.title", "annexes.x1.text"):
        assert typed[name] in answer.text
    assert annexes(desk, draft) == before


def test_what_is_no_text_is_told_at_its_annex_and_what_was_typed_stays(clerk, desk, draft):
    press(clerk, draft, "add")
    press(clerk, draft, "add")
    wide = "|" + " a |" * 21
    for name, told in (("annexes.x2.doc", "{"), ("annexes.x2.text", wide)):
        typed = {"annexes.x1.text": "Đã gõ ở phụ lục đầu", name: told}
        answer = press(clerk, draft, "up:x1", **typed)
        assert answer.status_code == 422
        page = html.unescape(answer.text)
        assert '<a href="#annex-x2-text">Phụ lục II: Nội dung có chỗ không đọc được' in page
        assert 'id="annex-x2-text-error"' in page
        assert 'id="f-body-error"' not in page
        assert ">Đã gõ ở phụ lục đầu</textarea>" in page
        assert told != wide or f">{wide}</textarea>" in page
        assert re.search(r'<details class="annex" id="annex-x2" open>', page)


def test_findings_in_an_annex_name_it_and_are_mended_there(clerk, desk, draft):
    press(clerk, draft, "add")
    press(clerk, draft, "add")
    press(
        clerk, draft, **{"annexes.x2.text": "1/ Một\n\n2/ Hai {khong_co}", "annexes.x1.text": "a"}
    )
    page = html.unescape(clerk.get(f"/dispatches/{draft.id}/edit").text)
    (place,) = re.findall(r'<a href="#annex-x2-text"([^>]*)>Phụ lục II: Đánh số “1/” chưa', page)
    first, second = (one["attrs"]["id"] for one in annexes(desk, draft)[1]["body"]["content"])
    assert f'data-part="annexes" data-annex="x2" data-block="{first}"' in place
    (other,) = re.findall(r'<a href="#annex-x2-text"([^>]*)>Phụ lục II: “{khong_co}”', page)
    assert f'data-block="{second}"' in other
    key = re.search(r'value="(\w+)">(?:(?!</button>).)*Đánh số lại: “1/” thành “1.”', page)
    press(clerk, draft, repair=key[1])
    labels = [one["attrs"]["label"] for one in annexes(desk, draft)[1]["body"]["content"]]
    assert labels == ["1.", "2."]


def test_the_live_sheet_and_the_check_follow_what_is_typed(clerk, draft):
    press(clerk, draft, "add")
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    sent = {
        "csrf_token": csrf(page),
        "version": version(page),
        "annexes.x1.title": "Danh sách",
        "annexes.x1.text": "Hai.",
    }
    shown = clerk.post(f"/dispatches/{draft.id}/preview", data=sent).text
    assert "DANH SÁCH" in shown
    assert "phụ lục nhưng nội dung không nhắc đến" in shown


def test_too_many_annexes_are_refused_at_their_place_and_what_was_typed_stays(
    clerk, desk, draft, person
):
    told = [{"title": f"Phụ lục {n}"} for n in range(10)]
    save(desk, draft, Edit(annexes=told), seen=draft.version, by=person(people.DRAFTER))
    answer = press(clerk, draft, "add", subject="bản đang gõ")
    assert answer.status_code == 409
    assert "Một văn bản có nhiều nhất 10 phụ lục." in answer.text
    assert 'id="f-annexes"' in answer.text


def test_a_table_is_loaded_from_a_workbook_and_a_bad_row_is_named(clerk, desk, draft):
    press(clerk, draft, "add")
    path = f"/dispatches/{draft.id}/annexes/x1/table"
    answer = press(clerk, draft, "table:x1", **{"annexes.x1.title": "Số liệu"})
    assert answer.location == path
    bad = upload(clerk, path, "a.csv", b"a,b\n1,2,3\n")
    assert bad.status_code == 422
    assert "Dòng 2: có 3 ô, dòng đầu có 2." in bad.text
    assert annexes(desk, draft)[0]["body"]["content"] == []
    good = upload(clerk, path, "so-lieu.xlsx", files.workbook(files.ROWS, **files.FORMATS))
    assert (good.status_code, good.location) == (303, f"/dispatches/{draft.id}/edit#annex-x1")
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert "bảng 2 dòng, 5 cột" in page
    assert ">1.234.567<" in page
    assert clerk.get(f"/dispatches/{draft.id}/annexes/x9/table").status_code == 404


def test_a_long_table_is_not_typed_at_and_stays_when_the_page_is_saved(clerk, desk, draft):
    press(clerk, draft, "add")
    rows = [["TT", "Tên"], *([n, "a"] for n in range(100))]
    upload(clerk, f"/dispatches/{draft.id}/annexes/x1/table", "a.xlsx", files.workbook(rows))
    before = annexes(desk, draft)
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert 'name="annexes.x1.text"' not in page
    press(clerk, draft, **{"annexes.x1.title": "Số liệu", "annexes.x1.page": ""})
    assert annexes(desk, draft)[0]["body"] == before[0]["body"]


def test_a_cut_request_and_a_stale_page_write_nothing(clerk, desk, draft):
    press(clerk, draft, "add")
    path = f"/dispatches/{draft.id}/annexes/x1/table"
    page = clerk.get(path).text
    sent = {"csrf_token": csrf(page), "version": version(page), "file": (BytesIO(b"a,b"), "a.csv")}
    assert clerk.post(path, data=sent).status_code == 400
    assert upload(clerk, path, "a.csv", b"a,b", version="1").status_code == 409
    assert annexes(desk, draft)[0]["body"]["content"] == []


@pytest.fixture
def along(desk, draft, person):
    """The seed's letter with a paper and a form to fill in, issued."""
    by = person(people.DRAFTER)
    attaching.attach(desk, draft, "Danh sách đơn vị.pdf", files.paper(2), seen=draft.version, by=by)
    attaching.attach(
        desk, draft, "bieu-mau.xlsx", files.workbook([["a"]]), seen=draft.version, by=by
    )
    from docflow.office import approval  # beside its only use

    approval.submit(desk, draft, seen=draft.version, by=by)
    approval.approve(
        desk, draft, version=draft.version, sha256=draft.content_sha256, by=person(people.DEPUTY)
    )
    worker.work_off(desk)
    return issuing.issue(
        desk, desk.session.get_one(Dispatch, draft.id), by=person(people.RECORDS_CLERK)
    )


def row_of(desk, code):
    rows = select(Recipient).join(Unit, Unit.id == Recipient.unit_id).where(Unit.code == code)
    return desk.session.scalars(rows).one()


def test_a_file_is_attached_named_and_removed_in_the_page(clerk, desk, draft):
    path = f"/dispatches/{draft.id}/enclosures"
    assert press(clerk, draft, "attach").location == path
    refused = upload(clerk, path, "a.pdf", files.running("JavaScript"))
    assert refused.status_code == 422
    assert "phần tự chạy hoặc tệp nhúng (JavaScript)" in refused.text
    assert (
        upload(clerk, path, "Danh sách.pdf", files.paper(2), title="Danh sách cán bộ").status_code
        == 303
    )
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert 'value="Danh sách cán bộ"' in page
    press(clerk, draft, **{"enclosures.f1.title": "Tên khác"})
    desk.session.rollback()
    assert desk.session.get_one(Dispatch, draft.id).content["enclosures"][0]["title"] == "Tên khác"
    press(clerk, draft, "drop:f1")
    desk.session.rollback()
    assert desk.session.get_one(Dispatch, draft.id).content["enclosures"] == []


def test_the_signer_reads_the_file_unsealed_before_he_signs(as_, desk, draft, person):
    from docflow.office import approval  # beside its only use

    by, paper = person(people.DRAFTER), files.paper()
    attaching.attach(desk, draft, "Danh sách.pdf", paper, seen=draft.version, by=by)
    approval.submit(desk, draft, seen=draft.version, by=by)
    deputy = as_(people.DEPUTY)
    assert (
        f'href="/dispatches/{draft.id}/enclosures/1"'
        in deputy.get(f"/dispatches/{draft.id}/review").text
    )
    answer = deputy.get(f"/dispatches/{draft.id}/enclosures/1")
    assert (answer.status_code, answer.mimetype, answer.data) == (
        200,
        "application/pdf",
        paper,
    )
    desk.session.rollback()
    assert "enclosure 1" in list(desk.session.scalars(select(Visit.what)))


def test_the_unit_takes_the_sealed_file_and_another_unit_finds_nothing(as_, desk, along, client):
    row, unit = row_of(desk, people.RECEIVER), as_(people.RECEIVER)
    page = unit.get(f"/inbox/{row.id}").text
    assert "Danh sách đơn vị.pdf" in page
    assert f'href="/inbox/{row.id}/enclosures/1"' in page
    answer = unit.get(f"/inbox/{row.id}/enclosures/1")
    assert answer.status_code == 200
    assert b"DauTepKemTheo" in answer.data
    assert answer.headers["Content-Disposition"] == (
        'inline; filename="danh-sach-don-vi.pdf"; '
        "filename*=UTF-8''Danh%20s%C3%A1ch%20%C4%91%C6%A1n%20v%E1%BB%8B.pdf"
    )
    form = unit.get(f"/inbox/{row.id}/enclosures/2")
    assert (form.data[:2], form.headers["X-Content-Type-Options"]) == (b"PK", "nosniff")
    assert form.headers["Content-Disposition"].startswith("attachment;")
    assert unit.get(f"/inbox/{row.id}/enclosures/3").status_code == 404
    assert as_(people.STRANGER).get(f"/inbox/{row.id}/enclosures/1").status_code == 404
    assert as_(people.STRANGER).get(f"/dispatches/{along.id}/enclosures/1").status_code in (
        403,
        404,
    )
    assert client.get(f"/inbox/{row.id}/enclosures/1").status_code == 302
    assert as_(people.RECORDS_CLERK).get(f"/dispatches/{along.id}/enclosures/1").data == answer.data
    assert "đã ký số" in as_(people.RECORDS_CLERK).get(f"/dispatches/{along.id}").text


def test_the_link_and_the_letter_name_the_files(app, desk, along):
    clinic = row_of(desk, people.CLINIC)
    with desk.work():
        token = links.mint(desk, clinic, None)
    browser = app.test_client(use_cookies=False)
    page = browser.get(f"/l/{token}").text
    assert f'href="/l/{token}/enclosures/1"' in page
    assert b"DauTepKemTheo" in browser.get(f"/l/{token}/enclosures/1").data
    assert browser.get(f"/l/{token}/enclosures/9").status_code == 404
    assert browser.get("/l/khong-co/enclosures/1").status_code == 404
    facts = {
        "agency": {"name": "Sở Y tế"},
        "dispatch": along,
        "recipient": clinic,
        "url": "u",
        "again": False,
    }
    words = desk.words("issued", facts)
    for text in (words.text, words.html):
        assert "Danh sách đơn vị (Danh sách đơn vị.pdf)" in text
        assert "bieu-mau (bieu-mau.xlsx)" in text
