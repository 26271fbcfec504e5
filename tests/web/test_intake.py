"""Bringing an existing dispatch in: read, looked through, and only then a draft."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from docflow.models import Dispatch
from docflow.office import dismissing
from docflow.papers import docx
from docflow.papers.catalogue import draft as fill
from docflow.papers.paper import compose
from docflow.web.intake import DOUBTS
from tests import people
from tests.conftest import csrf
from tests.papers.reading import hostile
from tests.papers.reading import test_forms as forms

SEED = Path(__file__).parents[1] / "papers" / "dispatch_SYT-NVY_2020.txt"
READ, MAKE = "/drafts/reading", "/drafts/reading/draft"


@pytest.fixture
def clerk(as_):
    return as_(people.DRAFTER)


@pytest.fixture
def token(clerk):
    return csrf(clerk.get(READ).text)


def drafts(desk):
    desk.session.rollback()
    return desk.session.scalar(select(func.count()).select_from(Dispatch))


def fields(page):
    """Return the form of the parts as a browser would send it."""
    page = page[page.index('action="/drafts/reading/draft"') :].split("</form>")[0]
    found = dict(re.findall(r'<input[^>]* name="([\w.]+)"[^>]* value="([^"]*)"', page))
    found |= {
        n: v for v, n in re.findall(r'<input[^>]* value="([^"]*)"[^>]* name="([\w.]+)"', page)
    }
    found |= dict(
        re.findall(r'<textarea[^>]* name="([\w.]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    )
    for name, options in re.findall(r'<select[^>]* name="([\w.]+)"[^>]*>(.*?)</select>', page):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(text) for name, text in found.items()}


def test_the_seed_becomes_a_draft_that_prints_the_same_words(clerk, token, desk):
    text = SEED.read_text("utf-8")
    page = clerk.post(READ, data={"csrf_token": token, "text": text})
    assert page.status_code == 200
    assert drafts(desk) == 0
    told = fields(page.text)
    assert told["subject"].startswith("hướng dẫn cài đặt ứng dụng Bluezone")
    assert told["addressees"].splitlines() == [
        "Thủ trưởng các đơn vị y tế trong ngành",
        "Các cơ sở khám, chữa bệnh tư nhân trên địa bàn",
    ]
    answer = clerk.post(MAKE, data=told)
    assert answer.status_code == 303, answer.text
    assert drafts(desk) == 1
    made = desk.session.scalars(select(Dispatch)).one()
    printed = " ".join(compose(made.content).lines())
    source = re.sub(r"_\{|[{}*]", " ", text).replace("KT.GIÁM", "KT. GIÁM")
    assert sorted(re.findall(r"[^\W_]+", printed)) == sorted(re.findall(r"[^\W_]+", source))
    assert "<http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662>" in printed


def test_certain_receivers_are_found_and_the_rest_is_asked_for(clerk, token, desk):
    text = SEED.read_text("utf-8").replace(
        "- Giám đốc Sở (để b/c);", "- Giám đốc Sở (để b/c);\n- Tổ công tác liên ngành;"
    )
    page = clerk.post(READ, data={"csrf_token": token, "text": text})
    assert "chưa rõ đơn vị" in page.text
    clerk.post(MAKE, data=fields(page.text))
    desk.session.rollback()
    made = desk.session.scalars(select(Dispatch)).one()
    assert {one["text"]: one["targets"] for one in made.content["addressees"]} == {
        "Thủ trưởng các đơn vị y tế trong ngành": ["group:don-vi-trong-nganh"],
        "Các cơ sở khám, chữa bệnh tư nhân trên địa bàn": ["group:co-so-tu-nhan"],
    }
    assert {one["text"]: one["targets"] for one in made.content["copies"]} == {
        "Như trên (thực hiện)": ["addressees"],
        "UBND tỉnh (để b/c)": ["unit:uy-ban-nhan-dan-tinh-thanh-hoa"],
        "Sở Thông tin TT (để ph/h)": ["unit:so-thong-tin-va-truyen-thong-thanh-hoa"],
        "Giám đốc Sở (để b/c)": ["unit:giam-doc-so"],
        "Tổ công tác liên ngành": [],
    }
    asked = {one.rule for one in dismissing.findings(desk, made.content)}
    assert "lines.no_target" in asked


def test_a_word_file_is_read_and_its_doubts_are_told(clerk, token):
    file = (BytesIO(hostile.good()), "cong-van.docx")
    page = clerk.post(READ, data={"csrf_token": token, "file": file})
    assert page.status_code == 200
    assert "hướng dẫn cài đặt" in page.text
    bare = clerk.post(READ, data={"csrf_token": token, "text": "Kính gửi: Bộ Y tế\n\nXin gửi./."})
    assert "Không thấy trích yếu." in unescape(bare.text)


def test_what_was_corrected_is_kept_when_something_is_wrong(clerk, token, desk):
    page = clerk.post(READ, data={"csrf_token": token, "text": SEED.read_text("utf-8")})
    told = fields(page.text) | {"kept": "hai", "subject": "trích yếu đã sửa <b>"}
    answer = clerk.post(MAKE, data=told)
    assert answer.status_code == 422
    assert "trích yếu đã sửa &lt;b&gt;" in answer.text
    assert "Số bản lưu “hai” không phải là số" in unescape(answer.text)
    assert drafts(desk) == 0
    look = clerk.post(MAKE, data=told | {"kept": "2", "do": "look"})
    assert look.status_code == 200
    assert "V/v trích yếu đã sửa &lt;b&gt;" in look.text
    assert drafts(desk) == 0


@pytest.mark.parametrize(
    ("kind", "words"),
    [("macros", "macro"), ("laughs in UTF-8", ""), ("a bomb of 300 MB in a picture", "nở ra"),
     ("a thousand tables", "bảng"), ("an external template", "nơi khác"), ("an old DOC", ".doc cũ")],
)  # fmt: skip
def test_a_hostile_file_is_refused_with_its_reason_and_nothing_written(
    clerk, token, desk, kind, words
):
    file = (BytesIO(hostile.file(kind)), "van-ban.docx")
    answer = clerk.post(READ, data={"csrf_token": token, "file": file})
    assert answer.status_code == 422
    assert words in unescape(answer.text)
    assert "errsum" in answer.text
    assert drafts(desk) == 0


@pytest.mark.parametrize("text", ["", "\x00\x01" * 100, "(" * 5000, "| a | b |\n\n" * 1000])
def test_a_text_that_is_no_letter_is_refused_and_kept(clerk, token, text):
    answer = clerk.post(READ, data={"csrf_token": token, "text": text})
    assert answer.status_code == 422
    assert unescape(answer.text).count(text[:200]) >= 1


def test_who_may_not_draft_may_not_read_either(as_):
    assert as_(people.RECEIVER).get(READ).status_code == 403


def test_a_secret_is_not_taken_in(clerk, token, desk):
    text = SEED.read_text("utf-8").replace("Số: /SYT-NVY", "MẬT\nSố: /SYT-NVY")
    answer = clerk.post(READ, data={"csrf_token": token, "text": text})
    assert answer.status_code == 422
    assert "Luật Bảo vệ bí mật nhà nước 117/2025/QH15" in answer.text
    assert drafts(desk) == 0


def test_every_doubt_of_the_reader_has_its_sentence():
    source = Path(hostile.__file__).parents[3] / "docflow" / "papers" / "reading"
    told = {
        code
        for file in source.glob("*.py")
        for code in re.findall(r'doubt\(\s*"([a-z_.]+)"', file.read_text("utf-8"))
    }
    assert len(told) > 15
    assert told - {"secret.marked"} <= set(DOUBTS)


def test_annexes_come_along_as_they_were_corrected(clerk, token, desk):
    letter = SEED.read_text("utf-8").rstrip()
    text = (
        f"{letter}\n\nPHỤ LỤC I\nDANH SÁCH ĐƠN VỊ\n(Kèm theo Công văn số     /SYT-NVY)\n\n"
        "1. Bệnh viện tuyến tỉnh.\n\nBIỂU SỐ 2\nKẾT QUẢ CÀI ĐẶT\n\nSố người đã cài đặt.\n"
    )
    page = clerk.post(READ, data={"csrf_token": token, "text": text}).text
    told = fields(page)
    assert told["annexes.1.title"] == "DANH SÁCH ĐƠN VỊ"
    assert told["annexes.1.text"] == "1. Bệnh viện tuyến tỉnh."
    assert told["annexes.2.title"] == "BIỂU SỐ 2 KẾT QUẢ CÀI ĐẶT"
    assert "Phụ lục I<" in page
    # The second is thrown away, the first corrected, on the look and in the draft.
    told |= {"annexes.1.title": "Danh sách", "annexes.2.title": "", "annexes.2.text": " "}
    look = clerk.post(MAKE, data={**told, "csrf_token": token, "do": "look"}).text
    assert "DANH SÁCH" in look
    assert clerk.post(MAKE, data={**told, "csrf_token": token}).status_code == 303
    desk.session.rollback()
    (made,) = compose(desk.session.scalars(select(Dispatch)).one().content).annexes
    assert (made.number, made.title) == ("Phụ lục", "DANH SÁCH")
    assert [*made.lines()][-1] == "1. Bệnh viện tuyến tỉnh."


def test_a_decision_keeps_its_articles_and_what_it_issues(clerk, token, desk):
    text = forms.DECIDED.format("Ban hành Quy chế làm việc của Sở Y tế") + forms.RULES
    told = fields(clerk.post(READ, data={"csrf_token": token, "text": text}).text)
    assert told["template"] == "quyet_dinh_ban_hanh"
    assert told["annexes.1.heading"] == "Quy chế"
    assert told["annexes.1.title"] == "Làm việc của Sở Y tế"
    assert "## QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo" in told["body"]
    assert clerk.post(MAKE, data=told).status_code == 303
    made = desk.session.scalars(select(Dispatch)).one().content
    assert [(one["heading"], one["title"]) for one in made["annexes"]] == [
        ("Quy chế", "Làm việc của Sở Y tế")
    ]
    labels = [one["attrs"].get("label") for one in made["annexes"][0]["body"]["content"]]
    assert labels == [None, None, "Điều 1.", "1."]
    printed = compose(made).lines()
    assert {"Ban hành Quy chế làm việc của Sở Y tế", "QUY CHẾ", "Làm việc của Sở Y tế"} <= set(
        printed
    )


def test_a_type_that_issues_nothing_makes_an_annex_of_what_was_issued(clerk, token, desk):
    text = forms.DECIDED.format("Ban hành Quy chế làm việc của Sở Y tế") + forms.RULES
    told = fields(clerk.post(READ, data={"csrf_token": token, "text": text}).text)
    clerk.post(MAKE, data=told | {"template": "thong_bao"})
    made = desk.session.scalars(select(Dispatch)).one().content
    assert "heading" not in made["annexes"][0]
    assert made["annexes"][0]["title"] == "Quy chế Làm việc của Sở Y tế"


def test_a_telegram_keeps_who_telegraphs_and_a_letter_who_signs_beside(clerk, token, desk):
    text = forms.TELEGRAM.format("GIÁM ĐỐC SỞ Y TẾ điện:\n- Giám đốc các bệnh viện tuyến tỉnh.")
    told = fields(clerk.post(READ, data={"csrf_token": token, "text": text}).text)
    assert told["salutation"] == "GIÁM ĐỐC SỞ Y TẾ điện:"
    changed = told | {"beside": "THƯ KÝ: Phước HN\n… ĐẠI DIỆN BÊN B / GIÁM ĐỐC", "signer": ""}
    clerk.post(MAKE, data=changed)
    made = desk.session.scalars(select(Dispatch)).one().content
    assert "GIÁM ĐỐC SỞ Y TẾ điện: Giám đốc các bệnh viện tuyến tỉnh" in compose(made).lines()
    assert made["signatories"] == [
        {"lines": ["THƯ KÝ"], "name": "Phước HN", "after": False},
        {"lines": ["ĐẠI DIỆN BÊN B", "GIÁM ĐỐC"], "name": "", "after": True},
    ]


def test_who_signs_beside_is_shown_to_be_corrected(clerk, token):
    page = clerk.post(READ, data={"csrf_token": token, "text": forms.JOINT}).text
    told = fields(page)
    assert {told["name"], told["beside"].partition(": ")[2]} == {"Phước HN", "Nguyễn Bá Cẩn"}
    assert DOUBTS["signature.second"] in unescape(page)


def test_the_document_that_a_decision_issues_comes_along_under_the_name_of_its_type(
    clerk, token, desk
):
    template = desk.catalogue.get("quyet_dinh_ban_hanh")
    paper = compose(fill(template, template.sample, defaults=template.sample_defaults))
    file = (BytesIO(docx.write(paper)), "quyet-dinh.docx")
    page = clerk.post(READ, data={"csrf_token": token, "file": file}).text
    sent = fields(page)
    assert sent["annexes.1.heading"] == "Quy chế"
    assert sent["annexes.1.title"].startswith("Tiếp nhận, xử lý")
    answer = clerk.post(MAKE, data={**sent, "csrf_token": token})
    assert answer.status_code == 303
    desk.session.rollback()
    made = desk.session.scalars(select(Dispatch).order_by(Dispatch.id.desc())).first()
    (annex,) = compose(made.content).annexes
    assert (annex.number, annex.agency) == ("QUY CHẾ", "SỞ Y TẾ")
