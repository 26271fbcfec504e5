"""Letters through a real SMTP server, into files, and onto the portal."""

from __future__ import annotations

import email
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from docflow.channels.channel import Attachment, Envelope, Unsure
from docflow.channels.email import EmailChannel, Relay
from docflow.channels.eml import EmlChannel, file_name
from docflow.channels.letter import Sender, letter
from docflow.channels.portal import PortalChannel
from docflow.rules.refusals import Unreachable
from tests.channels.relay import Postman, free_port, serving

SENDER = Sender("Sở Y tế tỉnh Thanh Hóa", "vanthu@syt.example.vn", "nvy@syt.example.vn")
ENVELOPE = Envelope(
    delivery_id=7,
    recipient="Bệnh viện đa khoa huyện Hoằng Hóa",
    address="bv@hoanghoa.example.vn",
    subject="Công văn 05/SYT-NVY: hướng dẫn cài đặt ứng dụng Smart Thanh Hóa và Bluezone",
    text="Kính gửi đơn vị,\n.một dòng bắt đầu bằng dấu chấm\nĐường dẫn: https://x.example/l/abc\n",
    html="<p>Kính gửi <strong>đơn vị</strong></p>",
    message_id="<delivery-7.1@syt.example.vn>",
    attachments=(Attachment("Công văn 05.pdf", "application/pdf", b"%PDF-1.7 \x00\xff"),),
)


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def channel(postman: Postman) -> Iterator[EmailChannel]:
    with serving(postman) as port:
        yield email_channel(port)


def email_channel(port: int, **options: object) -> EmailChannel:
    relay = Relay("127.0.0.1", port, security="none", timeout=1.0)
    return EmailChannel(replace(relay, **options), SENDER)


def received(postman: Postman) -> EmailMessage:
    content = postman.letters[-1].content
    assert isinstance(content, bytes)
    return email.message_from_bytes(content, policy=policy.default)


def text_of(got: EmailMessage) -> str:
    # Lines of a letter end in CRLF; what counts is the words.
    part = got.get_body(("plain",))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def test_a_vietnamese_letter_arrives_word_for_word(channel: EmailChannel, postman: Postman) -> None:
    receipt = channel.send(ENVELOPE)
    assert receipt.detail == "250 2.0.0 queued as 42"
    got = received(postman)
    assert got["Subject"] == ENVELOPE.subject
    assert got["To"].addresses[0].display_name == ENVELOPE.recipient
    assert got["From"].addresses[0].display_name == SENDER.name
    assert got["Reply-To"] == "nvy@syt.example.vn"
    assert got["Message-ID"] == ENVELOPE.message_id
    assert got["Auto-Submitted"] == "auto-generated"
    assert text_of(got) == ENVELOPE.text
    assert got.get_body(("html",)).get_content().strip() == ENVELOPE.html
    (attached,) = got.iter_attachments()
    assert attached.get_filename() == "Công văn 05.pdf"
    assert attached.get_content() == b"%PDF-1.7 \x00\xff"


def test_long_vietnamese_names_and_subjects_lose_no_space_at_the_fold(
    channel: EmailChannel, postman: Postman
) -> None:
    subject = "về việc hướng dẫn cài đặt ứng dụng phòng, chống dịch bệnh " * 8
    name = "Trung tâm Kiểm soát bệnh tật, đơn vị sự nghiệp công lập " * 4
    channel.send(replace(ENVELOPE, subject=subject, recipient=name))
    got = received(postman)
    assert got["Subject"] == subject.strip()
    # The new parser of Python 3.11 puts spaces between encoded words of a name (RFC 2047 says
    # none); the older one reads them right.
    old = email.message_from_bytes(postman.letters[-1].content)
    assert str(make_header(decode_header(old["To"]))) == f"{name.strip()} <{ENVELOPE.address}>"
    assert max(len(line) for line in postman.letters[-1].content.split(b"\r\n")) <= 998


def test_a_plain_line_that_is_a_single_dot_does_not_end_the_letter(
    channel: EmailChannel, postman: Postman
) -> None:
    text = "first\n.\n..second\nlast\n"
    channel.send(replace(ENVELOPE, text=text, html=None, attachments=()))
    assert text_of(received(postman)) == text


def test_a_letter_has_one_recipient_on_the_envelope_and_in_the_header(
    channel: EmailChannel, postman: Postman
) -> None:
    for address in ("a@x.example.vn", "b@x.example.vn"):
        channel.send(replace(ENVELOPE, address=address))
        assert postman.letters[-1].rcpt_tos == [address]
        assert [to.addr_spec for to in received(postman)["To"].addresses] == [address]
        assert received(postman)["Cc"] is None


