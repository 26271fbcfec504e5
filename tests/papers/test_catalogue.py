"""Templates: the real dispatch word for word, folders, packages, and what a draft refuses."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from docflow.papers import blocks
from docflow.papers.catalogue import Catalogue, Field, draft, package, shipped, unpackage
from docflow.papers.dialect import TAGS
from docflow.papers.fields import FILTERS, MOST
from docflow.papers.paper import compose
from docflow.papers.template import GIVEN
from docflow.rules.purposes import Purpose
from docflow.rules.refusals import Refused
from docflow.rules.reports import rates, read, sums
from docflow.rules.types import TYPES
from tests.papers import seed

ROOT = Path(__file__).resolve().parents[2]
FOLDER = shipped()
SEED = Path(__file__).with_name("dispatch_SYT-NVY_2020.txt")
GUIDE = "huong_dan_cai_dat_ung_dung"
CODES = sorted([*TYPES, GUIDE, "quyet_dinh_ban_hanh"])

#: The report point is openly ours.
ADDED = (
    "3. Thủ trưởng các đơn vị báo cáo kết quả thực hiện về Sở Y tế (qua phòng Nghiệp vụ Y) "
    "chậm nhất ngày 21/8/2020."
)

#: All that the sample prints otherwise than the text of 2020, and nothing else.
EXCEPTIONS = [
    ("KT.GIÁM ĐỐC", "KT. GIÁM ĐỐC"),
    ("NVY_{Phước HN (02)}.", "NVY (02). Phước HN"),
    ("**", ""),
    ("<http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662>",
     "http://stttt.thanhhoa.gov.vn/NewsDetail.aspx?Id=5662"),
    ("Số: /SYT-NVY", "Số: 05/SYT-NVY"),
    ("ngày tháng 8 năm 2020", "ngày 07 tháng 8 năm 2020"),
    ("Id=5662\n", f"Id=5662\n{ADDED}\n"),
]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue([FOLDER])


@pytest.fixture
def guide(catalogue):
    return catalogue.get(GUIDE)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder of templates that a test may spoil."""
    shutil.copytree(FOLDER / "cong_van", tmp_path / "cong_van")
    return tmp_path


def sample_of(template, **changes) -> dict:
    answers = {name: is_ for name, is_ in (template.sample | changes).items() if is_ is not None}
    return draft(template, answers, defaults=template.sample_defaults)


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "cong_van" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_sample_is_the_seed_word_for_word_but_for_the_listed_exceptions(guide):
    paper = compose(sample_of(guide), number=5, dated=date(2020, 8, 7))
    expected = SEED.read_text("utf-8").replace("\f", "\n")
    for old, new in EXCEPTIONS:
        assert old in expected
        expected = expected.replace(old, new)
    assert " ".join(paper.lines()).split() == expected.split()


def test_the_tree_is_what_the_light_markup_of_the_seed_gives(guide):
    assert sample_of(guide)["body"] == seed.content()["body"]


def test_the_oddities_of_the_seed_stay(guide):
    text = "\n".join(compose(sample_of(guide)).lines())
    for odd in (
        "COVID-19",
        "Covid-19",
        "phức tạp; Để",
        "ứng dụng App",
        "THANH HOÁ",
        "Thông tin TT",
    ):
        assert odd in text


def test_the_template_itself_knows_nothing_of_one_app(guide):
    told = json.dumps(guide.source["template"], ensure_ascii=False) + guide.body
    for word in ("Bluezone", "Smart Thanh Hóa", "ovid", "stttt.", "22/CT-UBND", "2020"):
        assert word not in told
    other = sample_of(guide, ung_dung=["VssID"], noi_dang="")
    text = "\n".join(blocks.plain(block, other["fields"]) for block in other["body"]["content"])
    assert "2. Hướng dẫn cài đặt ứng dụng App VssID:" in text
    assert "đăng tải chi tiết" not in text


@pytest.mark.parametrize("code", CODES)
def test_a_clerk_fills_in_at_most_seven_things(catalogue, code):
    fields = catalogue.get(code).fields
    assert 0 < len(fields) <= 7
    assert all(field.label and field.help for field in fields)


