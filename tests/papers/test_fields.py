"""The template language: what it says, and everything that it must never do."""

from __future__ import annotations

from datetime import date

import pytest
from jinja2 import nodes

from docflow.papers.answers import read_answers
from docflow.papers.fields import FILTERS, Field, Piece, line, read, speak
from docflow.rules.refusals import Refused

FIELDS = {
    "subject": Field("subject", "Trích yếu"),
    "body": Field("body", "Nội dung", "text"),
    "apps": Field("apps", "Ứng dụng", "list"),
    "day": Field("day", "Ngày họp", "date"),
    "due_on": Field("due_on", "Hạn", "date", bound=True),
}
VALUES = {
    "subject": "hướng dẫn <b>cài đặt</b>",
    "body": "một\n\nhai",
    "apps": ("Smart Thanh Hóa", "Bluezone", "VssID"),
    "day": date(2020, 1, 5),
    "due_on": date(2020, 8, 21),
}


def say(source: str, **values: object) -> str:
    return line(source, VALUES | values, FIELDS)


def test_a_line_says_its_fields():
    assert say("V/v {{ subject }} ({{ day }})") == "V/v hướng dẫn <b>cài đặt</b> (ngày 05/01/2020)"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ apps|join_and }}", "Smart Thanh Hóa, Bluezone và VssID"),
        ("{{ apps|join_comma }}", "Smart Thanh Hóa, Bluezone, VssID"),
        ("{{ apps|count }} ứng dụng", "3 ứng dụng"),
        ("{{ day|date }}", "05/01/2020"),
        ("{{ subject|upper_first }}", "Hướng dẫn <b>cài đặt</b>"),
        ("{% for app in apps %}{{ app|code }} {% endfor %}", "smart_thanh_hoa bluezone vssid"),
        ("{% if subject and not day %}a{% elif apps or day %}b{% else %}c{% endif %}", "b"),
    ],
)
def test_filters_conditions_and_loops_speak(source, said):
    assert say(source) == said


def test_a_number_is_counted_in_vietnamese():
    assert say("{{ subject|count }}", subject="11486") == "11.486"
    with pytest.raises(Refused) as refusal:
        say("{{ subject|count }}", subject="²")
    assert refusal.value.code == "draft.malformed"


def test_two_things_are_joined_without_a_comma():
    assert say("{{ apps|join_and }}", apps=("A", "B")) == "A và B"
    assert say("{{ apps|join_and }}", apps=("A",)) == "A"
    assert say("[{{ apps|join_and }}{{ apps|join_comma }}]", apps=()) == "[]"


def test_an_empty_answer_is_false_and_says_nothing():
    source = "{% if day %}{{ day }}{% else %}chưa có{% endif %}{{ due_on }}"
    assert say(source, day="", due_on="") == "chưa có"


def test_a_bound_field_stays_a_place_and_a_text_stays_a_text():
    pieces = list(speak(read("<p>{{ due_on }}{{ body }}</p>", FIELDS), VALUES, FIELDS))
    assert pieces == [
        Piece("markup", "<p>"),
        Piece("bound", "due_on"),
        Piece("text", "một\n\nhai"),
        Piece("markup", "</p>"),
    ]


def test_an_answer_is_never_read_as_template():
    assert say("{{ subject }}", subject="{{ due_on }}{% if %}") == "{{ due_on }}{% if %}"


@pytest.mark.parametrize(
    "source",
    [
        "{{ unknown }}",
        "{{ subject.__class__ }}",
        "{{ subject['x'] }}",
        "{{ subject() }}",
        "{{ subject|upper }}",
        "{{ subject|attr('x') }}",
        "{{ subject|date('%Y') }}",
        "{{ subject|upper_first|upper_first|upper_first|upper_first }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'plain' }}",
        "{{ subject ~ subject }}",
        "{{ [subject] }}",
        "{{ {'a': subject} }}",
        "{{ subject if day else body }}",
        "{{ subject == day }}",
        "{% if subject == day %}x{% endif %}",
        "{% if subject is defined %}x{% endif %}",
        "{% if subject in apps %}x{% endif %}",
        "{% set a = subject %}",
        "{% macro m() %}{% endmacro %}",
        "{% include 'other.html' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import path %}",
        "{% extends 'base.html' %}",
        "{% block a %}{% endblock %}",
        "{% call subject() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% with a = 1 %}{% endwith %}",
        "{% autoescape false %}{{ subject }}{% endautoescape %}",
        "{% for x in range(10) %}x{% endfor %}",
        "{% for x in subject %}x{% endfor %}",
        "{% for x in apps %}{% for y in apps %}x{% endfor %}{% endfor %}",
        "{% for x in apps %}{% if x %}{% for y in apps %}x{% endfor %}{% endif %}{% endfor %}",
        "{% for x in apps if x %}x{% endfor %}",
        "{% for x in apps recursive %}x{% endfor %}",
        "{% for x in apps %}x{% else %}y{% endfor %}",
        "{% for x, y in apps %}x{% endfor %}",
        "{% for subject in apps %}x{% endfor %}",
        "{% for x in apps %}{{ loop.index }}{% endfor %}",
        "{% for x in apps %}x{% endfor %}{{ x }}",
        "{{ due_on|date }}",
        "{{ body|upper_first }}",
        "{{ self }}",
        "{{ subject",
        "{% if subject %}",
        "{{ " + "(" * 4000 + "subject" + ")" * 4000 + " }}",
        "{% if " + "not " * 4000 + "subject %}x{% endif %}",
        "x" * 100_001,
    ],
    ids=lambda source: source[:48],
)
def test_everything_else_is_refused(source):
    with pytest.raises(Refused) as refusal:
        read(source, FIELDS)
    assert refusal.value.code == "template.not_allowed"
    assert refusal.value.facts["line"] >= 1


def test_the_refusal_names_the_line_and_the_culprit():
    with pytest.raises(Refused) as refusal:
        read("{{ subject }}\n{{ nguoi_ky }}", FIELDS)
    assert refusal.value.facts == {"line": 2, "what": "nguoi_ky"}


def test_no_filter_takes_more_than_a_value():
    tree = read("".join(f"{{{{ apps|{name} }}}}" for name in FILTERS), FIELDS)
    assert len(list(tree.find_all(nodes.Filter))) == len(FILTERS)


def test_an_item_comes_without_the_hyphen_and_the_semicolon_that_the_letter_prints():
    known = {"to": Field("to", "Kính gửi", kind="list")}
    told = read_answers(
        known, {"to": "- Các bệnh viện công lập;\n• Trạm y tế - xã A;\n\nSở Tài chính"}
    )
    assert told["to"] == ("Các bệnh viện công lập", "Trạm y tế - xã A", "Sở Tài chính")
