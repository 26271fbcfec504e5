"""What a paste keeps, what it tells that it could not keep, and that nothing pasted ever runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.conftest import violations
from tests.browser.writing import emptied, paste, said, saved, stored, text, words

pytestmark = pytest.mark.browser

WORD_NOTES = """<p>Bệnh viện<a href="file:///C:/a.htm#_ftn1" name="_ftnref1"><sup>[1]</sup></a> và trạm<a href="#_ftn2"
name="_ftnref2" title=""><span>[2]</span></a>.</p><div style='mso-element:footnote-list'><br clear=all><hr size=1>
<div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Hạng một;</p><p>hạng hai</p></div>
<div style='mso-element:footnote' id=ftn2><p><a href="#_ftnref2" name="_ftn2">[2]</a> Cả xã</p></div></div>"""
OFFICE_NOTES = """<p>Bệnh viện<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></p>
<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> Hạng một</p></div>"""
DOCS_NOTES = """<div><p>Bệnh viện<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p><hr>
<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Hạng một</p></div></div>"""
PARAGRAPH_NOTES = """<p>Bệnh viện<a href="#_ftn1" name="_ftnref1">[1]</a></p>
<p><a href="#_ftnref1" name="_ftn1">[1]</a> Hạng một</p>"""
BOX = """<p>Trước</p><!--[if gte vml 1]><v:shape id=s1><v:imagedata src="a.png"/><v:textbox><p>Chữ</p></v:textbox>
</v:shape><![endif]--><![if !vml]><span><img width=90 height=40 src="clip.png"></span><![endif]><p>Sau</p>"""
LOST = f"""{BOX}<p><img src="a.png"><img src="b.png"><img width=1 height=1 src="dot.gif"><img alt="😀" src="c.png">
Chữ <del cite="mailto:x">cũ</del> mới<a class=msocomanchor href="#_msocom_1">[A1]</a><iframe src="d"></iframe></p>
<table><tr><td colspan=2>Đơn vị</td></tr><tr><td>A</td><td>1</td></tr></table>
<div style='mso-element:comment-list'><p>Xem lại</p></div>"""
HOSTILE = """<base href="http://evil.test/"><meta http-equiv=refresh content="0;url=http://evil.test/m">
<link rel=stylesheet href="http://evil.test/l"><style>@import "http://evil.test/i";*{background:url(http://evil.test/s)}</style>
<script>window.ran='script'</script><p style="background:url(http://evil.test/p)" onclick="window.ran='p'">Chữ lành
<img src="http://evil.test/x" onerror="window.ran='img'" alt="a>b"><img/src=x/onerror="window.ran='slash'">
<svg onload="window.ran='svg'"><image href="http://evil.test/v" /></svg>
<video poster="http://evil.test/v" src="http://evil.test/w" onerror="window.ran='video'" autoplay></video>
<audio src="http://evil.test/a" onerror="window.ran='audio'"></audio><object data="http://evil.test/o"></object>
<iframe src="http://evil.test/f" srcdoc="<script>parent.ran='frame'</script>"></iframe><embed src="http://evil.test/e">
<input autofocus onfocus="window.ran='input'"><details open ontoggle="window.ran='toggle'">mở</details>
<table background="http://evil.test/t"><tr><td>1</td><td background="http://evil.test/d">2</td></tr></table>
<a href="javascript:window.ran='link'">nối</a></p>"""
OWN = """<p data-pm-slice="1 1 []" class="paragraph">Chữ lành <img src="http://evil.test/x" onerror="window.ran='own'"></p>"""
OWN_STYLED = """<p data-pm-slice="1 1 []" class="paragraph" onclick="window.ran='own'" style="background:url(http://evil.test/p)">Chữ lành</p>"""


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


@pytest.fixture
def opened(office, visitor):
    """Open the draft, empty; nothing may be complained of while something is pasted."""
    guests = []

    def start(**more: object) -> Page:
        url, stage, _app = office
        guests.append(visitor(url, **more))
        guests[-1].sign_in(people.DRAFTER)
        page = guests[-1].open(f"/dispatches/{stage.keys['draft']}/edit")
        emptied(page)
        return page

    yield start
    assert [one for guest in guests for one in guest.complaints] == []


@pytest.fixture
def body(office):
    """Return the blocks of the draft as they are stored now."""
    return lambda: stored(office[2], office[1].keys["draft"])


def notes(blocks: list[dict]) -> list[str]:
    inlines = [node for block in blocks for node in block.get("content", [])]
    return [node["attrs"]["text"] for node in inlines if node["type"] == "footnote"]


def lost(page: Page):
    return page.locator("[data-losses]")


@pytest.mark.parametrize("html", [OFFICE_NOTES, DOCS_NOTES, PARAGRAPH_NOTES])
def test_a_footnote_from_elsewhere_becomes_a_footnote(opened, body, html):
    page = opened()
    paste(page, html)
    saved(page)
    assert [said(one) for one in body()] == ["|Bệnh viện"]
    assert notes(body()) == ["Hạng một"]
    expect(lost(page)).to_have_text("")


def test_the_footnotes_of_word_keep_their_words_and_their_places(opened, body):
    page = opened()
    paste(page, WORD_NOTES)
    saved(page)
    found = body()
    assert [said(one) for one in found] == ["|Bệnh viện và trạm."]
    assert [one["type"] for one in found[0]["content"]] == [
        "text", "footnote", "text", "footnote", "text",
    ]  # fmt: skip
    assert notes(found) == ["Hạng một; hạng hai", "Cả xã"]
    # In a head cell, which is bold by itself, a footnote stays too.
    emptied(page)
    head = WORD_NOTES.replace("<p>", "<table><thead><tr><th><p><b>", 1).replace(
        ".</p>", "</b></p></th><th>Số</th></tr></thead><tr><td>A</td><td>1</td></tr></table>", 1
    )
    paste(page, head)
    saved(page)
    (table,) = body()
    assert table["attrs"]["head"] is True
    assert notes(table["content"][0]["content"]) == ["Hạng một; hạng hai", "Cả xã"]


def test_a_footnote_that_cannot_be_whole_is_told(opened, body):
    page = opened()
    paste(page, '<p>Bệnh viện<a href="#_ftn1" name="_ftnref1">[1]</a> tỉnh</p>')
    expect(lost(page)).to_have_text("Đã bỏ 1 dấu chú thích không kèm lời.")
    saved(page)
    assert [said(one) for one in body()] == ["|Bệnh viện tỉnh"]
    emptied(page)
    paste(page, PARAGRAPH_NOTES.replace("Hạng một", "hạng " * 150))
    expect(lost(page)).to_have_text("Đã cắt 1 chú thích còn 500 ký tự.")
    saved(page)
    assert len(notes(body())[0]) == len("hạng " * 100) - 1


def test_merged_cells_become_a_regular_table_and_nothing_in_them_is_lost(opened, body):
    page = opened()
    nested = "<table><tr><td>trong</td><td>ô</td></tr></table>"
    paste(
        page,
        f"""<table><caption>Bảng kê</caption><tr><td rowspan=2 colspan=2>Đơn vị</td><td>Số</td></tr>
        <tr><td>12 m<sup>2</sup></td></tr><tr><td>A</td><td>B {nested}</td><td>3</td></tr></table>""",
    )
    expect(lost(page)).to_have_text(
        "Đã tách 1 ô gộp, chữ nằm ở ô đầu; 1 bảng nằm trong ô đã thành chữ."
    )
    saved(page)
    caption, table, *_rest = body()
    assert said(caption) == "|Bảng kê"
    assert [[words(cell) for cell in row["content"]] for row in table["content"]] == [
        ["Đơn vị", "", "Số"], ["", "", "12 m²"], ["A", "B trong ô", "3"],
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_what_is_left_out_is_told_in_one_line_in_sight(opened, body, size, theme):
    page = opened(size=size, theme=theme)
    for _ in range(12):
        page.keyboard.insert_text("Đoạn dài của công văn để kéo quá một màn hình. " * 5)
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Home")
    paste(page, LOST)
    line = lost(page)
    expect(line).to_have_text(
        "Đã bỏ 2 hình ảnh, 1 khung chữ, 1 nội dung nhúng, 1 nhận xét, 1 chỗ đã xóa trong bản gốc; "
        "đã tách 1 ô gộp, chữ nằm ở ô đầu."
    )
    expect(line).to_have_attribute("role", "status")
    expect(line.locator("p")).to_be_in_viewport(ratio=1)
    expect(text(page)).to_be_focused()
    assert violations(page) == []
    saved(page)
    assert [said(one) for one in body()[:3]] == ["|Trước", "|Sau", "|Chữ mới"]
    line.locator("button").click()
    expect(line.locator("p")).to_be_hidden()
    # The next paste speaks for itself.
    text(page).focus()
    paste(page, "<p>a<img src='a.png'></p>")
    expect(line).to_have_text("Đã bỏ 1 hình ảnh.")
    paste(page, plain="chữ")
    expect(line.locator("p")).to_be_hidden()
    paste(page, pictures=2)
    expect(line).to_have_text("Đã bỏ 2 hình ảnh.")


def test_a_text_box_whose_words_came_along_keeps_them(opened, body):
    page = opened()
    paste(page, BOX.replace('<img width=90 height=40 src="clip.png">', "<p>Chữ trong khung</p>"))
    expect(lost(page)).to_have_text("1 khung chữ đã thành đoạn văn.")
    saved(page)
    assert [said(one) for one in body()] == ["|Trước", "|Chữ trong khung", "|Sau"]


@pytest.mark.parametrize(
    "html", [HOSTILE, OWN, OWN_STYLED, "<img src=x onerror=\"window.ran='bare'\">"]
)
@pytest.mark.parametrize("strict", [True, False])
def test_nothing_that_is_pasted_runs_or_is_fetched(opened, html, strict):
    # Also where the page's own policy would not stop it.
    page = opened(bypass_csp=not strict)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """() => { window.live = []; new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach((node) => {
            const bad = 'img,svg,script,iframe,link,video,audio,object,embed,input,[onerror],[onload],[onclick]';
            if (node.nodeType === 1 && (node.matches(bad) || node.querySelector(bad))) live.push(node.outerHTML);
        }))).observe(document.querySelector('.rich'), {childList: true, subtree: true}); }"""
    )
    paste(page, html)
    keys = page.context.new_cdp_session(page)
    # An input method that composes must not leave the paste to the browser.
    page.keyboard.type(" x")
    keys.send("Input.imeSetComposition", {"text": "đ", "selectionStart": 1, "selectionEnd": 1})
    paste(page, html)
    keys.send("Input.insertText", {"text": "đ"})
    text(page).evaluate(
        """(element, html) => {
            const carried = new DataTransfer();
            carried.setData('text/html', html);
            const {left, top} = element.lastElementChild.getBoundingClientRect();
            element.dispatchEvent(new DragEvent('drop', {dataTransfer: carried, bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5}));
        }""",
        html,
    )
    page.wait_for_timeout(400)
    if "Chữ lành" in html:
        assert text(page).inner_text().count("Chữ lành") == 3
    assert page.evaluate("window.ran ?? null") is None
    assert (
        page.evaluate("live.filter((one) => !/ProseMirror-(separator|trailingBreak)/.test(one))")
        == []
    )
    assert [url for url in asked if not url.startswith(page.url.partition("/dispatches")[0])] == []
    saved(page)
