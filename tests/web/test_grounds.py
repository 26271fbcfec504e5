"""The pages of the library: grounds, snippets, and what is put into a draft from them."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select

from docflow.models import Dispatch, Ground, Snippet
from tests import people
from tests.conftest import csrf

FORM = {
    "type": "Quyết định", "number": "15/QĐ-SYT", "dated": "05/01/2026", "issuer": "Sở Y tế",
    "subject": "về việc phân công nhiệm vụ",
}  # fmt: skip


def post(client, path, **form):
    form["csrf_token"] = csrf(client.get("/", follow_redirects=True).text)
    return client.post(path, data=form)


def number(desk, model=Ground) -> int:
    desk.session.rollback()
    return desk.session.scalar(select(func.count(model.id)))


def markup(desk, key):
    from docflow.office import proof  # Here alone the stored text is looked at.

    desk.session.rollback()
    return proof.markup(desk.session.get_one(Dispatch, key).content)


def test_the_library_is_searched_and_filtered_by_validity(as_):
    client = as_(people.AUDITOR)
    assert "Chỉ thị số 22/CT-UBND" in client.get("/grounds?q=chi thi 22").text
    over = client.get("/grounds?state=over").text
    assert "Nghị định số 110/2004/NĐ-CP" in over
    assert "thay bằng Nghị định số 30/2020/NĐ-CP" in over
    assert "Chỉ thị số 22/CT-UBND" not in over
    assert "Không có văn bản nào khớp" in client.get("/grounds?q=zzzz").text
    assert "Thêm văn bản" not in over


def test_a_document_is_added_then_ended_with_its_successor(desk, as_):
    client = as_(people.RECORDS_CLERK)
    assert post(client, "/grounds", **FORM).status_code == 303
    key = desk.session.scalar(select(Ground.id).where(Ground.number == "15/QĐ-SYT"))
    ended = FORM | {"ended": "01/11/2026", "replaced_by_id": "3"}
    assert post(client, f"/grounds/{key}", **ended).status_code == 303
    assert "Quyết định số 15/QĐ-SYT" in client.get("/grounds?state=over").text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"number": ""}, "Cần điền: Số, ký hiệu."),
        ({"dated": "31/02/2026"}, "Không có ngày 31/02/2026"),
        ({"since": "02/02/2026", "ended": "01/02/2026"}, "Ngày hết hiệu lực 01/02/2026 trước"),
    ],
)
def test_a_bad_document_is_shown_again_with_what_is_wrong(desk, as_, changed, told):
    answer = post(as_(people.RECORDS_CLERK), "/grounds", **FORM | changed)
    assert answer.status_code == 422
    assert told in answer.text
    assert "về việc phân công nhiệm vụ" in answer.text
    assert number(desk) == 5


def test_faults_are_listed_in_the_order_of_the_page_each_at_its_control(as_):
    bad = {"dated": "31/02/2026", "incoming_on": "hôm qua", "type": "", "issuer": "", "subject": ""}
    answer = post(as_(people.RECORDS_CLERK), "/grounds", **FORM | bad)
    listed = re.findall(r'<li><a href="#f-([a-z_]+)">([^<]+)', answer.text)
    assert [name for name, _text in listed] == ["type", "dated", "issuer", "subject", "incoming_on"]
    assert (
        dict(listed)["dated"]
        == "Ngày ban hành: Không có ngày 31/02/2026. Kiểm tra lại ngày và tháng."
    )
    controls = [answer.text.index(f'id="f-{name}"') for name, _text in listed]
    assert controls == sorted(controls)


def test_a_file_with_a_bad_row_is_refused_by_its_number(desk, as_):
    file = (
        "type,number,dated,issuer,subject\nQuyết định,1/QĐ,05/01/2026,Sở,về A\nThông tư,,,,về B\n"
    )
    form = {"parts": "1", "end": "1", "file": (io.BytesIO(file.encode()), "can-cu.csv")}
    answer = post(as_(people.RECORDS_CLERK), "/grounds/import", **form)
    assert answer.status_code == 422
    assert "Dòng 3: cột Số ký hiệu để trống" in answer.text
    assert number(desk) == 5


def test_a_ground_is_put_into_the_draft_without_scripts(desk, draft, as_):
    client, path = as_(people.DRAFTER), f"/dispatches/{draft.id}/pieces"
    page = client.get(f"{path}?q=30/2020").text
    assert "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư" in page
    assert post(client, path, version="1", basis="3", after="0").status_code == 303
    assert markup(desk, draft.id).startswith("*Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3")


def test_a_ground_that_is_over_is_shown_with_its_successor_and_asks(draft, as_):
    page = as_(people.DRAFTER).get(f"/dispatches/{draft.id}/pieces?q=110/2004").text
    assert "Đã có văn bản thay thế: Nghị định số 30/2020/NĐ-CP" in page
    assert 'data-confirm="Nghị định số 110/2004/NĐ-CP hết hiệu lực từ ngày 05/3/2020' in page


def test_what_is_offered_follows_the_text_that_is_being_typed(draft, as_):
    client, path = as_(people.DRAFTER), f"/dispatches/{draft.id}/pieces"
    typed = "Theo Nghị định số 30/2020/NĐ-CP."
    page = post(client, path, version="1", q="30/2020", body=typed).text
    assert 'data-piece="Nghị định số 30/2020/NĐ-CP"' in page
    assert "Chèn viện dẫn ngắn" in page


def test_a_stranger_puts_nothing_into_a_draft(draft, as_):
    path = f"/dispatches/{draft.id}/pieces"
    for login in (people.DEPUTY, people.RECORDS_CLERK):
        client = as_(login)
        assert client.get(path).status_code == 404
        assert post(client, path, version="1", basis="3").status_code == 404


def test_a_snippet_is_written_taken_away_and_brought_back(desk, draft, as_):
    client = as_(people.DRAFTER)
    sent = {"name": "Đầu mối", "text": "Báo cáo về Sở.", "shared": "1"}
    assert post(client, "/snippets", **sent).status_code == 303
    key = desk.session.scalar(select(Snippet.id))
    assert "Phòng NVY dùng chung" in client.get("/snippets").text
    away = post(client, f"/snippets/{key}/removal")
    assert f'action="/snippets/{key}/return"' in client.get(away.location).text
    assert "Báo cáo về Sở." not in client.get("/snippets").text
    assert post(client, f"/snippets/{key}/return").status_code == 303
    path = f"/dispatches/{draft.id}/pieces"
    assert post(client, path, version="1", snippet=str(key), after="1").status_code == 303
    assert "Báo cáo về Sở." in markup(desk, draft.id)


def test_a_bad_snippet_is_shown_again_and_a_strangers_is_not_there(desk, as_):
    client = as_(people.DRAFTER)
    answer = post(client, "/snippets", name="", text="Giữ lại chữ này.")
    assert answer.status_code == 422
    assert "Giữ lại chữ này." in answer.text
    assert number(desk, Snippet) == 0
    assert client.get("/snippets/999").status_code == 404
