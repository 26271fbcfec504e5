"""A text of a draft that came too late: kept aside with all that its page held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Person, Revision
from docflow.rules import evidence
from docflow.rules.permissions import Act
from docflow.rules.vietnamese import nfc

from . import annexes, enclosures, lines
from .desk import Desk
from .drafting import Edit, cut, edited
from .merging import bare
from .permission import guard
from .revisions import every

_PURPOSES = {"addressees": "thuc_hien", "copies": "biet"}


@dataclass(frozen=True)
class Late:
    """What the page held by id: wordings of ``lines``, names of ``files``; some are gone by now."""

    lines: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def set_aside(
    desk: Desk, dispatch: Dispatch, edit: Edit, *, by: Person, late: Late | None = None
) -> Revision | None:
    """Keep a text that came too late as a revision; None if it says what is saved already.

    What somebody has taken out meanwhile stands in it again wherever it was typed at: an annex,
    a line, the name of a file.
    """
    with desk.work():
        dispatch = desk.lock(Dispatch, dispatch.id)
        guard(desk.session, by, Act.EDIT, dispatch)
        # What another late text says was never saved: only the draft's own revisions count.
        own = (one for one in every(desk, dispatch) if one.reason != "aside")
        kept = [one.content for one in own][::-1]
        content = edited(desk, dispatch.content, _with_annexes(dispatch.content, kept, edit))
        for part in lines.PARTS:
            _put_back(content, part, _lines(content, kept, part, late or Late()))
        _put_back(content, "enclosures", _files(content, kept, late or Late()))
        if bare(content) == bare(dispatch.content):
            return None
        return _kept(desk, dispatch, content, by=by)


def _kept(desk: Desk, dispatch: Dispatch, content: dict[str, Any], *, by: Person) -> Revision:
    sha256 = evidence.digest(content)
    known = select(Revision).where(
        Revision.dispatch_id == dispatch.id, Revision.sha256 == sha256,
        Revision.reason == "aside", Revision.cut_by_id == by.id,
    )  # fmt: skip
    if found := desk.session.scalars(known.order_by(Revision.id.desc()).limit(1)).first():
        return found
    revision = cut(desk, dispatch, "aside", by=by, content=content)
    desk.record("set_aside", dispatch, by=by, after=sha256, ordinal=revision.ordinal)
    return revision


def _with_annexes(
    content: Mapping[str, Any], kept: Sequence[Mapping[str, Any]], edit: Edit
) -> Edit:
    """Return the edit with each annex that is gone as it was last kept and was typed at since."""
    here = {one["id"] for one in content.get("annexes") or ()}
    told = []
    for one in edit.annexes or ():
        gone = one.get("id") and one["id"] not in here
        _, last = _last(kept, "annexes", one["id"]) if gone else (0, None)
        made = _made(one, last) if last else one
        if last is None or made != last:
            told.append(made)
    return edit if edit.annexes is None else replace(edit, annexes=told)


def _made(told: Mapping[str, Any], last: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an annex as it was last kept, with what was typed at it."""
    typed = {name: value for name, value in told.items() if value is not None}
    return annexes.revised([last], [{**_as_told(last), **typed}])[0]


def _as_told(annex: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in annex.items() if name != "body"}


def _lines(
    content: Mapping[str, Any], kept: Sequence[Mapping[str, Any]], part: str, late: Late
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the lines of a part that are gone and were typed at, each with its last place."""
    here = {one["id"] for one in content[part]}
    for name, words in late.lines.items():
        text = lines.worded(words)
        if name in here or not text or not (name[:1] == part[0] and name[1:].isalnum()):
            continue
        at, last = _last(kept, part, name)
        if last is None:
            at, last = len(content[part]), {
                "id": name[:16], "text": "", "purpose": _PURPOSES[part], "targets": []
            }  # fmt: skip
        if last["text"] != text:
            yield at, {**last, "text": text}


def _files(
    content: Mapping[str, Any], kept: Sequence[Mapping[str, Any]], late: Late
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the files that are gone and were given another name, each with its last place."""
    here = {one["id"] for one in enclosures.of(content)}
    for name, words in late.files.items():
        title = " ".join(nfc(words).split())[: enclosures.LONGEST_TITLE]
        at, last = _last(kept, "enclosures", name) if name not in here else (0, None)
        if last and title and last["title"] != title:
            yield at, {**last, "title": title}


def _put_back(
    content: dict[str, Any], part: str, found: Iterator[tuple[int, dict[str, Any]]]
) -> None:
    """Put the entries back at their places."""
    for at, one in list(found):
        content[part] = [*(content.get(part) or ())]
        content[part].insert(at, one)


def _last(
    kept: Sequence[Mapping[str, Any]], part: str, name: str
) -> tuple[int, dict[str, Any] | None]:
    """Return what a part last held under this id, and where; None where no revision knows it."""
    for content in kept:
        for at, one in enumerate(content.get(part) or ()):
            if one["id"] == name:
                return at, dict(one)
    return 0, None