def test_the_report_point_stands_third_and_is_what_the_obligation_hangs_on(guide):
    content = sample_of(guide)
    (owed,) = content["obligations"]
    (point,) = [b for b in content["body"]["content"] if b["attrs"]["id"] == owed["block_id"]]
    assert point["attrs"]["label"] == "3."
    assert {"type": "field", "attrs": {"name": "due_on"}} in point["content"]
    assert owed["due_on"] == content["fields"]["due_on"] == "2020-08-21"
    assert content["body"]["content"].index(point) == len(content["body"]["content"]) - 2


def test_only_the_declared_date_is_bound(guide):
    content = sample_of(guide)
    fields = re.findall(r'"type": "field", "attrs": \{"name": "(\w+)"', json.dumps(content["body"]))
    assert fields == ["due_on"]
    assert content["fields"] == {"due_on": "2020-08-21"}


def test_the_report_form_asks_per_app_and_computes_the_rates(guide):
    form = sample_of(guide)["obligations"][0]["form"]
    assert [field["label"] for field in form["fields"]] == [
        "Tổng số người lao động của đơn vị",
        "Số người đã cài đặt Smart Thanh Hóa",
        "Số người đã cài đặt Bluezone",
        "Số bệnh nhân và người nhà đã được hướng dẫn cài đặt",
    ]
    assert [field.get("at_most") for field in form["fields"]] == [None, "people", "people", None]
    told = {"people": "1.250", "smart_thanh_hoa": "1000", "bluezone": "990", "guided": "3400"}
    report = read(form, told)
    assert [(rate["part"], rate["whole"]) for rate in rates(form, sums(form, [report]))] == [
        (1000, 1250),
        (990, 1250),
    ]
    with pytest.raises(Refused):
        read(form, told | {"bluezone": "1251"})


def test_addressees_and_copies_carry_purpose_and_targets(guide):
    content = sample_of(guide)
    assert content["addressees"][0] == {
        "id": "a1",
        "text": "Thủ trưởng các đơn vị y tế trong ngành",
        "purpose": "thuc_hien",
        "targets": ["group:don-vi-trong-nganh"],
        "due_on": None,
    }
    copies = [(line["id"], line["purpose"], line["targets"]) for line in content["copies"]]
    assert copies == [
        ("c1", "thuc_hien", ["addressees"]),
        ("c2", "bao_cao", ["unit:uy-ban-nhan-dan-tinh-thanh-hoa"]),
        ("c3", "phoi_hop", ["unit:so-thong-tin-va-truyen-thong-thanh-hoa"]),
        ("c4", "bao_cao", ["unit:giam-doc-so"]),
    ]
    assert content["archive"] == {"rooms": ["VT", "NVY"], "copies": 2, "drafter": "Phước HN"}
    assert content["notation"] == "SYT-NVY"


@pytest.mark.parametrize("code", CODES)
def test_a_draft_is_sound_json_and_the_same_each_time(catalogue, code):
    content = sample_of(catalogue.get(code))
    assert json.loads(json.dumps(content)) == content == sample_of(catalogue.get(code))
    blocks.check(content["body"])
    again = blocks.from_markup(blocks.to_markup(content["body"]), content["body"])
    assert again == content["body"]


def test_a_general_letter_without_a_date_owes_nothing_and_says_so_nowhere(catalogue):
    content = sample_of(catalogue.get("cong_van"), due_on=None)
    assert content["obligations"] == []
    assert content["fields"] == {}
    text = "\n".join(compose(content).lines())
    assert "chậm nhất" not in text
    assert text.count("./.") == 1


def test_the_light_markup_of_a_text_becomes_blocks(catalogue):
    kinds = [
        (block["type"], block["attrs"].get("label"))
        for block in sample_of(catalogue.get("cong_van"))["body"]["content"]
    ]
    points = [("point", label) for label in ("1.", "2.", "a)", "b)")]
    assert kinds == [("paragraph", None), *points, ("paragraph", None), ("paragraph", None)]


def test_a_text_of_several_blocks_joins_what_stands_around_it(guide):
    content = sample_of(guide, boi_canh="Đoạn đầu.\n\n1. Khoản *một*\n\nĐoạn cuối")
    texts = [blocks.plain(block, content["fields"]) for block in content["body"]["content"]]
    assert texts[1:4] == [
        "Đoạn đầu.",
        "1. Khoản một",
        "Đoạn cuối, Giám đốc Sở Y tế đề nghị thủ trưởng các đơn vị thực hiện một số nội dung sau:",
    ]
    assert content["obligations"][0]["block_id"] == content["body"]["content"][-2]["attrs"]["id"]


