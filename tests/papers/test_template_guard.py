"""A template from outside is data: what reaches further is refused at once, with line and part."""

from __future__ import annotations

import copy
import io
import time
import zipfile

import pytest

from docflow.papers import docx, folder, html
from docflow.papers.admission import admit
from docflow.papers.catalogue import Catalogue, draft, package, shipped
from docflow.papers.missing import is_missing
from docflow.papers.paper import compose
from docflow.rules.refusals import Refused

CATALOGUE = Catalogue([shipped()])


def source(**changed):
    """Return the package of the general letter with changes to its toml, body or sample."""
    told = copy.deepcopy(package(CATALOGUE.get("cong_van")))
    told["body"] = changed.pop("body", told["body"])
    told["sample"]["answers"] |= changed.pop("answers", {})
    told["template"] |= changed
    return told


def refusal_of(told):
    """Return what a package is refused with, and see that it takes less than a second."""
    began = time.monotonic()
    with pytest.raises(Refused) as refusal:
        admit(told)
    assert time.monotonic() - began < 1
    return refusal.value


REPORT = "\n<p data-report></p>"


@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("<p>a</p>\n<p>{{ trich_yeu.__class__ }}</p>", 2, "Getattr"),
        ("<p>{{ trich_yeu['x'] }}</p>", 1, "Getitem"),
        ("<p>{{ trich_yeu() }}</p>", 1, "Call"),
        ("<p>{{ 10 ** 10 ** 10 }}</p>", 1, "Pow"),
        ("<p>{{ config }}</p>", 1, "config"),
        ("{% for x in range(9) %}<p>x</p>{% endfor %}", 1, "For"),
        ("\n\n{% for x in trich_yeu %}<p>x</p>{% endfor %}", 3, "Name"),
        ("{% for x in kinh_gui %}\n{% for y in kinh_gui %}{% endfor %}{% endfor %}", 2, "For"),
        ("<p>{{ trich_yeu|shout }}</p>", 1, "Filter"),
        ("<p>{{ trich_yeu|safe }}</p>", 1, "Filter"),
        ("{% include 'x' %}", 1, "Include"),
        ("{% macro a() %}{% endmacro %}", 1, "Macro"),
        ("{% set a = 1 %}", 1, "Assign"),
        ("{% if trich_yeu %}\n" * 12 + "<p>x</p>" + "{% endif %}" * 12, 11, "depth"),
        ("{% if trich_yeu %}" * 5_000, 1, "depth"),
        ("<p>{{ " + "(" * 5_000 + "trich_yeu" + ")" * 5_000 + " }}</p>", 1, "depth"),
        ("<p>{% if " + "not " * 3_000 + "trich_yeu %}x{% endif %}</p>", 1, "depth"),
        ("<p>a</p>\n<p>{{ trich_yeu }</p>", 2, "syntax"),
        ("<p>a</p>\n\n<script>x</script>", 3, "script"),
        ("<p>a</p>\n<p onclick='x'>b</p>", 2, "p"),
        ("<p>a</p>\nchữ", 2, "text"),
    ],
)
def test_what_is_no_template_is_refused_with_its_line(body, line, what):
    refusal = refusal_of(source(body=body + REPORT))
    assert refusal.code == "template.not_allowed"
    assert refusal.facts["part"] == "body"
    assert refusal.facts["what"] == what
    assert refusal.facts["line"] == line


def test_a_body_of_a_megabyte_is_refused_before_it_is_read():
    refusal = refusal_of(source(body="<p>x</p>" * 125_000))
    assert refusal.facts["faults"] == [("body", "too_long")]


def test_a_list_of_more_than_500_items_is_refused():
    fields = copy.deepcopy(package(CATALOGUE.get("cong_van"))["template"]["fields"])
    fields[1]["max"] = 50_000
    items = [f"Nơi {n}" for n in range(501)]
    refusal = refusal_of(source(fields=fields, answers={"kinh_gui": items}))
    assert refusal.code == "draft.too_long"


def test_a_loop_that_says_more_than_any_letter_is_refused():
    fields = copy.deepcopy(package(CATALOGUE.get("cong_van"))["template"]["fields"])
    fields[1]["max"] = 500
    items = ["x" * 400] * 500
    body = "{% for x in kinh_gui %}<p>" + "{{ x }}" * 100 + "</p>{% endfor %}" + REPORT
    refusal = refusal_of(source(fields=fields, body=body, answers={"kinh_gui": items}))
    assert refusal.code == "template.too_much"


