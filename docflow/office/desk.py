"""What an official has within reach: the books, the files, the seal, the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from docflow.channels.channel import Channel
from docflow.models import Base, Chain, Dispatch, Event, Person
from docflow.models.engine import WRITES, insert_if_absent
from docflow.papers.catalogue import Catalogue
from docflow.papers.press import Press
from docflow.rules import evidence
from docflow.rules.purposes import DUTIES, Duty, Purpose
from docflow.rules.refusals import Refused
from docflow.signing.signer import Signer
from docflow.storage.store import Storage

#: Dates of law are dates in this zone.
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SYSTEM = "Hệ thống"
REGISTER = "register"

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a recipient's personal link and has no account."""

    recipient_id: int
    name: str
    id: None = None


@dataclass(frozen=True)
class Told:
    """What a listener learns of an act, after the commit."""

    verb: str
    dispatch_id: int | None
    at: datetime
    actor: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Words:
    """A message as it is written: subject, plain text, HTML."""

    subject: str
    text: str
    html: str | None = None


@dataclass(frozen=True)
class Policy:
    """The settings that the verbs read."""

    undo_seconds: int = 8
    seal: str = "clerk"
    seal_assignment: str = ""
    base_url: str = "http://127.0.0.1:8000"
    link_path: str = "/l/"
    message_domain: str = "docflow.invalid"
    instance: str = "0"
    book: str = "van-ban-di"
    holidays: frozenset[date] = frozenset()
    working_saturdays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Desk:
    """Everything a verb needs; passed to each as its first argument."""

    session: Session
    storage: Storage
    catalogue: Catalogue
    press: Press
    signer: Signer
    channels: Mapping[str, Channel]
    now: Callable[[], datetime]
    words: Callable[[str, Mapping[str, Any]], Words]
    tell: Callable[[list[Told]], None] = lambda _events: None
    policy: Policy = field(default_factory=Policy)
    duties: Mapping[Purpose, Duty] = field(default_factory=lambda: DUTIES)
    _told: list[Told] = field(default_factory=list)

    def today(self) -> date:
        """Return the date of law: today in Hanoi."""
        return self.now().astimezone(HANOI).date()

    @contextmanager
    def work(self) -> Iterator[Session]:
        """Begin a writing transaction, commit or roll back, and tell listeners after the commit.

        What was read before is read anew under the lock, so no verb decides on old facts.
        """
        self.session.rollback()
        self._told.clear()
        self.session.connection(execution_options={WRITES: True})
        try:
            yield self.session
            self.session.commit()
        except BaseException:
            self.session.rollback()
            self._told.clear()
            raise
        told = list(self._told)
        self._told.clear()
        self.tell(told)

    def let_go(self) -> None:
        """End the reading transaction before something slow, so that no writer waits for it."""
        self.session.rollback()

    def lock(self, model: type[Row], key: object) -> Row:
        """Return the row, locked until the end of the transaction, as the database has it now."""
        # Only this row: what is joined to it may be missing, and PostgreSQL locks no missing rows.
        row = self.session.get(model, key, with_for_update={"of": model}, populate_existing=True)
        if row is None:
            raise Refused("missing", what=model.__name__)
        return row

    def record(
        self,
        verb: str,
        dispatch: Dispatch | None,
        *,
        by: Person | Holder | None,
        stream: str | None = None,
        on_behalf_of: str | None = None,
        before: str | None = None,
        after: str | None = None,
        **facts: Any,
    ) -> Event:
        """Append one event to its stream; ``by=None`` means the system itself."""
        stream = stream or (f"dispatch:{dispatch.id}" if dispatch else REGISTER)
        chain = self._chain(stream)
        event = Event(
            stream=stream,
            ordinal=chain.length + 1,
            # In UTC, as the database gives it back: the hash is taken over it.
            at=self.now().astimezone(UTC),
            verb=verb,
            actor=_named(by),
            actor_id=by.id if by else None,
            on_behalf_of=on_behalf_of,
            dispatch_id=dispatch.id if dispatch else None,
            facts=facts,
            before_sha256=before,
            after_sha256=after,
            previous=chain.head,
        )
        event.hash = evidence.link(chain.head, event.told())
        chain.length, chain.head = event.ordinal, event.hash
        self.session.add(event)
        self._told.append(Told(verb, event.dispatch_id, event.at, event.actor, facts))
        return event

    def _chain(self, stream: str) -> Chain:
        self.session.flush()
        chain = self.session.get(Chain, stream, with_for_update=True, populate_existing=True)
        if chain is None:
            insert_if_absent(self.session, Chain, stream=stream, length=0, head=evidence.GENESIS)
            chain = self.lock(Chain, stream)
        return chain


def _named(by: Person | Holder | None) -> str:
    if by is None:
        return SYSTEM
    post = getattr(by, "post", "")
    return f"{by.name}, {post}" if post else by.name
