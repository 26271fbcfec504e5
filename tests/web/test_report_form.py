"""The page on which a report form is taken over, built, changed and taken out."""

from __future__ import annotations

import re

import pytest

from docflow.models import Dispatch
from docflow.office import proof
from tests import people
from tests.conftest import csrf


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


def post(client, dispatch, where="report-form", **changed):
    page = client.get(f"/dispatches/{dispatch.id}/edit").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    sent = {"csrf_token": csrf(page), "version": version, **changed}
    return client.post(f"/dispatches/{dispatch.id}/{where}", data=sent)


def again(desk, dispatch):
    desk.session.rollback()
    return desk.session.get_one(Dispatch, dispatch.id)


def rows(*labels, **more):
    told = {f"label.{n}": label for n, label in enumerate(labels, 1)}
    return told | {f"kind.{n}": "count" for n in range(1, len(labels) + 1)} | more


def test_taking_the_form_out_takes_its_point_and_putting_it_in_brings_one(clerk, desk, draft):
    assert post(clerk, draft, ordinal="1", do="drop", with_point="1").status_code == 303
    gone = again(desk, draft)
    assert (gone.content["obligations"], "{due_on}" in proof.markup(gone.content)) == ([], False)
    empty = clerk.get(f"/dispatches/{draft.id}/report-form").text
    assert "Lấy từ biểu mẫu có sẵn" in empty
    assert "(qua phòng Nghiệp vụ Y) chậm nhất {ngày hạn}." in empty
    assert "{due_on" not in empty
    source = re.search(r"report-form\?from=(t[^\"]+)", empty)[1]
    taken = clerk.get(f"/dispatches/{draft.id}/report-form?from={source}").text
    assert re.search(r'name="label.1" value="[^"]+"', taken)
    answer = post(
        clerk, draft, title="Tiêm chủng", due_on="10/12/2026", with_point="1",
        point="Các đơn vị báo cáo về Sở Y tế chậm nhất {ngày hạn}.",
        **rows("Số người", "Đã tiêm", **{"whole.2": "1", "required.1": "1"}),
    )  # fmt: skip
    assert answer.status_code == 303
    kept = again(desk, draft).content
    (owed,) = kept["obligations"]
    assert [one["label"] for one in owed["form"]["fields"]] == ["Số người", "Đã tiêm"]
    assert owed["form"]["fields"][1]["at_most"] == owed["form"]["rates"][0]["whole"] == "so_nguoi"
    assert re.search(
        r"\d\. Các đơn vị báo cáo về Sở Y tế chậm nhất \{due_on\}\.", proof.markup(kept)
    )
    assert "10/12/2026" in clerk.get(f"/dispatches/{draft.id}/edit").text


def test_changing_a_form_keeps_the_names_that_answers_are_stored_under(clerk, desk, draft):
    page = clerk.get(f"/dispatches/{draft.id}/report-form?ordinal=1").text
    names = dict(re.findall(r'name="name\.(\d+)" value="([^"]+)"', page))
    before = draft.content["obligations"][0]["form"]
    assert list(names.values()) == [one["name"] for one in before["fields"]]
    sent = {f"name.{n}": name for n, name in names.items()}
    labels = [f"Chỉ tiêu mới {n}" for n in names]
    answer = post(
        clerk, draft, ordinal="1", title="Mới", due_on="15/12/2026", **rows(*labels, **sent)
    )
    assert answer.status_code == 303
    form = again(desk, draft).content["obligations"][0]["form"]
    assert [one["name"] for one in form["fields"]] == list(names.values())
    assert form["fields"][0]["label"] == "Chỉ tiêu mới 1"
    assert again(desk, draft).due_on.isoformat() == "2026-12-15"


def test_more_rows_come_without_writing_and_keep_what_is_typed(clerk, desk, draft):
    answer = post(clerk, draft, title="Đang gõ", do="more", **rows("Một", "Hai"))
    assert answer.text.count('name="label.') == 5
    assert 'value="Đang gõ"' in answer.text
    assert again(desk, draft).version == draft.version


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": ""}, "Ghi tên biểu mẫu"),
        ({"due_on": "31/02/2027"}, "f-due_on-error"),
        ({"due_on": ""}, "Ghi hạn báo cáo"),
        ({"label.1": ""}, "chưa có chỉ tiêu nào"),
        ({"kind.1": "tep"}, "không nhận ra"),
        ({"whole.1": "1"}, "phải là một số trên một số khác"),
        ({"point": "Báo cáo sớm.", "with_point": "1"}, "phải có chữ"),
    ],
)
def test_a_fault_is_told_with_everything_typed_kept(clerk, desk, draft, sent, said):
    whole = {"title": "Biểu mẫu", "due_on": "10/12/2026", **rows("Số người")} | sent
    answer = post(clerk, draft, **whole)
    assert answer.status_code == 422
    assert said in answer.text
    assert again(desk, draft).version == draft.version


def test_a_second_report_point_has_a_date_of_its_own_in_the_editor(clerk, desk, draft):
    post(
        clerk, draft, title="Thứ hai", due_on="20/12/2026", with_point="1",
        point="Báo cáo đợt hai chậm nhất {due_on}.", **rows("Số người"),
    )  # fmt: skip
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert 'name="dues.2"' in page
    assert post(clerk, draft, "draft", **{"dues.2": "22/12/2026"}).status_code == 303
    dues = [one["due_on"] for one in again(desk, draft).content["obligations"]]
    assert dues[1] == "2026-12-22"
    assert clerk.get(f"/dispatches/{draft.id}/report-form?ordinal=7").status_code == 404
