"""Signatures on papers: who signs, the trial authority, and the check of what was signed."""

from __future__ import annotations

from .authority import Holder, TrialAuthority
from .corner import corner
from .signer import ENCLOSURE_FIELD, LEADER_FIELD, SEAL_FIELD, Mark, Place, Signer, places
from .trial import TrialSigner
from .verify import Signed, Verdict, verify

__all__ = [
    "ENCLOSURE_FIELD",
    "LEADER_FIELD",
    "SEAL_FIELD",
    "Holder",
    "Mark",
    "Place",
    "Signed",
    "Signer",
    "TrialAuthority",
    "TrialSigner",
    "Verdict",
    "corner",
    "places",
    "verify",
]
