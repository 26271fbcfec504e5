"""Three people, one letter, an empty database: how many clicks it takes each."""

from __future__ import annotations

import email
import email.policy
import re
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from docflow.models import Dispatch
from docflow.office import drafting
from docflow.rules.calendar import short_date
from tests import people

TEMPLATE = "huong_dan_cai_dat_ung_dung"


@pytest.mark.browser
def test_three_people_and_one_letter(make_app, serve, visitor):
    app = make_app(real_clock=True, DOCFLOW_UNDO_SECONDS=1)
    url = serve(app)

    clerk = visitor(url)
    clerk.sign_in(people.DRAFTER)
    clerk.click(clerk.page.get_by_role("link", name=re.compile("^Soạn công văn")))
    clerk.click(f"a[href$='/drafts/new/{TEMPLATE}']")
    asked = clerk.page.locator(
        "form[action$='/drafts'] :is(input:not([type=hidden]), textarea, select):visible"
    )
    assert asked.count() <= 7
    for name, value in answers(app).items():
        clerk.page.fill(f"[name='answers.{name}']", value)
    clerk.click("form[action$='/drafts'] button[type=submit]")
    clerk.page.wait_for_url("**/edit")
    clerk.click(clerk.page.get_by_role("button", name=re.compile("^Trình")))
    wait_for(app, "submitted")
    assert clerk.clicks <= 9

    deputy = visitor(url, size="phone")
    deputy.sign_in(people.DEPUTY)
    key = only(app).id
    deputy.open(f"/dispatches/{key}/review")
    deputy.click(deputy.page.get_by_role("button", name=re.compile("Ký ban hành")))
    wait_for(app, "signed")
    assert deputy.clicks == 1

    records = visitor(url)
    records.sign_in(people.RECORDS_CLERK)
    records.open("/issue")
    records.click(records.page.get_by_role("button", name=re.compile("^Đóng dấu và phát hành")))
    wait_for(app, "issued")
    assert records.clicks == 1

    unit = visitor(url, size="phone")
    unit.open(link_of(app, people.CLINIC))
    unit.page.fill("[name=name]", "Văn thư đơn vị")
    unit.page.fill("[name=post]", "Văn thư")
    unit.click(unit.page.get_by_role("button", name=re.compile("Xác nhận đã nhận")))
    unit.page.wait_for_selector("[name=people]")
    for name, value in (
        ("people", "12"),
        ("bluezone", "11"),
        ("smart_thanh_hoa", "10"),
        ("guided", "30"),
    ):
        unit.page.fill(f"[name={name}]", value)
    unit.page.fill("[name=prepared_by]", "Văn thư đơn vị")
    unit.page.fill("[name=approved_by]", "Thủ trưởng đơn vị")
    unit.click(unit.page.get_by_role("button", name=re.compile("Gửi báo cáo")))
    unit.page.wait_for_selector("text=/BC-1-/")
    assert unit.clicks == 2

    clerk.open(f"/dispatches/{key}/tracking")
    text = clerk.page.inner_text("main")
    assert "1/314" in re.sub(r"\s+", "", text)
    for one in (clerk, deputy, records, unit):
        assert not one.complaints


def answers(app) -> dict[str, str]:
    """Return the seed's answers as they are typed."""
    with app.test_request_context("/"):
        desk = app.extensions["docflow"].desk()
        sample = desk.catalogue.get(TEMPLATE).sample
        due = short_date(drafting.expected_due_date(desk))
    typed = {
        name: "\n".join(value) if isinstance(value, list | tuple) else str(value)
        for name, value in sample.items()
    }
    return typed | {"due_on": due}


def only(app) -> Dispatch:
    """Return the one dispatch there is."""
    with app.test_request_context("/"):
        return app.extensions["docflow"].desk().session.scalars(select(Dispatch)).one()


def wait_for(app, state: str) -> None:
    """Wait until the worker has brought the dispatch there."""
    until = time.monotonic() + 30
    while only(app).state != state:
        assert time.monotonic() < until, f"still {only(app).state}, not {state}"
        time.sleep(0.1)


def link_of(app, unit: str) -> str:
    """Return the path of the unit's personal link, from its letter."""
    until = time.monotonic() + 60
    folder = Path(app.instance_path) / "outbox"
    while time.monotonic() < until:
        for place in folder.glob("*.eml"):
            letter = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
            if f"vanthu@{unit}.example" in str(letter["To"]):
                body = letter.get_body(("plain",)).get_content()
                return re.search(r"https?://[^/\s]+(/l/[\w-]+)", body)[1]
        time.sleep(0.2)
    raise AssertionError("no letter to the unit")
