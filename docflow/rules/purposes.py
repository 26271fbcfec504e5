"""What each line of "Nơi nhận" asks of the units it names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from .vietnamese import fold


class Purpose(StrEnum):
    """Why a unit receives the dispatch, as the brackets of its line say."""

    THUC_HIEN = "thuc_hien"
    PHOI_HOP = "phoi_hop"
    KIEM_TRA = "kiem_tra"
    BAO_CAO = "bao_cao"
    CHI_DAO = "chi_dao"
    BIET = "biet"
    LUU = "luu"


class Ask(IntEnum):
    """How strongly something is asked; the greater one wins when two lines reach one unit."""

    NO = 0
    INVITED = 1
    REQUIRED = 2


class Ladder(StrEnum):
    """Which reminders follow."""

    NONE = "none"
    COURTESY = "courtesy"
    FULL = "full"


@dataclass(frozen=True)
class Duty:
    """What a unit owes under one purpose."""

    acknowledge: Ask
    report: Ask
    reminders: Ladder
    delivered: bool = True

    @property
    def owes(self) -> bool:
        """Tell whether headlines and rates count this unit."""
        return self.acknowledge is Ask.REQUIRED or self.report is Ask.REQUIRED


#: The one table of duties. A host replaces it through ``DOCFLOW_DUTIES``.
DUTIES: dict[Purpose, Duty] = {
    Purpose.THUC_HIEN: Duty(Ask.REQUIRED, Ask.REQUIRED, Ladder.FULL),
    Purpose.PHOI_HOP: Duty(Ask.INVITED, Ask.INVITED, Ladder.COURTESY),
    Purpose.KIEM_TRA: Duty(Ask.NO, Ask.NO, Ladder.NONE),
    Purpose.BAO_CAO: Duty(Ask.NO, Ask.NO, Ladder.NONE),
    Purpose.CHI_DAO: Duty(Ask.NO, Ask.NO, Ladder.NONE),
    Purpose.BIET: Duty(Ask.NO, Ask.NO, Ladder.NONE),
    Purpose.LUU: Duty(Ask.NO, Ask.NO, Ladder.NONE, delivered=False),
}

# Longer wordings first: "phối hợp thực hiện" is coordination, "thay báo cáo" is a report.
_WORDS: tuple[tuple[str, Purpose], ...] = (
    (r"phoi hop thuc hien|phoi hop|ph?[/.] ?h(?:op)?", Purpose.PHOI_HOP),
    (r"thuc hien|th?[/.] ?h(?:ien)?|thi hanh|trien khai", Purpose.THUC_HIEN),
    (r"kiem tra|giam sat|theo doi|k[/.] ?tra|t[/.] ?doi|t/d", Purpose.KIEM_TRA),
    (r"thay bao cao|bao cao|b[/.] ?c(?:ao)?", Purpose.BAO_CAO),
    (r"chi dao|c[/.] ?d(?:ao)?", Purpose.CHI_DAO),
    (r"biet|d[/.] ?b(?:iet)?|trao doi|dang tai|dua tin", Purpose.BIET),
)

#: Whom the letter or the articles of a decision name must act.
_THOSE_WHO_ACT = ("nhu tren", "nhu kinh gui", "nhu dieu")


def read(line: str) -> Purpose | None:
    """Return the purpose that a printed line names, or None where it names none.

    ``"UBND tỉnh (để b/c)"`` → ``BAO_CAO``; ``"Như trên"`` alone means those who must act.
    """
    folded = fold(line)
    if folded.startswith("luu"):
        return Purpose.LUU
    words = " ".join(re.findall(r"\(([^)]*)\)", folded)) or folded.partition("de ")[2]
    for pattern, purpose in _WORDS:
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", words):
            return purpose
    return Purpose.THUC_HIEN if folded.startswith(_THOSE_WHO_ACT) else None


def union(duties: Iterable[Duty]) -> Duty:
    """Return the duty of a unit that several lines reach: the greater of each."""
    many = list(duties)
    ladders = [Ladder.NONE, Ladder.COURTESY, Ladder.FULL]
    return Duty(
        acknowledge=max(duty.acknowledge for duty in many),
        report=max(duty.report for duty in many),
        reminders=max((duty.reminders for duty in many), key=ladders.index),
        delivered=any(duty.delivered for duty in many),
    )
