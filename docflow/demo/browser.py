"""A small browser without pictures: it keeps cookies, reads forms and posts them."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what it would send untouched."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""

    def filled(self, answers: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return what is sent when these answers are typed over what stands there."""
        kept = [(name, value) for name, value in self.fields if name not in answers]
        typed = [
            (name, str(one))
            for name, value in answers.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        return kept + typed


@dataclass
class Page:
    """An answer: its address after redirects, its status, its text and its forms."""

    url: str
    status: int
    body: bytes
    forms: list[Form]

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8", "replace")

    def form(self, ending: str) -> Form:
        """Return the form whose action ends so; raises ``LookupError`` with the page's forms."""
        for one in self.forms:
            if urllib.parse.urlsplit(one.action).path.endswith(ending):
                return one
        raise LookupError(
            f"no form to {ending} on {self.url}: {[one.action for one in self.forms]}"
        )


class Failed(Exception):
    """A page answered with an error where the journey needs it to succeed."""

    def __init__(self, page: Page) -> None:
        super().__init__(f"{page.status} at {page.url}")
        self.page = page


class Browser:
    """One person's browser."""

    def __init__(self, home: str) -> None:
        self._home = home
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        # No proxy: the server is on this machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def get(self, path: str) -> Page:
        """Open a page; raises ``Failed`` for 4xx and 5xx."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self._home, path)))

    def send(self, page: Page, form: Form, answers: Mapping[str, Any] | None = None) -> Page:
        """Fill a form of a page and send it; follow where it leads."""
        body = urllib.parse.urlencode(form.filled(answers or {})).encode()
        url = urllib.parse.urljoin(page.url, form.action or page.url)
        return self._open(urllib.request.Request(url, body, {"Referer": page.url}))

    def sign_in(self, login: str, password: str) -> Page:
        """Sign in through the page."""
        page = self.get("/sign-in")
        return self.send(page, _sign_in_form(page), {"username": login, "password": password})

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            answer = self._opener.open(request, timeout=120)
        except urllib.error.HTTPError as error:
            raise Failed(_page(error)) from None
        with answer:
            return _page(answer)


def _sign_in_form(page: Page) -> Form:
    for form in page.forms:
        if any(name == "password" for name, _value in form.fields):
            return form
    raise LookupError("no sign-in form")


def _page(answer: Any) -> Page:
    body = answer.read()
    reader = _Forms()
    if "html" in (answer.headers.get("Content-Type") or ""):
        reader.feed(body.decode("utf-8", "replace"))
    return Page(answer.url, answer.status, body, [*reader.forms, *reader.by_button()])


class _Forms(HTMLParser):
    """Reads the forms of a page: inputs, areas, the chosen options."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._buttons: list[tuple[str, str, tuple[str, str] | None]] = []
        self._open = False
        self._area: str | None = None
        self._select: str | None = None
        self._chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a form would send."""
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = True
            self.forms.append(Form(told.get("action", ""), id=told.get("id", "")))
        elif tag == "button" and told.get("formaction"):
            owner = told.get("form") or (self.forms[-1].id if self._open else "")
            named = (told["name"], told.get("value", "")) if told.get("name") else None
            self._buttons.append((owner, told["formaction"], named))
        elif not self._open:
            return
        elif tag == "input":
            self._input(told)
        elif tag == "textarea":
            self._area = told.get("name")
            if self._area:
                self.forms[-1].fields.append((self._area, ""))
        elif tag == "select":
            self._select, self._chosen = told.get("name"), None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in told):
            self._chosen = told.get("value", "")

    def by_button(self) -> list[Form]:
        """Return what the buttons with an address of their own would send."""
        forms = {form.id: form for form in self.forms if form.id}
        return [
            Form(action, [*forms[owner].fields, *([named] if named else [])])
            for owner, action, named in self._buttons
            if owner in forms
        ]

    def handle_data(self, data: str) -> None:
        """Gather the text of an area."""
        if self._area and self._open:
            name, value = self.forms[-1].fields[-1]
            self.forms[-1].fields[-1] = (name, value + data)

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if tag == "form":
            self._open = False
        elif tag == "textarea" and self._area and self._open:
            name, value = self.forms[-1].fields[-1]
            # HTML drops the first line break of an area.
            self.forms[-1].fields[-1] = (name, value.removeprefix("\r\n").removeprefix("\n"))
            self._area = None
        elif tag == "select" and self._select:
            self.forms[-1].fields.append((self._select, self._chosen or ""))
            self._select = None

    def _input(self, told: Mapping[str, str]) -> None:
        name, kind = told.get("name"), told.get("type", "text")
        if not name or kind in ("submit", "button", "file", "image", "reset"):
            return
        if kind in ("checkbox", "radio") and "checked" not in told:
            return
        value = told.get("value", "on" if kind == "checkbox" else "")
        self.forms[-1].fields.append((name, value))
