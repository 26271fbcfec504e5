"""The templates in the settings: list, editor, preview, versions, away and back, carried off."""

from __future__ import annotations

import copy
import io
import re
from html import unescape

from docflow.office import templates
from docflow.papers.catalogue import Catalogue, package, shipped
from docflow.web import template_form
from docflow.web.forms import read
from docflow.web.template_form import ROWS, Shaped
from tests import people
from tests.conftest import csrf

PLACE = "/settings/templates"
SHIPPED = {one.code: one for one in Catalogue([shipped()]).all()}


def form_of(source, **changed):
    """Return a package as the editor's page would send it."""
    shown = template_form.shown(source)
    form = {"version": "0", "why": "thử", "do": "save"}
    for name, value in shown.items():
        if name in ROWS:
            for n, row in enumerate(value):
                cells = {key: "1" if text is True else text for key, text in row.items() if text}
                form |= {f"{name}.{n}.{key}": text for key, text in cells.items()}
        elif isinstance(value, dict):
            form |= {f"{name}.{key}": text for key, text in value.items()}
        elif value:
            form[name] = value
    return form | changed


def post(client, path, form):
    token = csrf(client.get(PLACE).text)
    return client.post(f"{PLACE}{path}", data={"csrf_token": token, **form})


def full(source):
    """Return a package with its defaults left out, so that two spellings compare as equal."""
    plain = {"required": (True, False), "bound": (False,), "help": ("",), "kind": ("line", "count")}
    words = copy.deepcopy(source["template"])
    for one in (*words["fields"], *words.get("report", {}).get("fields", ())):
        for key, values in plain.items():
            if key != "required" and one.get(key) in values:
                del one[key]
        one["required"] = one.get("required", one in words["fields"])
    rest = {"urgency": "thuong", "recipient_word": "đơn vị", "common": False, "book": "chung"}
    words = {key: is_ for key, is_ in words.items() if rest.get(key) != is_}
    said = {name: text for name, text in source["sample"]["answers"].items() if text}
    return words, source["body"], said


def test_every_template_comes_through_its_form_unchanged(app):
    for template in SHIPPED.values():
        source = package(template)
        with app.test_request_context("/", method="POST", data=form_of(source)):
            again = template_form.packed(read(Shaped), source)
        templates.admit(again)
        assert full(again) == full(source), template.code


def test_the_list_finds_without_accents_and_says_where_each_comes_from(as_):
    client = as_(people.ADMINISTRATOR)
    page = client.get(PLACE).text
    assert page.count("Sửa bản của đơn vị") == len(SHIPPED)
    found = client.get(f"{PLACE}?q=phieu chuyen").text
    assert found.count("Sửa bản của đơn vị") == 1
    assert "Không có mẫu nào khớp" in client.get(f"{PLACE}?q=zzz").text


def test_what_is_saved_is_what_the_next_draft_begins_from_in_every_process(app, as_, desk):
    client = as_(people.RECORDS_CLERK)
    assert desk.catalogue.get("cong_van").name == "Công văn"
    form = form_of(package(SHIPPED["cong_van"]), name="Công văn của Sở")
    assert post(client, "/cong_van", form).status_code == 303
    desk.session.rollback()
    assert desk.catalogue.get("cong_van").name == "Công văn của Sở"
    assert "Công văn của Sở" in as_(people.DRAFTER).get("/drafts").text
    assert "Bản của đơn vị" in client.get(f"{PLACE}/cong_van").text


