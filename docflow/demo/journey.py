"""The main job on the seed dispatch, end to end, through HTTP."""

from __future__ import annotations

import email
import email.policy
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from docflow.extension import State
from docflow.models import Delivery, Dispatch, Progress, Recipient
from docflow.office import drafting, figures
from docflow.rules.calendar import short_date
from docflow.rules.lifecycle import State as Standing
from docflow.service import Server, Worker

from .browser import Browser, Failed, Form, Page
from .department import PASSWORD

TEMPLATE = "huong_dan_cai_dat_ung_dung"
#: Everything that units do in the demo comes from this seed, so two runs are alike.
SEED = 22_2020
_PATIENCE = 180.0


@dataclass
class Journey:
    """One run of the main job; ``say`` is called when a stage begins and ends."""

    state: State
    url: str
    say: Callable[[str], None] = lambda _line: None
    key: int = 0
    links: dict[int, str] = field(default_factory=dict)
    stages: list[dict[str, Any]] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))

    def run(self) -> None:
        """Do all stages in order; the first that fails raises."""
        for name, act in (
            ("Soạn từ mẫu", self.draft),
            ("Trình ký", self.submit),
            ("Ký ban hành, lấy số", self.decide),
            ("In và ký số của lãnh đạo", self.await_paper),
            ("Đóng dấu và phát hành", self.issue),
            ("Gửi tới các đơn vị", self.await_letters),
            ("Đơn vị xác nhận đã nhận", self.acknowledge),
            ("Đơn vị báo cáo", self.report),
            ("Đơn vị sửa báo cáo", self.correct),
        ):
            began = time.monotonic()
            told = act()
            seconds = round(time.monotonic() - began, 2)
            self.stages.append({"name": name, "seconds": seconds})
            self.say(f"{name:<28} {told:<42} {seconds:>7.2f} s")

    def draft(self) -> str:
        """The clerk drafts from the template with the sample's answers and today's due date."""
        self.clerk = self._browser("phuochn")
        page = self.clerk.get(f"/drafts/new/{TEMPLATE}")
        form = page.form("/drafts")
        page = self.clerk.send(page, form, _under_the_names_of(form, self._answers()))
        self.key = _key_of(page)
        return f"dự thảo số {self.key}"

    def submit(self) -> str:
        """The clerk submits what the editor shows."""
        page = self.clerk.get(f"/dispatches/{self.key}/edit")
        self.clerk.send(page, page.form("/submission"))
        return self._expect(Standing.SUBMITTED)

    def decide(self) -> str:
        """The Deputy Director signs."""
        deputy = self._browser("phogiamdoc")
        page = deputy.get(f"/dispatches/{self.key}/review")
        deputy.send(page, page.form("/decision"))
        self._expect(Standing.APPROVED, Standing.SIGNED)
        dispatch = self.dispatch()
        return f"số {dispatch.code} ngày {short_date(dispatch.dated or date.min)}"

    def await_paper(self) -> str:
        """The worker prints and signs."""
        self._await(lambda: self.dispatch().state is Standing.SIGNED, "the leader's signature")
        return f"{self.dispatch().pages} trang A4"

    def issue(self) -> str:
        """The records clerk seals and issues with one click."""
        records = self._browser("vanthu")
        page = records.get("/issue")
        records.send(page, page.form(f"/{self.key}/issue"))
        self._expect(Standing.ISSUED)
        tally = self.figures().tally
        return f"{tally.recipients} nơi nhận, {tally.owing} phải thực hiện"

    def await_letters(self) -> str:
        """The worker delivers to the portal and by e-mail; the links are read from the letters."""
        self._await(lambda: self._waiting() == 0, "the letters")
        self.links = dict(self._read_links())
        return f"{len(self.links)} thư, còn lại chỉ gọi điện được"

    def acknowledge(self) -> str:
        """Most units open their link and acknowledge; a few sign in instead."""
        owing = [one for one in self._recipients() if one.owes]
        reached = [one for one in owing if one.id in self.links]
        for one in self._some(reached, 0.92):
            self._take_note(one)
        return f"{self.figures().acknowledged}/{len(owing)} đơn vị"

    def report(self) -> str:
        """Most of those report."""
        ready = [one for one in self._recipients() if one.owes and one.acknowledged_at]
        for one in self._some(ready, 0.88):
            self._file(one, self._figures_of(one))
        return f"{self.figures().tally.reported}/{self.figures().tally.owing} đơn vị"

    def correct(self) -> str:
        """A few find a slip and correct it."""
        done = [one for one in self._recipients() if one.reported_at]
        chosen = self.dice.sample(done, k=min(5, len(done)))
        for one in chosen:
            self._file(one, self._figures_of(one))
        return f"{len(chosen)} đơn vị"

    def dispatch(self) -> Dispatch:
        """Return the dispatch as the database has it now."""
        session = self.state.desk().session
        session.rollback()
        return session.get_one(Dispatch, self.key)

    def figures(self) -> figures.Figures:
        """Return its figures now."""
        return figures.of(self.state.desk(), self.dispatch())

    def _answers(self) -> dict[str, Any]:
        desk = self.state.desk()
        template = desk.catalogue.get(TEMPLATE)
        sample = {
            name: "\n".join(value) if isinstance(value, list | tuple) else value
            for name, value in template.sample.items()
        }
        return sample | {"due_on": short_date(drafting.expected_due_date(desk))}

    def _browser(self, login: str) -> Browser:
        browser = Browser(self.url)
        browser.sign_in(login, PASSWORD)
        return browser

    def _take_note(self, one: Recipient) -> None:
        browser = Browser(self.url)
        page = browser.get(self.links[one.id])
        browser.send(
            page, page.form("/acknowledgment"), {"name": "Văn thư đơn vị", "post": "Văn thư"}
        )

    def _file(self, one: Recipient, answers: dict[str, Any]) -> None:
        browser = Browser(self.url)
        # A report that is in already is shown, not asked; correcting it is a page of its own.
        page = browser.get(self.links[one.id] + ("?edit=1" if one.reported_at else ""))
        browser.send(page, page.form("/reports"), answers)

    def _figures_of(self, one: Recipient) -> dict[str, Any]:
        """Return what the unit answers: its staff, most of them installed, patients guided."""
        people = max(1, round(one.staff * self.dice.uniform(0.93, 1.0)))
        answers: dict[str, Any] = {
            "people": people,
            "guided": round(people * self.dice.uniform(0.5, 6.0)),
            "prepared_by": "Văn thư đơn vị",
            "approved_by": "Thủ trưởng đơn vị",
        }
        form = figures.form_of(self.dispatch()) or {"fields": []}
        for field_ in form["fields"]:
            if field_.get("at_most") == "people":
                answers[field_["name"]] = round(people * self.dice.uniform(0.72, 1.0))
        return answers

    def _recipients(self) -> list[Recipient]:
        return figures.recipients(self.state.desk(), self.dispatch(), size=None)[0]

    def _some(self, many: list[Recipient], share: float) -> list[Recipient]:
        many = sorted(many, key=lambda one: one.id)
        return [one for one in many if self.dice.random() < share]

    def _read_links(self) -> Iterator[tuple[int, str]]:
        """Yield each recipient's link from the letters in the instance's outbox."""
        session = self.state.desk().session
        rows = select(Delivery.id, Delivery.recipient_id).join(Recipient)
        found_rows = session.execute(rows.where(Recipient.dispatch_id == self.key))
        owner = dict(found_rows.all())
        for place in sorted(Path(self.state.folder, "outbox").glob("*.eml")):
            letter = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
            number = int(str(letter["Message-ID"]).rsplit("@", 1)[0].rsplit(".", 1)[1])
            body = letter.get_body(("plain",))
            found = re.search(
                r"https?://[^/\s]+(/\S*/?l/[\w-]+)|https?://[^/\s]+(/l/[\w-]+)",
                body.get_content() if body else "",
            )
            if found and number in owner:
                yield owner[number], found[1] or found[2]

    def _waiting(self) -> int:
        session = self.state.desk().session
        session.rollback()
        waiting = select(func.count()).select_from(Delivery).join(Recipient)
        open_ = Delivery.progress.in_([Progress.WAITING, Progress.ATTEMPTING, Progress.UNSURE])
        return session.scalar(waiting.where(Recipient.dispatch_id == self.key, open_)) or 0

    def _expect(self, *states: Standing) -> str:
        found = self.dispatch().state
        if found not in states:
            raise RuntimeError(f"the dispatch is {found}, not {' or '.join(states)}")
        return str(found)

    def _await(self, done: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + _PATIENCE
        while not done():
            if time.monotonic() > until:
                raise RuntimeError(f"waited {_PATIENCE:.0f} s in vain for {what}")
            time.sleep(0.1)


def _under_the_names_of(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers under the names that the form's controls bear, e.g. ``field-due_on``."""
    names = {name for name, _value in form.fields}
    return {
        next(
            one
            for one in names
            if one == name or one.endswith((f"-{name}", f".{name}", f"_{name}"))
        ): value
        for name, value in answers.items()
    }


def _key_of(page: Page) -> int:
    found = re.search(r"/dispatches/(\d+)", page.url)
    if not found:
        raise RuntimeError(f"drafting led to {page.url}")
    return int(found[1])


__all__ = ["Failed", "Journey", "Server", "Worker"]
