"""Two papers as one: blocks by their ids, tables cell by cell, words, in a bounded time."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial

from docflow.papers.comparing import align
from docflow.papers.parts import Block, Span
from docflow.papers.words import marked
from tests import machine


def block(name, *words, label=""):
    spans = tuple(Span(one) if isinstance(one, str) else one for one in words)
    return Block("point" if label else "paragraph", name, label, spans)


def told(spans):
    """Write spans as a line: ``[-out-]`` and ``{+in+}``."""
    sort = {"": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "".join(sort[one.change].format(one.text) for one in spans)


def kinds(before, after):
    return [(one.id, one.kind) for one in align(before, after)]


def test_words_are_marked_one_by_one():
    was = (Span("Đề nghị các đơn vị báo cáo trước ngày 15/12/2026."),)
    now = (Span("Đề nghị các đơn vị gửi báo cáo trước ngày 20/12/2026."),)
    assert told(marked(was, now)) == (
        "Đề nghị các đơn vị {+gửi +}báo cáo trước ngày [-15/12/2026-]{+20/12/2026+}."
    )


def test_a_word_that_only_turned_bold_is_a_change():
    was, now = (Span("chậm nhất là"),), (Span("chậm nhất", strong=True), Span(" là"))
    found = marked(was, now)
    assert [one.text.strip() for one in found if one.change == "in" and one.strong] == ["chậm nhất"]


def test_what_is_read_on_either_side_is_what_stood_there():
    dice = random.Random(30)
    words = ["thực", "hiện ", "công văn", ", ", "số 5/UBND", ". ", "ngày ", "và "]
    for _ in range(200):
        was, now = (
            (Span("".join(dice.choice(words) for _ in range(dice.randrange(1, 30)))),)
            for _ in range(2)
        )
        found = marked(was, now)
        assert (
            "".join(one.text for one in found if one.change != "out").split() == now[0].text.split()
        )
        left = "".join(one.text for one in found if one.change != "in")
        assert left.split() == was[0].text.split()


def test_blocks_are_recognised_by_their_ids():
    one, two, three, four = (block(f"b{n}", f"đoạn {n}") for n in range(1, 5))
    edited = block("b2", "đoạn hai")
    assert kinds([one, two, three], [one, edited, four]) == [
        ("b1", "same"), ("b2", "changed"), ("b3", "out"), ("b4", "in"),
    ]  # fmt: skip


def test_a_moved_block_is_moved_and_neither_out_nor_in():
    blocks = [block(f"b{n}", f"đoạn {n}") for n in range(1, 6)]
    moved = [*blocks[1:4], blocks[0], blocks[4]]
    assert kinds(blocks, moved) == [
        ("b2", "same"), ("b3", "same"), ("b4", "same"), ("b1", "moved"), ("b5", "same"),
    ]  # fmt: skip
    moved[3] = block("b1", "đoạn đầu")
    pair = align(blocks, moved)[3]
    assert (pair.kind, told(pair.drawn.spans)) == ("moved", "đoạn [-1-]{+đầu+}")


def test_a_label_that_changed_is_marked():
    pair = align([block("b1", "Rà soát", label="1.")], [block("b1", "Rà soát", label="2.")])[0]
    assert told(pair.drawn.spans) == "[-1. -]{+2. +}Rà soát"
    assert pair.drawn.label == ""


def test_tables_are_compared_cell_by_cell():
    def table(*rows):
        return Block("table", "b1", rows=tuple(tuple((Span(c),) for c in row) for row in rows))

    was = table(("Đơn vị", "Số"), ("Hà Trung", "5"), ("Nga Sơn", "7"))
    now = table(("Đơn vị", "Số"), ("Hà Trung", "6"), ("Nga Sơn", "7"), ("Mai Sơn", "1"))
    rows = align([was], [now])[0].drawn.rows
    assert [[told(cell) for cell in row] for row in rows] == [
        ["Đơn vị", "Số"], ["Hà Trung", "[-5-]{+6+}"], ["Nga Sơn", "7"], ["{+Mai Sơn+}", "{+1+}"],
    ]  # fmt: skip


def test_a_letter_of_two_thousand_blocks_takes_under_a_second_of_work():
    dice = random.Random(2000)
    line = "thực hiện công văn của ủy ban nhân dân tỉnh về việc hướng dẫn ứng dụng y tế"
    words = line.split()

    def text():
        return " ".join(dice.choice(words) for _ in range(40))

    was = [block(f"b{n}", text()) for n in range(2000)]
    edited = [
        replace(one, spans=(Span(one.spans[0].text.replace("công", "kế", 2)),)) for one in was
    ]
    wild = [block("b1", " ".join(dice.choice("ab") for _ in range(100_000))) for _ in range(2)]
    for before, after in ((was, edited), (was, [block(f"b{n}", text()) for n in range(2000)]),
                          (wild[:1], wild[1:])):  # fmt: skip
        machine.within(1, partial(align, before, after))