def test_two_editors_at_once_and_nobodys_text_is_lost(as_):
    first, second = as_(people.ADMINISTRATOR), as_(people.RECORDS_CLERK)
    source = package(SHIPPED["cong_van"])
    assert (
        post(
            first,
            "/cong_van",
            form_of(source, body="<p>BẢN MỘT</p><p data-report></p>{{ noi_dung }}"),
        ).status_code
        == 303
    )
    late = form_of(source, body="<p>BẢN HAI</p><p data-report></p>{{ noi_dung }}")
    answer = post(second, "/cong_van", late)
    assert answer.status_code == 409
    page = unescape(answer.text)
    assert "Hai người cùng sửa" in page
    assert "BẢN MỘT" in page
    assert "BẢN HAI" in page
    assert post(second, "/cong_van", late | {"over": "1"}).status_code == 303
    compared = unescape(first.get(f"{PLACE}/cong_van/versions?from=1&to=2").text)
    assert "<del>&lt;p&gt;BẢN MỘT" in first.get(f"{PLACE}/cong_van/versions?from=1&to=2").text
    assert "<ins><p>BẢN HAI" in compared


def test_an_earlier_version_stands_again_and_so_does_the_folders(as_, desk):
    client = as_(people.ADMINISTRATOR)
    source = package(SHIPPED["cong_van"])
    post(client, "/cong_van", form_of(source, name="Một"))
    post(client, "/cong_van", form_of(source, name="Hai", version="1"))
    for ordinal, version, name in ((1, 2, "Một"), (0, 3, "Công văn")):
        put = {"version": str(version), "ordinal": str(ordinal)}
        assert post(client, "/cong_van/versions", put).status_code == 303
        desk.session.rollback()
        assert desk.catalogue.get("cong_van").name == name
    assert desk.catalogue.get("cong_van").sha256 == SHIPPED["cong_van"].sha256


def test_a_retired_template_leaves_the_picker_and_comes_back(as_, desk, draft):
    client, clerk = as_(people.ADMINISTRATOR), as_(people.DRAFTER)
    code = "huong_dan_cai_dat_ung_dung"
    assert post(client, f"/{code}/retirement", {"version": "0", "do": "retire"}).status_code == 303
    assert f"/drafts/new/{code}" not in clerk.get("/drafts").text
    assert clerk.get(f"/drafts/new/{code}").status_code == 404
    assert clerk.get(f"/dispatches/{draft.id}/edit").status_code == 200
    assert "Đã ngừng dùng" in client.get(PLACE).text
    assert post(client, f"/{code}/retirement", {"version": "1", "do": "restore"}).status_code == 303
    assert clerk.get(f"/drafts/new/{code}").status_code == 200


def test_several_templates_of_one_type_stand_under_their_names(as_, desk):
    client = as_(people.ADMINISTRATOR)
    for expected in ("giay_moi_hop", "giay_moi_hop_2"):
        answer = post(client, "", {"name": "Giấy mời họp", "base": "giay_moi"})
        assert answer.location.endswith(expected)
    assert post(client, "", {"name": " ", "base": "giay_moi"}).status_code == 422
    assert desk.catalogue.get("giay_moi_hop_2").type == "giay_moi"
    page = as_(people.DRAFTER).get("/drafts").text
    assert "/drafts/new/giay_moi_hop_2" in page


def test_the_preview_draws_what_is_typed_and_writes_nothing(as_, desk):
    client = as_(people.ADMINISTRATOR)
    source = package(SHIPPED["quyet_dinh"])
    body = source["body"] + "<p>Điều thử thêm.</p>"
    page = post(client, "/quyet_dinh/preview", form_of(source, body=body)).text
    assert "Điều thử thêm." in page
    assert 'data-fragment="sheet"' in page
    bad = post(
        client, "/quyet_dinh/preview", form_of(source, body="<p>a</p>\n<p>{{ a.b }}</p>")
    ).text
    assert 'data-fragment="sheet"' not in bad, "the last good sheet stays"
    assert "Nội dung, dòng 2" in bad
    desk.session.rollback()
    assert desk.catalogue.get("quyet_dinh").sha256 == SHIPPED["quyet_dinh"].sha256
    looked = post(client, "/quyet_dinh", form_of(source, body=body, do="look")).text
    assert "Điều thử thêm." in looked.split('id="pane-sheet"')[1], "without scripts by a button"


