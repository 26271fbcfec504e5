"""The pages of groups and units: made, counted, changed, and what is told when it is refused."""

from __future__ import annotations

import re

import pytest

from docflow.models import Unit
from docflow.office import groups
from docflow.rules.groups import Rule
from tests import people
from tests.conftest import csrf


@pytest.fixture
def records(as_):
    return as_(people.RECORDS_CLERK)


def send(client, url, **form):
    token = csrf(client.get(url).text)
    return client.post(url, data={"csrf_token": token, **form})


def total(page):
    return re.search(r'id="group-total">([\d.]+)<', page)[1]


def test_a_group_by_rule_is_counted_before_it_is_kept(records, desk):
    rule = {
        "name": "Bệnh viện tỉnh",
        "rule": "1",
        "kinds": ["bệnh viện tuyến tỉnh"],
        "reach": "email",
    }
    counted = send(records, "/groups/new", **rule, do="count")
    wanted = groups.count(desk, Rule(kinds=("bệnh viện tuyến tỉnh",), reach="email"))
    assert total(counted.text) == str(wanted)
    assert groups.find(desk, "benh-vien-tinh") is None
    kept = send(records, "/groups/new", **rule, do="keep")
    assert kept.location == "/groups/benh-vien-tinh"
    page = records.get(kept.location).text
    assert total(page) == str(wanted)
    assert "Bệnh viện Nhi Thanh Hóa" in page
    assert "Bệnh viện tỉnh" in records.get("/groups").text


def test_a_fixed_group_takes_units_that_are_searched_and_gives_them_back(records, desk):
    kept = send(records, "/groups/new", name="Hai nơi", add=[people.RECEIVER], do="keep")
    page = send(records, kept.location, name="Hai nơi", q="benh vien phu san", do="search").text
    assert "Bệnh viện Phụ sản Thanh Hóa" in page
    send(records, kept.location, name="Hai nơi", add=[people.STRANGER], remove=[people.RECEIVER])
    assert groups.codes(desk, "hai-noi") == [people.STRANGER]


def test_an_empty_rule_is_told_and_what_was_typed_stays(records, desk):
    answer = send(records, "/groups/new", name="Nhóm rỗng", rule="1", do="keep")
    assert answer.status_code == 422
    assert "Điều kiện của nhóm còn trống" in answer.text
    assert 'value="Nhóm rỗng"' in answer.text
    assert groups.find(desk, "nhom-rong") is None


def test_the_page_of_a_unit_takes_its_other_names(records, desk):
    url = f"/units/{people.RECEIVER}"
    assert "Thủ trưởng các đơn vị y tế trong ngành" in records.get(url).text
    assert send(records, url, aliases="Viện Nhi").status_code == 303
    assert "Bệnh viện Nhi Thanh Hóa" in records.get("/units?q=vien+nhi+thanh").text
    refused = send(records, url, aliases="x" * 101)
    assert (refused.status_code, "dài quá 100 ký tự" in refused.text) == (422, True)
    one = desk.session.query(Unit).filter_by(code=people.RECEIVER).one()
    assert one.aliases == "Viện Nhi"


def test_an_unknown_group_or_unit_is_not_found(records):
    assert records.get("/groups/khong-co").status_code == 404
    assert records.get("/units/khong-co").status_code == 404


def test_a_clerk_reads_a_unit_and_keeps_neither_names_nor_groups(as_):
    clerk = as_(people.DRAFTER)
    page = clerk.get(f"/units/{people.RECEIVER}")
    assert (page.status_code, 'name="aliases"' in page.text) == (200, False)
    assert clerk.get("/groups").status_code == 403
