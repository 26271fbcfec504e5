"""Who may do what: one table of act × role, with the states and the tie it needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from .lifecycle import State


class Role(StrEnum):
    """What a person is in the department or in a unit."""

    CLERK = "clerk"
    HEAD_OF_ROOM = "head_of_room"
    SIGNER = "signer"
    DIRECTOR = "director"
    RECORDS_CLERK = "records_clerk"
    UNIT_OFFICER = "unit_officer"
    HEAD_OF_UNIT = "head_of_unit"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Tie(StrEnum):
    """How a person stands to one dispatch."""

    AUTHOR = "author"
    ROOM = "room"
    SIGNS = "signs"
    ADDRESSED = "addressed"


class Act(StrEnum):
    """Every act that a page or the API offers."""

    DRAFT = "draft"
    READ = "read"
    COPY = "copy"
    EDIT = "edit"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CHECK_FORMAT = "check_format"
    RETURN = "return"
    APPROVE = "approve"
    ISSUE = "issue"
    RETRY = "retry"
    FOLLOW = "follow"
    REISSUE_LINK = "reissue_link"
    INBOX = "inbox"
    RECEIVE = "receive"
    ACKNOWLEDGE = "acknowledge"
    REPORT = "report"
    REGISTER = "register"
    DIRECTORY = "directory"
    IMPORT = "import"
    GROUNDS = "grounds"
    KEEP_GROUNDS = "keep_grounds"
    SNIPPETS = "snippets"
    GROUPS = "groups"
    TEMPLATES = "templates"
    AUDIT = "audit"
    HOME = "home"
    OPEN = "open"
    """Open to everybody: signing in, static files, the page behind a personal link."""


@dataclass(frozen=True)
class Grant:
    """Under what conditions a role may; None means no condition of that sort.

    :param besides: ties that suffice in any state, e.g. of a signer to the draft he wrote himself.
    """

    states: frozenset[State] | None = None
    tie: frozenset[Tie] | None = None
    besides: frozenset[Tie] = frozenset()

    def holds(self, state: State | None, ties: Collection[Tie]) -> bool:
        """Tell whether the grant covers a dispatch in this state with these ties."""
        if self.besides & set(ties):
            return True
        in_state = self.states is None or state in self.states
        return in_state and (self.tie is None or bool(self.tie & set(ties)))


def _in(*states: State, tie: Collection[Tie] = (), besides: Collection[Tie] = ()) -> Grant:
    return Grant(frozenset(states) or None, frozenset(tie) or None, frozenset(besides))


_ALWAYS = Grant()
_OWN = (Tie.AUTHOR,)
_ROOM = (Tie.AUTHOR, Tie.ROOM)
_SENT = (State.ISSUED, State.RECALLED)
_SHOWN = (State.SUBMITTED, State.APPROVED, State.SIGNED, *_SENT, State.VOIDED)
_STAFF = (
    Role.CLERK, Role.HEAD_OF_ROOM, Role.SIGNER, Role.DIRECTOR, Role.RECORDS_CLERK, Role.AUDITOR,
)  # fmt: skip
_UNIT = (Role.UNIT_OFFICER, Role.HEAD_OF_UNIT)

#: Decree 30/2020, articles 10–18 and 32; "may not see" is answered like "does not exist".
TABLE: dict[Act, dict[Role, Grant]] = {
    Act.HOME: dict.fromkeys(Role, _ALWAYS),
    Act.DRAFT: dict.fromkeys(
        (Role.CLERK, Role.HEAD_OF_ROOM, Role.SIGNER, Role.DIRECTOR, Role.RECORDS_CLERK), _ALWAYS
    ),
    Act.READ: {
        Role.CLERK: _in(tie=_ROOM),
        Role.HEAD_OF_ROOM: _in(tie=_ROOM),
        Role.SIGNER: _in(*_SHOWN, besides=_OWN),
        Role.DIRECTOR: _in(*_SHOWN, besides=_OWN),
        Role.RECORDS_CLERK: _in(*_SHOWN, besides=_OWN),
        Role.AUDITOR: _ALWAYS,
    },
    Act.EDIT: {
        Role.CLERK: _in(State.DRAFT, tie=_OWN),
        Role.HEAD_OF_ROOM: _in(State.DRAFT, tie=_ROOM),
        Role.SIGNER: _in(State.DRAFT, tie=_OWN),
        Role.DIRECTOR: _in(State.DRAFT, tie=_OWN),
        Role.RECORDS_CLERK: _in(State.DRAFT, tie=_OWN),
    },
    Act.CHECK_FORMAT: {Role.RECORDS_CLERK: _in(State.SUBMITTED)},
    Act.RETURN: {
        Role.HEAD_OF_ROOM: _in(State.SUBMITTED, tie=_ROOM),
        Role.SIGNER: _in(State.SUBMITTED),
        Role.DIRECTOR: _in(State.SUBMITTED),
        Role.RECORDS_CLERK: _in(State.SUBMITTED),
    },
    # The author and the last editor are refused besides, whatever their role (``approval.approve``).
    Act.APPROVE: {
        Role.SIGNER: _in(State.SUBMITTED, tie=(Tie.SIGNS,)),
        Role.DIRECTOR: _in(State.SUBMITTED, tie=(Tie.SIGNS,)),
    },
    Act.ISSUE: {Role.RECORDS_CLERK: _in(State.SIGNED)},
    Act.RETRY: {Role.RECORDS_CLERK: _in(State.APPROVED)},
    Act.FOLLOW: {
        Role.CLERK: _in(*_SENT, tie=_ROOM),
        Role.HEAD_OF_ROOM: _in(*_SENT, tie=_ROOM),
        Role.SIGNER: _in(*_SENT),
        Role.DIRECTOR: _in(*_SENT),
        Role.RECORDS_CLERK: _in(*_SENT),
        Role.AUDITOR: _in(*_SENT),
    },
    Act.REISSUE_LINK: {
        Role.CLERK: _in(State.ISSUED, tie=_OWN),
        Role.RECORDS_CLERK: _in(State.ISSUED),
    },
    Act.INBOX: dict.fromkeys((*_UNIT, Role.DIRECTOR), _ALWAYS),
    Act.RECEIVE: dict.fromkeys((*_UNIT, Role.DIRECTOR), _in(*_SENT, tie=(Tie.ADDRESSED,))),
    Act.ACKNOWLEDGE: dict.fromkeys(_UNIT, _in(State.ISSUED, tie=(Tie.ADDRESSED,))),
    Act.REPORT: dict.fromkeys(_UNIT, _in(State.ISSUED, tie=(Tie.ADDRESSED,))),
    Act.REGISTER: dict.fromkeys(_STAFF, _ALWAYS),
    Act.DIRECTORY: dict.fromkeys((*_STAFF, Role.ADMINISTRATOR), _ALWAYS),
    Act.IMPORT: {Role.ADMINISTRATOR: _ALWAYS},
    # Whoever writes must be able to look a legal ground up; those who answer for form keep them.
    Act.GROUNDS: dict.fromkeys((*_STAFF, Role.ADMINISTRATOR), _ALWAYS),
    Act.KEEP_GROUNDS: dict.fromkeys(
        (Role.CLERK, Role.HEAD_OF_ROOM, Role.RECORDS_CLERK, Role.ADMINISTRATOR), _ALWAYS
    ),
    Act.GROUPS: dict.fromkeys((Role.RECORDS_CLERK, Role.ADMINISTRATOR), _ALWAYS),
    # The form of documents is the records clerk's business (articles 6 and 32).
    Act.TEMPLATES: dict.fromkeys((Role.ADMINISTRATOR, Role.RECORDS_CLERK), _ALWAYS),
    Act.AUDIT: {
        Role.AUDITOR: _ALWAYS,
        Role.SIGNER: _in(*_SHOWN, besides=_OWN),
        Role.DIRECTOR: _in(*_SHOWN, besides=_OWN),
        Role.RECORDS_CLERK: _in(*_SHOWN, besides=_OWN),
        Role.CLERK: _in(tie=_ROOM),
        Role.HEAD_OF_ROOM: _in(tie=_ROOM),
    },
}
TABLE[Act.SNIPPETS] = dict(TABLE[Act.DRAFT])
# What one may read one may write anew, if one writes at all.
TABLE[Act.COPY] = {
    role: grant for role, grant in TABLE[Act.READ].items() if role in TABLE[Act.DRAFT]
}
TABLE[Act.SUBMIT] = {
    role: Grant(frozenset({State.DRAFT}), grant.tie) for role, grant in TABLE[Act.EDIT].items()
}
TABLE[Act.WITHDRAW] = {
    role: Grant(frozenset({State.SUBMITTED}), grant.tie) for role, grant in TABLE[Act.EDIT].items()
}


def may(
    act: Act,
    roles: Collection[Role],
    state: State | None = None,
    ties: Collection[Tie] = (),
) -> bool:
    """Tell whether somebody with these roles may do this to a dispatch in this state."""
    if act is Act.OPEN:
        return True
    grants = TABLE[act]
    return any(role in grants and grants[role].holds(state, ties) for role in roles)


def sees(roles: Collection[Role], state: State, ties: Collection[Tie]) -> bool:
    """Tell whether the dispatch exists at all for somebody with these roles and ties."""
    return may(Act.READ, roles, state, ties) or may(Act.RECEIVE, roles, state, ties)


def who(act: Act) -> list[Role]:
    """Return the roles that may do this, for the page that says whom to ask."""
    return list(TABLE.get(act, {}))


def markdown() -> str:
    """Return the table as Markdown; the documentation prints this very text."""
    head = ["act", *(role.value for role in Role)]
    rows = [
        [act.value, *(_cell(grants[role]) if role in grants else "–" for role in Role)]
        for act, grants in TABLE.items()
    ]
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)


def _cell(grant: Grant) -> str:
    """Return the conditions in words: ``draft · author``; "yes" where there are none."""
    told = [
        ", ".join(one.value for one in kind if one in condition)
        for kind, condition in ((State, grant.states), (Tie, grant.tie))
        if condition
    ]
    words = " · ".join(told) or "yes"
    ties = ", ".join(one.value for one in Tie if one in grant.besides)
    return f"{words}; or {ties}" if ties else words
