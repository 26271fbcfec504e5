"""The rich editor in a real Chromium: writing, points, tables, chips, paste, input methods, keys."""

from __future__ import annotations

import unicodedata

import pytest
from playwright.sync_api import expect

from tests import people
from tests.browser.conftest import violations
from tests.browser.writing import emptied, paste, said, saved, stored, text, words
from tests.papers.labels import LINES

pytestmark = pytest.mark.browser

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
<!--StartFragment--><p class=MsoNormal style='text-align:justify'><b><span style='font-family:"Times New Roman"'>Về
vi\u1ec7c “thực hiện”</span></b><span style='mso-spacerun:yes'>&nbsp; </span>Kế hoạch<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Ki\u00ea\u0323n toa\u0300n<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>\u00b7<span>&nbsp; </span></span>Tổ
<i>công tác</i><img src="http://vi.du/a.png"></p>
<p class=MsoNormal>a) Điểm gõ tay<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
class=MsoFootnoteReference>[1]</span></a><script>alert(1)</script></p>
<table class=MsoTableGrid><tr><td colspan=2><p class=MsoNormal>Đơn vị</p></td><td><p>Số</p></td></tr>
<tr><td rowspan=2>Nội</td><td>A</td><td>1</td></tr><tr><td>B</td><td>2</td></tr></table>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a
href="#_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> Lời chú thích</p></div></div><!--EndFragment--></body></html>"""

ZALO = """<div dir="auto">Các đồng chí lưu ý 😀<br>- Gửi báo cáo trước 15/12;<br>- Liên hệ
<a href="https://syt.thanhhoa.gov.vn/lien-he">trang của Sở</a></div><div><span style="font-weight:600">Tr\u00e2n\u200b trọng</span></div>
<div><br></div>"""


@pytest.fixture(scope="module")
def office(open_stage):
    """A staged department of this module's own."""
    return open_stage()


@pytest.fixture
def page(office, visitor):
    """Open the draft as its author; nothing may be complained of while it is written."""
    url, stage, _app = office
    guest = visitor(url)
    guest.sign_in(people.DRAFTER)
    yield guest.open(f"/dispatches/{stage.keys['draft']}/edit")
    # Two tests refuse a request on purpose; anything else would be a fault of the page.
    assert [one for one in guest.complaints if "Failed to load resource" not in one] == []


@pytest.fixture
def body(office):
    """Return the blocks of the draft as they are stored now."""

    return lambda: stored(office[2], office[1].keys["draft"])


def test_points_count_on_as_vietnamese_documents_count(page, body):
    emptied(page)
    page.keyboard.type("Thực hiện Kế hoạch:")
    page.keyboard.press("Enter")
    page.keyboard.type("1. Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for one in ("đầu", "nữa", "ba", "bốn", "năm"):
        page.keyboard.type(one)
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("gạch")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Ba")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Điều 3. Hiệu lực")
    # The sheet of the page follows in the same frame, before anything is saved.
    assert page.locator(".paper [data-part=body] > *").all_inner_texts()[-2:] == [
        "3. Ba",
        "Điều 3. Hiệu lực",
    ]
    saved(page)
    found = body()
    assert [said(one) for one in found] == [
        "|Thực hiện Kế hoạch:", "1.|Một", "2.|Hai", "a)|đầu", "b)|nữa", "c)|ba", "d)|bốn", "đ)|năm",
        "-|gạch", "3.|Ba", "Điều 3.|Hiệu lực",
    ]  # fmt: skip
    assert len({one["attrs"]["id"] for one in found}) == len(found)


