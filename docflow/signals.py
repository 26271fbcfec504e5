"""What docflow tells its host: always after the commit, and no answer is awaited.

Each signal is sent with the application as its sender and ``event=`` a ``docflow.office.desk.Told``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from blinker import NamedSignal, Namespace

if TYPE_CHECKING:
    from flask import Flask

    from docflow.office.desk import Told

_log = logging.getLogger("docflow")
_signals = Namespace()

#: A draft was made from a template, or from an earlier dispatch (``event.facts["origin"]``).
dispatch_drafted = _signals.signal("dispatch-drafted")
#: A draft was handed to its signer; its text is frozen.
dispatch_submitted = _signals.signal("dispatch-submitted")
#: The signer or the records clerk sent it back; ``event.facts["reason"]`` says why.
dispatch_returned = _signals.signal("dispatch-returned")
#: The signer's word took effect: ``event.facts["number"]`` was taken in the same transaction.
dispatch_approved = _signals.signal("dispatch-approved")
#: The leader's signature is on the paper.
dispatch_signed = _signals.signal("dispatch-signed")
#: Sealed, recipients frozen, deliveries written.
dispatch_issued = _signals.signal("dispatch-issued")
#: A recipient had the page before his eyes for the first time.
dispatch_seen = _signals.signal("dispatch-seen")
#: A unit took note of the dispatch.
dispatch_acknowledged = _signals.signal("dispatch-acknowledged")
#: A unit filed its report, or corrected it (``event.facts["version"]``).
dispatch_reported = _signals.signal("dispatch-reported")

BY_VERB: dict[str, NamedSignal] = {
    "drafted": dispatch_drafted,
    "copied": dispatch_drafted,
    "submitted": dispatch_submitted,
    "returned": dispatch_returned,
    "approved": dispatch_approved,
    "signed": dispatch_signed,
    "issued": dispatch_issued,
    "seen": dispatch_seen,
    "acknowledged": dispatch_acknowledged,
    "reported": dispatch_reported,
    "report_corrected": dispatch_reported,
}


def tell(app: Flask, events: Iterable[Told]) -> None:
    """Send the signal of each event; a listener that fails is logged and breaks nothing."""
    for event in events:
        signal = BY_VERB.get(event.verb)
        if signal is None:
            continue
        for listener in signal.receivers_for(app):
            try:
                listener(app, event=event)
            except Exception:  # noqa: BLE001 - a host's fault is logged and breaks nothing of ours.
                _log.exception("a listener of %s failed", signal.name)
