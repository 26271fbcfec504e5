"""Writing a letter: saving, previewing, repairing, choosing recipients, handing in."""

from __future__ import annotations

import copy
import html
import json
import re

import pytest
from sqlalchemy import func, select

from docflow.models import Dispatch, Revision
from docflow.office import drafting, proof
from docflow.office.drafting import Edit
from tests.conftest import csrf

JSON = {"Accept": "application/json"}


@pytest.fixture
def clerk(as_):
    return as_("phuochn")


def form(client, dispatch, **changed):
    """Return the editor's form as the page holds it, with changes."""
    page = client.get(f"/dispatches/{dispatch.id}/edit").text
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    return {"csrf_token": csrf(page), "version": version, **changed}


def again(desk, dispatch):
    desk.session.rollback()
    return desk.session.get_one(Dispatch, dispatch.id)


def revisions(desk, dispatch):
    rows = select(func.count()).select_from(Revision).where(Revision.dispatch_id == dispatch.id)
    return desk.session.scalar(rows)


def test_the_page_shows_text_sheet_check_and_counts(clerk, draft):
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    assert '<article class="paper' in page
    assert "Kiểm tra thể thức" in page
    assert '<b class="num">317</b> đơn vị sẽ nhận' in page
    assert "7 đơn vị chỉ gọi điện được" in page
    assert "Trình Phó Giám đốc" in page


def test_saving_by_script_answers_with_the_next_version(clerk, desk, draft):
    sent = form(clerk, draft, subject="tập huấn")
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=sent, headers=JSON)
    assert answer.json["version"] == draft.version + 1
    assert again(desk, draft).subject == "tập huấn"


def test_saving_by_hand_keeps_a_revision(clerk, desk, draft):
    before = revisions(desk, draft)
    sent = form(clerk, draft, subject="tập huấn", keep="1")
    assert clerk.post(f"/dispatches/{draft.id}/draft", data=sent).status_code == 303
    desk.session.rollback()
    assert revisions(desk, draft) == before + 1


def test_a_stale_save_shows_both_texts_and_loses_neither(clerk, desk, draft):
    sent = form(clerk, draft, subject="bản của tôi")
    first = {**sent, "subject": "bản ở nơi khác"}
    assert clerk.post(f"/dispatches/{draft.id}/draft", data=first, headers=JSON).status_code == 200
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=sent, headers=JSON)
    assert answer.status_code == 409
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=sent)
    assert answer.status_code == 303
    page = clerk.get(answer.location).text
    assert '<del><span class="vh">bỏ: </span>ở nơi khác</del>' in page
    assert '<ins><span class="vh">thêm: </span>của tôi</ins>' in page
    desk.session.rollback()
    kept = desk.session.scalars(select(Revision).where(Revision.dispatch_id == draft.id))
    # The same text that came too late twice is kept once.
    assert [one.content["subject"] for one in kept].count("bản của tôi") == 1
    assert again(desk, draft).subject == "bản ở nơi khác"


def test_the_preview_shows_what_is_typed_and_writes_nothing(clerk, desk, draft):
    sent = form(clerk, draft, subject="tập huấn về <b>lấy mẫu</b>")
    answer = clerk.post(f"/dispatches/{draft.id}/preview", data=sent)
    assert "V/v tập huấn về &lt;b&gt;lấy mẫu&lt;/b&gt;" in answer.text
    assert 'data-fragment="lint"' in answer.text
    assert again(desk, draft).subject == draft.subject
    assert again(desk, draft).version == int(sent["version"])


def test_an_unreadable_date_is_told_at_its_field_and_keeps_the_rest(clerk, desk, draft):
    sent = form(clerk, draft, subject="chữ vừa gõ", due_on="31/02/2027")
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=sent)
    assert answer.status_code == 422
    assert 'id="f-due_on-error"' in answer.text
    assert "chữ vừa gõ" in answer.text
    assert again(desk, draft).subject != "chữ vừa gõ"


def test_an_unknown_field_is_refused(clerk, desk, draft):
    sent = form(clerk, draft, state="issued")
    assert clerk.post(f"/dispatches/{draft.id}/draft", data=sent, headers=JSON).status_code == 400


def test_a_changed_deadline_moves_the_date_in_the_text(clerk, desk, draft):
    sent = form(clerk, draft, due_on="15/12/2026")
    clerk.post(f"/dispatches/{draft.id}/draft", data=sent, headers=JSON)
    saved = again(desk, draft)
    assert saved.due_on.isoformat() == "2026-12-15"
    assert any("15/12/2026" in line for line in proof.paper(saved.content).lines())