def test_labels_that_clerks_type_make_points_before_a_capital_alone(page, body):
    emptied(page)
    paste(page, plain="\n".join(line for line, _label in LINES))
    saved(page)
    assert [one["attrs"].get("label", "") for one in body()] == [label for _line, label in LINES]
    emptied(page)
    page.keyboard.type("1/ “Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    for line in ("(1) ba", "a. Bốn", "1.5 triệu", "24/7 Năm"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        # A point that counts on from the line before is ended by a second one.
        if line == "a. Bốn":
            page.keyboard.press("Enter")
    saved(page)
    wanted = ["1/|“Một", "2/|Hai", "|(1) ba", "a.|Bốn", "|1.5 triệu", "|24/7 Năm"]
    assert [said(one) for one in body()] == wanted
    # As in Word, one undo gives back what was typed, and writing on does not take it again.
    emptied(page)
    page.keyboard.type("a. B")
    expect(text(page).locator(".point")).to_have_count(1)
    page.keyboard.press("Control+z")
    page.keyboard.type("à Mai")
    saved(page)
    assert [said(one) for one in body()] == ["|a. Bà Mai"]


def test_ids_stay_with_the_first_part_and_undo_brings_all_back(page, body):
    emptied(page)
    page.keyboard.type("trước sau")
    saved(page)
    (first,) = body()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    saved(page)
    parts = body()
    assert [said(one) for one in parts] == ["|trước", "|sau"]
    assert parts[0]["attrs"] == first["attrs"] != parts[1]["attrs"]
    page.keyboard.press("Backspace")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    saved(page)
    assert [(said(one), one["attrs"]) for one in body()] == [("|trước sau", first["attrs"])]
    page.wait_for_timeout(700)
    page.keyboard.type("thừa")
    page.keyboard.press("Control+z")
    expect(text(page)).not_to_contain_text("thừa")
    page.keyboard.press("Control+y")
    expect(text(page)).to_contain_text("thừa")


def test_a_table_is_made_filled_and_changed(page, body):
    emptied(page)
    page.locator("[data-do=table]").click()
    for one in ("Đơn vị", "Số", "A", "1", "B"):
        page.keyboard.type(one)
        page.keyboard.press("Tab")
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("C")
    page.locator("[data-do=column-add]").click()
    page.keyboard.press("Shift+Tab")
    page.locator("[data-do=row-drop]").click()
    saved(page)
    table = body()[0]
    assert table["attrs"]["head"] is True
    assert [[words(cell) for cell in row["content"]] for row in table["content"]] == [
        ["Đơn vị", "", "Số"], ["A", "", "1"], ["C", "", ""],
    ]  # fmt: skip
    assert page.locator(".paper [data-part=body] th").all_inner_texts() == ["Đơn vị", "Số"]
    # A selection over cells is emptied and tears nothing.
    text(page).locator("td").first.click()
    page.keyboard.press("Home")
    for _ in range(9):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    saved(page)
    assert [len(row["content"]) for row in body()[0]["content"]] == [3, 3, 3]


def test_a_chip_shows_its_value_is_unbound_and_put_back(page, body):
    emptied(page)
    page.keyboard.type("Gửi chậm nhất ")
    page.locator("[data-field-list]").select_option("due_on")
    chip = text(page).locator(".chip")
    due = page.locator("[name=due_on]").input_value()
    expect(chip).to_have_text(f"ngày {due}")
    # The date in the text follows the date of the duty.
    page.locator("[name=due_on]").fill("15/03/2027")
    expect(chip).to_have_text("ngày 15/03/2027")
    expect(page.locator(".paper [data-part=body] [data-field=due_on]")).to_have_text(
        "ngày 15/03/2027"
    )
    text(page).focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Backspace")
    page.keyboard.type("cuối tháng")
    expect(chip).to_have_count(0)
    told = page.locator("[data-unbound]")
    expect(told).to_contain_text("Đã gỡ trường")
    told.locator("button").click()
    expect(chip).to_have_count(1)
    expect(told).to_be_hidden()
    saved(page)
    nodes = body()[0]["content"]
    assert {"type": "field", "attrs": {"name": "due_on"}} in nodes


def test_what_word_pastes_becomes_blocks(page, body):
    emptied(page)
    paste(page, WORD)
    saved(page)
    found = body()
    assert [(one["type"], said(one)) for one in found[:4]] == [
        ("paragraph", "|Về việc “thực hiện” Kế hoạch"), ("point", "1.|Kiện toàn"),
        ("point", "-|Tổ công tác"), ("point", "a)|Điểm gõ tay"),
    ]  # fmt: skip
    assert found[0]["content"][0]["marks"] == [{"type": "strong"}]
    assert found[3]["content"][1] == {"type": "footnote", "attrs": {"text": "Lời chú thích"}}
    assert found[2]["content"][1] == {"type": "text", "text": "công tác", "marks": [{"type": "em"}]}
    assert [[words(cell) for cell in row["content"]] for row in found[4]["content"]] == [
        ["Đơn vị", "", "Số"], ["Nội", "A", "1"], ["", "B", "2"],
    ]  # fmt: skip
    assert "alert" not in page.locator(".paper").first.inner_text()


def test_what_zalo_and_plain_text_paste_becomes_blocks(page, body):
    emptied(page)
    paste(page, ZALO)
    saved(page)
    found = body()
    assert [said(one) for one in found] == [
        "|Các đồng chí lưu ý", "-|Gửi báo cáo trước 15/12;",
        "-|Liên hệ trang của Sở (https://syt.thanhhoa.gov.vn/lien-he)", "|Trân trọng",
    ]  # fmt: skip
    assert found[3]["content"][0]["marks"] == [{"type": "strong"}]
    emptied(page)
    plain = "Mo\u031b\u0309 đầu\u200b\n1. Một\n\n a) hai\n- ba\n1.2. bốn"
    paste(page, plain=plain)
    saved(page)
    assert [said(one) for one in body()] == ["|Mở đầu", "1.|Một", "a)|hai", "-|ba", "1.2.|bốn"]


def test_telex_and_unikey_write_exactly_what_was_meant(page, body):
    emptied(page)
    keys = page.context.new_cdp_session(page)

    def compose(*steps: str) -> None:
        for step in steps:
            told = {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
            keys.send("Input.imeSetComposition", told)
        keys.send("Input.insertText", {"text": steps[-1]})

    def retype(letters: str, back: int, now: str) -> None:
        page.keyboard.type(letters)
        for _ in range(back):
            page.keyboard.press("Backspace")
        keys.send("Input.insertText", {"text": now})

    compose("d", "đ", "đu", "đuo", "đươ", "đươn", "đương", "đường")
    page.keyboard.type(" ")
    compose("t", "th", "tho", "thô", "thôn", "thông")
    page.keyboard.press("Enter")
    page.keyboard.type("1/ ")
    compose("D", "Đ", "Đê", "Đề")
    # The end of a word is told to the editor a moment after the browser knows it.
    expect(text(page).locator(".point")).to_have_text("Đề")
    page.keyboard.press("Enter")
    # The label of a point is composed too, and does not break what comes after it.
    page.keyboard.type("d")
    retype("d", 1, "")
    page.keyboard.press("Backspace")
    keys.send("Input.insertText", {"text": "đ"})
    page.keyboard.type(") ")
    retype("dd", 2, "đ")
    retype("uw", 2, "ư")
    retype("ow", 2, "ơ")
    retype("ngf", 3, "")
    for _ in range(2):
        page.keyboard.press("Backspace")
    keys.send("Input.insertText", {"text": "ường"})
    saved(page)
    found = [said(one) for one in body()]
    assert found == ["|đường thông", "1/|Đề", "đ)|đường"]
    assert all(unicodedata.is_normalized("NFC", one) for one in found)


def test_words_are_found_without_accents_and_replaced_but_never_in_a_chip(page, body):
    emptied(page)
    page.keyboard.type("Hoá học, hoa quả, HÓA đơn ngày ")
    page.locator("[data-field-list]").select_option("due_on")
    page.keyboard.press("Control+h")
    count = page.locator("[data-find-count]")
    page.keyboard.type("hoá")
    expect(count).to_have_text("1/1")
    page.get_by_label("Không phân biệt dấu").check()
    expect(count).to_have_text("3/3")
    page.locator("#rich-query").fill("ngày")
    expect(count).to_have_text("1/1")
    page.locator("#rich-query").fill("hóa")
    page.locator("#rich-other").fill("hóa")
    page.locator("[data-find-do=all]").click()
    expect(count).to_have_text("Đã thay 3 chỗ")
    saved(page)
    assert said(body()[0]) == "|hóa học, hóa quả, hóa đơn ngày "
    page.locator("#rich-query").press("Escape")
    page.keyboard.press("Control+z")
    saved(page)
    assert said(body()[0]) == "|Hoá học, hoa quả, HÓA đơn ngày "


def test_findings_are_underlined_and_lead_to_their_words(page):
    emptied(page)
    page.keyboard.type("Đề nghị thực hiện; Để kịp thời gửi báo cáo.")
    found = text(page).locator(".found").first
    expect(found).to_be_visible()
    assert found.get_attribute("title")
    link = page.locator("[data-goto][data-part=body][data-block]:not([data-block=''])").first
    excerpt = link.get_attribute("data-excerpt")
    link.click()
    assert page.evaluate("getSelection().toString()") == excerpt
    # A click on the paper puts the caret at the same letter.
    page.locator(".paper [data-part=body] p").first.click(position={"x": 2, "y": 8})
    page.keyboard.type("X")
    expect(text(page).locator("p").first).to_contain_text("X")


def test_everything_is_done_by_keys_and_nobody_is_held(page):
    emptied(page)
    page.keyboard.type("đậm")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Alt+F10")
    focused = "document.activeElement.dataset.do ?? document.activeElement.id"
    assert page.evaluate(focused) == "strong"
    page.keyboard.press("Enter")
    expect(text(page).locator("strong")).to_have_text("đậm")
    expect(page.locator("[data-do=strong]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "khoan"
    page.keyboard.press("Enter")
    expect(text(page).locator(".point")).to_have_attribute("data-label", "1.")
    assert page.evaluate(focused) == "rich-text"
    page.keyboard.press("Tab")
    expect(text(page).locator(".point")).to_have_attribute("data-label", "a)")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) != "rich-text"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "rich-text"
    page.locator("[data-do=find]").click()
    assert violations(page) == []


def test_the_textarea_is_one_switch_away_and_says_the_same(page, body):
    emptied(page)
    page.keyboard.type("1. Chữ **thật** {due_on}")
    page.locator("[data-rich-switch]").click()
    area = page.locator("textarea[name=body]")
    expect(area).to_be_focused()
    assert area.input_value() == "1. Chữ \\*\\*thật\\*\\* \\{due_on}"
    area.fill("## QUYẾT ĐỊNH:\n\n1. Chữ **đậm** {due_on}")
    page.reload()
    expect(area).to_be_visible()
    page.locator("[data-rich-switch]").click()
    expect(text(page).locator(".centre")).to_have_text("QUYẾT ĐỊNH:")
    expect(text(page).locator(".point strong")).to_have_text("đậm")
    expect(text(page).locator(".chip")).to_have_count(1)
    page.keyboard.press("Control+End")
    page.keyboard.type("./.")
    saved(page)
    assert [(one["type"], said(one)) for one in body()] == [
        ("centre", "|QUYẾT ĐỊNH:"),
        ("point", "1.|Chữ đậm ./."),
    ]


def test_two_windows_in_conflict_lose_nothing_and_a_crash_gives_all_back(page, office, visitor):
    other = visitor(office[0])
    other.sign_in(people.DRAFTER)
    second = other.open(f"/dispatches/{office[1].keys['draft']}/edit")
    emptied(page)
    page.keyboard.type("bản thứ nhất")
    saved(page)
    emptied(second)
    second.keyboard.type("1. bản thứ hai")
    expect(second.locator("[data-saved]").first).to_have_attribute("data-state", "conflict")
    second.locator("[data-conflict]").click()
    # Both texts are kept and stand side by side; what is taken comes back into the editor.
    both = second.locator(".two-sides")
    expect(both).to_contain_text("bản thứ nhất")
    expect(both).to_contain_text("bản thứ hai")
    second.locator("[name=all][value=mine]").click()
    second.wait_for_url("**/edit")
    expect(text(second).locator(".point")).to_have_text("bản thứ hai")
    second.close()
    page.route("**/draft", lambda route: route.abort())
    page.keyboard.type(" còn đây")
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "lost")
    page.reload()
    expect(text(page)).to_have_text("bản thứ nhất còn đây")
    # The draft has moved on meanwhile: what comes back is laid beside what is stored.
    page.unroute("**/draft")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]").first).to_have_attribute("data-state", "conflict")
    page.locator("[data-conflict]").click()
    expect(page.locator(".two-sides")).to_contain_text("còn đây")


def test_words_from_elsewhere_are_put_in_at_the_caret(page, body):
    emptied(page)
    page.keyboard.type("Căn cứ ")
    taken = page.evaluate(
        """() => ['markup', 'content'].map((how) => document.dispatchEvent(new CustomEvent('docflow:insert', {cancelable: true, detail: how === 'markup'
            ? {markup: 'Luật **Khám bệnh**', content: null}
            : {markup: '', content: [{type: 'paragraph', attrs: {id: 'b1'}, content: [{type: 'text', text: ', số 15'}]}]}})))"""
    )
    assert taken == [False, False]
    saved(page)
    assert said(body()[0]) == "|Căn cứ Luật Khám bệnh, số 15"
    # What stands alone goes behind the line of the caret and tears nothing.
    page.evaluate("""() => document.dispatchEvent(new CustomEvent('docflow:insert', {cancelable: true,
        detail: {markup: '*Căn cứ Luật*', content: null, alone: true}}))""")
    saved(page)
    assert [said(one) for one in body()] == ["|Căn cứ Luật Khám bệnh, số 15", "|Căn cứ Luật"]


def test_a_ground_of_the_library_is_put_into_the_rich_text(page):
    emptied(page)
    page.keyboard.type("Theo")
    page.locator("[data-pieces]").click()
    page.fill("#pieces-q", "30/2020 thu 05")
    page.press("#pieces-q", "Enter")
    expect(page.locator("#pieces .piece")).to_have_count(1)
    page.locator("#pieces button[data-piece]", has_text="Chèn viện dẫn").first.click()
    expect(text(page)).to_contain_text(
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ"
    )


def test_a_footnote_is_written_changed_and_numbered(page, body):
    emptied(page)
    page.keyboard.type("Bệnh viện")
    page.locator("[data-do=footnote]").click()
    page.keyboard.type("Hạng một")
    page.keyboard.press("Enter")
    page.keyboard.type(" và trạm")
    page.locator("[data-do=footnote]").click()
    page.keyboard.type("Xã")
    page.keyboard.press("Enter")
    assert page.locator(".paper [data-part=body] .paper-call").all_inner_texts() == ["1", "2"]
    text(page).locator(".noteref").first.click()
    page.locator("#rich-note").fill("Hạng đặc biệt")
    page.locator("[data-note-do=keep]").click()
    expect(page.locator(".paper-notes")).to_contain_text("Hạng đặc biệt")
    saved(page)
    notes = [one["attrs"]["text"] for one in body()[0]["content"] if one["type"] == "footnote"]
    assert notes == ["Hạng đặc biệt", "Xã"]
