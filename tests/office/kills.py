"""A real worker is killed again and again while it sends one letter to all its recipients."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import func, select

import docflow
from docflow import create_app
from docflow.models import Delivery, Dispatch, Progress
from docflow.office import issuing
from docflow.office.desk import Desk
from docflow.office.drafting import Edit
from docflow.service import Worker
from tests import people
from tests.channels.relay import Postman, serving
from tests.office.acts import decide, handed_in, sign_what_waits, who
from tests.signers import PaperSigner

ROOT = Path(docflow.__file__).resolve().parents[1]
_OPEN = (Progress.WAITING, Progress.ATTEMPTING, Progress.UNSURE)
_PATIENCE = 120.0


@dataclass
class Killer(Postman):
    """A mail server that may kill the sender after the last byte, before it says thanks."""

    victim: int | None = None
    in_letters: int | None = None
    killed_here: int = 0

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the letter, and the sender's life when its turn has come."""
        if self.in_letters is not None and self.victim is not None:
            self.in_letters -= 1
            if self.in_letters <= 0:
                os.kill(self.victim, signal.SIGKILL)
                self.in_letters, self.killed_here = None, self.killed_here + 1
        return await super().handle_DATA(server, session, envelope)


class Forked:
    """A worker forked from this process, with the few words of ``Popen`` that are used here."""

    def __init__(self, settings: dict[str, Any]) -> None:
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_work, args=(settings,))
        self._process.start()
        self.pid = self._process.pid
        self.kill, self.wait = self._process.kill, self._process.join

    def poll(self) -> int | None:
        """Return how it ended, or None while it lives."""
        return self._process.exitcode


def _work(settings: dict[str, Any]) -> None:
    Worker(create_app(settings)).run()


@dataclass
class Trial:
    """One distribution under fire."""

    app: Flask
    desk: Desk
    kills: int
    edit: Edit | None = None
    """Who receives; None means the seed's 317, of whom 310 have an address."""
    recipients: int = 317
    letters: int = 310
    forked: bool = False
    """Fork the worker from this process: quick; else it is the command ``docflow worker``."""
    dice: random.Random = field(default_factory=lambda: random.Random(317))
    postman: Killer = field(default_factory=Killer)
    seconds: float = 0.0
    worker: Forked | subprocess.Popen[bytes] | None = None

    def run(self, clock: Any) -> Dispatch:
        """Issue, kill, let the last worker finish, and return the dispatch."""
        clock.at = datetime.now(UTC) - timedelta(minutes=1)
        desk = replace(self.desk, signer=PaperSigner())
        dispatch = handed_in(desk, self.edit)
        decide(desk, dispatch)
        sign_what_waits(desk)
        issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
        began = time.monotonic()
        with serving(self.postman) as port:
            try:
                for left in range(self.kills, 0, -1):
                    self._kill_one(port, left)
                self._finish(port)
            finally:
                if self.worker is not None:
                    self.worker.kill()
        self.seconds = time.monotonic() - began
        return dispatch

    def check(self) -> None:
        """Say that nothing is lost, nothing is doubled but as a copy, nothing stays leased."""
        session = self.desk.session
        session.rollback()
        rows = session.scalars(select(Delivery)).all()
        counts = Counter((row.recipient_id, row.channel) for row in rows)
        assert set(counts.values()) == {1}
        assert Counter(row.channel for row in rows) == {
            "portal": self.recipients,
            "email": self.letters,
        }
        assert {row.progress for row in rows} == {Progress.DONE}
        assert {row.lease for row in rows} == {row.leased_until for row in rows} == {None}
        copies = Counter(_id_and_address(letter) for letter in self.postman.letters)
        assert len(copies) == len({address for _, address in copies}) == self.letters
        assert {address for _, address in copies} == {row.address for row in rows if row.address}
        assert self.copies <= self.kills
        # Those who died between the last byte and the thanks must have sent a copy.
        assert self.copies >= self.postman.killed_here

    @property
    def copies(self) -> int:
        """Return how many letters arrived a second time."""
        return len(self.postman.letters) - self.letters

    def _kill_one(self, port: int, left: int) -> None:
        """Start a worker and kill it: in a conversation, or wherever it happens to be."""
        waiting = self._open()
        assert waiting, f"all was done with {left} kills to go"
        worker = self.worker = self._start(port)
        # The last one is killed too while something is left to do.
        share = max(1, min(waiting - 1, int(waiting / left * self.dice.uniform(0.3, 1.2))))
        if waiting < self.letters and self.dice.random() < 0.6:
            self.postman.victim, self.postman.in_letters = worker.pid, min(share, 5)
        until = time.monotonic() + _PATIENCE
        while worker.poll() is None and self._open() > waiting - share:
            assert time.monotonic() < until, "the worker does nothing"
            time.sleep(self.dice.uniform(0, 0.01))
        # Anywhere within the next piece of work, not only between two.
        time.sleep(self.dice.uniform(0, 0.02))
        assert worker.poll() in (None, -signal.SIGKILL), "the worker ended by itself"
        worker.kill()
        worker.wait()
        self.postman.victim = self.postman.in_letters = None

    def _finish(self, port: int) -> None:
        worker, until = self._start(port), time.monotonic() + _PATIENCE
        self.worker = worker
        while self._open():
            assert time.monotonic() < until, f"{self._open()} rows are still open"
            assert worker.poll() is None
            time.sleep(0.1)
        worker.kill()
        worker.wait()

    def _start(self, port: int) -> Forked | subprocess.Popen[bytes]:
        own = {
            "DOCFLOW_DATABASE": self.app.config["DOCFLOW_DATABASE"],
            "DOCFLOW_LEASE_SECONDS": "2",
            "DOCFLOW_MAIL_HOST": "127.0.0.1",
            "DOCFLOW_MAIL_PORT": str(port),
        }
        if self.forked:
            return Forked({**own, "INSTANCE": self.app.instance_path})
        command = [sys.executable, "-c", "from docflow.cli import main; main()", "worker"]
        env = {**os.environ, **own, "DOCFLOW_INSTANCE": self.app.instance_path}
        return subprocess.Popen(command, cwd=ROOT, env=env)

    def _open(self) -> int:
        session = self.desk.session
        session.rollback()
        wanted = select(func.count(Delivery.id)).where(Delivery.progress.in_(_OPEN))
        return session.scalar(wanted) or 0


def _id_and_address(letter: Envelope) -> tuple[str, str]:
    content = letter.content
    assert isinstance(content, bytes)
    return str(message_from_bytes(content)["Message-ID"]), letter.rcpt_tos[0]
