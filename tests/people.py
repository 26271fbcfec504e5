"""The cast: who acts in the tests, by login; every password is the demo's."""

from __future__ import annotations

from docflow.demo.department import PASSWORD

DRAFTER = "phuochn"
HEAD_OF_ROOM = "truongphong"
DEPUTY = "phogiamdoc"
DIRECTOR = "giamdoc"
RECORDS_CLERK = "vanthu"
ADMINISTRATOR = "quantri"
AUDITOR = "kiemtra"
#: The officer of a hospital that receives, and one of another who must see nothing of it.
RECEIVER = "benh-vien-nhi-thanh-hoa"
STRANGER = "benh-vien-phu-san-thanh-hoa"
#: A private practice without account, and one that only a telephone reaches.
CLINIC = "tu-nhan-001"
UNREACHABLE = "tu-nhan-240"

__all__ = [
    "ADMINISTRATOR", "AUDITOR", "CLINIC", "DEPUTY", "DIRECTOR", "DRAFTER", "HEAD_OF_ROOM",
    "PASSWORD", "RECEIVER", "RECORDS_CLERK", "STRANGER", "UNREACHABLE",
]  # fmt: skip
