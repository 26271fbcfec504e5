"""The hands that sign the papers of these tests."""

from __future__ import annotations

from dataclasses import dataclass

from docflow.signing import LEADER_FIELD, SEAL_FIELD, Mark, Place, TrialSigner


@dataclass(frozen=True)
class Paper:
    """A three-page paper whose signature gap is on the second page, and its signed forms."""

    plain: bytes
    leader: Place
    seal: Place
    once: bytes
    twice: bytes


def sign_as_leader(signer: TrialSigner, pdf: bytes, place: Place) -> bytes:
    mark = Mark("person", ("Nguyễn Bá Cẩn",))
    return signer.sign(
        pdf, key="person:2", field=LEADER_FIELD, box=place, mark=mark, reason="Ký ban hành"
    )


def seal_as_agency(signer: TrialSigner, pdf: bytes, place: Place) -> bytes:
    mark = Mark("agency", ("SỞ Y TẾ TỈNH THANH HÓA",))
    return signer.sign(
        pdf, key="agency", field=SEAL_FIELD, box=place, mark=mark, reason="Phát hành"
    )
