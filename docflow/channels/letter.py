"""The e-mail message made of an envelope, closed to header injection."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate
from typing import Any

from docflow.rules.refusals import Unreachable

from .channel import Attachment, Envelope

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[^@\s]{1,255}")
_DOMAIN = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*")


class _Folding(EmailPolicy):
    """Fold Vietnamese headers whole: the stock policy drops a space between two encoded words."""

    def fold(self, name: str, value: Any) -> str:
        """Return one header as it is written."""
        return _folded(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return one header as the bytes that are sent."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


# Seven-bit bodies pass every relay, also one that does not offer 8BITMIME.
_POLICY = _Folding(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True)
class Sender:
    """Who writes: the agency's name and address, and where answers go."""

    name: str
    address: str
    reply_to: str | None = None


def letter(envelope: Envelope, sender: Sender) -> EmailMessage:
    """Return the message for one envelope; a permanent ``Unreachable`` for an impossible address.

    :param envelope: its recipient's name and subject lose control and direction characters, so
        that nobody writes a header of his own or turns a name around.
    """
    message = EmailMessage(policy=_POLICY)
    try:
        message["From"] = _mailbox(sender.name, sender.address)
        message["To"] = _mailbox(envelope.recipient, envelope.address)
        if sender.reply_to:
            message["Reply-To"] = _mailbox("", sender.reply_to)
        message["Subject"] = one_line(envelope.subject)
        message["Message-ID"] = _message_id(envelope.message_id)
        message["Date"] = formatdate(localtime=True)
        # RFC 3834: an absence notice must not answer an automatic message.
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        _fill(message, envelope)
    except (MessageError, ValueError) as problem:
        raise Unreachable(f"envelope: {problem}", permanent=True) from problem
    return message


def plain_address(address: str) -> str:
    """Return the address in ASCII, its domain in IDNA; a permanent ``Unreachable`` if none."""
    if not _ADDRESS.fullmatch(address):
        raise Unreachable("address: malformed", permanent=True)
    local, _, domain = address.partition("@")
    try:
        host = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise Unreachable("address: malformed domain", permanent=True) from None
    if not _DOMAIN.fullmatch(host):
        raise Unreachable("address: malformed domain", permanent=True)
    return f"{local}@{host}"


def one_line(words: str) -> str:
    """Return the words on one line, without control, format and direction characters."""
    kept = "".join(" " if _unprintable(letter) else letter for letter in words)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def _folded(name: str, value: Any) -> str | None:
    if str(value).isascii():
        return None
    if name == "Subject":
        return f"{name}: {_encoded(name, str(value))}\r\n"
    if name in {"From", "To"}:
        (mailbox,) = value.addresses
        return f"{name}: {_encoded(name, mailbox.display_name)}\r\n <{mailbox.addr_spec}>\r\n"
    return None


def _encoded(name: str, words: str) -> str:
    return Header(words, "utf-8", header_name=name).encode(linesep="\r\n")


def _unprintable(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _mailbox(name: str, address: str) -> Address:
    return Address(display_name=one_line(name), addr_spec=plain_address(address))


def _message_id(message_id: str) -> str:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise Unreachable("message id: malformed", permanent=True)
    return message_id


def _fill(message: EmailMessage, envelope: Envelope) -> None:
    message.set_content(envelope.text)
    if envelope.html is not None:
        message.add_alternative(envelope.html, subtype="html")
    for attachment in envelope.attachments:
        _attach(message, attachment)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    kind, _, subkind = attachment.media_type.partition("/")
    name = re.sub(r"[/\\:\"]", "-", one_line(attachment.name))
    message.add_attachment(attachment.content, maintype=kind, subtype=subkind, filename=name)
