"""The library of legal grounds: what is cited, since when and until when it is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from docflow.models import Ground, Person
from docflow.rules.calendar import parse_date
from docflow.rules.citation import NAMED, Cited
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import fold, nfc, slug

from . import heads
from .cells import bad_row
from .desk import Desk
from .permission import guard
from .rows import LONGEST, Fault, Row, bring, read_rows

_TEXTS = ("type", "number", "issuer", "subject", "incoming_number", "notes")
_DAYS = ("dated", "since", "ended", "incoming_on")


@dataclass(frozen=True)
class Found:
    """The grounds of one page, and how many fit in all and in each state."""

    grounds: Sequence[Ground]
    total: int
    counts: Mapping[str, int]


def search(desk: Desk, words: str, state: str = "", *, limit: int) -> Found:
    """Return what fits, the newest first; ``state`` is ``"in_force"``, ``"over"`` or empty."""
    holding = [Ground.folded.contains(word, autoescape=True) for word in fold(words).split()]
    today = desk.today()
    states: dict[str, Any] = {
        "in_force": or_(Ground.ended.is_(None), Ground.ended > today),
        "over": Ground.ended <= today,
    }
    counts = {
        name: desk.session.scalar(select(func.count(Ground.id)).where(one, *holding)) or 0
        for name, one in states.items()
    }
    rows = select(Ground).where(*holding, *([states[state]] if state in states else []))
    rows = rows.order_by(Ground.dated.desc(), Ground.id.desc()).limit(limit)
    total = counts.get(state, sum(counts.values()))
    return Found(desk.session.scalars(rows).unique().all(), total, counts)


def over(desk: Desk) -> list[Cited]:
    """Return the documents that are no longer in force today, as the check reads them."""
    rows = select(Ground).where(Ground.ended <= desk.today()).order_by(Ground.id)
    return [one.as_rule() for one in desk.session.scalars(rows).unique()]


def keep(
    desk: Desk, facts: Mapping[str, Any], *, by: Person, ground: Ground | None = None
) -> Ground:
    """Write a document down, or correct one; returns it.

    Raises ``Refused("ground.missing", fields=…)``, ``"ground.too_long"``, ``"ground.twice"``,
    ``"ground.ends_before"``, ``"ground.own_successor"``.
    """
    guard(desk.session, by, Act.KEEP_GROUNDS)
    new, key = _checked(facts), ground.id if ground else None
    kept: Ground
    with desk.work() as session:
        there = session.scalars(select(Ground).where(Ground.code == new["code"])).unique().first()
        if there is not None and there.id != key:
            raise Refused("ground.twice", name=there.as_rule().short())
        _check_successor(desk, new, key)
        found = desk.lock(Ground, key) if key else None
        kept, outcome = bring(session, Ground, found, new, born=desk.now())
        session.flush()
        if outcome != "same":
            verb = "ground_added" if outcome == "added" else "ground_changed"
            desk.record(verb, None, by=by, stream="library", ground=kept.code, ended=_iso(kept))
    return kept


def import_grounds(desk: Desk, text: str, *, by: Person | None) -> dict[str, int]:
    """Bring documents in from ``type,number,dated,issuer,subject,since,ended,replaced_by,…``.

    The columns may bear any name of theirs in ``heads.GROUNDS``: ``Loại văn bản,Số ký hiệu,…``.
    ``replaced_by`` is the code of the successor, or its type and number as they are cited.
    Idempotent, all rows or none; raises ``Refused("import.rows", errors=[…])``.
    """
    rows = read_rows(text, {"type", "subject"}, heads.GROUNDS, _faults)
    seen: dict[str, int] = {}
    for number, row in rows.items():
        code = code_of(_read(row))
        if code in seen:
            raise bad_row(number, "import.twice", value=code, first=seen[code])
        seen[code] = number
    with desk.work() as session:
        known = {one.code: one for one in session.scalars(select(Ground)).unique()}
        counts = {"added": 0, "changed": 0, "same": 0}
        for row in rows.values():
            facts = _checked(_read(row))
            one, outcome = bring(session, Ground, known.get(facts["code"]), facts, born=desk.now())
            known[facts["code"]] = one
            counts[outcome] += 1
        session.flush()
        _tie(rows, known)
        if counts["added"] or counts["changed"]:
            desk.record("grounds_imported", None, by=by, stream="library", rows=dict(counts))
    return counts


def code_of(facts: Mapping[str, Any]) -> str:
    """Return what tells one document from every other."""
    year = f"{facts['dated'].year}" if facts.get("dated") else ""
    # Every province numbers its own 22/CT-UBND each year; a law is known by its name.
    named = facts["type"] in NAMED or not facts.get("number")
    what = facts["subject"] if named else f"{facts['number']} {facts.get('issuer', '')}"
    return slug(f"{facts['type']} {what} {year}")[:200]


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    new: dict[str, Any] = {
        name: " ".join(nfc(str(facts.get(name) or "")).split()) for name in _TEXTS
    }
    new |= {name: facts.get(name) for name in _DAYS}
    if "replaced_by_id" in facts:
        new["replaced_by_id"] = facts["replaced_by_id"]
    if missing := missing_in(new):
        raise Refused("ground.missing", fields=missing)
    if long := [name for name in _TEXTS if len(new[name]) > LONGEST[name]]:
        raise Refused("ground.too_long", fields=long)
    if new["since"] and new["ended"] and new["ended"] < new["since"]:
        raise Refused("ground.ends_before", since=new["since"], ended=new["ended"])
    new["code"] = code_of(new)
    cited = Cited(new["type"], new["number"], new["dated"], new["issuer"], new["subject"])
    new["folded"] = fold(f"{cited.full()} {new['incoming_number']} {new['notes']}")
    return new


def missing_in(facts: Mapping[str, Any]) -> list[str]:
    """Return the facts without which a document cannot be cited as the decree asks."""
    needed = ["type", "subject"]
    if facts.get("type") not in NAMED:
        needed += ["number", "dated", "issuer"]
    return [name for name in needed if not facts.get(name)]


def _check_successor(desk: Desk, facts: Mapping[str, Any], key: int | None) -> None:
    successor = facts.get("replaced_by_id")
    if successor is None:
        return
    if successor == key:
        raise Refused("ground.own_successor")
    if desk.session.get(Ground, successor) is None:
        raise Refused("ground.no_successor")


def _faults(row: Row) -> Iterable[Fault]:
    for name in _DAYS:
        try:
            parse_date(row[name]) if row.get(name) else None
        except Refused as refusal:
            yield refusal.code, refusal.facts
            return
    facts = _read(row)
    for name in missing_in(facts):
        if name not in ("type", "subject"):
            yield "import.empty", {"column": name}
    if facts["since"] and facts["ended"] and facts["ended"] < facts["since"]:
        yield "ground.ends_before", {"since": facts["since"], "ended": facts["ended"]}


def _read(row: Row) -> dict[str, Any]:
    days: dict[str, date | None] = {
        name: parse_date(row[name]) if row.get(name) else None for name in _DAYS
    }
    return {**{name: row.get(name, "") for name in _TEXTS}, **days}


def _tie(rows: Mapping[int, Row], known: Mapping[str, Ground]) -> None:
    """Tie each document to its successor, named by its code or as it is cited."""
    by_name = {fold(one.as_rule().short()): one for one in known.values()}
    by_name |= known
    for number, row in rows.items():
        if not row.get("replaced_by"):
            continue
        successor = by_name.get(fold(row["replaced_by"]))
        if successor is None:
            raise bad_row(number, "import.successor_unknown", name=row["replaced_by"])
        known[code_of(_read(row))].replaced_by_id = successor.id


def _iso(ground: Ground) -> str | None:
    return ground.ended.isoformat() if ground.ended else None
