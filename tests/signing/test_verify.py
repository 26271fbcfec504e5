"""The check of signed papers: nothing changed is ever called valid."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from docflow.rules.refusals import Refused
from docflow.signing import LEADER_FIELD, SEAL_FIELD, TrialAuthority, verify
from tests.signing.hands import Paper


def test_a_sealed_paper_is_valid_and_names_who_signed(
    paper: Paper, authority: TrialAuthority
) -> None:
    verdict = verify(paper.twice, authority.roots(), expected=2)
    assert verdict.valid
    assert verdict.problems == ()
    leader, agency = verdict.signatures
    assert (leader.field, leader.name) == (LEADER_FIELD, "THỬ NGHIỆM – Nguyễn Bá Cẩn")
    assert (leader.post, leader.covers) == ("Phó Giám đốc", "ENTIRE_REVISION")
    assert leader.organisation == "THỬ NGHIỆM – Sở Y tế tỉnh Thanh Hóa"
    assert (agency.field, agency.covers) == (SEAL_FIELD, "ENTIRE_FILE")
    assert leader.is_trial
    assert leader.is_good
    assert agency.is_good


def test_a_paper_with_one_of_two_signatures_is_not_an_issued_one(
    paper: Paper, authority: TrialAuthority
) -> None:
    assert verify(paper.once, authority.roots()).valid
    assert verify(paper.once, authority.roots(), expected=2).problems == ("too_few",)


def test_an_unsigned_paper_is_told_to_be_unsigned(paper: Paper, authority: TrialAuthority) -> None:
    assert verify(paper.plain, authority.roots()).problems == ("unsigned",)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" + b"x" * 2000])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"verify\.not_pdf"):
        verify(content, ())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n" * 50])
def test_a_pdf_nobody_can_read_is_invalid_and_no_crash(content: bytes) -> None:
    assert verify(content, ()).problems == ("unreadable",)


def test_another_root_is_not_trusted(paper: Paper, tmp_path: Path) -> None:
    for roots in ((), TrialAuthority(tmp_path).roots()):
        verdict = verify(paper.twice, roots)
        assert verdict.problems == ("untrusted",)
        assert all(signed.intact for signed in verdict.signatures)


@pytest.mark.parametrize("junk", [b"\n", b" ", b"%", b"\x00" * 40, b"%%EOF\n"])
def test_one_byte_behind_the_last_signature_makes_it_invalid(
    paper: Paper, authority: TrialAuthority, junk: bytes
) -> None:
    assert not verify(paper.twice + junk, authority.roots()).valid


def test_a_paper_cut_short_is_invalid(paper: Paper, authority: TrialAuthority) -> None:
    for cut in (1, 100, len(paper.twice) - len(paper.once) - 7):
        assert not verify(paper.twice[:-cut], authority.roots(), expected=2).valid


def test_a_later_change_by_increment_is_invalid(paper: Paper, authority: TrialAuthority) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(paper.twice))
    writer.root[NameObject("/Lang")] = TextStringObject("en")
    writer.update_root()
    changed = BytesIO()
    writer.write(changed)
    verdict = verify(changed.getvalue(), authority.roots())
    assert "appended" in verdict.problems


def test_a_rewritten_file_is_invalid(paper: Paper, authority: TrialAuthority) -> None:
    rewritten = BytesIO()
    with pikepdf.open(BytesIO(paper.twice)) as pdf:
        pdf.save(rewritten)
    assert not verify(rewritten.getvalue(), authority.roots()).valid


def test_any_flipped_bit_makes_the_paper_invalid(paper: Paper, authority: TrialAuthority) -> None:
    roots, choice = authority.roots(), random.Random(30)
    for _ in range(60):
        place, bit = choice.randrange(8, len(paper.twice)), choice.randrange(8)
        assert not verify(_flipped(paper.twice, place, bit), roots, expected=2).valid, (place, bit)


def test_what_no_digest_covers_cannot_be_changed_either(
    paper: Paper, authority: TrialAuthority
) -> None:
    # The hex digits of the last signature stand outside every signed range: letter case, the
    # lengths, the list of digests, the issuer's name and the padding are all read loosely.
    content = paper.twice
    start = content.rindex(b"/Contents <") + len(b"/Contents <")
    used = len(content[start : content.index(b">", start)].rstrip(b"0"))
    digests = range(start, start + 100)
    issuer = range(start + used - 1300, start + used - 1150)
    padding = range(start + used + 2, start + used + 900, 100)
    for place in [*digests[::3], *issuer[::6], *padding]:
        for digit in b"9c" if content[start : start + used].islower() else b"9C":
            if content[place] != digit:
                changed = content[:place] + bytes([digit]) + content[place + 1 :]
                assert not verify(changed, authority.roots(), expected=2).valid, place - start
    letter = next(place for place in range(start, start + used) if content[place] in b"aAfF")
    assert verify(_flipped(content, letter, 5), authority.roots()).problems == ("malformed",)


def _flipped(content: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1 << bit
    return bytes(changed)
