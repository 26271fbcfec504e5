"""Every repair that is offered does what it says, and nothing else; pressing them comes to an end."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.papers.catalogue import Catalogue, draft, shipped
from docflow.rules.lint import check, repair, spans
from docflow.rules.lint.draft import blocks, text_of
from docflow.rules.refusals import Refused

from .letter import TODAY, body, field, members, paragraph, raw, sample
from .texts import TEXTS

TEMPLATES = Catalogue([shipped()]).all()
#: No text of these bears more faults; pressing more often is going round in a circle.
MOST = 80


def letter(*words, subject="rà soát cơ sở vật chất"):
    made = []
    for ordinal, one in enumerate(words, 1):
        label, gap, rest = one.partition("  ")
        labelled = bool(gap) and len(label) < 4
        text = rest if labelled else one
        made.append(paragraph(f"b{ordinal}", text, label=label if labelled else ""))
    content = {**sample(), "subject": subject, "body": body(*made), "obligations": []}
    return {**content, "fields": {}}


def findings(content):
    return check(content, today=TODAY, members=members)


def counted(content):
    return Counter(one.rule for one in findings(content))


def offered(content, rule):
    return sum(len(one.repairs) for one in findings(content) if one.rule == rule)


def texts(content):
    return [content["subject"], *(text_of(one, content["fields"]) for one in blocks(content))]


def others(content):
    """Count every cited title, quoted name and address of a content."""
    found = Counter()
    for text in texts(content):
        found.update(
            text[start:end] for start, end in [*spans.addresses(text), *spans.quoted(text)]
        )
        found.update(text[start:end].rstrip() for start, end in spans.titles(text))
    return found


def press(content, finding, index):
    """Press one button and look at all that it may do wrong; returns the content after it."""
    before, kept = counted(content), others(content)
    done = repair(content, finding, index)
    after, whole = counted(done), "\n".join(texts(done))
    told = f"{finding.rule}: {finding.repairs[index]}\n{texts(content)}\n{texts(done)}"
    assert offered(done, finding.rule) < offered(content, finding.rule), f"stays: {told}"
    more = {rule: n for rule, n in after.items() if n > before[rule]}
    assert not more, f"brings {more}: {told}"
    lost = [text for text in kept if text not in whole]
    assert not lost, f"changes {lost}: {told}"
    assert (done["copies"], done["place"]) == (content["copies"], content["place"])
    return done


def press_all(content):
    pressed = 0
    while todo := [one for one in findings(content) if one.repairs]:
        for finding in todo:
            for index in range(1, len(finding.repairs)):
                press(content, finding, index)
        content = press(content, todo[pressed % len(todo)], 0)
        pressed += 1
        assert pressed < MOST, "goes round in a circle"
    return content


#: Phrases of all the texts, to be put together anew.
PHRASES = sorted(
    {
        phrase.strip()
        for words in TEXTS
        for block in words
        for phrase in re.split(r"(?<=[,;.]) ?", block)
        if phrase.strip()
    }
)
SIGNS = [
    " ",
    ", ",
    "; ",
    ". ",
    ": ",
    " ,",
    " ;",
    ",",
    "./. ",
    " (",
    ") ",
    "”",
    " “",
    "\n",
    "\xa0",
    " và ",
    " tại ",
]
BLOCKS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(PHRASES), st.sampled_from(SIGNS)), min_size=1, max_size=5
    ).map(lambda parts: "".join(phrase + sign for phrase, sign in parts)),
    min_size=1,
    max_size=3,
)


@given(words=BLOCKS, subject=st.sampled_from(PHRASES))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_the_repairs_of_any_text_come_to_an_end(words, subject):
    press_all(letter(*words, subject=subject))


@pytest.mark.parametrize("words", TEXTS)
def test_the_repairs_of_a_text_come_to_an_end(words):
    press_all(letter(*words))


@pytest.mark.parametrize(
    "words",
    [
        ("", field("due_on"), " là hạn cuối./."),
        ("Các đơn vị rà soát. ", field("due_on"), " các đơn vị báo cáo./."),
        ("Phòng dịch COVID-19 tại ", field("where"), "; Các đơn vị rà soát"),
        ("Căn cứ", field("where")),
        (field("where"), "và Covid-19"),
    ],
)
def test_no_repair_is_offered_of_what_a_bound_field_prints(words):
    text = "Xã , Phường có dịch Covid-19 ;Các khu phố khu phố"
    content = letter("Căn cứ Luật An toàn thực phẩm") | {
        "fields": {"due_on": "2026-12-07", "where": text}
    }
    content["body"] = body(
        paragraph("b1", *(one for one in words if one)), paragraph("b2", "Xin gửi./.")
    )
    press_all(content)


def test_the_repairs_of_the_real_letter_come_to_an_end():
    press_all(raw())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_the_repairs_of_a_templates_sample_come_to_an_end(template):
    press_all(draft(template, template.sample, defaults=template.sample_defaults))


def test_points_are_relabelled_all_at_once_in_the_body_and_in_an_annex_alone():
    def points(*labels):
        return body(*(paragraph(f"b{n}", "Rà soát;", label=one) for n, one in enumerate(labels, 1)))

    def labels(it):
        return [block["attrs"].get("label") for block in it["body"]["content"]]

    annex = {"id": "x1", "title": "", "landscape": False, "body": points("(1)", "(2)")}
    content = {**letter(), "body": points("1/", "a.", "2-", "b/"), "annexes": [annex]}
    found = [one for one in findings(content) if one.rule == "points.form"]
    told = [(one.part, one.block, one.excerpt, len(one.repairs)) for one in found]
    assert told == [
        ("body", "b1", "1/", 1),
        ("body", "b2", "a.", 1),
        ("annexes", "x1.b1", "(1)", 2),
    ]
    assert labels(repair(content, found[0], 0)) == ["1.", "a.", "2.", "b/"]
    assert labels(repair(content, found[1], 0)) == ["1/", "a)", "2-", "b)"]
    done = repair(content, found[2], 1)
    assert (labels(done), labels(done["annexes"][0])) == (labels(content), ["a)", "b)"])
    with pytest.raises(Refused):
        repair(done, found[2], 1)
