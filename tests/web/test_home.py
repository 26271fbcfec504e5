"""The first page of each role, searching, the sign of life."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("login", "words"),
    [
        ("phuochn", "Soạn công văn"),
        ("truongphong", "Việc của tôi"),
        ("phogiamdoc", "Không còn văn bản chờ ký"),
        ("giamdoc", "Không còn văn bản chờ ký"),
        ("vanthu", "Không có văn bản chờ đóng dấu"),
        ("kiemtra", "Tổng quan"),
        ("quantri", "Quản trị"),
    ],
)
def test_every_role_has_a_first_page_that_is_useful_when_empty(as_, login, words):
    answer = as_(login).get("/")
    assert answer.status_code == 200
    assert words in answer.text


def test_a_unit_goes_to_its_inbox(as_):
    answer = as_("benh-vien-nhi-thanh-hoa").get("/")
    assert (answer.status_code, answer.location) == (303, "/inbox")


def test_the_signer_sees_how_many_wait_and_one_way_on(as_, submitted):
    page = as_("phogiamdoc").get("/").text
    assert '<b class="bignum">1</b>' in page
    assert 'href="/review"' in page


def test_the_director_sees_no_queue_of_the_deputy(as_, submitted):
    assert "Không còn văn bản chờ ký" in as_("giamdoc").get("/").text


def test_the_records_clerk_sees_what_waits_for_the_seal(as_, signed):
    page = as_("vanthu").get("/").text
    assert signed.code in page
    assert 'href="/issue"' in page


def test_the_clerk_follows_what_was_issued(as_, issued):
    page = as_("phuochn").get("/").text
    assert "<b>0</b>/314" in page
    assert "7 đơn vị chỉ gọi điện được" in page


def test_overdue_units_are_named_first(as_, issued, clock):
    clock.forward(days=30)
    assert "314 đơn vị quá hạn báo cáo" in as_("phuochn").get("/").text


def test_search_needs_no_accents_and_finds_by_number(as_, issued):
    client = as_("phuochn")
    for words in ("huong dan cai dat", "Bluezone", issued.code):
        assert (
            f'href="/dispatches/{issued.id}"'
            in client.get("/search", query_string={"q": words}).text
        )
    assert "Bệnh viện Nhi Thanh Hóa" in client.get("/search?q=benh+vien+nhi").text


def test_search_finds_only_what_the_person_may_see(as_, draft):
    assert f'href="/dispatches/{draft.id}"' in as_("phuochn").get("/search?q=bluezone").text
    for login in ("phogiamdoc", "vanthu", "benh-vien-nhi-thanh-hoa"):
        page = as_(login).get("/search?q=bluezone").text
        assert f"/dispatches/{draft.id}" not in page
        assert "Không tìm thấy" in page


def test_the_sign_of_life_needs_no_sign_in(client):
    assert client.get("/healthz").text == "ok\n"
