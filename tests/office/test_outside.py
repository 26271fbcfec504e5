"""Letters to those outside the system: printed, not sent, not followed up, and never forgotten."""

from __future__ import annotations

import pytest

from docflow.models import Recipient, Tally
from docflow.office import approval, drafting, figures, issuing, picking, proof
from docflow.rules.lifecycle import State
from docflow.rules.recipients import expand, outside
from tests import people
from tests.office.acts import decide, refused, sign_what_waits, who
from tests.rules.letter import line, members, sample

PAPER = "Ban liên lạc cựu giáo chức ngành Y"


def invitation(desk, targets):
    """Draft an invitation whose lines all go to ``targets``."""
    clerk = who(desk, people.DRAFTER)
    answers = desk.catalogue.get("giay_moi").sample | {"kinh_moi": [PAPER, "Như thành phần dự họp"]}
    dispatch = drafting.draft(desk, "giay_moi", answers, by=clerk)
    copies = [{**one, "targets": targets} for one in dispatch.content["copies"]]
    edit = drafting.Edit(copies=copies)
    return drafting.save(desk, dispatch, edit, seen=dispatch.version, by=clerk)


def test_a_line_outside_adds_nobody_and_takes_nobody_away():
    content = sample()
    before = expand(content, members)
    added = line("c9", PAPER, "biet", "outside")
    more = {**content, "copies": [*content["copies"], added]}
    assert expand(more, members) == before
    assert outside(more) == [PAPER]


def test_a_line_may_name_a_unit_and_somebody_outside():
    content = sample()
    both = line("c9", f"Bệnh viện; {PAPER}", "biet", "outside", "unit:bv-a")
    found = expand({**content, "addressees": [], "copies": [both]}, lambda target: ["bv-a"])
    assert [one.unit for one in found] == ["bv-a"]


def test_a_line_of_which_nobody_said_whom_it_reaches_still_stops(desk):
    dispatch = invitation(desk, [])
    with refused("submit.errors"):
        approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))


def test_an_invitation_to_people_outside_goes_its_whole_way(desk):
    dispatch = invitation(desk, ["outside"])
    reach = proof.reach(desk, dispatch.content)
    assert (reach.total, reach.refusal) == (0, None)
    assert reach.outside == (PAPER, "Như thành phần dự họp")
    approval.submit(desk, dispatch, seen=dispatch.version, by=who(desk, people.DRAFTER))
    decide(desk, dispatch)
    sign_what_waits(desk)
    issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))
    assert dispatch.state is State.ISSUED
    tally = desk.session.get_one(Tally, dispatch.id)
    assert (tally.recipients, tally.owing) == (0, 0)
    assert desk.session.query(Recipient).filter_by(dispatch_id=dispatch.id).count() == 0
    assert figures.of(desk, dispatch).tally.recipients == 0


def test_the_picker_says_that_a_line_goes_on_paper(desk):
    dispatch = invitation(desk, ["outside"])
    first = dispatch.content["copies"][0]
    alone = picking.count(desk, dispatch.content, first, ["outside"])
    assert (alone.reach.total, alone.outside) == (0, True)
    both = picking.count(desk, dispatch.content, first, ["outside", "group:co-so-tu-nhan"])
    assert (both.reach.total, both.outside) == (240, True)


@pytest.mark.parametrize("targets", [["outside"], ["outside", "group:co-so-tu-nhan"]])
def test_the_printed_words_do_not_change_with_who_is_reached(desk, targets):
    plain, other = invitation(desk, []), invitation(desk, targets)
    assert proof.paper(plain.content) == proof.paper(other.content)


def test_what_is_kept_is_sent_to_nobody(desk):
    content = sample()
    kept = line("c9", "Lưu tại kho", "luu", "outside")
    assert outside({**content, "copies": [*content["copies"], kept]}) == []
    with refused("recipients.none"):
        expand({**content, "addressees": [], "copies": [kept]}, members)


def test_a_line_of_kinh_gui_cannot_point_at_itself(desk):
    content = sample()
    lost = line("a9", "Bệnh viện bị quên", "thuc_hien", "addressees")
    with refused("recipients.empty_line"):
        expand({**content, "addressees": [*content["addressees"], lost]}, members)


def test_a_line_that_nobody_sees_is_empty(desk):
    clerk = who(desk, people.DRAFTER)
    dispatch = invitation(desk, ["outside"])
    first, *others = dispatch.content["copies"]
    edit = drafting.Edit(copies=[{**first, "text": "\u200b\u2060 "}, *others])
    drafting.save(desk, dispatch, edit, seen=dispatch.version, by=clerk)
    assert dispatch.content["copies"][0]["text"] == ""
    with refused("submit.errors"):
        approval.submit(desk, dispatch, seen=dispatch.version, by=clerk)


@pytest.mark.parametrize(
    ("kind", "subject", "called", "sent"),
    [
        ("cong_van", "phòng dịch", "V/v phòng dịch", ("công văn", "về việc phòng dịch")),
        ("quyet_dinh", "cử cán bộ", "Quyết định về việc cử cán bộ", ("quyết định", "về việc cử cán bộ")),
        ("phieu_gui", "gửi hồ sơ", "Phiếu gửi hồ sơ", ("phiếu gửi", "gửi hồ sơ")),
        ("quy_dinh", "định mức", "Quy định định mức", ("quy định", "định mức")),
    ],
)  # fmt: skip
def test_a_document_is_called_what_it_is(kind, subject, called, sent):
    content = {**sample(), "type": kind, "subject": subject}
    assert proof.called(content) == called
    assert proof.sent_as(content) == sent