def test_markup_and_html_in_a_line_are_just_letters(guide):
    content = sample_of(guide, muc_dich="**a** <p>b</p> {due_on} {{ room }}")
    assert "Nhằm **a** <p>b</p> {due_on} {{ room }}, Giám đốc" in "\n".join(
        compose(content).lines()
    )


def test_missing_and_unknown_answers_are_all_named(guide):
    with pytest.raises(Refused) as missing:
        sample_of(guide, trich_yeu="  ", due_on=None)
    assert missing.value.code == "draft.missing"
    assert missing.value.facts == {"fields": ["Trích yếu", "Hạn báo cáo"]}
    with pytest.raises(Refused) as unknown:
        sample_of(guide, so_van_ban="7", nguoi_ky="x")
    assert unknown.value.code == "draft.unknown"
    assert unknown.value.facts == {"fields": ["nguoi_ky", "so_van_ban"]}


@pytest.mark.parametrize(
    ("changes", "code", "label"),
    [
        ({"due_on": "30/02/2026"}, "draft.malformed", "Hạn báo cáo"),
        ({"due_on": "mai"}, "draft.malformed", "Hạn báo cáo"),
        ({"trich_yeu": 7}, "draft.malformed", "Trích yếu"),
        ({"ung_dung": [7]}, "draft.malformed", "Các ứng dụng"),
        ({"ung_dung": ["a"] * 6}, "draft.too_long", "Các ứng dụng"),
        ({"ung_dung": ["a" * 501]}, "draft.too_long", "Các ứng dụng"),
        ({"trich_yeu": "a" * 501}, "draft.too_long", "Trích yếu"),
        ({"ung_dung": ["VssID", "VSSID"]}, "draft.malformed", "Các ứng dụng"),
        ({"ung_dung": ["People"]}, "draft.malformed", "Các ứng dụng"),
        ({"ung_dung": "\n \n"}, "draft.missing", "Các ứng dụng"),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused(guide, changes, code, label):
    with pytest.raises(Refused) as refusal:
        sample_of(guide, **changes)
    assert (refusal.value.code, refusal.value.facts["fields"]) == (code, [label])


def test_a_text_cannot_bind_what_the_template_does_not(guide):
    with pytest.raises(Refused) as refusal:
        sample_of(guide, can_cu="Thực hiện {nguoi_ky}")
    assert (refusal.value.code, refusal.value.facts) == ("draft.braces", {"typed": "{nguoi_ky}"})
    assert sample_of(guide, can_cu="Hạn cũ {due_on}")["fields"] == {"due_on": "2020-08-21"}


def test_answers_come_as_forms_send_them(guide):
    posted = sample_of(guide, ung_dung="Smart Thanh Hóa\r\n\r\n Bluezone ", due_on="21/8/2020")
    assert posted == sample_of(guide)


def test_pasted_text_is_precomposed_and_free_of_the_unseen(guide):
    pasted = "hu\u031bo\u031b\u0301ng d\u00e2\u0303n\u200b  ca\u0300i\ufeff đặt"
    assert sample_of(guide, trich_yeu=f"V/v {pasted}.")["subject"] == "hướng dẫn cài đặt"


def test_a_package_outlives_its_folder(catalogue):
    for template in catalogue.all():
        stored = json.loads(json.dumps(package(template)))
        again = unpackage(stored)
        assert again == template
        assert again.sha256 == template.sha256 == sample_of(again)["template"]["sha256"]
        assert sample_of(again) == sample_of(template)


def test_every_change_of_a_folder_is_another_version(folder):
    before = Catalogue([folder]).get("cong_van").sha256
    spoil(folder, "body.html", "{{ noi_dung }}", "<p>Kính thưa quý vị.</p>{{ noi_dung }}")
    assert Catalogue([folder]).get("cong_van").sha256 != before


def test_a_later_folder_wins_and_layouts_are_no_templates(folder):
    spoil(folder, "template.toml", 'name = "Công văn"', 'name = "Công văn của tỉnh"')
    (folder / "_layouts").mkdir()
    both = Catalogue([FOLDER, folder, folder / "nowhere"])
    assert both.get("cong_van").name == "Công văn của tỉnh"
    assert {template.code for template in both.all()} == set(CODES)
    with pytest.raises(Refused, match=r"template\.unknown"):
        both.get("giay_khen")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("template.toml", 'code = "cong_van"', 'code = "khac"'),
        ("template.toml", 'code = "cong_van"', "code = "),
        ("template.toml", 'type = "cong_van"', ""),
        ("template.toml", 'kind = "text"', 'kind = "picture"'),
        ("template.toml", 'name = "noi_dung"', 'name = "trich_yeu"'),
        ("template.toml", 'name = "noi_dung"', 'name = "room"'),
        ("template.toml", 'purpose = "thuc_hien"', 'purpose = "xem"'),
        ("template.toml", 'due_on = "due_on"', 'due_on = "trich_yeu"'),
        ("template.toml", "urgency =", "urgencey ="),
        ("template.toml", "chậm nhất {{ due_on }}", "chậm nhất {{ due_on.year }}"),
        ("template.toml", "chậm nhất {{ due_on }}", "chậm nhất ngày 07/8/2020"),
        ("template.toml", "{{ noi_bao_cao }}", "{{ noi_dung }}"),
        ("body.html", "data-report", "data-point='3.'"),
        ("body.html", "{{ noi_dung }}", "{{ noi_dung }"),
        ("body.html", "{{ noi_dung }}", "<script>alert(1)</script>"),
        ("body.html", "{{ noi_dung }}", "<p style='color:red'>x</p>"),
        ("body.html", "{{ noi_dung }}", "<p onclick='x()'>x</p>"),
        ("body.html", "{{ noi_dung }}", "<p>x<p>y</p>"),
        ("body.html", "{{ noi_dung }}", "<p><strong>x</p></strong>"),
        ("body.html", "{{ noi_dung }}", "<p>x"),
        ("body.html", "{{ noi_dung }}", "x"),
        ("body.html", "{{ noi_dung }}", "<p data-point='{{ trich_yeu }}'>x</p>"),
        ("body.html", "{{ noi_dung }}", "<img src='http://a.example/x.png'>"),
        ("body.html", "{{ noi_dung }}", "<td>x</td>"),
        ("body.html", "{{ noi_dung }}", "<p>x<br/></p>"),
        ("body.html", "{{ noi_dung }}", "<!DOCTYPE html>"),
        ("sample.toml", "[answers]", "[answer]"),
    ],
)
def test_a_faulty_folder_stops_the_start_with_its_name(folder, name, old, new):
    spoil(folder, name, old, new)
    with pytest.raises(Refused) as refusal:
        Catalogue([folder])
    assert refusal.value.code in {"template.broken", "template.not_allowed"}


