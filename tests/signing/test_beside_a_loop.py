"""Signing and checking where the thread runs an event loop already, as asynchronous hosts do."""

from __future__ import annotations

import asyncio

from docflow.signing import TrialAuthority, TrialSigner, verify
from tests.signing.hands import Paper, seal_as_agency, sign_as_leader


def test_a_paper_is_signed_and_checked_beside_a_running_loop(
    signer: TrialSigner, paper: Paper, authority: TrialAuthority
) -> None:
    async def inside() -> bool:
        once = sign_as_leader(signer, paper.plain, paper.leader)
        twice = seal_as_agency(signer, once, paper.seal)
        return verify(twice, authority.roots(), expected=2).valid

    assert asyncio.run(inside())