def test_one_click_carries_a_repair_out(clerk, desk, draft):
    body = proof.markup(draft.content).replace("./.", "")
    page = clerk.post(f"/dispatches/{draft.id}/preview", data=form(clerk, draft, body=body)).text
    key = re.search(r'value="([0-9a-f]{16})"[^>]*>(?:(?!</button>).)*Thêm “./.”', page, re.DOTALL)[
        1
    ]
    sent = form(clerk, draft, body=body, repair=key)
    assert clerk.post(f"/dispatches/{draft.id}/draft", data=sent).status_code == 303
    assert proof.markup(again(desk, draft).content).endswith("./.")


def test_a_repair_of_a_text_that_has_changed_is_refused(clerk, desk, draft):
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=form(clerk, draft, repair="0" * 16))
    assert answer.status_code == 422
    assert again(desk, draft).version == draft.version


def test_the_wording_of_a_line_is_the_clerks_own(clerk, desk, draft):
    sent = form(clerk, draft, **{"lines.c1": "Như trên"})
    clerk.post(f"/dispatches/{draft.id}/draft", data=sent, headers=JSON)
    line = again(desk, draft).content["copies"][0]
    assert (line["text"], line["targets"]) == ("Như trên", ["addressees"])


def test_a_line_takes_the_groups_and_units_that_are_ticked(clerk, desk, draft):
    sent = form(clerk, draft, text="", purpose="biet", targets=["unit:benh-vien-nhi-thanh-hoa"])
    answer = clerk.post(f"/dispatches/{draft.id}/lines/copies", data=sent)
    assert answer.status_code == 303
    line = again(desk, draft).content["copies"][-1]
    assert line["text"] == "Bệnh viện Nhi Thanh Hóa"
    assert (line["purpose"], line["targets"]) == ("biet", ["unit:benh-vien-nhi-thanh-hoa"])
    dropped = form(clerk, draft, drop=line["id"])
    clerk.post(f"/dispatches/{draft.id}/draft", data=dropped)
    assert line["id"] not in [one["id"] for one in again(desk, draft).content["copies"]]


def test_units_are_found_without_accents_and_ticks_stay(clerk, draft):
    sent = form(
        clerk,
        draft,
        text="x",
        purpose="biet",
        targets=["group:co-so-tu-nhan"],
        q="benh vien nhi",
        do="search",
    )
    page = clerk.post(f"/dispatches/{draft.id}/lines/copies", data=sent).text
    assert "Bệnh viện Nhi Thanh Hóa" in page
    assert re.search(r'value="group:co-so-tu-nhan"[^>]* checked', page)
    assert "Bệnh viện Phụ sản" not in page


@pytest.mark.parametrize(
    "bad",
    [
        {"purpose": "khong_co", "targets": ["group:co-so-tu-nhan"]},
        {"purpose": "biet", "targets": ["unit:khong-co"]},
        {"purpose": "biet", "targets": []},
    ],
)
def test_bad_lines_are_refused_and_write_nothing(clerk, desk, draft, bad):
    answer = clerk.post(
        f"/dispatches/{draft.id}/lines/copies", data=form(clerk, draft, text="x", **bad)
    )
    assert answer.status_code in (400, 422)
    assert again(desk, draft).version == draft.version


def test_submitting_with_errors_shows_them_with_links_to_their_places(clerk, desk, draft):
    answer = clerk.post(f"/dispatches/{draft.id}/submission", data=form(clerk, draft, subject=""))
    assert answer.status_code == 422
    # The text was saved; only the submission was refused.
    assert "Đã lưu lúc 09:00 23/11/2026; chưa trình được" in answer.text
    assert 'href="#f-subject">Chưa có trích yếu' in answer.text
    assert again(desk, draft).state == "draft"


def test_submitting_hands_in_what_is_typed_and_withdrawing_takes_it_back(clerk, desk, draft):
    sent = form(clerk, draft, subject="hướng dẫn cài đặt ứng dụng")
    answer = clerk.post(f"/dispatches/{draft.id}/submission", data=sent)
    assert answer.status_code == 303
    handed_in = again(desk, draft)
    assert (handed_in.state, handed_in.subject) == ("submitted", "hướng dẫn cài đặt ứng dụng")
    page = clerk.get(f"/dispatches/{draft.id}").text
    token = {"csrf_token": csrf(page), "version": str(handed_in.version)}
    assert clerk.post(f"/dispatches/{draft.id}/withdrawal", data=token).status_code == 303
    assert again(desk, draft).state == "draft"