def test_tables_emphasis_and_headings_of_a_template_become_blocks(folder):
    spoil(
        folder,
        "body.html",
        "{{ noi_dung }}",
        "<!-- ghi chú --><h2>Mục &amp; phần</h2>\n<p>Một <strong>đậm\n  <em>cả hai</em></strong> hết.</p>"
        "<table>\n<tr><th>Nơi</th><td>{{ trich_yeu }}</td></tr>"
        "{% for noi in kinh_gui %}<tr><td>{{ noi }}</td><td></td></tr>{% endfor %}</table>",
    )
    content = sample_of(Catalogue([folder]).get("cong_van"), trich_yeu="T")["body"]["content"]
    assert content[0] == {
        "type": "heading",
        "attrs": {"id": "b1"},
        "content": [{"type": "text", "text": "Mục & phần"}],
    }
    assert content[1]["content"] == [
        {"type": "text", "text": "Một "},
        {"type": "text", "text": "đậm ", "marks": [{"type": "strong"}]},
        {"type": "text", "text": "cả hai", "marks": [{"type": "strong"}, {"type": "em"}]},
        {"type": "text", "text": " hết."},
    ]
    assert blocks.plain(content[2], {}).split("\n") == [
        "Nơi", "T", "Các bệnh viện tuyến tỉnh", "", "Các trung tâm y tế tuyến huyện", "",
    ]  # fmt: skip


def test_the_guide_for_writers_names_all_that_the_language_has():
    guide = (ROOT / "docs" / "templates.md").read_text("utf-8")
    words = {*FILTERS, *TAGS, *MOST, *GIVEN, *Purpose} - {Purpose.LUU}
    words |= {field.name for field in fields(Field)}
    missing = [word for word in sorted(words) if f"`{word}`" not in guide]
    assert not missing
