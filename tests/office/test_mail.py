"""A distribution in real SMTP conversations: put off, refused, cut after the last byte."""

from __future__ import annotations

import email
import email.policy
from collections import Counter
from dataclasses import replace

from docflow.channels.email import EmailChannel, Relay
from docflow.channels.letter import Sender
from docflow.models import Progress
from docflow.office import worker
from docflow.rules.standing import Standing
from tests import people
from tests.channels.relay import Postman, serving
from tests.office.acts import deliveries, issued_to, recipient

SLOW, DEAD = "tu-nhan-002", "tu-nhan-003"


def test_each_letter_arrives_or_its_row_says_why(desk, clock):
    postman = Postman()
    with serving(postman) as port:
        relay = Relay("127.0.0.1", port, security="none", timeout=5)
        channel = EmailChannel(relay, Sender("Sở Y tế Thanh Hóa", "docflow@docflow.invalid"))
        desk = replace(desk, channels={**desk.channels, "email": channel})
        dispatch = issued_to(desk, people.RECEIVER, people.STRANGER, SLOW, DEAD, people.CLINIC)
        rows = {
            code: recipient(desk, dispatch, code)
            for code in (people.RECEIVER, people.STRANGER, SLOW, DEAD, people.CLINIC)
        }
        letters = {code: deliveries(desk, row)[0] for code, row in rows.items()}
        postman.answers = {
            rows[SLOW].email: "451 4.7.1 greylisted, try later",
            rows[DEAD].email: "550 5.1.1 no such user",
            rows[people.RECEIVER].email: "550 5.1.1 no such user",
        }
        worker.work_off(desk)
        told = {code: letter.progress for code, letter in letters.items()}
        assert told == {
            people.RECEIVER: Progress.FAILED, people.STRANGER: Progress.DONE,
            SLOW: Progress.WAITING, DEAD: Progress.FAILED, people.CLINIC: Progress.DONE,
        }  # fmt: skip
        # An account still reaches the hospital; nothing reaches the practice.
        assert rows[people.RECEIVER].standing is Standing.UNSEEN
        assert rows[DEAD].standing is Standing.FAILED
        postman.answers = {}
        clock.forward(minutes=10)
        worker.work_off(desk)
        assert letters[SLOW].progress is Progress.DONE
        assert "gửi lại" in _plain(postman.letters[-1]).lower()
    assert len(postman.letters) == 3


def test_a_line_cut_after_the_last_byte_leaves_doubt_and_one_more_copy(desk, clock):
    postman = Postman(after_data="drop")
    with serving(postman) as port:
        relay = Relay("127.0.0.1", port, security="none", timeout=5)
        channel = EmailChannel(relay, Sender("Sở Y tế Thanh Hóa", "docflow@docflow.invalid"))
        desk = replace(desk, channels={**desk.channels, "email": channel})
        dispatch = issued_to(desk, people.CLINIC)
        worker.work_off(desk)
        row = deliveries(desk, recipient(desk, dispatch, people.CLINIC))[0]
        assert row.progress is Progress.UNSURE
        postman.after_data = None
        clock.forward(minutes=16)
        worker.work_off(desk)
        assert row.progress is Progress.DONE
    ids = Counter(email.message_from_bytes(one.content)["Message-ID"] for one in postman.letters)
    assert list(ids.values()) == [2]


def _plain(envelope):
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    return str(letter["Subject"]) + letter.get_body(("plain",)).get_content()