def test_a_submitted_text_cannot_be_saved(clerk, desk, submitted):
    page = clerk.get("/").text
    sent = {"csrf_token": csrf(page), "version": str(submitted.version), "subject": "khác"}
    assert clerk.post(f"/dispatches/{submitted.id}/draft", data=sent).status_code in (403, 409)


def test_others_neither_see_nor_edit_a_draft(as_, draft):
    for login in ("phogiamdoc", "vanthu"):
        assert as_(login).get(f"/dispatches/{draft.id}/edit").status_code == 404
    assert as_("kiemtra").get(f"/dispatches/{draft.id}/edit").status_code == 403


def test_a_report_point_that_is_cut_and_pasted_stays_the_duty(desk, draft, person):
    body = proof.markup(draft.content)
    point = next(block for block in body.split("\n\n") if "{due_on}" in block)
    cut = drafting.save(
        desk,
        draft,
        Edit(body=body.replace(point + "\n\n", "")),
        seen=draft.version,
        by=person("phuochn"),
    )
    back = drafting.save(desk, cut, Edit(body=body), seen=cut.version, by=person("phuochn"))
    here = {block["attrs"]["id"] for block in back.content["body"]["content"]}
    assert back.content["obligations"][0]["block_id"] in here


def test_the_page_gives_the_tree_and_what_each_field_prints(clerk, draft):
    page = clerk.get(f"/dispatches/{draft.id}/edit").text
    sent = html.unescape(re.search(r'data-rich-doc value="([^"]*)"', page)[1])
    assert json.loads(sent) == draft.content["body"]
    fields = json.loads(html.unescape(re.search(r'data-fields="([^"]*)"', page)[1]))
    assert fields["due_on"]["value"].startswith("ngày ")
    # Without scripts the tree is not sent, so that it cannot win over what was typed.
    assert re.search(r'name="doc" disabled', page)


def test_a_tree_is_saved_as_it_is_with_its_ids(clerk, desk, draft):
    tree = copy.deepcopy(draft.content["body"])
    tree["content"][0]["content"] = [{"type": "text", "text": "Vie\u0323\u0302t mới "}]
    new = {
        "type": "paragraph",
        "attrs": {"id": "bmoi01"},
        "content": [{"type": "text", "text": "thêm"}],
    }
    tree["content"].insert(1, new)
    sent = form(clerk, draft, doc=json.dumps(tree), body="bị tree lấn át")
    answer = clerk.post(f"/dispatches/{draft.id}/draft", data=sent, headers=JSON)
    assert answer.status_code == 200
    saved = again(desk, draft).content["body"]["content"]
    assert saved[0]["content"] == [{"type": "text", "text": "Việt mới"}]
    assert [one["attrs"]["id"] for one in saved] == [one["attrs"]["id"] for one in tree["content"]]


@pytest.mark.parametrize(
    "doc", ["{", "[]", '{"type":"doc","schema":1,"content":[{"type":"script"}]}']
)
def test_a_malformed_tree_is_refused_with_a_sentence_and_writes_nothing(clerk, desk, draft, doc):
    for address in ("draft", "preview", "body", "submission"):
        sent = form(clerk, draft, doc=doc)
        answer = clerk.post(f"/dispatches/{draft.id}/{address}", data=sent, headers=JSON)
        assert answer.status_code == 422, address
        if address != "preview":
            assert answer.json["message"].startswith("Nội dung có chỗ không đọc được")
    assert again(desk, draft).version == draft.version
    assert again(desk, draft).content == draft.content


def test_what_lacks_a_value_is_called_by_its_label_and_strange_braces_are_told(clerk, draft):
    body = "Hạn {due_on} và {due_on_2}, {khong_co}./."
    sent = form(clerk, draft, body=body)
    told = html.unescape(clerk.post(f"/dispatches/{draft.id}/preview", data=sent).text)
    assert "“{khong_co}” không phải trường nào của mẫu" in told
    assert "[thiếu: {khong_co}]" in told
    page = html.unescape(clerk.get(f"/dispatches/{draft.id}/edit").text)
    assert "điểm yêu cầu báo cáo trong nội dung in ra ngày này" in page
    assert "chữ {due_on}" not in page


