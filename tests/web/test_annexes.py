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
    edit = f"/dispatches/{draft.id}/edit"
    assert (answer.status_code, answer.location) == (303, f"{edit}?annex=x1#annex-x1-head")
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
    moved = press(clerk, draft, "down:x1").location
    assert moved == f"{edit}?annex=x1#annex-x1-head"
    assert re.search(r'id="annex-x1" open>\n<summary id="annex-x1-head">', clerk.get(moved).text)
    assert [one["id"] for one in annexes(desk, draft)] == ["x2", "x1"]
    dropped = press(clerk, draft, "drop:x2", **{"annexes.x1.title": "Danh sách mới"})
    assert dropped.location == f"{edit}#part-annexes"
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


def test_a_refused_page_keeps_the_names_of_files_and_how_the_page_lies(clerk, desk, draft, person):
    by = person(people.DRAFTER)
    attaching.attach(desk, draft, "Mẫu.pdf", files.paper(), seen=draft.version, by=by)
    press(clerk, draft, "add")
    typed = {"enclosures.f1.title": "Tên mới của tệp", "annexes.x1.page": "landscape"}
    answer = press(clerk, draft, "attach", due_on="32/13/2026", **typed)
    assert answer.status_code == 422
    assert 'value="Tên mới của tệp"' in answer.text
    assert re.search(r'<option value="landscape" selected', answer.text)


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
    edit = f"/dispatches/{draft.id}/edit"
    assert (good.status_code, good.location) == (303, f"{edit}?annex=x1#annex-x1-head")
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert "bảng 2 dòng, 5 cột" in page
    assert ">1.234.567<" in page
    assert clerk.get(f"/dispatches/{draft.id}/annexes/x9/table").status_code == 404


def test_a_long_table_is_typed_at_as_text_and_only_one_beyond_all_text_is_closed(
    clerk, desk, draft
):
    press(clerk, draft, "add")
    press(clerk, draft, **{"annexes.x1.text": "Kèm theo bảng sau."})
    path, edit = f"/dispatches/{draft.id}/annexes/x1/table", f"/dispatches/{draft.id}/edit"
    rows = [["TT", "Tên"], *([n, "a"] for n in range(70))]
    upload(clerk, path, "a.xlsx", files.workbook(rows))
    page = clerk.get(edit).text
    assert 'name="annexes.x1.text"' in page
    assert "data-annex-doc=" in page
    rows = [["TT", "Tên", "Nơi"], *([n, "a", "b"] for n in range(900))]
    upload(clerk, path, "a.xlsx", files.workbook(rows))
    before, page = annexes(desk, draft), clerk.get(edit).text
    assert "data-annex-doc=" not in page
    shown = re.search(r'name="annexes.x1.text"[^>]*>\n?([^<]*)</textarea>', page)[1]
    assert shown.startswith("Kèm theo bảng sau.\n\n| TT | Tên | Nơi |")
    # Saved as it was shown, with the line ends of a browser, it is what it was.
    press(clerk, draft, **{"annexes.x1.text": shown.replace("\n", "\r\n")})
    assert annexes(desk, draft) == before
    long = [["TT", "Tên"], *([n, "a" * 300] for n in range(800))]
    upload(clerk, path, "a.xlsx", files.workbook(long))
    before, page = annexes(desk, draft), clerk.get(edit).text
    assert 'name="annexes.x1.text"' not in page
    assert "dài quá mức gõ tại đây" in page
    press(clerk, draft, **{"annexes.x1.title": "Số liệu", "annexes.x1.page": ""})
    assert annexes(desk, draft)[0]["body"] == before[0]["body"]


def test_a_loaded_table_takes_the_place_of_the_table_alone(clerk, desk, draft):
    press(clerk, draft, "add")
    text = "Đoạn trước.\n\n| A |\n| --- |\n| 1 |\n\nĐoạn sau."
    press(clerk, draft, **{"annexes.x1.text": text})
    was = annexes(desk, draft)[0]["body"]["content"]
    path = f"/dispatches/{draft.id}/annexes/x1/table"
    assert "các đoạn khác giữ nguyên" in clerk.get(path).text
    upload(clerk, path, "a.csv", b"B\n2\n")
    now = annexes(desk, draft)[0]["body"]["content"]
    assert [one["attrs"]["id"] for one in now] == [one["attrs"]["id"] for one in was]
    assert (now[0], now[2]) == (was[0], was[2])
    assert "B" in str(now[1])
    press(clerk, draft, **{"annexes.x1.text": "Chỉ có chữ."})
    upload(clerk, path, "a.csv", b"B\n2\n")
    assert [one["type"] for one in annexes(desk, draft)[0]["body"]["content"]] == [
        "paragraph", "table",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("title", "Phụ lục II: Tên phụ lục dài 301 ký tự"),
        ("heading", "Phụ lục II: Tên loại văn bản kèm theo dài 301 ký tự"),
    ],
)
def test_a_name_that_is_too_long_is_told_at_its_annex(clerk, desk, draft, name, told):
    for _n in range(2):
        press(clerk, draft, "add")
    answer = press(clerk, draft, "up:x2", **{f"annexes.x2.{name}": "t" * 301})
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert f'<a href="#annex-x2-{name}">{told}' in page
    assert re.search(r'<details class="annex" id="annex-x2" open>', page)
    assert 'id="f-annexes"' not in page
    if name == "title":
        assert 'id="annex-x2-title-error"' in page


def test_a_cut_request_and_a_stale_page_write_nothing(clerk, desk, draft):
    press(clerk, draft, "add")
    path = f"/dispatches/{draft.id}/annexes/x1/table"
    page = clerk.get(path).text
    sent = {"csrf_token": csrf(page), "version": version(page), "file": (BytesIO(b"a,b"), "a.csv")}
    assert clerk.post(path, data=sent).status_code == 400
    late = upload(clerk, path, "a.csv", b"a,b", version="1")
    assert late.status_code == 409
    assert "Chọn lại tệp rồi gửi lần nữa." in late.text
    assert "phần anh chị gõ vẫn còn" not in late.text
    assert "<h1>Nạp bảng vào Phụ lục</h1>" in late.text
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
