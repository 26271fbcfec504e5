"""What every signer understands: a key, a field, a place on the paper and a visible mark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

# Field names are ASCII, because some viewers show them raw.
LEADER_FIELD = "ChuKyLanhDao"
SEAL_FIELD = "DauCoQuan"
#: The agency's signature on a file that goes along with a dispatch.
ENCLOSURE_FIELD = "DauTepKemTheo"

_MM = 72 / 25.4


class Box(Protocol):
    """A rectangle on a page in PDF points, origin lower left, pages counted from 1."""

    @property
    def page(self) -> int:
        """The page it is on."""

    @property
    def x0(self) -> float:
        """Its left edge."""

    @property
    def y0(self) -> float:
        """Its lower edge."""

    @property
    def x1(self) -> float:
        """Its right edge."""

    @property
    def y1(self) -> float:
        """Its upper edge."""


@dataclass(frozen=True)
class Place:
    """Where a visible mark stands: PDF points, origin lower left, pages counted from 1."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Mark:
    """What a visible mark tells, beside what the signer adds itself.

    :param kind: ``line`` is one black line without frame or picture, to which the signer adds the
        time (Decree 30/2020, annex I, III.1.d).
    :param lines: a person's name, the agency's, or a number with its notation; never a picture.
    :param turn: by how many degrees the page is turned clockwise for its reader.
    """

    kind: Literal["person", "agency", "line"]
    lines: tuple[str, ...]
    turn: int = 0


class Signer(Protocol):
    """Something that holds keys and signs papers with them."""

    def sign(
        self,
        pdf: bytes,
        *,
        key: str,
        field: str,
        box: Box,
        mark: Mark,
        reason: str,
        at: datetime | None = None,
    ) -> bytes:
        """Return the paper with one more signature, its earlier bytes untouched.

        :param key: ``"person:2"`` or ``"agency"``.
        :param at: the moment the mark shows (default: now). The signature itself always carries
            the true time of signing, which nobody can shift.

        Raises ``Refused`` when the paper may not be signed so (``signing.already_signed``,
        ``signing.leader_first``, ``signing.not_pdf``) and ``Unreachable`` when the key, the
        device or the press does not answer.
        """


def places(gap: Box) -> tuple[Place, Place]:
    """Return where the leader's mark and the agency's mark stand in a signature gap.

    Decree 30/2020, Appendix I: the leader's signature is centred between post and name, the seal
    covers about a third of it on its left.
    """
    width = min(66 * _MM, 0.8 * (gap.x1 - gap.x0))
    leader = _centred(gap, width, min(20 * _MM, gap.y1 - gap.y0 - 2))
    overlap = (leader.x1 - leader.x0) / 3
    right = leader.x0 + overlap
    tall = _centred(gap, width, min(26 * _MM, gap.y1 - gap.y0))
    seal = Place(gap.page, round(right - 1.45 * overlap), tall.y0, round(right), tall.y1)
    return leader, seal


def _centred(gap: Box, width: float, height: float) -> Place:
    x, y = (gap.x0 + gap.x1) / 2, (gap.y0 + gap.y1) / 2
    # Whole points: pyHanko scales a drawing to whole points, and blurs it for a fraction of one.
    edges = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Place(gap.page, *(round(edge) for edge in edges))
