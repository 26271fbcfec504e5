"""The unit's inbox and its page: seeing, taking note, reporting, and what is refused."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from docflow.models import Acknowledgment, Recipient, Report, Visit
from tests import people
from tests.conftest import csrf

FIGURES = {"people": "186", "smart_thanh_hoa": "172", "bluezone": "168", "guided": "1.680"}
NAMES = {
    "as_of": "23/11/2026",
    "prepared_by": "Văn thư đơn vị",
    "approved_by": "Thủ trưởng đơn vị",
    "note": "",
}


@pytest.fixture
def row(desk, issued, person) -> Recipient:
    """The hospital's row of the issued letter."""
    unit = person(people.RECEIVER).unit_id
    return desk.session.scalars(select(Recipient).where(Recipient.unit_id == unit)).one()


@pytest.fixture
def page(row, as_):
    """The hospital's officer on the page: ``page(what, answers)`` posts, ``page()`` opens."""
    client = as_(people.RECEIVER)

    def call(what: str = "", answers: dict | None = None):
        if answers is None:
            return client.get(f"/inbox/{row.id}{what}")
        token = csrf(client.get(f"/inbox/{row.id}").text)
        return client.post(f"/inbox/{row.id}{what}", data=answers | {"csrf_token": token})

    return call


def fresh(desk, row) -> Recipient:
    desk.session.rollback()
    return desk.session.get_one(Recipient, row.id)


def names(desk) -> list[str]:
    form = (
        desk.session.scalars(select(Recipient)).first().dispatch.content["obligations"][0]["form"]
    )
    return [field["name"] for field in form["fields"]]


def filled(desk, *values: str) -> dict[str, str]:
    return dict(zip(names(desk), values, strict=True)) | NAMES


def test_the_inbox_lists_what_is_to_be_done_and_moves_it_when_it_is_done(desk, row, as_, page):
    client = as_(people.RECEIVER)
    before = client.get("/inbox").text
    assert "chưa xác nhận đã nhận" in before
    assert "Còn 14 ngày" in before or "Còn" in before
    page("/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    assert "còn thiếu báo cáo" in client.get("/inbox").text
    page("/reports", filled(desk, "186", "172", "168", "40"))
    after = client.get("/inbox").text
    assert "Đơn vị đã làm hết việc" in after
    assert "Đã xong" in after


def test_opening_the_page_changes_nothing_but_the_access_log(desk, row, page):
    answer = page()
    assert answer.status_code == 200
    assert "Báo cáo chậm nhất ngày" in answer.text
    now = fresh(desk, row)
    assert (now.seen_at, now.acknowledged_at) == (None, None)
    assert desk.session.scalars(select(Visit.what)).all() == ["page"]


def test_the_beacon_makes_it_seen(desk, row, page):
    assert f'data-seen-url="/inbox/{row.id}/seen"' in page().text
    assert page("/seen", {}).status_code == 204
    assert fresh(desk, row).seen_at is not None


def test_the_second_letter_is_acknowledged_by_one_tap_that_names_the_person(desk, row, page, as_):
    desk.session.get_one(Recipient, row.id).unit.answers_as = "Văn thư đơn vị|Văn thư"
    desk.session.commit()
    assert "Xác nhận đã nhận: Văn thư đơn vị" in page().text


def test_acknowledging_keeps_name_and_post_and_needs_both(desk, row, page):
    refused = page("/acknowledgment", {"name": "Văn thư đơn vị", "post": ""})
    assert refused.status_code == 422
    assert "Ghi họ tên và chức vụ" in refused.text
    assert 'value="Văn thư đơn vị"' in refused.text
    assert fresh(desk, row).acknowledged_at is None
    assert page("/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"}).status_code == 303
    assert page("/acknowledgment", {"name": "Người khác", "post": "Văn thư"}).status_code == 303
    assert desk.session.get_one(Acknowledgment, fresh(desk, row).id).name == "Văn thư đơn vị"


def test_an_unknown_field_is_refused(desk, row, page):
    assert (
        page(
            "/acknowledgment", {"name": "Văn thư", "post": "Văn thư", "standing": "reported"}
        ).status_code
        == 400
    )
    assert fresh(desk, row).acknowledged_at is None