def test_a_second_try_carries_the_same_message_id(channel: EmailChannel, postman: Postman) -> None:
    channel.send(ENVELOPE)
    channel.send(ENVELOPE)
    ids = {email.message_from_bytes(letter.content)["Message-ID"] for letter in postman.letters}
    assert ids == {ENVELOPE.message_id}


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("451 4.7.1 Greylisted, try again in 5 minutes", False),
        ("452 4.2.2 Mailbox full", False),
        ("550 5.1.1 No such user", True),
        ("554 5.7.1 Spam", True),
    ],
)
def test_what_the_server_says_about_the_recipient_decides_whether_to_try_again(
    channel: EmailChannel, postman: Postman, answer: str, *, permanent: bool
) -> None:
    postman.answers[ENVELOPE.address] = answer
    with pytest.raises(Unreachable) as problem:
        channel.send(ENVELOPE)
    assert problem.value.permanent is permanent
    assert answer[:3] in problem.value.reason
    assert not isinstance(problem.value, Unsure)
    assert postman.letters == []


def test_one_refused_recipient_does_not_hold_up_the_next(
    channel: EmailChannel, postman: Postman
) -> None:
    postman.answers["no@x.example.vn"] = "550 5.1.1 No such user"
    with pytest.raises(Unreachable):
        channel.send(replace(ENVELOPE, address="no@x.example.vn"))
    channel.send(ENVELOPE)
    assert postman.letters[-1].rcpt_tos == [ENVELOPE.address]


@pytest.mark.parametrize(("answer", "permanent"), [("452 Full", False), ("552 Too big", True)])
def test_a_letter_refused_after_data_is_refused_and_not_in_doubt(
    channel: EmailChannel, postman: Postman, answer: str, *, permanent: bool
) -> None:
    postman.at_data = answer
    with pytest.raises(Unreachable) as problem:
        channel.send(ENVELOPE)
    assert problem.value.permanent is permanent
    assert not isinstance(problem.value, Unsure)


@pytest.mark.parametrize("fault", ["drop", "hang"])
def test_silence_after_the_last_byte_is_doubt(
    channel: EmailChannel, postman: Postman, fault: str
) -> None:
    postman.after_data = fault
    with pytest.raises(Unsure) as problem:
        channel.send(ENVELOPE)
    assert not problem.value.permanent
    assert len(postman.letters) == 1


def test_a_slow_conversation_ends_before_the_lease_of_its_row(postman: Postman) -> None:
    postman.after_data = "hang"
    began = time.monotonic()
    with serving(postman) as port, pytest.raises(Unsure):
        email_channel(port, timeout=30.0, limit=0.5).send(ENVELOPE)
    assert time.monotonic() - began < 10


def test_nobody_listening_may_be_tried_again() -> None:
    with pytest.raises(Unreachable) as problem:
        email_channel(free_port()).send(ENVELOPE)
    assert not problem.value.permanent


def test_a_server_that_never_greets_is_given_up_after_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(Unreachable) as problem:
            email_channel(silent.getsockname()[1], timeout=0.5).send(ENVELOPE)
        assert time.monotonic() - began < 3
    assert not isinstance(problem.value, Unsure)


