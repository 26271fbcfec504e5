"""What an edit makes of a content: text, days, lines, annexes; nothing is written."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from docflow.papers import blocks, points, tree
from docflow.rules import urgency
from docflow.rules.fields import field_of
from docflow.rules.refusals import Refused
from docflow.rules.vietnamese import nfc

from . import annexes, enclosures, given, lines, settings
from .authority import block_of
from .desk import Desk
from .duties import Ask, Drop, apply

_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Edit:
    """What a save changes; None leaves a part as it is.

    :param body: the text in light markup (``docs/markup.md``).
    :param tree: the text as a tree with the ids of its blocks; it wins over ``body``.
    :param addressees: lines of "Kính gửi" as ``{text, purpose, targets}``; likewise ``copies``.
    :param expected: the month that the letter hopes to bear, ``YYYY-MM``; empty for none.
    :param annexes: as ``annexes.revised`` takes them; ``enclosures`` as ``enclosures.revised``.
    """

    subject: str | None = None
    body: str | None = None
    tree: Mapping[str, Any] | None = None
    due_on: date | None = None
    addressees: Sequence[Mapping[str, Any]] | None = None
    copies: Sequence[Mapping[str, Any]] | None = None
    urgency: str | None = None
    signer: int | None = None
    expected: str | None = None
    annexes: Sequence[Mapping[str, Any]] | None = None
    enclosures: Sequence[Mapping[str, Any]] | None = None
    duties: Sequence[Ask | Drop] = ()


def edited(desk: Desk, content: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """Return the content with an edit applied, writing nothing."""
    new = copy.deepcopy(dict(content))
    if edit.subject is not None:
        new["subject"] = " ".join(nfc(edit.subject).split())
        if len(new["subject"]) > 500:
            raise Refused("draft.subject_too_long", most=500, length=len(new["subject"]))
    if edit.tree is not None or edit.body is not None:
        new["body"] = _body(edit, new["body"])
        relink(new)
    if edit.due_on is not None:
        _set_due(desk, new, edit.due_on)
    _set_duties(desk, new, edit.duties)
    if edit.urgency is not None:
        new["urgency"] = _urgency(edit.urgency)
    if edit.signer is not None:
        new["authority"] = block_of(desk, edit.signer, new["type"])
    if edit.expected is not None:
        new["expected"] = _month(edit.expected)
    _annex(desk, new, edit)
    for part in ("addressees", "copies"):
        if (wanted := getattr(edit, part)) is not None:
            known = {target for line in content[part] for target in line["targets"]}
            new[part] = [
                lines.read(desk, part[0], n, one, known) for n, one in enumerate(wanted, 1)
            ]
    return new


def _body(edit: Edit, previous: Mapping[str, Any]) -> dict[str, Any]:
    if edit.tree is not None:
        return tree.read(edit.tree)
    return blocks.from_markup(nfc(edit.body or ""), previous=previous)


def _annex(desk: Desk, content: dict[str, Any], edit: Edit) -> None:
    before = dict(content)
    if edit.annexes is not None:
        top = given.highest(before, "annexes")
        listed = content.get("annexes") or ()
        content["annexes"] = annexes.revised(listed, edit.annexes, given=top)
        name_issuer(desk, content)
    if edit.enclosures is not None:
        top = given.highest(before, "enclosures")
        listed = enclosures.of(content)
        content["enclosures"] = enclosures.revised(listed, edit.enclosures, given=top)
    given.remember(content, [before])


def name_issuer(desk: Desk, content: dict[str, Any]) -> None:
    """Say who issues an annex, under its title (annex I, III.1.c)."""
    if content.get("annexes"):
        content.setdefault("agency_name", settings.agency(desk.session)["name"])


def _set_due(desk: Desk, content: dict[str, Any], due_on: date) -> None:
    if due_on.isoformat() == content["fields"].get("due_on"):
        return
    content["fields"]["due_on"] = due_on.isoformat()
    for owed in content["obligations"]:
        if owed["ordinal"] == 1:
            owed["due_on"] = due_on.isoformat()
    check_dates(desk, content)


def _set_duties(desk: Desk, content: dict[str, Any], changes: Sequence[Ask | Drop]) -> None:
    apply(content, changes)
    if any(isinstance(change, Ask) and change.due_on for change in changes):
        check_dates(desk, content)


def relink(content: dict[str, Any]) -> None:
    """Tie a report point that was cut and typed anew to its duty again: by its bound date."""
    here = {block["attrs"]["id"] for block in content["body"]["content"]}
    for owed in content["obligations"]:
        if owed["block_id"] not in here:
            dated = points.bound_to(content["body"], field_of(owed["ordinal"]))
            owed["block_id"] = dated or owed["block_id"]


def _month(text: str) -> str | None:
    if not text:
        return None
    if not _MONTH.fullmatch(text):
        raise Refused("draft.month", text=text[:20])
    return text


def _urgency(word: str) -> str:
    if word not in urgency.STAMPS:
        raise Refused("draft.urgency", word=word)
    return word


def check_dates(desk: Desk, content: Mapping[str, Any]) -> None:
    """Refuse a duty whose day is already past."""
    today = desk.today()
    for owed in content["obligations"]:
        if owed["due_on"] and date.fromisoformat(owed["due_on"]) < today:
            raise Refused(
                "draft.due_in_past", due_on=date.fromisoformat(owed["due_on"]), today=today
            )
