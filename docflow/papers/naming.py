"""What a document is called: over its text, and away from its paper in lists, mails and registers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docflow.rules.types import type_of
from docflow.rules.vietnamese import fold

#: What the paper prints before a subject by itself, typed once more by habit; the check tells of it.
_TYPED = re.compile(r"\s*(?:v/v|về việc)(?:[\s:.]+|(?<=v/v))(?=\S)", re.IGNORECASE)
#: With these a decision names what it issues (form 1.3); after the name of its type they are small.
_ISSUES = ("Ban hành ", "Phê duyệt ", "Công bố ")


def subject_line(content: Mapping[str, Any]) -> str:
    """Return the summary as it stands on the paper: ``V/v …``, ``Về việc …`` or by itself."""
    if not type_of(content.get("type")).summed_up:
        return ""
    subject, before = content["subject"], about(content)
    return f"{before} {subject}" if before else subject[:1].upper() + subject[1:]


def about(content: Mapping[str, Any]) -> str:
    """Return what is printed before the subject: ``V/v``, ``Về việc`` or nothing.

    A decision that issues a document says *Ban hành …* by itself (form 1.3).
    """
    kind = type_of(content.get("type"))
    along = any(annex.get("heading") for annex in content.get("annexes") or ())
    return "" if along and kind.issues else kind.about


def called(content: Mapping[str, Any]) -> str:
    """Return what a document is called in one line: ``V/v …``, ``Quyết định về việc …``."""
    kind, said = type_of(content.get("type")), said_of(content)
    if kind.form == "letter":
        return said
    return f"{_name(content)} {said[:1].lower() + said[1:] if about(content) else said}".rstrip()


def sent_as(content: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a sentence calls a document, and its subject: ``công văn``, ``về việc …``."""
    before = about(content).replace("V/v", "về việc").lower()
    name = type_of(content.get("type")).name.lower()
    return name, f"{before} {_bare(content)}" if before else _bare(content)


def registered(content: Mapping[str, Any]) -> str:
    """Return the name of a type with its subject, as a register has both (annex IV)."""
    said = _once(content, sent_as(content)[1])
    return f"{_name(content)} {said}".rstrip()


def said_of(content: Mapping[str, Any]) -> str:
    """Return what goes on after the name of a document: ``Về việc …``, ``Ông …``, ``ban hành …``."""
    return _once(content, " ".join(filter(None, (about(content), _bare(content)))))


def _once(content: Mapping[str, Any], said: str) -> str:
    """Return what is said without the deed that the name of the type says already.

    "Giấy giới thiệu" and "giới thiệu Ông …": what both say is said once.
    """
    sheet, _, deed = type_of(content.get("type")).name.partition(" ")
    if sheet in ("Giấy", "Phiếu") and fold(said).startswith(f"{fold(deed)} "):
        return said[len(deed) + 1 :]
    return said


def _name(content: Mapping[str, Any]) -> str:
    """Return the name of the type; a letter of courtesy is called by its own heading."""
    kind, heading = type_of(content.get("type")), str(content.get("heading") or "")
    return heading.capitalize() if kind.code == "thu_cong" and heading else kind.name


def _bare(content: Mapping[str, Any]) -> str:
    """Return the subject as it goes on in a sentence, without a "V/v" that was typed before it."""
    kind, subject = type_of(content.get("type")), str(content.get("subject") or "")
    if kind.about and (found := _TYPED.match(subject)):
        subject = subject[found.end() :]
    if kind.issues and subject.startswith(_ISSUES):
        return subject[0].lower() + subject[1:]
    return subject