@pytest.mark.parametrize(
    "script",
    [b"554 No service here\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"220 hi\r\n"],
)
def test_a_wrong_banner_or_early_hang_up_says_nothing_about_the_address(script: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:
        talk = threading.Thread(target=_say_and_hang_up, args=(odd, script))
        talk.start()
        with pytest.raises(Unreachable) as problem:
            email_channel(odd.getsockname()[1]).send(ENVELOPE)
        talk.join(5)
    assert not problem.value.permanent
    assert not isinstance(problem.value, Unsure)


def test_starttls_is_never_skipped_when_the_server_does_not_offer_it(
    postman: Postman,
) -> None:
    with serving(postman) as port, pytest.raises(Unreachable, match="STARTTLS"):
        email_channel(port, security="starttls").send(ENVELOPE)
    assert postman.letters == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_letters_travel_encrypted_and_only_to_a_server_with_a_trusted_certificate(
    postman: Postman, certificate: tuple[Path, ssl.SSLContext], security: str
) -> None:
    ca_file, context = certificate
    options = (
        {"ssl_context": context}
        if security == "tls"
        else {
            "tls_context": context,
            "require_starttls": True,
        }
    )
    with serving(postman, **options) as port:
        with pytest.raises(Unreachable, match=r"(?i)certificate"):
            email_channel(port, security=security).send(ENVELOPE)
        assert postman.letters == []
        email_channel(port, security=security, ca_file=str(ca_file)).send(ENVELOPE)
    assert received(postman)["Subject"] == ENVELOPE.subject


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_wrong_password_leaves_every_address_alive_and_stays_unspoken(
    postman: Postman,
) -> None:
    def judge(
        server: object,
        session: object,
        envelope: object,
        how: str,
        word: object,
    ) -> AuthResult:
        assert isinstance(word, LoginPassword)
        return AuthResult(success=word.password == b"dung")

    with serving(postman, authenticator=judge, auth_required=True, auth_require_tls=False) as port:
        with pytest.raises(Unreachable) as problem:
            email_channel(port, user="docflow", password="sai-mat-khau").send(ENVELOPE)
        email_channel(port, user="docflow", password="dung").send(ENVELOPE)
    assert not problem.value.permanent
    assert "sai-mat-khau" not in f"{problem.value!r}"
    assert "sai-mat-khau" not in f"{email_channel(port, password='sai-mat-khau').relay}"
    assert len(postman.letters) == 1


@pytest.mark.parametrize("field", ["recipient", "subject"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x00", "\x0b"])
def test_nobody_writes_a_header_of_his_own(
    channel: EmailChannel, postman: Postman, field: str, end: str
) -> None:
    channel.send(replace(ENVELOPE, **{field: f"Bệnh viện{end}Bcc: thief@evil.example{end}{end}x"}))
    got = received(postman)
    assert got["Bcc"] is None
    assert postman.letters[-1].rcpt_tos == [ENVELOPE.address]
    assert text_of(got) == ENVELOPE.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "a@",
        "@b.vn",
        "a@b.vn\r\nRCPT TO:<c@d.vn>",
        "a@b.vn, c@d.vn",
        "a b@c.vn",
        "<a@b.vn>",
        "a@b.vn>",
        "a@b..vn",
        "a@-b.vn",
        "à@b.vn",
        "a@b@c.vn",
        "a@b.vn\n",
    ],
)
def test_an_impossible_address_is_refused_before_any_connection(address: str) -> None:
    with pytest.raises(Unreachable) as problem:
        email_channel(free_port()).send(replace(ENVELOPE, address=address))
    assert problem.value.permanent


@pytest.mark.parametrize("message_id", ["", "a@b", "<a@b>\r\nBcc: <c@d>", "<a b@c>", "<a>"])
def test_a_malformed_message_id_is_refused(message_id: str, tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as problem:
        EmlChannel(tmp_path, SENDER).send(replace(ENVELOPE, message_id=message_id))
    assert problem.value.permanent
    assert list(tmp_path.iterdir()) == []


def test_a_name_cannot_be_turned_around_by_direction_marks() -> None:
    made = letter(replace(ENVELOPE, recipient="Bệnh viện \u202egpj.exe"), SENDER)
    assert made["To"].addresses[0].display_name == "Bệnh viện gpj.exe"


def test_a_domain_with_accents_is_reached_by_its_ascii_name(
    channel: EmailChannel, postman: Postman
) -> None:
    channel.send(replace(ENVELOPE, address="vt@bệnhviện.vn"))
    assert postman.letters[-1].rcpt_tos == ["vt@xn--bnhvin-ik8be.vn"]


def test_an_eml_file_is_whole_private_and_overwritten_by_a_second_try(tmp_path: Path) -> None:
    channel = EmlChannel(tmp_path / "mail", SENDER)
    channel.send(replace(ENVELOPE, text="lần một\n"))
    receipt = channel.send(ENVELOPE)
    (written,) = (tmp_path / "mail").iterdir()
    assert written.name == receipt.detail == file_name(ENVELOPE.message_id)
    assert written.stat().st_mode & 0o777 == 0o600
    got = email.message_from_bytes(written.read_bytes(), policy=policy.default)
    assert got["Subject"] == ENVELOPE.subject
    assert text_of(got) == ENVELOPE.text


def test_two_message_ids_never_share_a_file_and_none_leaves_the_folder() -> None:
    names = {file_name(f"<{word}@x>") for word in ("a.b", "a-b", "a/b", "../a", "a" * 90)}
    assert len(names) == 5
    assert all("/" not in name and not name.startswith(".") for name in names)


def test_a_folder_that_cannot_be_written_may_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("not a folder")
    with pytest.raises(Unreachable) as problem:
        EmlChannel(tmp_path / "mail", SENDER).send(ENVELOPE)
    assert not problem.value.permanent


def test_the_portal_always_takes_a_delivery() -> None:
    assert PortalChannel().send(ENVELOPE).detail == "portal:7"


def _say_and_hang_up(listener: socket.socket, script: bytes) -> None:
    line, _ = listener.accept()
    with line:
        line.sendall(script)
        time.sleep(0.1)
