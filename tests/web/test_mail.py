"""What a mail says: as an official writes, line by line, and nothing of what is not asked."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import pytest

from docflow.office import settings
from docflow.web.mail import compose
from tests import people
from tests.office.acts import issued_to, recipient

URL = "https://docflow.example/l/abc"


@pytest.fixture
def row(desk):
    """The hospital that owes a report on an urgent letter with two files along."""
    dispatch = issued_to(desk, people.RECEIVER)
    found = recipient(desk, dispatch, people.RECEIVER)
    content = copy.deepcopy(dispatch.content) | {"urgency": "hoa_toc"}
    content["enclosures"] = [
        {"title": "Danh sách", "name": "ds.pdf"},
        {"title": "Mẫu <1>", "name": "m.xlsx"},
    ]
    told = {name: getattr(dispatch, name) for name in ("code", "dated", "subject")}
    letter = SimpleNamespace(content=content, **told)
    return SimpleNamespace(dispatch=letter, name=found.name, owes=True, due_on=found.due_on)


@pytest.fixture
def written(app, desk):
    """Compose the mail to a recipient."""

    def write(row, *, again=False, **agency):
        told = {"recipient": row, "dispatch": row.dispatch, "url": URL, "again": again}
        with app.test_request_context("/"):
            return compose("issued", told | {"agency": settings.agency(desk.session) | agency})

    return write


def test_the_mail_reads_line_by_line_as_it_is_meant(row, written):
    mail = written(row)
    code, date = row.dispatch.code, f"{row.dispatch.dated:%d/%m/%Y}"
    assert mail.subject.startswith(f"[Hỏa tốc] Công văn {code}: hướng dẫn")
    head, told, files, asked, opened, who, agency = mail.text.strip().split("\n\n")
    assert head == f"Kính gửi: {row.name}"
    assert told.startswith(
        f"Sở Y tế Thanh Hóa gửi Công văn số {code} ngày {date} về việc hướng dẫn"
    )
    assert files.splitlines()[1:] == ["- Danh sách (ds.pdf)", "- Mẫu <1> (m.xlsx)"]
    assert asked.splitlines() == [
        "Đề nghị đơn vị:",
        "1. Xác nhận đã nhận văn bản;",
        f"2. Báo cáo kết quả (4 số liệu), chậm nhất ngày {row.due_on:%d/%m/%Y}.",
    ]
    assert opened.splitlines() == ["Mở văn bản (không cần mật khẩu):", URL]
    assert who.endswith("Cần hỗ trợ, xin liên hệ: Phước HN, 0000 000 000.")
    assert agency == "Sở Y tế Thanh Hóa"
    assert "<li>Mẫu &lt;1&gt; (m.xlsx)</li>" in mail.html
    assert "(Hỏa tốc)" in mail.html
    assert f'href="{URL}"' in mail.html


def test_a_report_without_figures_is_asked_for_as_well(row, written):
    for field in row.dispatch.content["obligations"][0]["form"]["fields"]:
        field["kind"] = "text"
    for text in (written(row).text, written(row).html):
        assert "Báo cáo kết quả, chậm nhất ngày" in text


def test_a_second_mail_says_why_it_comes_and_nobody_is_named_who_is_not_there(row, written):
    row.dispatch.content["archive"]["drafter"] = ""
    mail = written(row, again=True)
    assert mail.subject.endswith("(gửi lại)")
    for text in (mail.text, mail.html):
        assert "gửi lại vì lần gửi trước chưa chắc đã đến nơi" in text
    assert "xin liên hệ: 0000 000 000." in mail.text
    assert "liên hệ" not in written(row, phone="").text
