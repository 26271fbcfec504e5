"""One dispatch, whole: its steps, its record, its files, who may see them."""

from __future__ import annotations

import io

import docx
from sqlalchemy import func, select

from docflow.models import Visit
from docflow.office import approval, drafting, worker
from docflow.office.drafting import Edit


def test_the_clerk_is_told_when_the_letter_bears_another_month(as_, desk, draft, person):
    author, deputy = person("phuochn"), person("phogiamdoc")
    draft = drafting.save(desk, draft, Edit(expected="2020-08"), seen=draft.version, by=author)
    draft = approval.submit(desk, draft, seen=draft.version, by=author)
    approval.approve(desk, draft, version=draft.version, sha256=draft.content_sha256, by=deputy)
    worker.work_off(desk)
    told = "Ngày văn bản là 23/11/2026, thay cho tháng 8/2020 dự kiến."
    client = as_("phuochn")
    assert told in client.get(f"/dispatches/{draft.id}").text
    assert told in client.get("/").text


def test_the_checks_stand_there_with_name_and_time(as_, submitted):
    page = as_("phogiamdoc").get(f"/dispatches/{submitted.id}").text
    assert "Thể thức, kỹ thuật trình bày" in page
    assert "Phước HN · 09:00 23/11/2026" in page


def test_each_role_is_offered_what_it_may_do(as_, submitted):
    url = f"/dispatches/{submitted.id}"
    assert f"{url}/withdrawal" in as_("phuochn").get(url).text
    signer = as_("phogiamdoc").get(url).text
    assert f"{url}/review" in signer
    assert f"{url}/withdrawal" not in signer


def test_two_revisions_are_compared_word_by_word(as_, desk, draft, person):
    edit = Edit(subject=draft.subject.replace("hướng dẫn", "chỉ dẫn"))
    drafting.save(desk, draft, edit, seen=draft.version, by=person("phuochn"), keep=True)
    page = as_("phuochn").get(f"/dispatches/{draft.id}/comparison?a=1&b=2").text
    assert '<del><span class="vh">bỏ: </span>hướng </del>' in page
    assert '<ins><span class="vh">thêm: </span>chỉ</ins>' in page


def test_the_files_are_the_papers_that_were_kept(as_, desk, issued):
    client = as_("phuochn")
    pdf = client.get(f"/dispatches/{issued.id}/paper.pdf")
    assert pdf.mimetype == "application/pdf"
    assert pdf.data == desk.storage.get(issued.sealed_sha256)
    word = client.get(f"/dispatches/{issued.id}/paper.docx")
    assert word.data == desk.storage.get(issued.docx_sha256)


def test_a_draft_can_be_looked_at_as_pdf_and_docx(as_, draft):
    client = as_("phuochn")
    assert client.get(f"/dispatches/{draft.id}/paper.pdf").data.startswith(b"%PDF-")
    word = docx.Document(io.BytesIO(client.get(f"/dispatches/{draft.id}/paper.docx").data))
    assert any(
        "SYT-NVY" in one.text for table in word.tables for row in table.rows for one in row.cells
    )


def test_looking_is_written_into_the_access_log(as_, desk, issued):
    as_("vanthu").get(f"/dispatches/{issued.id}/paper.pdf")
    desk.session.rollback()
    assert desk.session.scalar(select(func.count()).select_from(Visit)) == 1


def test_what_one_may_not_see_does_not_exist(as_, draft, client):
    for login in ("phogiamdoc", "vanthu"):
        for end in ("", "/paper.pdf", "/paper.docx"):
            assert as_(login).get(f"/dispatches/{draft.id}{end}").status_code == 404
    assert client.get(f"/dispatches/{draft.id}").status_code in (302, 303)
    assert as_("kiemtra").get(f"/dispatches/{draft.id}").status_code == 200
