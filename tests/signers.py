"""A signer for rules of the office alone: quick, and it can break down."""

from __future__ import annotations

from datetime import datetime

from docflow.rules.refusals import Unreachable
from docflow.signing.signer import Box, Mark


class PaperSigner:
    """Adds a line to the paper instead of a signature; only tests may take it for one."""

    def __init__(self) -> None:
        self.signed: list[str] = []
        self._fault: Exception | None = None

    def break_down(self, fault: Exception | None = None) -> None:
        """Fail from now on."""
        self._fault = fault or Unreachable("token: no answer")

    def mend(self) -> None:
        """Answer again."""
        self._fault = None

    def sign(
        self,
        pdf: bytes,
        *,
        key: str,
        field: str,
        box: Box,
        mark: Mark,
        reason: str,
        at: datetime | None = None,
    ) -> bytes:
        """Return the paper with the field and the key named at its end."""
        if self._fault is not None:
            raise self._fault
        self.signed.append(key)
        return pdf + f"\n% {field} {key} {len(self.signed)}\n".encode()
