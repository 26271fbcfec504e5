"""Findings that their author puts aside: with a reason, for all to see, and never an error."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from docflow.models import Check, Dismissal, Event
from docflow.office import approval, dismissing, drafting, proof
from docflow.office.drafting import Edit
from docflow.rules import evidence
from docflow.rules.refusals import Refused
from tests import people

REASON = "Tên riêng, giữ nguyên"


@pytest.fixture
def clerk(person):
    return person(people.DRAFTER)


def all_of(desk, dispatch):
    return dismissing.judged(desk, dispatch, dismissing.findings(desk, dispatch.content))


def one_of(desk, dispatch, rule):
    return next(one for one in all_of(desk, dispatch) if one.finding.rule == rule)


def put_aside(desk, dispatch, rule, clerk):
    key = one_of(desk, dispatch, rule).key
    return dismissing.dismiss(desk, dispatch, key, reason=REASON, by=clerk)


def test_a_warning_is_put_aside_and_stays_so_while_its_words_stand(desk, draft, clerk):
    row = put_aside(desk, draft, "wording.doubled_app", clerk)
    assert (row.reason, row.by_id, row.excerpt) == (REASON, clerk.id, "ứng dụng App")
    mine = [one for one in all_of(desk, draft) if one.finding.rule == "wording.doubled_app"]
    assert [one.dismissal is not None for one in mine] == [True, False]
    drafting.save(desk, draft, Edit(subject="tập huấn"), seen=draft.version, by=clerk)
    assert one_of(desk, draft, "wording.doubled_app").dismissal is not None
    other = proof.markup(draft.content).replace("ứng dụng App Smart", "ứng dụng app Smart")
    drafting.save(desk, draft, Edit(body=other), seen=draft.version, by=clerk)
    assert one_of(desk, draft, "wording.doubled_app").dismissal is None


def test_an_error_cannot_be_put_aside(desk, draft, clerk):
    drafting.save(desk, draft, Edit(subject=""), seen=draft.version, by=clerk)
    with pytest.raises(Refused, match=r"dismissal\.error"):
        put_aside(desk, draft, "subject.missing", clerk)
    assert desk.session.scalars(select(Dismissal)).all() == []


@pytest.mark.parametrize("reason", ["", "  ", "ab"])
def test_a_reason_is_required(desk, draft, clerk, reason):
    key = one_of(desk, draft, "wording.doubled_app").key
    with pytest.raises(Refused, match=r"dismissal\.no_reason"):
        dismissing.dismiss(desk, draft, key, reason=reason, by=clerk)


def test_what_does_not_stand_there_cannot_be_put_aside(desk, draft, clerk):
    with pytest.raises(Refused, match=r"dismissal\.gone"):
        dismissing.dismiss(desk, draft, "0" * 64, reason=REASON, by=clerk)
    with pytest.raises(Refused, match=r"dismissal\.gone"):
        dismissing.bring_back(desk, draft, "0" * 64, by=clerk)


def test_it_can_be_brought_back_and_put_aside_anew_and_all_is_on_record(desk, draft, clerk):
    row = put_aside(desk, draft, "wording.doubled_app", clerk)
    dismissing.bring_back(desk, draft, row.key, by=clerk)
    assert one_of(desk, draft, "wording.doubled_app").dismissal is None
    put_aside(desk, draft, "wording.doubled_app", clerk)
    assert len(dismissing.dismissals(desk, draft)) == 1
    rows = select(Event).where(Event.dispatch_id == draft.id).order_by(Event.id)
    told = [one for one in desk.session.scalars(rows) if one.verb.startswith("finding_")]
    assert [one.verb for one in told] == [
        "finding_dismissed", "finding_restored", "finding_dismissed",
    ]  # fmt: skip
    assert told[0].facts == {
        "rule": "wording.doubled_app", "excerpt": "ứng dụng App", "reason": REASON,
    }  # fmt: skip


def test_it_changes_neither_the_content_nor_its_version(desk, draft, clerk):
    before = (draft.version, evidence.digest(draft.content))
    put_aside(desk, draft, "wording.doubled_app", clerk)
    desk.session.refresh(draft)
    assert (draft.version, evidence.digest(draft.content)) == before


def test_only_who_may_edit_may_put_aside(desk, draft, person):
    key = one_of(desk, draft, "wording.doubled_app").key
    for login in (people.DEPUTY, people.RECORDS_CLERK, people.RECEIVER):
        with pytest.raises(Refused, match=r"permission\."):
            dismissing.dismiss(desk, draft, key, reason=REASON, by=person(login))


def test_the_check_before_signing_keeps_what_was_put_aside(desk, draft, clerk):
    put_aside(desk, draft, "spelling.covid", clerk)
    approval.submit(desk, draft, seen=draft.version, by=clerk)
    found = desk.session.scalars(select(Check).where(Check.kind == "format")).unique().one()
    told = [one for one in found.findings if "dismissed" in one]
    assert [(one["rule"], one["dismissed"]["reason"], one["dismissed"]["by"]) for one in told] == [
        ("spelling.covid", REASON, clerk.name)
    ]
    with pytest.raises(Refused, match=r"lifecycle\.not_now"):
        put_aside(desk, draft, "wording.doubled_app", clerk)


def test_mending_all_leaves_alone_what_was_put_aside(desk, draft, clerk):
    put_aside(desk, draft, "wording.doubled_app", clerk)
    edit = proof.mended(desk, draft, draft.content, "all")
    mended, before = (proof.markup({"body": one}) for one in (edit.tree, draft.content["body"]))
    assert mended.count("ứng dụng App") == before.count("ứng dụng App") - 1
