"""Whom a printed line means: a unit or a group, only where one is certain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from docflow.models import Group, Unit
from docflow.rules.vietnamese import fold

from . import settings
from .desk import Desk

#: What clerks write short, word by word; longer ones first.
_SHORT = (
    ("thong tin tt", "thong tin va truyen thong"),
    ("tt&tt", "thong tin va truyen thong"),
    ("tttt", "thong tin va truyen thong"),
    ("khcn", "khoa hoc va cong nghe"),
    ("gd&dt", "giao duc va dao tao"),
    ("gddt", "giao duc va dao tao"),
    ("bvdk", "benh vien da khoa"),
    ("ttyt", "trung tam y te"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("cdc", "trung tam kiem soat benh tat"),
    ("syt", "so y te"),
    ("bv", "benh vien"),
)
_PURPOSE = re.compile(
    r"\s*\([^()]*\)\s*$|\s+(?:-\s*)?de (?:b/c|t/h|p/h|ph/h|biet|bao cao|thuc hien|phoi hop|chi dao|theo doi)\b.*$"
)
_HEADS = re.compile(r"^(?:thu truong|giam doc|chu tich|lanh dao|truong) ")
_PARTS = re.compile(r"\s*[,;]\s*(?=[^\W\d_])|\s+va\s+(?=(?:so|bo|benh vien|trung tam)\s)")


def targets(desk: Desk, lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield for each printed line the targets that it certainly means, or none.

    A line means a group or unit when its words, accents and common short forms aside, are that
    one's name and no other's. "Như trên" means the addressees. A line of several names means them
    all, but only where each is certain.
    """
    known = _known(desk)
    for line in lines:
        yield _meant(_bare(line), known)


def _meant(text: str, known: Mapping[str, set[str]]) -> list[str]:
    if text.startswith("nhu tren"):
        return ["addressees"]
    if found := _one(text, known):
        return [found]
    pieces = [_one(piece, known) for piece in _PARTS.split(text)]
    return [piece for piece in pieces if piece] if len(pieces) > 1 and all(pieces) else []


def _one(text: str, known: Mapping[str, set[str]]) -> str:
    """Return the one target of a name, also of the head who stands for his unit."""
    for name in (text, _HEADS.sub("", text)):
        if len(found := known.get(name, set())) == 1:
            return next(iter(found))
    return ""


def _bare(line: str) -> str:
    """Return a line without marks, purpose and short forms."""
    text = _PURPOSE.sub("", fold(line)).strip(" .;:-")
    for short, long in _SHORT:
        text = re.sub(rf"(?<![\w&]){re.escape(short)}(?![\w&])", long, text)
    return text


def _known(desk: Desk) -> dict[str, set[str]]:
    """Return which targets go by each name."""
    profile = settings.agency(desk.session)
    place, own = fold(str(profile["place"])), fold(str(profile["agency"]))
    known: defaultdict[str, set[str]] = defaultdict(set)
    for group in desk.session.scalars(select(Group)):
        known[_bare(group.name)].add(f"group:{group.code}")
    for unit in desk.session.scalars(select(Unit)):
        # Other names of a unit, one a line, where the directory has them.
        others = str(getattr(unit, "aliases", "") or "").splitlines()
        for name in {
            form for one in (unit.name, *others) for form in _forms(_bare(one), place, own)
        }:
            known[name].add(f"unit:{unit.code}")
    return known


def _forms(name: str, place: str, own: str) -> Iterator[str]:
    """Yield a name, and the name as people of the same province and office write it."""
    yield name
    if own and name.endswith(f" {own}"):
        yield name.removesuffix(own) + own.split(maxsplit=1)[0]
    for ending, instead in ((f" tinh {place}", " tinh"), (f" tinh {place}", ""), (f" {place}", "")):
        if name.endswith(ending):
            yield name.removesuffix(ending) + instead


def name_of(desk: Desk, target: str) -> str:
    """Return the name of a unit or group as the directory has it."""
    kind, _, code = target.partition(":")
    model = Group if kind == "group" else Unit
    return str(desk.session.scalar(select(model.name).where(model.code == code)) or code)
