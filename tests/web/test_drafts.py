"""Beginning a letter: what the clerk fills in, and what happens to bad input."""

from __future__ import annotations

import html
import re

from sqlalchemy import func, select

from docflow.models import Dispatch
from docflow.office import approval
from tests.conftest import csrf

CODE = "huong_dan_cai_dat_ung_dung"


def typed(desk, client, **changed):
    """Return what a clerk types for the seed's letter."""
    answers = desk.catalogue.get(CODE).sample | {"due_on": "07/12/2026"}
    form = {
        f"answers.{name}": "\n".join(value) if isinstance(value, list) else str(value)
        for name, value in answers.items()
    }
    token = csrf(client.get("/drafts").text)
    return form | {"csrf_token": token, "template": CODE} | changed


def count(desk):
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(Dispatch))


def test_the_first_page_asks_for_at_most_seven_things(as_, desk):
    client = as_("phuochn")
    for template in desk.catalogue.all():
        page = client.get(f"/drafts/new/{template.code}").text
        asked = re.findall(r'name="answers\.\w+"', page)
        assert 1 <= len(asked) <= 7


def test_a_deadline_is_proposed_on_the_tenth_working_day(as_):
    page = as_("phuochn").get(f"/drafts/new/{CODE}").text
    assert 'value="08/12/2026"' in page, "24/11 is a holiday"


def test_answers_become_a_draft_with_the_addressees_of_the_template(as_, desk):
    client = as_("phuochn")
    answer = client.post("/drafts", data=typed(desk, client, expected="8/2020", urgency="khan"))
    assert answer.status_code == 303
    assert answer.location.endswith("/edit")
    desk.session.rollback()
    dispatch = desk.session.scalars(select(Dispatch)).one()
    assert [line["targets"] for line in dispatch.content["addressees"]] == [
        ["group:don-vi-trong-nganh"],
        ["group:co-so-tu-nhan"],
    ]
    assert dispatch.content["expected"] == "2020-08"
    assert dispatch.urgency == "khan"
    assert dispatch.due_on.isoformat() == "2026-12-07"


def test_from_home_to_handed_in_takes_no_more_than_nine_clicks(as_, desk):
    """Follow the pages' own links and buttons: four clicks besides the text."""
    client = as_("phuochn")
    assert 'href="/drafts"' in client.get("/").text
    assert f'href="/drafts/new/{CODE}"' in client.get("/drafts").text
    edit = client.post("/drafts", data=typed(desk, client)).location
    page = client.get(edit).text
    sent = {
        "csrf_token": csrf(page),
        "version": re.search(r'name="version" value="(\d+)"', page)[1],
    }
    submission = re.search(r'formaction="([^"]+/submission)"', page)[1]
    assert client.post(submission, data=sent).status_code == 303
    desk.session.rollback()
    assert desk.session.scalars(select(Dispatch)).one().state == "submitted"


def test_a_missing_answer_comes_back_at_its_field_with_everything_typed(as_, desk):
    client = as_("phuochn")
    form = typed(desk, client) | {"answers.can_cu": ""}
    answer = client.post("/drafts", data=form)
    assert answer.status_code == 422
    assert 'id="f-can_cu-error"' in answer.text
    assert 'href="#f-can_cu"' in answer.text
    assert form["answers.trich_yeu"] in answer.text
    assert count(desk) == 0


def test_a_due_date_in_the_past_writes_nothing(as_, desk):
    client = as_("phuochn")
    answer = client.post("/drafts", data=typed(desk, client) | {"answers.due_on": "20/11/2026"})
    assert answer.status_code == 422
    assert "Hạn báo cáo 20/11/2026 đã qua" in answer.text
    assert count(desk) == 0


def test_braces_that_name_no_field_are_told_with_what_to_do(as_, desk):
    client = as_("phuochn")
    answer = client.post(
        "/drafts", data=typed(desk, client) | {"answers.can_cu": "Theo {khong_co}"}
    )
    told = html.unescape(answer.text)
    assert (answer.status_code, count(desk)) == (422, 0)
    assert "“{khong_co}” không phải trường nào của mẫu" in told
    assert "Chèn trường" in told


def test_an_unknown_field_is_refused(as_, desk):
    client = as_("phuochn")
    for extra in ({"so": "12"}, {"answers.so": "12"}):
        answer = client.post("/drafts", data=typed(desk, client) | extra)
        assert answer.status_code in (400, 422)
    assert count(desk) == 0


def test_a_signer_without_authority_is_refused(as_, desk, person):
    client = as_("phuochn")
    clerk = str(person("vanthu").id)
    answer = client.post("/drafts", data=typed(desk, client, signer=clerk))
    assert answer.status_code == 422
    assert 'id="f-signer-error"' in answer.text
    assert count(desk) == 0


def test_an_unknown_template_is_not_found(as_):
    assert as_("phuochn").get("/drafts/new/khong_co").status_code == 404


def test_units_and_auditors_do_not_draft(as_):
    for login in ("kiemtra", "quantri", "benh-vien-nhi-thanh-hoa"):
        assert as_(login).get("/drafts").status_code == 403


def test_a_returned_draft_says_why_on_the_list_and_in_the_editor(as_, desk, submitted, person):
    approval.send_back(
        desk,
        submitted,
        reason="Bổ sung căn cứ.",
        seen=submitted.content_sha256,
        by=person("phogiamdoc"),
    )
    client = as_("phuochn")
    for url in ("/", "/drafts", f"/dispatches/{submitted.id}/edit"):
        assert "Bổ sung căn cứ." in client.get(url).text
