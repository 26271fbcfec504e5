"""A mail server for the tests: it speaks real SMTP and misbehaves when asked to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Postman:
    """Take letters as a server would, or refuse as ``answers`` says for an address."""

    answers: dict[str, str] = field(default_factory=dict)
    at_data: str = "250 2.0.0 queued as 42"
    # None, "drop" (hang up after the last byte) or "hang" (never answer it).
    after_data: str | None = None
    letters: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer for one recipient."""
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the letter over, or break the line after it."""
        self.letters.append(envelope)
        if self.after_data == "drop":
            server.transport.abort()
        if self.after_data == "hang":
            await asyncio.sleep(5)
        return self.at_data


@contextmanager
def serving(postman: Postman, **options: object) -> Iterator[int]:
    """Serve on a free port of this machine while the block runs; yield the port."""
    controller = Controller(postman, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