def test_a_tree_is_previewed_and_mended(clerk, desk, draft):
    tree = copy.deepcopy(draft.content["body"])
    tree["content"].append(
        {
            "type": "paragraph",
            "attrs": {"id": "bcuoi1"},
            "content": [{"type": "text", "text": "Đoạn cuối"}],
        }
    )
    sent = form(clerk, draft, doc=json.dumps(tree))
    page = clerk.post(f"/dispatches/{draft.id}/preview", data=sent).text
    assert 'data-block="bcuoi1"' in page
    key = re.search(
        r'value="([0-9a-f]{16})"[^>]*>(?:(?!</button>).)*Chuyển “./.” xuống cuối', page, re.DOTALL
    )[1]
    clerk.post(f"/dispatches/{draft.id}/draft", data={**sent, "repair": key})
    saved = again(desk, draft).content["body"]["content"][-1]
    assert saved == {
        "type": "paragraph",
        "attrs": {"id": "bcuoi1"},
        "content": [{"type": "text", "text": "Đoạn cuối./."}],
    }


def test_tree_and_markup_are_turned_into_each_other_and_nothing_is_written(clerk, desk, draft):
    sent = form(clerk, draft, body="1. Một **hai** {due_on}")
    told = clerk.post(f"/dispatches/{draft.id}/body", data=sent, headers=JSON).json
    assert told["markup"] == "1. Một **hai** {due_on}"
    back = form(clerk, draft, doc=json.dumps(told["doc"]))
    again_told = clerk.post(f"/dispatches/{draft.id}/body", data=back, headers=JSON).json
    assert again_told == told
    assert again(desk, draft).version == draft.version


def test_a_refused_save_keeps_the_typed_tree_in_both_editors(clerk, draft):
    tree = {
        "type": "doc",
        "schema": 1,
        "content": [
            {
                "type": "paragraph",
                "attrs": {"id": "b1"},
                "content": [{"type": "text", "text": "chữ *vừa* gõ"}],
            }
        ],
    }
    sent = form(clerk, draft, doc=json.dumps(tree), due_on="31/02/2027")
    page = clerk.post(f"/dispatches/{draft.id}/draft", data=sent).text
    assert json.loads(html.unescape(re.search(r'data-rich-doc value="([^"]*)"', page)[1])) == tree
    assert "chữ \\*vừa\\* gõ</textarea>" in page


def test_what_could_not_be_saved_is_said_to_be_unsaved(clerk, desk, draft):
    sent = form(clerk, draft, subject="bản mới", due_on="31/02/2027")
    for act in ("draft", "submission", "dismissals"):
        answer = clerk.post(f"/dispatches/{draft.id}/{act}", data=sent)
        assert answer.status_code == 422
        assert 'data-state="refused" role="status"' in answer.text
    assert again(desk, draft).subject != "bản mới"


def test_the_title_names_the_type_of_the_document(clerk, desk, draft, person):
    assert "<title>Soạn Công văn – " in clerk.get(f"/dispatches/{draft.id}/edit").text
    template = desk.catalogue.get("quyet_dinh")
    decision = drafting.draft(desk, template.code, template.sample, by=person("phuochn"))
    assert "<title>Soạn Quyết định – " in clerk.get(f"/dispatches/{decision.id}/edit").text


def test_a_text_that_waits_to_be_merged_is_told_until_it_is(clerk, desk, draft):
    sent = form(clerk, draft, subject="bản của tôi")
    clerk.post(f"/dispatches/{draft.id}/draft", data=sent | {"subject": "bản kia"}, headers=JSON)
    late = clerk.post(f"/dispatches/{draft.id}/draft", data=sent).location
    assert f'href="{late}"' in clerk.get(f"/dispatches/{draft.id}/edit").text
    version = re.search(r'name="version" value="(\d+)"', clerk.get(late).text)[1]
    chosen = {"csrf_token": sent["csrf_token"], "version": version, "all": "theirs"}
    assert clerk.post(late, data=chosen).status_code == 303
    assert 'id="unmerged"' not in clerk.get(f"/dispatches/{draft.id}/edit").text


def test_a_letter_that_is_no_draft_any_more_says_where_it_stands_and_leads_to_it(
    clerk, as_, issued
):
    answer = clerk.get(f"/dispatches/{issued.id}/edit")
    assert answer.status_code == 409
    assert "đang ở bước: Đã phát hành." in html.unescape(answer.text)
    assert f'<a class="btn pri" href="/dispatches/{issued.id}">' in answer.text
    # Whoever may not see it is not told that there is one.
    stranger = as_("benh-vien-nhi-thanh-hoa").get(f"/dispatches/{issued.id}/edit")
    assert "Đã phát hành" not in stranger.text