def test_a_row_more_and_a_row_less_without_scripts(as_):
    client = as_(people.ADMINISTRATOR)
    source = package(SHIPPED["cong_van"])
    page = post(client, "/cong_van", form_of(source, do="more-copies")).text
    assert 'name="copies.2.text"' in page
    assert 'name="copies.3.text"' not in page
    gone = post(client, "/cong_van", form_of(source, do="look", **{"copies.0.drop": "1"})).text
    assert "Như trên" not in gone


WRONG = [
    ({"name": ""}, "Tên mẫu: chưa điền."),
    ({"fields.0.name": "Tên Lạ"}, "Điều người soạn thảo điền 1: viết chưa đúng dạng"),
    ({"type": "khong_co"}, "Loại văn bản: không nằm trong"),
    ({"copies.0.targets": "moi nguoi"}, "Nơi nhận 1: viết chưa đúng dạng"),
    ({"report.point": "Đề nghị báo cáo."}, "Yêu cầu báo cáo: phải nói ngày hạn"),
    ({"subject": "{{ khong_co }}"}, "Trích yếu, dòng 1: “khong_co” không phải trường"),
    ({"fields.0.sample": ""}, "Trả lời mẫu chưa dùng được."),
    ({"why": " "}, "Ghi một câu vì sao sửa"),
    ({"kept": "nhiều"}, "Lưu: viết chưa đúng."),
]


def test_what_is_wrong_is_said_in_plain_words_and_nothing_is_written(as_, desk):
    client = as_(people.ADMINISTRATOR)
    for changed, sentence in WRONG:
        form = form_of(package(SHIPPED["cong_van"]), description="Giữ lại phần gõ") | changed
        answer = post(client, "/cong_van", form)
        assert answer.status_code == 422
        page = unescape(answer.text)
        assert sentence in page
        assert "Giữ lại phần gõ" in page
    assert desk.catalogue.get("cong_van").sha256 == SHIPPED["cong_van"].sha256


def test_the_sample_comes_as_pdf_and_for_word(as_):
    client = as_(people.ADMINISTRATOR)
    form = form_of(package(SHIPPED["cong_van"]))
    assert post(client, "/cong_van/sample.pdf", form).data.startswith(b"%PDF")
    assert post(client, "/cong_van/sample.docx", form).data.startswith(b"PK")
    assert post(client, "/cong_van/sample.pdf", form | {"body": "<b>"}).status_code == 422


def test_one_agency_hands_a_template_to_another(as_, desk):
    client = as_(people.ADMINISTRATOR)
    carried = client.get(f"{PLACE}/thong_bao/export").data
    file = lambda: {"file": (io.BytesIO(carried), "thong_bao.zip")}  # noqa: E731
    beside = post(client, "/import", file())
    assert beside.location.endswith("/thong_bao_2")
    assert desk.catalogue.get("thong_bao_2").body == SHIPPED["thong_bao"].body
    assert post(client, "/import", file() | {"replace": "1"}).location.endswith("/thong_bao")
    bad = post(client, "/import", {"file": (io.BytesIO(b"x" * 100), "a.zip")})
    assert bad.status_code == 422
    assert "Tệp mẫu không dùng được" in bad.text
    assert post(client, "/import", {}).status_code == 422


def test_the_picker_shows_the_seven_common_types_and_finds_the_rest(as_):
    page = as_(people.DRAFTER).get("/drafts").text
    before = page.split("Loại khác")[0]
    shown = [SHIPPED[code].type for code in re.findall(r"/drafts/new/(\w+)", before)]
    assert len(set(shown)) == 7
    assert "to_trinh" in shown
    assert shown.count("cong_van") == 2, "two templates of one type, each under its name"
    assert "Hướng dẫn cài đặt ứng dụng" in before
    found = as_(people.DRAFTER).get("/drafts?q=giay nghi phep").text
    assert re.findall(r"/drafts/new/(\w+)", found) == ["giay_nghi_phep"]