@pytest.mark.parametrize(
    ("part", "spoil"),
    [
        ("fields.0.name", lambda words: words["fields"][0].update(name="Họ tên")),
        ("fields.0.max", lambda words: words["fields"][0].update(max="nhiều")),
        ("fields", lambda words: words.update(fields=words["fields"] * 3)),
        ("urgencey", lambda words: words.update(urgencey="khan")),
        ("type", lambda words: words.update(type="mat")),
        ("copies.0.targets.0", lambda words: words["copies"][0].update(targets=["../x"])),
        ("report.fields.0.each", lambda words: words["report"]["fields"][0].update(each=["x"])),
        ("archive.copies", lambda words: words["archive"].update(copies=True)),
    ],
)
def test_what_has_the_wrong_shape_is_named_by_its_place(part, spoil):
    told = source()
    spoil(told["template"])
    refusal = refusal_of(told)
    assert refusal.code == "template.broken"
    assert part in [place for place, _what in refusal.facts["faults"]]


def test_a_sample_that_answers_too_little_is_refused():
    assert refusal_of(source(answers={"noi_dung": ""})).code == "draft.missing"


def test_every_template_is_admitted_and_comes_back_from_its_zip():
    for template in CATALOGUE.all():
        admit(package(template))
        assert admit(folder.unzipped(folder.zipped(template))).sha256 == template.sha256


def zip_of(*entries, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


GOOD = tuple(folder.texts(CATALOGUE.get("cong_van")).items())


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04" + b"x" * 500, "unreadable"),
        (b"x" * 600_000, "too_long"),
        (zip_of(*GOOD[:2]), "entries"),
        (zip_of(*GOOD, ("d.html", "x")), "entries"),
        (zip_of(*((f"../{name}", text) for name, text in GOOD)), "entries"),
        (zip_of(*((f"/etc/{name}", text) for name, text in GOOD)), "entries"),
        (zip_of(*((f"a/b/{name}", text) for name, text in GOOD)), "entries"),
        (zip_of(*((f"{n}/{one[0]}", one[1]) for n, one in enumerate(GOOD))), "entries"),
        (zip_of(*GOOD, *((f"d{n}/", "") for n in range(30))), "entries"),
        (zip_of(*GOOD[:2], ("sample.toml", b"\xff\xfe")), "encoding"),
        (zip_of(*GOOD[:2], ("sample.toml", b"0" * 50_000_000)), "too_long"),
    ],
)
def test_a_hostile_zip_is_refused_at_once(content, what):
    began = time.monotonic()
    with pytest.raises(Refused) as refusal:
        folder.unzipped(content)
    assert time.monotonic() - began < 1
    assert refusal.value.code == "template.zip"
    assert refusal.value.facts == {"what": what}


def test_toml_that_cannot_be_read_says_its_line():
    broken = (("template.toml", 'code = "a"\nname = '), *GOOD[1:])
    with pytest.raises(Refused) as refusal:
        folder.unzipped(zip_of(*broken))
    assert refusal.value.facts["file"] == "template.toml"
    assert refusal.value.facts["line"] == 2
    deep = (("template.toml", "a = " + "[" * 50_000), *GOOD[1:])
    with pytest.raises(Refused, match=r"template\.broken"):
        folder.unzipped(zip_of(*deep))


def test_what_a_draft_lacks_is_said_on_sheet_and_in_word():
    template = CATALOGUE.get("huong_dan_cai_dat_ung_dung")
    content = draft(template, template.sample, defaults=template.sample_defaults)
    content["fields"] = {}
    content["subject"] = ""
    content["addressees"] = []
    content["copies"][0]["text"] = " "
    content["authority"]["name"] = ""
    paper = compose(content)
    said = [
        "chậm nhất [thiếu: Hạn báo cáo].", "V/v [thiếu: trích yếu]", "[thiếu: nơi Kính gửi]",
        "- [thiếu: nơi nhận];", "[thiếu: người ký]",
    ]  # fmt: skip
    for words in said:
        assert any(words in line for line in paper.lines()), words
    assert '<span data-field="due_on" class="paper-missing">' in html.sheet(paper)
    written = zipfile.ZipFile(io.BytesIO(docx.write(paper))).read("word/document.xml").decode()
    assert written.count("[thiếu: ") == len(said)
    with pytest.raises(Refused, match=r"paper\.unbound"):
        compose(content, number=5)
    assert not is_missing("ngày 07/12/2026")


def test_an_empty_text_is_said_too_and_a_copy_has_none():
    template = CATALOGUE.get("cong_van")
    content = draft(template, template.sample, defaults=template.sample_defaults)
    content["body"] = content["body"] | {"content": []}
    content["obligations"] = []
    assert "[thiếu: nội dung]" in list(compose(content).lines())
