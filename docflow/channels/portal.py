"""The portal: the delivery row itself is the delivery, so handing over always succeeds."""

from __future__ import annotations

from .channel import Envelope, Receipt


class PortalChannel:
    """Deliver to the unit's own page inside docflow."""

    name = "portal"

    def send(self, envelope: Envelope) -> Receipt:
        """Confirm that the unit finds the dispatch on its page; exactly once by the unique row."""
        return Receipt(detail=f"portal:{envelope.delivery_id}")
