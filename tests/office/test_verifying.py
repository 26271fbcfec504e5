"""Whatever is changed behind docflow's back is found: events, files, numbers, counters."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from docflow.models.engine import WRITES
from docflow.office import following, reporting, verifying, worker
from tests import people
from tests.office.acts import filled, issued_to, recipient, who


@pytest.fixture
def whole(desk):
    """A letter that went its whole way, verified before anything is touched."""
    dispatch = issued_to(desk)
    worker.work_off(desk)
    row, officer = recipient(desk, dispatch, people.RECEIVER), who(desk, people.RECEIVER)
    following.acknowledge(desk, row, name="Văn thư đơn vị", post="Văn thư", by=officer)
    reporting.report(desk, row, filled(desk), by=officer)
    assert faults(desk) == set()
    return dispatch


def faults(desk):
    desk.session.rollback()
    desk.session.expire_all()
    return {fault.kind for fault in verifying.all_faults(desk, ())}


def tamper(desk, *statements):
    """Change the database as somebody would who got past docflow and its triggers."""
    desk.session.rollback()
    engine = desk.session.get_bind()
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for name in connection.scalars(text(names)).all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            assert connection.execute(text(statement)).rowcount


STREAM = "stream = 'dispatch:1'"
COLUMNS = "stream, ordinal, at, verb, actor, dispatch_id, facts, previous, hash"


@pytest.mark.parametrize(
    ("statements", "kind"),
    [
        ((f"UPDATE docflow_event SET actor = 'x' WHERE {STREAM} AND ordinal = 2",), "chain.changed"),
        ((f"UPDATE docflow_event SET facts = '{{}}' WHERE {STREAM} AND verb = 'reported'",), "chain.changed"),
        (("UPDATE docflow_event SET at = '2020-01-01' WHERE stream = 'register' AND ordinal = 1",), "chain.changed"),
        ((f"DELETE FROM docflow_event WHERE {STREAM} AND ordinal = 2",), "chain.broken"),
        ((f"DELETE FROM docflow_event WHERE {STREAM} AND verb = 'reported'",), "chain.head"),
        (("DELETE FROM docflow_chain WHERE stream = 'register'",), "chain.head"),
        (
            (
                f"INSERT INTO docflow_event ({COLUMNS}) SELECT {COLUMNS.replace('ordinal', '99')} FROM docflow_event WHERE {STREAM} AND ordinal = 2",
            ),
            "chain.broken",
        ),
        (
            (
                f"UPDATE docflow_event SET ordinal = 99 WHERE {STREAM} AND ordinal = 1",
                f"UPDATE docflow_event SET ordinal = 1 WHERE {STREAM} AND ordinal = 2",
                f"UPDATE docflow_event SET ordinal = 2 WHERE {STREAM} AND ordinal = 99",
            ),
            "chain.broken",
        ),
        (("UPDATE docflow_book SET last_number = 2",), "numbers.gap"),
        (("UPDATE docflow_dispatch SET content = json_set(content, '$.subject', 'x')",), "content.changed"),
        (("UPDATE docflow_revision SET content = json_set(content, '$.subject', 'x')",), "revision.changed"),
        (("UPDATE docflow_dispatch SET content_sha256 = 'x'",), "event.unbound"),
        (("UPDATE docflow_dispatch SET sealed_sha256 = signed_sha256",), "event.unbound"),
        (("UPDATE docflow_tally SET unseen = unseen + 1",), "counter.wrong"),
        (("UPDATE docflow_tally SET recipients = 4",), "counter.wrong"),
        (("DELETE FROM docflow_tally",), "counter.wrong"),
        (("UPDATE docflow_recipient SET standing = 'seen' WHERE id = 1",), "standing.wrong"),
        (("UPDATE docflow_recipient SET acknowledged_at = '2026-11-23 00:00:00', standing = 'acknowledged' WHERE id = 2",), "standing.unproven"),
        (("DELETE FROM docflow_report",), "standing.unproven"),
        (("DELETE FROM docflow_acknowledgment",), "standing.unproven"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_found(desk, whole, statements, kind):
    tamper(desk, *statements)
    assert kind in faults(desk)


@pytest.mark.parametrize(
    "name", ["rendered_sha256", "signed_sha256", "sealed_sha256", "docx_sha256"]
)
def test_a_changed_or_lost_file_is_found(desk, whole, name):
    sha256 = getattr(whole, name)
    (place,) = [one for one in desk.storage.folder.rglob("*") if one.name == sha256]
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.chmod(0o600)
    place.write_bytes(bytes(content))
    assert "file.damaged" in faults(desk)
    place.unlink()
    assert "file.damaged" in faults(desk)


def test_a_seal_that_is_no_signature_is_found(app, desk, whole):
    roots = app.extensions["docflow"].roots
    assert "signature.invalid" in {fault.kind for fault in verifying.files(desk, roots)}
