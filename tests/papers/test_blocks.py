"""The light markup and the tree: nothing is lost on the way there and back."""

from __future__ import annotations

import copy
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.papers.blocks import check, from_markup, new_id, notes, plain, to_markup, unbound
from docflow.rules.refusals import Refused
from tests.papers.labels import LINES

MARKS = [[], ["strong"], ["em"], ["strong", "em"]]
LETTERS = st.text(alphabet="aộĐ1.)*_{}\\|#-+–•<>/: ()IVX[]^`~“", min_size=1, max_size=12)
NAMES = st.sampled_from(["due_on", "so_lieu", "x"])


def nodes() -> st.SearchStrategy[list[dict]]:
    text = st.builds(
        lambda text, marks: (
            {"type": "text", "text": text}
            | ({"marks": [{"type": mark} for mark in marks]} if marks else {})
        ),
        LETTERS,
        st.sampled_from(MARKS),
    )
    field = st.builds(lambda name: {"type": "field", "attrs": {"name": name}}, NAMES)
    note = st.builds(
        lambda text: {"type": "footnote", "attrs": {"text": text}},
        LETTERS.filter(str.strip),
    )
    return st.lists(st.one_of(text, field, note), min_size=1, max_size=5).map(joined).filter(bool)


def joined(found: list[dict]) -> list[dict]:
    """Bring nodes to the form that every editor writes: neighbours joined, edges without space."""
    kept: list[dict] = []
    for node in copy.deepcopy(found):
        if (
            kept
            and "text" in node
            and "text" in kept[-1]
            and node.get("marks") == kept[-1].get("marks")
        ):
            kept[-1]["text"] += node["text"]
        else:
            kept.append(node)
    spaced = [node["text"] for node in (kept[0], kept[-1]) if "text" in node]
    return [] if any(text != text.strip() for text in spaced) else kept


def block() -> st.SearchStrategy[dict]:
    def line(kind: str) -> st.SearchStrategy[dict]:
        return nodes().map(lambda content: {"type": kind, "attrs": {}, "content": content})

    point = st.builds(
        lambda label, content: {"type": "point", "attrs": {"label": label}, "content": content},
        st.sampled_from(
            [
                "1.",
                "12.",
                "1.2.",
                "2)",
                "a)",
                "đ)",
                "IV.",
                "Điều 3.",
                "-",
                "+",
                "–",
                "•",
                "1/",
                "a.",
                "(1)",
                "a/",
                "1-",
                "1.2",
                "(a)",
                "II/",
                "§4",
                "#",
                "*",
                "C:",
            ]
        ),
        nodes(),
    )
    cell = st.one_of(st.just([]), nodes()).map(lambda content: {"type": "cell", "content": content})
    table = st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(cell, min_size=width, max_size=width).map(
                lambda cells: {"type": "row", "content": cells}
            ),
            min_size=1,
            max_size=3,
        )
    )
    tables = st.builds(
        lambda attrs, rows: {"type": "table", "attrs": attrs, "content": rows},
        st.sampled_from([{}, {"head": True}]),
        table,
    )
    return st.one_of(line("paragraph"), line("heading"), line("centre"), point, tables)


def doc(blocks: list[dict]) -> dict:
    content = copy.deepcopy(blocks)
    for place, one in enumerate(content, start=1):
        one["attrs"] = {"id": f"b{place}", **one["attrs"]}
    return {"type": "doc", "schema": 1, "content": content}


@given(st.lists(block(), max_size=6).map(doc))
def test_a_tree_survives_being_written_as_markup(tree):
    check(tree)
    assert from_markup(to_markup(tree)) == tree


@given(st.text(max_size=200))
def test_any_text_gives_a_sound_tree_that_keeps_its_form(text):
    tree = from_markup(text)
    check(tree)
    assert from_markup(to_markup(tree)) == tree


def test_labels_marks_fields_and_addresses_are_read():
    tree = from_markup("1. **Đề nghị** _x_ trước {due_on}, xem <http://a.vn/b_c*d>;\na) hai")
    first, second = tree["content"]
    assert first["type"] == second["type"] == "point"
    assert second["attrs"] == {"id": "b2", "label": "a)"}
    fields = {"due_on": "2026-12-07"}
    written = "1. Đề nghị _x_ trước ngày 07/12/2026, xem <http://a.vn/b_c*d>;"
    assert plain(first, fields) == written
    assert unbound(tree, {}) == ["due_on"]
    assert unbound(tree, fields) == []


@pytest.mark.parametrize(("line", "label"), LINES)
def test_a_label_is_what_clerks_type_and_no_number_of_a_sentence(line, label):
    (block,) = from_markup(line)["content"]
    assert block["attrs"].get("label", "") == label
    assert plain(block, {}) == line
    # What is a paragraph in a draft of before stays one, whatever its beginning looks like.
    before = doc([{"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": line}]}])
    assert from_markup(to_markup(before)) == before


def test_a_backslash_behind_a_label_says_that_it_is_one():
    (first, second) = from_markup("1.5\\ triệu\nBước1:\\ làm")["content"]
    assert (first["attrs"]["label"], plain(first, {})) == ("1.5", "1.5 triệu")
    assert second["attrs"]["label"] == "Bước1:"


def test_a_footnote_is_plain_text_that_stands_outside_its_sentence():
    tree = from_markup(r"Theo quy định^[Xem *Điều 5* \] và {so}, \^[a\], số 1^2.] hiện hành./.")
    (block,) = tree["content"]
    assert plain(block, {}) == "Theo quy định hiện hành./."
    assert notes(block) == ["Xem *Điều 5* ] và {so}, ^[a], số 1^2."]
    assert unbound(tree, {}) == []
    assert [node["type"] for node in block["content"]] == ["text", "footnote", "text"]