def test_a_part_larger_than_its_whole_is_asked_about_and_everything_typed_stays(desk, row, page):
    page("/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    answer = page(
        "/reports",
        filled(desk, "186", "172", "1680", "40")
        | {"as_of": "31/6/2026", "note": "<b>mất mạng</b>"},
    )
    assert answer.status_code == 422
    assert "Lớn hơn tổng số người lao động của đơn vị (186). Có phải 168 không?" in answer.text
    assert "Không có ngày 31/6/2026" in answer.text
    assert 'value="1680"' in answer.text
    assert "&lt;b&gt;mất mạng" in answer.text
    assert desk.session.scalars(select(Report)).all() == []


def test_every_fault_is_listed_by_the_name_of_its_figure(desk, row, page):
    page("/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    answer = page("/reports", filled(desk, "9" * 40, "", "12a", "0") | {"approved_by": " "})
    assert answer.status_code == 422
    summary = answer.text.partition('class="errsum"')[2].partition("</ul>")[0]
    told = re.findall(r'href="#f-([a-z_]+)">([^<]+)<', summary)
    people_, smart, blue, _guided = names(desk)
    assert [name for name, _text in told] == [people_, smart, blue, "approved_by"]
    most = "Số lớn nhất ghi được là 10.000.000."
    assert [text for _name, text in told] == [
        f"Tổng số người lao động của đơn vị: {most} Kiểm tra lại các chữ số.",
        "Số người đã cài đặt Smart Thanh Hóa: Nhập một số, ví dụ 172. Không có thì ghi 0.",
        "Số người đã cài đặt Bluezone: Chỉ ghi chữ số, ví dụ 172 hoặc 1.680.",
        "Thủ trưởng duyệt: Ghi họ và tên, từ 2 đến 100 ký tự.",
    ]
    assert desk.session.scalars(select(Report)).all() == []


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("01/01/1900", "Ngày này trước khi có văn bản."),
        ("22/11/2026", "Ngày này trước khi có văn bản."),
        ("24/11/2026", "Ngày này chưa tới."),
    ],
)
def test_figures_count_from_the_day_of_the_letter_to_today(desk, row, page, day, told):
    page("/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    answer = page("/reports", filled(desk, "186", "172", "168", "40") | {"as_of": day})
    assert answer.status_code == 422
    span = "Ghi một ngày từ 23/11/2026 (ngày của văn bản) đến hôm nay, 23/11/2026."
    assert f"Số liệu tính đến ngày: {told} {span}" in answer.text
    assert desk.session.scalars(select(Report)).all() == []


def test_a_report_gets_a_receipt_and_a_correction_is_a_new_version(desk, row, page):
    page("/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    sent = page("/reports", filled(desk, "186", "172", "168", "1.680"))
    assert sent.status_code == 303
    receipt = page("/receipt").text
    assert f"BC-{row.dispatch.number}-{row.id:04}" in receipt
    assert "172 (92,5%)" in receipt
    assert "1.680" in receipt
    page("/reports", filled(desk, "186", "173", "168", "1680"))
    desk.session.rollback()
    versions = desk.session.scalars(select(Report).order_by(Report.version)).all()
    names_ = names(desk)
    assert [(one.version, one.answers[names_[1]]) for one in versions] == [(1, 172), (2, 173)]


def test_a_report_before_the_acknowledgment_is_refused(desk, row, page):
    answer = page("/reports", filled(desk, "186", "172", "168", "40"))
    assert answer.status_code == 409
    assert "Xác nhận đã nhận văn bản trước" in answer.text


def test_another_unit_sees_nothing_of_it(desk, row, as_):
    client = as_(people.STRANGER)
    token = csrf(client.get("/inbox").text)
    for what in ("", "/receipt", "/paper.pdf"):
        assert client.get(f"/inbox/{row.id}{what}").status_code == 404
    for what in ("/acknowledgment", "/reports", "/seen"):
        answer = client.post(
            f"/inbox/{row.id}{what}", data={"csrf_token": token, "name": "Ai đó", "post": "Ai đó"}
        )
        assert answer.status_code == 404
    assert fresh(desk, row).acknowledged_at is None


def test_the_director_reads_his_notice_and_is_asked_for_nothing(desk, issued, person, as_):
    key = desk.session.scalars(
        select(Recipient.id).where(Recipient.unit_id == person(people.DIRECTOR).unit_id)
    ).one()
    answer = as_(people.DIRECTOR).get(f"/inbox/{key}")
    assert answer.status_code == 200
    assert "Không cần xác nhận hay báo cáo" in answer.text
    assert "/acknowledgment" not in answer.text


def test_the_unit_gets_the_sealed_paper_itself(desk, row, page):
    answer = page("/paper.pdf")
    assert answer.data == desk.storage.get(row.dispatch.sealed_sha256)
    assert answer.headers["Cache-Control"] == "no-store"
