"""Keys for programs that act for a person: made once, shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from docflow.models import ApiToken, Person
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from .desk import Desk

_LONGEST_DAYS = 366
_STREAM = "tokens"
#: Tells a leaked key apart from any other text, for those who scan for such things.
_PREFIX = "docflow_"


class Scope(StrEnum):
    """What a key may be used for; it never gives more than its person's roles do."""

    READ = "read"
    DRAFT = "draft"
    DECIDE = "decide"
    ISSUE = "issue"
    RECEIVE = "receive"


#: What a key may do when nobody says more; ``decide`` is never given unasked.
USUAL = frozenset({Scope.READ})


def create(
    desk: Desk,
    person: Person,
    *,
    scopes: Collection[str] = USUAL,
    days: int = 90,
    label: str = "",
    by: Person | None = None,
) -> str:
    """Make a key for a person and return its text, which is never known again.

    Raises ``Refused("token.scopes")``, ``Refused("token.days")`` or ``Refused("token.person")``.
    """
    known = [scope.value for scope in Scope]
    if not scopes or not set(scopes) <= set(known):
        raise Refused("token.scopes", known=known)
    if not 1 <= days <= _LONGEST_DAYS:
        raise Refused("token.days", most=_LONGEST_DAYS)
    if not person.active:
        raise Refused("token.person", name=person.name)
    text = _PREFIX + secrets.token_urlsafe(32)
    key, label = person.id, nfc(label).strip()[:100]
    with desk.work() as session:
        token = ApiToken(
            token_sha256=_hash(text),
            person_id=key,
            label=label,
            scopes=sorted(Scope(one).value for one in scopes),
            made_at=desk.now(),
            expires_at=desk.now() + timedelta(days=days),
        )
        session.add(token)
        desk.record(
            "token_made", None, by=by, stream=_STREAM,
            person=key, label=label, scopes=token.scopes, expires_at=token.expires_at.isoformat(),
        )  # fmt: skip
    return text


def find(desk: Desk, text: str) -> ApiToken:
    """Return the key behind a text, with its person.

    Raises one and the same ``Refused("token.dead")`` for unknown, expired, revoked, or a closed
    account.
    """
    token = desk.session.get(ApiToken, _hash(text))
    if (
        token is None
        or token.revoked_at is not None
        or token.expires_at <= desk.now()
        or not token.person.active
    ):
        raise Refused("token.dead")
    return token


def of(desk: Desk, person: Person) -> list[ApiToken]:
    """Return a person's keys, the newest first."""
    rows = select(ApiToken).where(ApiToken.person_id == person.id)
    return list(desk.session.scalars(rows.order_by(ApiToken.made_at.desc())).unique())


def revoke(desk: Desk, token: ApiToken, *, by: Person | None = None) -> None:
    """Make a key useless from now on; a second time changes nothing."""
    key = token.token_sha256
    with desk.work():
        token = desk.lock(ApiToken, key)
        if token.revoked_at is None:
            token.revoked_at = desk.now()
            desk.record(
                "token_revoked", None, by=by, stream=_STREAM,
                person=token.person_id, label=token.label,
            )  # fmt: skip


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
