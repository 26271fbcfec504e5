"""E-mail over SMTP: one message for one unit, at least once, and honest about doubt."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

from docflow.rules.refusals import Unreachable

from .channel import Envelope, Receipt, Unsure
from .letter import Sender, letter, plain_address

Security = Literal["none", "starttls", "tls"]
_PERMANENT = 500
_GO_AHEAD = 354


@dataclass(frozen=True)
class Relay:
    """The mail server docflow hands its letters to."""

    host: str
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    # Seconds for one answer, and for the whole conversation once the line stands.
    timeout: float = 30.0
    limit: float = 45.0
    local_hostname: str | None = None
    # A private certificate authority is named here; None means the system's own list.
    ca_file: str | None = None


class EmailChannel:
    """Send by SMTP; a 4xx may be tried again, a 5xx may not, silence after DATA is *unsure*."""

    name = "email"

    def __init__(self, relay: Relay, sender: Sender) -> None:
        self.relay = relay
        self.sender = sender

    def send(self, envelope: Envelope) -> Receipt:
        """Hand one envelope to the relay and return its answer.

        Raises ``Unreachable`` (``permanent`` when the relay refuses the address or the letter for
        good) and ``Unsure`` when the line broke after the last byte left.
        """
        body = _dotted(letter(envelope, self.sender).as_bytes())
        address = plain_address(envelope.address)
        with _line(self._connect, self.relay.limit) as smtp:
            self._greet(smtp)
            self._introduce(smtp, address)
            return Receipt(_hand_over(smtp, body))

    def _greet(self, smtp: smtplib.SMTP) -> None:
        # What fails before the envelope is named says nothing about the address: a wrong
        # password must not turn 310 good addresses into dead ones. So it is never permanent.
        try:
            if self.relay.security == "starttls":
                smtp.starttls(context=self._context())
            smtp.ehlo_or_helo_if_needed()
            if self.relay.user:
                smtp.login(self.relay.user, self.relay.password)
        except (smtplib.SMTPException, OSError, ValueError) as problem:
            raise Unreachable(f"relay: {_told(problem)}") from problem

    def _connect(self) -> smtplib.SMTP:
        relay = self.relay
        if relay.security == "tls":
            return smtplib.SMTP_SSL(
                relay.host,
                relay.port,
                relay.local_hostname,
                timeout=relay.timeout,
                context=self._context(),
            )
        return smtplib.SMTP(relay.host, relay.port, relay.local_hostname, timeout=relay.timeout)

    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.relay.ca_file)

    def _introduce(self, smtp: smtplib.SMTP, address: str) -> None:
        try:
            _expect("sender", smtp.mail(plain_address(self.sender.address)))
            _expect("recipient", smtp.rcpt(address))
            _expect("data", smtp.docmd("DATA"), go_ahead=True)
        except (smtplib.SMTPException, OSError) as problem:
            raise Unreachable(f"relay: {_told(problem)}") from problem


@contextmanager
def _line(connect: Callable[[], smtplib.SMTP], limit: float) -> Iterator[smtplib.SMTP]:
    """Keep a line to the relay open for the block, and no longer than the limit.

    A relay that answers each command a moment before the timeout would outlast the lease of the
    row, and a second worker would send the same letter beside the first.
    """
    try:
        smtp = connect()
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        raise Unreachable(f"relay: {_told(problem)}") from problem
    watch = threading.Timer(limit, _cut, [smtp])
    watch.daemon = True
    watch.start()
    try:
        yield smtp
    finally:
        watch.cancel()
        _leave(smtp)


def _cut(smtp: smtplib.SMTP) -> None:
    if smtp.sock is not None:
        with suppress(OSError):
            smtp.sock.shutdown(socket.SHUT_RDWR)


def _hand_over(smtp: smtplib.SMTP, body: bytes) -> str:
    try:
        smtp.send(body)
    except (smtplib.SMTPException, OSError) as problem:
        # Without the closing dot no server may have accepted the letter.
        raise Unreachable(f"relay: {_told(problem)}") from problem
    try:
        smtp.send(b".\r\n")
        answer = smtp.getreply()
    except (smtplib.SMTPException, OSError) as problem:
        raise Unsure(f"relay: {_told(problem)}") from problem
    if answer[0] == -1:
        raise Unsure("relay: answered without a code")
    return _expect("letter", answer)


def _expect(stage: str, answer: tuple[int, bytes], *, go_ahead: bool = False) -> str:
    code, words = answer
    detail = f"{code} {words.decode('utf-8', 'replace')}"
    agreed = code == _GO_AHEAD if go_ahead else 200 <= code < 300
    if not agreed:
        raise Unreachable(f"{stage}: {detail}", permanent=code >= _PERMANENT)
    return detail


def _leave(smtp: smtplib.SMTP) -> None:
    # The letter is accepted or refused by now; how the goodbye goes changes nothing.
    with suppress(smtplib.SMTPException, OSError):
        if smtp.sock is not None:
            smtp.sock.settimeout(min(5.0, smtp.sock.gettimeout() or 5.0))
        smtp.quit()
    smtp.close()


def _dotted(content: bytes) -> bytes:
    # RFC 5321, section 4.5.2: a line that begins with a dot gets a second one.
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended)


def _told(problem: Exception) -> str:
    # A server's answer may be bytes, and a login failure must not repeat what was sent.
    if isinstance(problem, smtplib.SMTPResponseException):
        words = problem.smtp_error
        told = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
        return f"{problem.smtp_code} {told}"
    return f"{type(problem).__name__}: {problem}"
