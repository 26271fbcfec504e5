"""A body that comes in as a tree: what is put right, what is refused."""

from __future__ import annotations

import json

import pytest

from docflow.papers import blocks, tree
from docflow.rules.refusals import Refused
from tests import machine


def doc(*content):
    return {"type": "doc", "schema": 1, "content": list(content)}


def line(*nodes, kind="paragraph", **attrs):
    return {"type": kind, "attrs": {"id": "b1", **attrs}, "content": list(nodes)}


def words(text, *marks):
    node = {"type": "text", "text": text}
    return node | {"marks": [{"type": mark} for mark in marks]} if marks else node


def test_letters_are_put_together_and_spaces_taken_off_the_ends():
    came = doc(
        line(words(" Hu\u031bo\u031b\u0301ng"), words("\u00a0da\u0302\u0303n "), words("  "))
    )
    assert tree.read(came) == doc(line(words("Hướng dẫn")))


def test_marks_stand_in_one_order_and_neighbours_of_one_look_are_one():
    came = doc(line(words("a", "em", "strong"), words("b", "strong", "em"), words("c")))
    assert tree.read(came) == doc(line(words("ab", "strong", "em"), words("c")))


def test_lines_without_a_word_go_and_points_stay_with_their_ids():
    point = {"type": "point", "attrs": {"id": "b2", "label": "1."}, "content": []}
    assert tree.read(doc(line(), point, line(words(" "), kind="heading"))) == doc(point)


def test_what_was_read_is_written_as_markup_and_comes_back_the_same():
    came = tree.read(
        doc(line(words("1. không phải khoản "), words("**", "strong"), words(" hết ")))
    )
    again = blocks.from_markup(blocks.to_markup(came), previous=came)
    assert again == came


@pytest.mark.parametrize(
    ("came", "why"),
    [
        (None, "shape"),
        ([], "shape"),
        ({"type": "doc", "schema": 1}, "shape"),
        ({"type": "doc", "schema": 2, "content": []}, "shape"),
        (doc("chữ"), "shape"),
        (doc(line(words("a"), kind="script")), "shape"),
        (doc(line({"type": "image"})), "shape"),
        (doc(line({"type": "text", "text": 5})), "text"),
        (doc(line(words("a", "underline"))), "marks"),
        (doc(line(words("a")) | {"attrs": {"id": "B1"}}), "id"),
        (doc(line(words("a")), line(words("b"))), "id"),
        (doc(line(words("a"), kind="point", label="một hai")), "label"),
        (doc(line(words("a\u200bb"))), "text"),
        (doc({"type": "table", "attrs": {"id": "b1"}, "content": [{"type": "row", "content": []}]}), "shape"),
        (doc({"type": "table", "attrs": {"id": "b1"}, "content": [5]}), "shape"),
    ],
)  # fmt: skip
def test_what_is_no_body_is_refused(came, why):
    with pytest.raises(Refused) as refusal:
        tree.read(came)
    assert refusal.value.code == "body.malformed"
    assert refusal.value.facts["why"] == why


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "x" * (tree.MOST_JSON + 1), "NaN{"])
def test_what_is_no_json_is_refused_at_once(text):
    def parse():
        with pytest.raises(Refused):
            tree.parse(text)

    machine.within(1, parse)


def test_a_tree_of_the_largest_size_is_read_within_a_second():
    text = "chữ " * 100
    came = json.dumps(doc(*(line(words(text)) | {"attrs": {"id": f"b{n}"}} for n in range(990))))
    body = machine.within(1, lambda: tree.read(tree.parse(came)))
    assert len(body["content"]) == 990
