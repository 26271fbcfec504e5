"""Every page there is to look at: its address, who looks, and what he does there first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests import people
from tests.browser.stage import TEMPLATE

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """One page; ``path`` names dispatches, rows and links of the stage in braces."""

    name: str
    path: str
    login: str = ""
    act: Act | None = None
    status: int = 200
    #: Served by the application that has lost its proof of who signs, and is broken elsewhere.
    strict: bool = False
    #: Where what the act presses is on the screen.
    sizes: tuple[str, ...] = ("phone", "desk")


def press(selector: str, **fields: str) -> Act:
    """Return an act: fill fields in by name, then press a button and see where it leads."""

    def act(page: Page) -> None:
        for name, value in fields.items():
            page.locator(f"main [name='{name.replace('__', '.')}']").first.fill(value)
        with page.expect_navigation():
            page.locator(selector).locator("visible=true").first.click()

    return act


def _send_back_without_reason(page: Page) -> None:
    page.locator("[data-dialog=send-back]").click()
    press("#send-back .df button")(page)


def _decide_on_old_version(page: Page) -> None:
    page.locator("form.sign [name=sha256]").evaluate("(field) => { field.value = '0'.repeat(64) }")
    press("form.sign button")(page)


def _sign_with(password: str) -> Act:
    # Without scripts the button leads to a page of its own; with them the form is sent as it is.
    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator("form.sign").evaluate("(form) => form.submit()")
        if password:
            press("main button.pri", password=password)(page)

    return act


def _import_bad_rows(page: Page) -> None:
    head = "code,name,kind,area,groups,email,phone,account,staff\n"
    _import(page, f"{head}sai ma,,,,khong-co,{'khongphaithu' * 5},,co,-5\n")


def _import_unknown_column(page: Page) -> None:
    _import(page, f"code;name;{'kholaithu' * 7}\na;A;1\n")


def _import(page: Page, rows: str) -> None:
    file = {"name": "don-vi.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.locator("[name=file]").set_input_files(file)
    press("#import button")(page)


def _switch_sheet(page: Page) -> None:
    page.locator("[data-flow]").locator("visible=true").first.click()


def _tab(name: str) -> Act:
    def act(page: Page) -> None:
        tab = page.locator(f"#tab-{name}")
        if tab.is_visible():
            tab.click()

    return act


def _open(selector: str, waiting_for: str) -> Act:
    def act(page: Page) -> None:
        page.locator(selector).locator("visible=true").first.click()
        page.locator(waiting_for).wait_for()

    return act


def _reasons(page: Page) -> None:
    _tab("pane-lint")(page)
    page.locator("#pane-lint details.aside > summary").locator("visible=true").first.click()


def _no_reason(page: Page) -> None:
    _reasons(page)
    press("#pane-lint [name=dismiss][value$=':typed']")(page)


def _asked(page: Page) -> None:
    page.get_by_text("Đang chờ in …").wait_for()


def _put_aside(page: Page) -> None:
    _reasons(page)
    with page.expect_navigation():
        page.locator("#pane-lint [name=dismiss]").locator("visible=true").first.click()
    _tab("pane-lint")(page)
    page.locator("[data-aside]").evaluate("(list) => { list.open = true }")


_LETTER = """SỞ Y TẾ
Số: 105/SYT-NVY
V/v tăng cường giám sát bệnh truyền nhiễm

Kính gửi: Bệnh viện Nhi Thanh Hóa

Đề nghị đơn vị báo cáo kết quả trước ngày 20/12/2026./.

Nơi nhận:
- Như trên;
- Tổ công tác liên ngành;
- Lưu: VT, NVY.