@pytest.mark.parametrize("text", ["a^[ ]", "a^[", "a^[]", "a\\^[b]", "a^[" + "b" * 501 + "]"])
def test_what_is_no_footnote_stays_text(text):
    tree = from_markup(text)
    assert {node["type"] for node in tree["content"][0]["content"]} == {"text"}
    assert from_markup(to_markup(tree)) == tree


def test_many_beginnings_of_footnotes_are_read_in_no_time():
    began = time.monotonic()
    from_markup("^[a" * 100_000)
    assert time.monotonic() - began < 3


def test_middle_lines_articles_and_heads_of_tables_are_read():
    tree = from_markup("## QUYẾT ĐỊNH:\nĐiều 1. Một\n| a | b |\n|---|---|\n| 1 | 2 |")
    middle, article, table = tree["content"]
    assert (middle["type"], article["attrs"]["label"]) == ("centre", "Điều 1.")
    assert table["attrs"] == {"id": "b3", "head": True}
    assert plain(table, {}).split("\n") == ["a", "b", "1", "2"]
    typed = from_markup("| a |\n| \\--- |")["content"][0]
    assert "head" not in typed["attrs"]


def test_what_a_paste_brings_along_is_smoothed():
    tree = from_markup("Sơ\u0309 Y\u00a0tế\u200b\u202e\r\n\r\nhai")
    assert [plain(block, {}) for block in tree["content"]] == ["Sở Y tế", "hai"]


def ids(tree: dict) -> dict[str, str]:
    return {plain(block, {}): block["attrs"]["id"] for block in tree["content"]}


def test_ids_stay_with_blocks_that_are_kept_edited_or_moved():
    first = from_markup("Một\n\n1. Hai là nội dung cũ\n\nBa\n\nBốn")
    old = ids(first)
    second = from_markup("Mới hẳn\n\nMột\n\n1. Hai là nội dung mới\n\nBốn\n\nBa", first)
    new = ids(second)
    assert new["Một"] == old["Một"]
    assert new["1. Hai là nội dung mới"] == old["1. Hai là nội dung cũ"]
    assert new["Ba"] == old["Ba"]
    assert new["Bốn"] == old["Bốn"]
    assert new["Mới hẳn"] not in old.values()
    check(second)


def test_the_id_of_a_deleted_block_does_not_come_back():
    first = from_markup("Một\n\nHai")
    shorter = from_markup("Một", first)
    longer = from_markup("Một\n\nBa", shorter)
    assert ids(longer)["Ba"] not in ids(first).values()


def test_a_split_block_leaves_its_id_with_the_likelier_half():
    first = from_markup("Một\n\nĐề nghị các đơn vị báo cáo kết quả thực hiện về Sở Y tế\n\nBa")
    second = from_markup(
        "Một\n\nThêm\n\nĐề nghị các đơn vị báo cáo kết quả về Sở Y tế\n\nBa", first
    )
    assert [block["attrs"]["id"] for block in second["content"]][2] == "b2"


def test_new_ids_are_short_and_free():
    taken = {new_id(()) for _ in range(50)}
    assert all(name.startswith("b") and len(name) <= 8 for name in taken)
    assert new_id(taken) not in taken


BROKEN = [
    ("not a tree", "shape"),
    ({"type": "doc", "schema": 2, "content": []}, "shape"),
    (doc([{"type": "script", "attrs": {}, "content": []}]), "shape"),
    (doc([{"type": "paragraph", "attrs": {"style": "x"}, "content": []}]), "shape"),
    (doc([{"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": ""}]}]), "text"),
    (doc([{"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": "a\nb"}]}]), "text"),
    (doc([{"type": "paragraph", "attrs": {}, "content": [{"type": "text", "text": "o\u0302"}]}]), "text"),
    (doc([{"type": "point", "attrs": {"label": ""}, "content": []}]), "label"),
    (
        doc([{"type": "paragraph", "attrs": {}, "content": [{"type": "field", "attrs": {"name": "A b"}}]}]),
        "field",
    ),
    (
        doc([{"type": "paragraph", "attrs": {}, "content": [
            {"type": "text", "text": "a", "marks": [{"type": "link"}]}]}]),
        "marks",
    ),
    (doc([{"type": "table", "attrs": {}, "content": []}]), "shape"),
    *(
        (doc([{"type": "paragraph", "attrs": {}, "content": [{"type": "footnote", "attrs": attrs}]}]),
         "footnote")
        for attrs in ({"text": ""}, {"text": " "}, {"text": "a\nb"}, {"text": "o\u0302"}, {"text": 5},
                      {"text": "a" * 501}, {"text": "a", "id": "x"}, None)
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "why"), BROKEN)
def test_a_malformed_tree_is_refused(tree, why):
    with pytest.raises(Refused) as refusal:
        check(tree)
    assert refusal.value.code == "body.malformed"
    assert refusal.value.facts["why"] == why


def test_two_blocks_of_one_id_are_refused():
    tree = from_markup("a\n\nb")
    tree["content"][1]["attrs"]["id"] = "b1"
    with pytest.raises(Refused) as refusal:
        check(tree)
    assert refusal.value.facts["why"] == "id"


@pytest.mark.parametrize(
    "text",
    [
        "**** a",
        "**** 3. a)",
        "** ** x",
        "**a** ****",
        " {due_on} y",
        "| **** a | b |\n| --- | --- |\n| ** ** | d |",
    ],
)
def test_marks_around_nothing_leave_no_blank_that_another_reading_would_lose(text):
    read = from_markup(text)
    assert from_markup(to_markup(read), previous=read) == read
    assert from_markup(to_markup(read))["content"][0]["type"] != "point"
