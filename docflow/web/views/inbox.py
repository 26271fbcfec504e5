"""The unit's inbox, and its page for one dispatch."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from docflow.models import Recipient
from docflow.rules.permissions import Act

from .. import current, gate, receiving
from ..gate import allow
from ..receiving import Places
from . import answering

_AT_ONCE = 50


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/inbox", "inbox", inbox)
    one = "/inbox/<int:key>"
    pages.add_url_rule(one, "received", received)
    pages.add_url_rule(f"{one}/seen", "received_seen", received_seen, methods=["POST"])
    pages.add_url_rule(f"{one}/acknowledgment", "acknowledge", acknowledge, methods=["POST"])
    pages.add_url_rule(f"{one}/reports", "report", report, methods=["POST"])
    pages.add_url_rule(f"{one}/receipt", "receipt", receipt)
    pages.add_url_rule(f"{one}/paper.pdf", "received_pdf", received_pdf)
    pages.add_url_rule(f"{one}/enclosures/<int:ordinal>", "received_file", received_file)


@allow(Act.INBOX)
def inbox() -> str:
    """Show what the unit has to do, and what is done."""
    desk, unit = current.desk(), current.me().unit
    shown = min(max(request.args.get("n", _AT_ONCE, int), _AT_ONCE), 1000)
    settled, more = receiving.done(desk, unit.id if unit else None, limit=shown)
    return render_template(
        "docflow/inbox.html",
        unit=unit,
        waiting=receiving.waiting(desk, unit.id if unit else None),
        settled=settled,
        more_url=url_for("docflow.inbox", n=shown + _AT_ONCE) if more else "",
        due_in=lambda day: receiving.due_in(day, desk.today()),
        here="inbox",
    )


@allow(Act.RECEIVE)
def received(key: int) -> str:
    """Show one dispatch as the unit received it, with its two steps."""
    return answering.show(_mine(key), _places(key), by=current.me())


@allow(Act.RECEIVE)
def received_seen(key: int) -> Response:
    """Note that somebody has the page before his eyes."""
    return answering.seen(_mine(key), by=current.me())


@allow(Act.ACKNOWLEDGE)
def acknowledge(key: int) -> Any:
    """Take note in the name of the unit."""
    return answering.acknowledge(_mine(key), _places(key), by=current.me())


@allow(Act.REPORT)
def report(key: int) -> Any:
    """File or correct the unit's report."""
    return answering.report(_mine(key), _places(key), by=current.me())


@allow(Act.RECEIVE)
def receipt(key: int) -> Any:
    """Show the receipt of the unit's report."""
    return answering.receipt(_mine(key), _places(key))


@allow(Act.RECEIVE)
def received_pdf(key: int) -> Response:
    """Return the sealed paper."""
    return answering.pdf(_mine(key), by=current.me())


@allow(Act.RECEIVE)
def received_file(key: int, ordinal: int) -> Response:
    """Return one of the files that came along, sealed."""
    return answering.enclosure(_mine(key), ordinal, by=current.me())


def _mine(key: int) -> Recipient:
    """Return the row of this person's own unit, if he may open what it names; else 404."""
    recipient = gate.recipient_or_404(key)
    gate.dispatch_or_404(recipient.dispatch_id, Act.RECEIVE)
    return recipient


def _places(key: int) -> Places:
    return Places(
        page=url_for("docflow.received", key=key),
        seen=url_for("docflow.received_seen", key=key),
        acknowledge=url_for("docflow.acknowledge", key=key),
        report=url_for("docflow.report", key=key),
        receipt=url_for("docflow.receipt", key=key),
        pdf=url_for("docflow.received_pdf", key=key),
        files=url_for("docflow.received", key=key) + "/enclosures/",
        inbox=url_for("docflow.inbox"),
    )