GIÁM ĐỐC
"""


def _write_table(page: Page) -> None:
    page.locator("#rich-text p").first.click()
    page.locator("[data-do=table]").click()
    # A head without words is a fault of the letter, not of the page.
    page.keyboard.type("Đơn vị")
    page.keyboard.press("Tab")
    page.keyboard.type("Số lượng")
    page.locator("[data-do=find]").click()
    page.keyboard.type("y tế")
    # Where the window stands must not depend on which came first, a word found or the table drawn.
    page.evaluate("scrollTo(0, 0)")


_DRAFTER, _DEPUTY, _RECORDS = people.DRAFTER, people.DEPUTY, people.RECORDS_CLERK
_UNIT, _OTHER = people.RECEIVER, people.STRANGER
_PROVINCE = "uy-ban-nhan-dan-tinh-thanh-hoa"

PLACES: tuple[Place, ...] = (
    Place("home of the clerk", "/", _DRAFTER),
    Place("home of the head of room", "/", people.HEAD_OF_ROOM),
    Place("home of the deputy", "/", _DEPUTY),
    Place("home of the director", "/", people.DIRECTOR),
    Place("home of the records clerk", "/", _RECORDS),
    Place("home of the administrator", "/", people.ADMINISTRATOR),
    Place("home of the auditor", "/", people.AUDITOR),
    Place("home of a unit", "/", _UNIT),
    Place("menu of one's own", "/", _DRAFTER, _open("summary.me", ".menu[open] > div")),
    Place("table of keys", "/", _DRAFTER, lambda page: page.keyboard.press("?")),
    Place("search with hits", "/search?q=nhi", _DRAFTER),
    Place("search without hits", "/search?q=zzzz", _DRAFTER),
    Place("search before", "/search", _DRAFTER),
    Place("drafts", "/drafts", _DRAFTER),
    Place("draft form", f"/drafts/new/{TEMPLATE}", _DRAFTER),
    Place("draft form refused", f"/drafts/new/{TEMPLATE}", _DRAFTER,
          press("main form button.pri", answers__due_on="31/02/2020"), 422),
    Place("drafts searched", "/drafts?q=giay", _DRAFTER),
    Place("drafts searched in vain", "/drafts?q=zzzz", _DRAFTER),
    Place("templates", "/settings/templates", people.ADMINISTRATOR),
    Place("templates searched in vain", "/settings/templates?q=zzzz", people.ADMINISTRATOR),
    Place("templates with a bad name", "/settings/templates", people.ADMINISTRATOR,
          press("#new button"), 422),
    Place("editor of a template", "/settings/templates/cong_van", people.ADMINISTRATOR),
    Place("editor of a template refused", "/settings/templates/quyet_dinh", people.ADMINISTRATOR,
          press(".btn.pri[value=save]", body="<p>{{ a.b }}</p>"), 422),
    Place("sheet of a template", "/settings/templates/cong_van", people.ADMINISTRATOR,
          _tab("pane-sheet")),
    Place("versions of a template", "/settings/templates/cong_van/versions", _RECORDS),
    Place("reading", "/drafts/reading", _DRAFTER),
    Place("reading refused", "/drafts/reading", _DRAFTER, press("main form button.pri"), 422),
    Place("reading part by part", "/drafts/reading", _DRAFTER, press("main form button.pri", text=_LETTER)),
    Place("edit", "/dispatches/{draft}/edit", _DRAFTER),
    Place("edit a table and find", "/dispatches/{draft}/edit", _DRAFTER, _write_table),
    Place("edit as plain text", "/dispatches/{draft}/edit", _DRAFTER, _open("[data-rich-switch]", "textarea[name=body]")),
    Place("edit the sheet", "/dispatches/{draft}/edit", _DRAFTER, _tab("pane-sheet")),
    Place("edit the findings", "/dispatches/{draft}/edit", _DRAFTER, _tab("pane-lint")),
    Place("edit, a finding to put aside", "/dispatches/{draft}/edit", _DRAFTER, _reasons),
    Place("edit, a finding put aside", "/dispatches/{draft}/edit", _DRAFTER, _put_aside),
    Place("edit the annexes", "/dispatches/{annexed}/edit", _DRAFTER,
          lambda page: page.locator("#annexes").scroll_into_view_if_needed()),
    Place("edit what a decision issues", "/dispatches/{issuing}/edit", _DRAFTER,
          lambda page: page.eval_on_selector_all(
              ".annex", "all => { all.forEach((one) => { one.open = true; }); }")),
    Place("table for an annex", "/dispatches/{annexed}/annexes/x1/table", _DRAFTER),
    Place("file that goes along", "/dispatches/{annexed}/enclosures", _DRAFTER),
    Place("file refused", "/dispatches/{annexed}/enclosures", _DRAFTER, press("main form button.pri"), 422),
    Place("edit, a reason missing", "/dispatches/{draft}/edit", _DRAFTER, _no_reason, 422),
    Place("edit, the menu of a phone", "/dispatches/{draft}/edit", _DRAFTER,
          _open(".ws-h .menu summary", ".ws-h .menu[open] > div"), sizes=("phone",)),
    Place("edit while a merge waits", "/dispatches/{twice}/edit", _DRAFTER),
    Place("edit what is issued", "/dispatches/{issued}/edit", _DRAFTER, status=409),
    Place("edit returned", "/dispatches/{returned}/edit", _DRAFTER),
    Place("edit refused", "/dispatches/{draft}/edit", _DRAFTER,
          press("button[data-submits]", due_on="31/02/2020"), 422),
    Place("units of a line in a dialog", "/dispatches/{draft}/edit", _DRAFTER,
          _open("[data-pick$='/a1']", "#pick #line-form")),
    Place("units of a line", "/dispatches/{draft}/lines/a1", _DRAFTER),
    Place("new line", "/dispatches/{draft}/lines/copies", _DRAFTER),
    *(Place(f"show {state}", f"/dispatches/{{{state}}}", _DRAFTER) for state in (
        "draft", "returned", "submitted", "again", "open", "approved", "signed", "issued", "overdue")),
    Place("print of a long letter", "/dispatches/{long}/paper.pdf", _DRAFTER, _asked, 202),
    Place("print under way", "/dispatches/{printing}/paper.pdf", _DRAFTER, status=202),
    Place("comparison", "/dispatches/{again}/comparison?a=1", _DEPUTY),
    Place("comparison side by side", "/dispatches/{again}/comparison?a=1&view=side&only=1", _DRAFTER),
    Place("comparison of equals", "/dispatches/{draft}/comparison?a=1", _DRAFTER),
    Place("revision", "/dispatches/{again}/revisions/1", _DRAFTER),
    Place("merge", "/dispatches/{twice}/merge/2", _DRAFTER),
    Place("merge without a choice", "/dispatches/{twice}/merge/2", _DRAFTER,
          press("#merge .actions button.pri"), 422),
    Place("merge annexes", "/dispatches/{along}/merge/3", _DRAFTER),
    Place("show to the records clerk", "/dispatches/{issued}", _RECORDS),
    Place("review", "/dispatches/{submitted}/review", _DEPUTY),
    Place("review as A4", "/dispatches/{submitted}/review", _DEPUTY, _switch_sheet,
          sizes=("phone",)),
    Place("review sent again", "/dispatches/{again}/review", _DEPUTY),
    Place("review while taking back", "/dispatches/{open}/review", _DEPUTY),
    Place("review sending back", "/dispatches/{submitted}/review", _DEPUTY,
          _open("[data-dialog=send-back]", "#send-back")),
    Place("review sending back refused", "/dispatches/{submitted}/review", _DEPUTY,
          _send_back_without_reason, 422),
    Place("review with password due", "/dispatches/{submitted}/review", _DEPUTY,
          _open("form.sign button", "#prove"), strict=True),
    Place("password page", "/dispatches/{submitted}/review", _DEPUTY, _sign_with(""), 401, strict=True),
    Place("password refused", "/dispatches/{submitted}/review", _DEPUTY, _sign_with("sai"), 401, strict=True),
    Place("review of the next", "/review", _DEPUTY),
    Place("review of nothing", "/review", people.DIRECTOR),
    Place("issue queue", "/issue", _RECORDS),
    Place("register", "/register", _RECORDS),
    Place("register to the auditor", "/register?all=1", people.AUDITOR),
    Place("tracking list", "/tracking", _DRAFTER),
    Place("tracking", "/dispatches/{issued}/tracking", _DRAFTER),
    Place("tracking overdue", "/dispatches/{overdue}/tracking?overdue=1", _RECORDS),
    Place("tracking filtered", "/dispatches/{issued}/tracking?standing=reported", _DRAFTER),
    Place("tracking filtered to nothing", "/dispatches/{issued}/tracking?q=zzzz", _DRAFTER),
    Place("inbox", "/inbox", _UNIT),
    Place("received", "/inbox/{fresh}", _UNIT),
    Place("link noted without a name", "/l/{link}",
          act=press("form button.pri", name="", post=""), status=422),
    Place("received and noted", "/inbox/{noted}", _UNIT),
    Place("received with a bad report", "/inbox/{noted}", _UNIT,
          press("form[data-keep] button.pri", people="12", smart_thanh_hoa="120"), 422),
    Place("received and reported", "/inbox/{reported}", _OTHER),
    Place("received and correcting", "/inbox/{reported}?edit=1", _OTHER),
    Place("received for information", "/inbox/{informed}", _PROVINCE),
    Place("received by a person", "/inbox/{director}", people.DIRECTOR),
    Place("receipt", "/inbox/{reported}/receipt", _OTHER),
    Place("link", "/l/{link}"),
    Place("link noted", "/l/{link_noted}"),
    Place("link reported", "/l/{link_reported}"),
    Place("link correcting", "/l/{link_reported}?edit=1"),
    Place("link receipt", "/l/{link_reported}/receipt"),
    Place("dead link", "/l/khong-con-dung-duoc", status=404),
    Place("dead link renewed", "/l/khong-con-dung-duoc", act=press("main form button")),
    Place("asking for links", "/link-request"),
    Place("asking for links of nobody", "/link-request", act=press("main form button"), status=422),
    Place("links asked for", "/link-request", act=press("main form button", unit="khong-co")),
    Place("units", "/units", people.ADMINISTRATOR),
    Place("units filtered", "/units?reach=phone", people.ADMINISTRATOR),
    Place("groups of units", "/groups", _RECORDS),
    Place("a group of fixed members", "/groups/don-vi-trong-nganh", _RECORDS),
    Place("a new group by rule", "/groups/new?rule=1", people.ADMINISTRATOR),
    Place("one unit", f"/units/{_UNIT}", _RECORDS),
    Place("sets of lines", "/dispatches/{draft}/line-sets", _DRAFTER),
    Place("a report form", "/dispatches/{draft}/report-form?ordinal=1", _DRAFTER),
    Place("a report form refused", "/dispatches/{draft}/report-form", _DRAFTER,
          press("form[action$='report-form'] button.pri", title=""), 422),
    Place("units of nothing", "/units?q=zzzz", people.ADMINISTRATOR),
    Place("units with bad rows", "/units", people.ADMINISTRATOR, _import_bad_rows, 422),
    Place("units with an unknown column", "/units", people.ADMINISTRATOR, _import_unknown_column, 422),
    Place("grounds", "/grounds", _DRAFTER),
    Place("grounds of nothing", "/grounds?q=zzzz", _RECORDS),
    Place("grounds over", "/grounds?state=over", people.AUDITOR),
    Place("new ground", "/grounds/new", _RECORDS),
    Place("new ground refused", "/grounds/new", _RECORDS,
          press("main form button.pri", subject="về công tác văn thư"), 422),
    Place("ground", "/grounds/4", _RECORDS),
    Place("snippets", "/snippets", _DRAFTER),
    Place("a snippet", "/snippets/{snippet}", _DRAFTER),
    Place("snippets refused", "/snippets", _DRAFTER, press("main form button.pri", name=""), 422),
    Place("pieces", "/dispatches/{draft}/pieces", _DRAFTER),
    Place("pieces in a dialog", "/dispatches/{draft}/edit", _DRAFTER,
          _open("[data-pieces]", "#pieces #pieces-form")),
    Place("sign-in", "/sign-in"),
    Place("sign-in refused", "/sign-in", act=press("main form button.pri", username="ai", password="x"), status=401),
    Place("not mine", "/issue", _DRAFTER, status=403),
    Place("not there", "/khong-co-trang-nay", _DRAFTER, status=404),
    Place("not there for a stranger", "/khong-co-trang-nay", status=404),
    Place("changed meanwhile", "/dispatches/{submitted}/review", _DEPUTY, _decide_on_old_version, 409),
    Place("broken", "/healthz", _DRAFTER, status=500, strict=True),
)  # fmt: skip
