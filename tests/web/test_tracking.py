"""Following up: headline over those who owe, filters, polling, the workbook, fresh links."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from docflow.models import Delivery, Recipient
from docflow.office import figures, following, reporting
from docflow.office.desk import Holder
from docflow.office.reporting import Filled
from tests import letters, people
from tests.conftest import csrf


@pytest.fixture
def reported(desk, issued):
    """Two units that owe have reported, one of them with odd figures."""
    rows = desk.session.scalars(
        select(Recipient).where(Recipient.owes, Recipient.staff > 0).order_by(Recipient.id).limit(2)
    ).all()
    form = figures.form_of(issued)["fields"]
    for row, whole in zip(rows, (rows[0].staff, rows[1].staff * 5), strict=True):
        by = Holder(row.id, row.name)
        following.acknowledge(desk, row, name="Văn thư đơn vị", post="Văn thư", by=by)
        answers = {form[0]["name"]: str(whole)} | {one["name"]: "10" for one in form[1:]}
        filled = Filled(answers, desk.today(), "Văn thư đơn vị", "Thủ trưởng đơn vị")
        reporting.report(desk, row, filled, by=by)
    return rows


def _page(client, issued, rest=""):
    return client.get(f"/dispatches/{issued.id}/tracking{rest}")


def test_the_headline_counts_those_who_owe(as_, issued, reported):
    page = _page(as_(people.DRAFTER), issued).text
    assert "307/314 đơn vị phải thực hiện đã được gửi; 3 nơi nhận khác" in page
    assert '<span class="num">2</span>/<span class="num">314</span> đơn vị đã báo cáo' in page


def test_odd_figures_are_pointed_out(as_, issued, reported):
    page = _page(as_(people.DRAFTER), issued).text
    assert "1 báo cáo có số liệu lạ" in page
    assert reported[1].name in page


def test_fifty_stand_on_a_page_and_more_on_asking(as_, issued):
    clerk = as_(people.DRAFTER)
    assert _page(clerk, issued).text.count('class="main"') == 50
    assert _page(clerk, issued, "?page=2").text.count('class="main"') == 100


def test_standings_kinds_and_words_filter(as_, issued, reported):
    clerk = as_(people.DRAFTER)
    assert _page(clerk, issued, "?standing=reported").text.count('class="main"') == 2
    assert _page(clerk, issued, "?q=benh vien nhi").text.count('class="main"') >= 1
    assert "Không có đơn vị nào khớp" in _page(clerk, issued, "?q=khongcodonvinao").text
    assert _page(clerk, issued, "?standing=nonsense").status_code == 200


def test_those_past_the_day_are_counted_and_filtered(as_, issued, reported, clock):
    clock.forward(days=30)
    clerk = as_(people.DRAFTER)
    assert "312 đơn vị quá hạn" in _page(clerk, issued).text
    assert "312 nơi" in _page(clerk, issued, "?overdue=1").text


def test_the_list_of_calls_names_the_seven(as_, issued, desk):
    page = _page(as_(people.DRAFTER), issued).text
    assert "Danh sách gọi điện: 7" in page
    assert "tel:" in page


def test_the_head_is_sent_again_only_when_a_fact_changed(as_, issued, desk, reported):
    clerk = as_(people.DRAFTER)
    first = _page(clerk, issued, "/head")
    assert f'data-poll-tag="{first.headers["ETag"]}"'.replace('"', "") in _page(
        clerk, issued
    ).text.replace("&#34;", "").replace('"', "")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert clerk.get(f"/dispatches/{issued.id}/tracking/head", headers=tag).status_code == 304
    other = desk.session.scalars(
        select(Recipient).where(Recipient.owes, Recipient.seen_at.is_(None))
    ).first()
    following.see(desk, other, by=Holder(other.id, other.name))
    assert clerk.get(f"/dispatches/{issued.id}/tracking/head", headers=tag).status_code == 200


def test_the_workbook_adds_up_to_the_page(as_, issued, desk, reported):
    book = load_workbook(BytesIO(_page(as_(people.DRAFTER), issued, ".xlsx").data))
    assert book.sheetnames == ["Đơn vị nhận", "Tổng hợp"]
    rows = list(book["Đơn vị nhận"].values)
    assert len(rows) == 318
    told = {row[0]: row[1] for row in book["Tổng hợp"].values}
    assert (told["Nơi nhận"], told["Đơn vị phải thực hiện"], told["Đã báo cáo"]) == (317, 314, 2)
    for one in figures.of(desk, issued).sums:
        column = rows[0].index(one.label)
        assert (
            sum(row[column] or 0 for row in rows[1:])
            == one.total
            == told[f"{one.label} ({one.unit})"]
        )


def test_a_fresh_link_is_sent_to_the_address_on_file(as_, issued, desk):
    row = desk.session.scalars(
        select(Recipient).where(Recipient.email != "", Recipient.owes)
    ).first()
    letters.send(desk, row)
    clerk = as_(people.DRAFTER)
    token = csrf(clerk.get("/register").text)
    answer = clerk.post(f"/recipients/{row.id}/link", data={"csrf_token": token})
    assert answer.status_code == 303
    desk.session.rollback()
    rounds = select(Delivery.round).where(
        Delivery.recipient_id == row.id, Delivery.channel == "email"
    )
    assert sorted(desk.session.scalars(rounds)) == [1, 2]


def test_without_an_address_the_clerk_is_told_to_call(as_, issued, desk):
    row = desk.session.scalars(
        select(Recipient).where(Recipient.email == "", Recipient.owes)
    ).first()
    clerk = as_(people.DRAFTER)
    token = csrf(clerk.get("/register").text)
    answer = clerk.post(f"/recipients/{row.id}/link", data={"csrf_token": token})
    assert answer.status_code == 422
    assert "chưa có địa chỉ thư điện tử" in answer.text


def test_a_unit_follows_nobody(as_, issued):
    assert _page(as_(people.RECEIVER), issued).status_code == 403
    assert as_(people.RECEIVER).post("/recipients/1/link").status_code in (400, 403)


def test_the_list_shows_what_is_still_owed(as_, issued):
    page = as_(people.DRAFTER).get("/tracking").text
    assert "01/SYT-NVY" in page
    assert "/314" in page or ">314<" in page
