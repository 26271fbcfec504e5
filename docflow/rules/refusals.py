"""The two families of error: the rules say no, or the outside world failed."""

from __future__ import annotations


class Refused(Exception):
    """The rules say no.

    :param code: dotted name of the refusal, e.g. ``"approval.stale"``; its sentence lives in
        ``docflow/web/sentences.py`` and its HTTP status in ``docflow/web/errors.py``.
    :param facts: what the sentence needs to say what happened and what to do.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({told})"


class Unreachable(Exception):
    """The outside world failed: a mail server, a signing device, a full disk.

    ``permanent`` says whether trying again could help; the caller writes the outcome on the row.
    """

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
