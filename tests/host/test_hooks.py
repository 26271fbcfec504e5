"""What docflow asks its host, and what it tells it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import current_app, request
from sqlalchemy import func, select

from docflow import DocFlow, Identity, signals
from docflow.models import Dispatch, Person
from docflow.office import drafting, people
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from tests.host.conftest import as_member, fill
from tests.host.hospital import CLERK, VISITOR, make_hospital

PROOF = "what the hospital's card reader shows"


def test_a_listener_hears_of_a_draft_that_is_already_committed(hospital, desk):
    heard = []

    def listen(app, *, event):
        with app.extensions["docflow"].sessions() as session:
            heard.append((event.verb, session.get(Dispatch, event.dispatch_id).subject))

    with signals.dispatch_drafted.connected_to(listen, hospital):
        made = begin(desk)
    assert heard == [("drafted", made.subject)]


def test_a_listener_hears_nothing_of_what_was_rolled_back(hospital, desk):
    made, heard = begin(desk), []
    with (
        signals.dispatch_drafted.connected_to(lambda _app, **fact: heard.append(fact), hospital),
        pytest.raises(ZeroDivisionError),
    ):
        record_and_fail(desk, made)
    assert heard == []


def test_a_listener_that_fails_breaks_nothing(hospital, desk, caplog):
    heard = []

    def fail(_app, **_facts):
        raise RuntimeError("the hospital's own fault")

    with (
        signals.dispatch_drafted.connected_to(fail, hospital),
        signals.dispatch_drafted.connected_to(lambda _app, **fact: heard.append(fact), hospital),
    ):
        begin(desk)
    assert desk.session.scalar(select(func.count()).select_from(Dispatch)) == 1
    assert len(heard) == 1
    assert "a listener of dispatch-drafted failed" in caplog.text


def test_a_listener_of_one_hospital_hears_nothing_of_another(open_hospital):
    one, other, heard = open_hospital("a"), open_hospital("b"), []
    with signals.dispatch_drafted.connected_to(lambda app, **_fact: heard.append(app), other):
        for app in (one, other):
            with app.test_request_context("/"):
                begin(app.extensions["docflow"].desk())
    assert heard == [other]


def test_identify_says_who_is_acting_where_nobody_uses_flask_login(open_hospital):
    def identify():
        staff = request.headers.get("X-Staff")
        return Identity(staff, "Phước HN") if staff else None

    app = open_hospital(users=False, identify=identify)
    client = app.test_client()
    assert client.get("/cv/drafts", headers={"X-Staff": str(CLERK)}).status_code == 200
    assert client.get("/cv/drafts").status_code == 401
    assert not hasattr(app, "login_manager")


def test_without_flask_login_and_without_identify_everybody_is_a_stranger(open_hospital):
    assert open_hospital(users=False).test_client().get("/cv/").status_code == 401


def test_the_first_visit_makes_one_person_even_when_two_requests_race(hospital):
    state = hospital.extensions["docflow"]
    with hospital.test_request_context("/"):
        slow, fast = state.open_desk(), state.open_desk()
        first = people.known(slow, Identity("77", "Người mới"))
        assert people.known(fast, Identity("77", "Người mới")).id == first.id
        slow.session.close()
        fast.session.close()


def test_somebody_whose_account_docflow_has_closed_enters_no_page(hospital, desk):
    with desk.work() as session:
        person = session.scalar(select(Person).where(Person.external_id == str(CLERK)))
        person.active = False
    answer = as_member(hospital, CLERK).get("/cv/drafts")
    assert answer.status_code == 403
    assert "Tài khoản đã ngừng dùng" in answer.text


def test_may_forbids_what_the_table_allows(open_hospital):
    app = open_hospital(may=lambda _person, act, _dispatch: act is not Act.DRAFT)
    answer = as_member(app, CLERK).get("/cv/drafts")
    assert answer.status_code == 403
    assert "Cơ quan không giao việc này" in answer.text
    assert as_member(app, CLERK).get("/cv/register").status_code == 200


def test_may_is_asked_by_the_office_too(open_hospital):
    app = open_hospital(may=lambda _person, act, _dispatch: act is not Act.DRAFT)
    with app.test_request_context("/"), pytest.raises(Refused, match=r"permission\.withheld"):
        begin(app.extensions["docflow"].desk())


def test_may_is_asked_about_one_dispatch(open_hospital):
    asked = []

    def may(_person, act, dispatch):
        asked.append((act, dispatch and dispatch.subject))
        return act is not Act.EDIT

    app = open_hospital(may=may)
    with app.test_request_context("/"):
        made = begin(app.extensions["docflow"].desk())
        key, subject = made.id, made.subject
    assert as_member(app, CLERK).get(f"/cv/dispatches/{key}/edit").status_code == 403
    assert (Act.EDIT, subject) in asked


def test_may_opens_nothing_that_the_table_closes(open_hospital):
    app = open_hospital(may=lambda *_: True)
    assert as_member(app, VISITOR).get("/cv/drafts").status_code == 403


def test_confirm_lets_the_hospital_prove_its_signer(open_hospital):
    app = open_hospital(confirm=lambda _person, typed: typed == PROOF)
    with app.test_request_context("/"):
        person = clerk(app.extensions["docflow"].desk())
        people.confirm(person, PROOF)
        with pytest.raises(Refused, match=r"confirm\.wrong"):
            people.confirm(person, "docflow")


def test_without_confirm_a_hospitals_user_has_no_password_to_prove_himself(hospital, desk):
    with pytest.raises(Refused, match=r"confirm\.wrong"):
        people.confirm(clerk(desk), "")


def test_holidays_are_asked_of_the_hospital_anew(open_hospital):
    off = [date(2026, 12, 7)]
    app = open_hospital(holidays=lambda: off, config={"DOCFLOW_HOLIDAYS": "2026-12-08"})
    state = app.extensions["docflow"]
    assert state.open_desk().policy.holidays == {date(2026, 12, 7), date(2026, 12, 8)}
    off.append(date(2026, 12, 9))
    assert date(2026, 12, 9) in state.open_desk().policy.holidays


def test_a_person_of_docflow_may_be_named_by_identify(tmp_path, press):
    def identify():
        desk = current_app.extensions["docflow"].desk()
        return desk.session.scalar(select(Person).where(Person.login == "soan-thao"))

    app = make_hospital(tmp_path / "a", users=False)
    DocFlow(press=press, identify=identify).init_app(app)
    with app.app_context():
        fill(app)
    assert app.test_client().get("/drafts").status_code == 200


def record_and_fail(desk, dispatch) -> None:
    """Write an event down in a transaction that then fails."""
    with desk.work():
        desk.record("drafted", dispatch, by=None)
        raise ZeroDivisionError


def begin(desk) -> Dispatch:
    """Begin the seed's letter as the hospital's clerk."""
    template = desk.catalogue.get("huong_dan_cai_dat_ung_dung")
    answers = template.sample | {"due_on": drafting.expected_due_date(desk).isoformat()}
    return drafting.draft(desk, template.code, answers, by=clerk(desk))


def clerk(desk) -> Person:
    """Return the hospital's clerk as docflow knows him."""
    return (
        desk.session.scalars(select(Person).where(Person.external_id == str(CLERK))).unique().one()
    )
