"""The HTML of a mail, as a phone and a desk show it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from docflow.models import Dispatch, Recipient
from docflow.office import settings
from docflow.web.mail import compose
from tests.browser.conftest import SIZES, is_too_wide, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def mail(open_stage):
    """The mail of a dispatch with files along, with a long name of one."""
    _url, stage, app = open_stage()
    desk = app.extensions["docflow"].open_desk()
    dispatch = desk.session.get_one(Dispatch, stage.keys["overdue"])
    row = desk.session.query(Recipient).filter_by(dispatch_id=dispatch.id, owes=True).first()
    along = [{"title": "Danh sách", "name": "danh-sach-" * 12 + ".pdf"}]
    letter = SimpleNamespace(
        content={**dispatch.content, "enclosures": along}, code=dispatch.code,
        dated=dispatch.dated, subject=dispatch.subject,
    )  # fmt: skip
    told = {"dispatch": letter, "recipient": row, "url": "https://docflow.example/l/" + "a" * 60}
    with app.test_request_context("/"):
        agency = settings.agency(desk.session)
        written = compose("issued", told | {"agency": agency, "again": True})
    desk.session.close()
    return written


@pytest.mark.parametrize("size", SIZES)
def test_a_mail_fits_every_screen_and_is_heard_as_it_is_seen(chromium, mail, size):
    page = chromium.new_page(viewport=SIZES[size])
    page.set_content(mail.html)
    assert not is_too_wide(page)
    assert violations(page) == []
    box = page.locator("a").bounding_box()
    assert box["height"] >= 44
    page.close()
