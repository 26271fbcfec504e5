"""What is said for each refusal: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ..rules.calendar import short_date
from ..rules.permissions import Role
from ..rules.refusals import Refused
from ..rules.vietnamese import count
from .labels import label
from .words import _, lazy

#: By code; ``{…}`` are the refusal's facts. A code without a sentence fails the tests.
SENTENCES: dict[str, str] = {
    "missing": lazy("Không tìm thấy nội dung này."),
    "permission.unseen": lazy("Không tìm thấy nội dung này."),
    "permission.denied": lazy("Việc này do {roles} làm."),
    "lifecycle.not_now": lazy("Văn bản không còn ở bước này. Tải lại trang để xem trạng thái mới."),
}


def sentence(refusal: Refused) -> str:
    """Return what to tell the person, in his language."""
    return say(refusal.code, refusal.facts)


def say(code: str, facts: Mapping[str, Any]) -> str:
    """Return the sentence of a code with its facts as print shows them."""
    text = SENTENCES.get(code)
    if text is None:
        return _("Chưa thực hiện được ({code}). Báo mã này cho quản trị.", code=code)
    return _(text, **{name: _shown(name, fact) for name, fact in facts.items()})


def _shown(name: str, fact: Any) -> str:
    if isinstance(fact, date):
        return short_date(fact)
    if isinstance(fact, int) and not isinstance(fact, bool):
        return count(fact)
    if name == "roles":
        return _("{first} hoặc {last}", first="", last="") if not fact else _any_of(fact)
    if isinstance(fact, list | tuple | set | frozenset):
        return ", ".join(str(one) for one in fact)
    return str(fact)


def _any_of(roles: list[str]) -> str:
    words = [label(Role(role)) for role in roles]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {_('hoặc')} {words[-1]}"


Sentence = Callable[[Refused], str]
