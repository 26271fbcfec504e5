"""Many processes sign the same dispatches at one time, each a web server with its own client."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from docflow import create_app
from docflow.models import Check, Dispatch, Task
from docflow.office import approval, dismissing, verifying
from docflow.office.desk import Desk
from docflow.office.drafting import cut
from docflow.rules.lifecycle import State
from docflow.service import Server
from tests import people
from tests.office.acts import few, handed_in, who


@dataclass(frozen=True)
class Outcome:
    """What came of a race: answers by dispatch, seconds from the start to the last answer."""

    answers: dict[int, list[int]]
    seconds: float

    @property
    def codes(self) -> Counter[int]:
        """Return how often each status was answered."""
        return Counter(code for codes in self.answers.values() for code in codes)


def run(app: Flask, *, processes: int, dispatches: int) -> Outcome:
    """Let so many processes sign so many dispatches, each clicked twice by two of them at once."""
    folder = Path(app.instance_path)
    with app.test_request_context("/"):
        desk = app.extensions["docflow"].desk()
        seen = hand_in_many(desk, dispatches)
    told = {"database": app.config["DOCFLOW_DATABASE"], "processes": processes, "seen": seen}
    (folder / "race.json").write_text(json.dumps(told))
    # Forked, because importing everything anew would take longer than the race.
    context = multiprocessing.get_context("fork")
    racers = [context.Process(target=race, args=(folder, n)) for n in range(processes)]
    for racer in racers:
        racer.start()
    while len(list(folder.glob("ready*"))) < processes:
        assert all(racer.is_alive() for racer in racers), "a process died before the start"
        time.sleep(0.05)
    began = time.time()
    (folder / "go").touch()
    for racer in racers:
        racer.join(timeout=600)
    assert [racer.exitcode for racer in racers] == [0] * processes
    return _gather(folder, began)


def hand_in_many(desk: Desk, number: int) -> list[tuple[int, int, str]]:
    """Submit so many letters in one transaction, with all that a submission writes."""
    model = handed_in(desk, few())
    found = dismissing.judged(desk, model, dismissing.findings(desk, model.content))
    clerk = who(desk, people.DRAFTER)
    copied = {
        column.key: getattr(model, column.key)
        for column in Dispatch.__table__.columns
        if column.key != "id"
    }
    seen = [(model.id, model.version, model.content_sha256 or "")]
    with desk.work() as session:
        for _ in range(number - 1):
            dispatch = Dispatch(**copied)
            session.add(dispatch)
            session.flush()
            desk.record("drafted", dispatch, by=clerk, after=dispatch.content_sha256)
            cut(desk, dispatch, "submitted", by=clerk)
            approval._record_checks(desk, dispatch, found, clerk)
            desk.record("submitted", dispatch, by=clerk, after=dispatch.content_sha256)
            seen.append((dispatch.id, dispatch.version, dispatch.content_sha256 or ""))
    assert desk.session.scalar(select(func.count()).select_from(Check)) == 2 * number
    return seen


def check(desk: Desk, outcome: Outcome, number: int) -> None:
    """Say that numbers run from 1 without gap or double, and that nobody saw a fault of ours."""
    assert all(sorted(codes) == [303, 409] for codes in outcome.answers.values()), outcome.codes
    assert outcome.codes == {303: number, 409: number}
    numbers = list(desk.session.scalars(select(Dispatch.number).order_by(Dispatch.number)))
    assert numbers == list(range(1, number + 1))
    states = select(func.count()).where(Dispatch.state == State.APPROVED)
    assert desk.session.scalar(states) == number
    assert desk.session.scalar(select(func.count()).select_from(Task)) == number
    for room in (verifying.chains, verifying.numbers, verifying.contents, verifying.bindings):
        assert list(room(desk)) == []


def _gather(folder: Path, began: float) -> Outcome:
    answers: dict[int, list[int]] = {}
    last = began
    for place in folder.glob("answers*"):
        for key, code, at in json.loads(place.read_text()):
            answers.setdefault(key, []).append(code)
            last = max(last, at)
    return Outcome(answers, last - began)


def race(folder: Path, index: int) -> None:
    """Be one of the processes: serve, sign in, and click as soon as all are ready."""
    told = json.loads((folder / "race.json").read_text())
    own = folder.parent / f"{folder.name}-racer{index}"
    app = create_app(
        {"INSTANCE": own, "DOCFLOW_DATABASE": told["database"] or f"sqlite:///{folder}/docflow.sqlite",
         "DOCFLOW_UNDO_SECONDS": 0, "DOCFLOW_REAUTH_SECONDS": 3600}
    )  # fmt: skip
    server = Server(app).start()
    client = Client(server.port)
    client.sign_in(people.DEPUTY)
    client.get(f"/dispatches/{told['seen'][0][0]}/review")
    (folder / f"ready{index}").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    answers = list(_click(client, told, index))
    (folder / f"answers{index}.json").write_text(json.dumps(answers))
    server.stop()
    app.extensions["docflow"].close()


def _click(client: Client, told: dict[str, Any], index: int) -> Iterator[tuple[int, int, float]]:
    for place, (key, version, sha256) in enumerate(told["seen"]):
        # Each dispatch is clicked by two neighbours, who come to it at about the same time.
        if (place - index) % told["processes"] in (0, 1):
            code = client.post(f"/dispatches/{key}/decision", version=version, sha256=sha256)
            yield key, code, time.time()


class Client:
    """One browser on one line that it keeps open."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._home = f"http://127.0.0.1:{port}"
        self._cookies: dict[str, str] = {}
        self._token = ""

    def sign_in(self, login: str) -> None:
        """Sign in through the page."""
        self.get("/sign-in")
        assert self.post("/sign-in", username=login, password=people.PASSWORD) == 303

    def get(self, path: str) -> None:
        """Open a page and keep its form token."""
        _, page = self._ask("GET", path, None)
        if 'name="csrf-token" content="' in page:
            self._token = page.split('name="csrf-token" content="')[1].split('"')[0]

    def post(self, path: str, **fields: object) -> int:
        """Send a form and return the status."""
        body = urllib.parse.urlencode({**fields, "csrf_token": self._token})
        return self._ask("POST", path, body)[0]

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self._home,
            "Referer": self._home + path,
        }
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        page = answer.read().decode("utf-8", "replace")
        for told in answer.headers.get_all("Set-Cookie") or ():
            self._cookies |= {name: one.value for name, one in SimpleCookie(told).items()}
        return answer.status, page
