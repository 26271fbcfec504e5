"""Every route × every role: what the door does is what ``rules/permissions.py`` says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from docflow import create_app
from docflow.models import Dispatch, Person, Recipient, Snippet
from docflow.office import approval, drafting, enclosures, issuing, permission, worker
from docflow.office.desk import Desk
from docflow.office.drafting import Edit
from docflow.rules.lifecycle import State
from docflow.rules.permissions import Act, who
from docflow.web import gate
from tests import people
from tests.conftest import csrf
from tests.papers import files

LOGINS = (
    people.DRAFTER, people.HEAD_OF_ROOM, people.DEPUTY, people.DIRECTOR, people.RECORDS_CLERK,
    people.ADMINISTRATOR, people.AUDITOR, people.RECEIVER, people.STRANGER,
)  # fmt: skip
#: Being told that it is not his, not there, or not its time; anything else lets somebody in.
SHUT = {401, 403, 404, 409}

#: A signer who comes late is told what became of it rather than shut out.
_TELL_WHAT_BECAME_OF_IT = {"docflow.review", "docflow.decision_outcome"}


@dataclass
class House:
    """An application with a dispatch in every state, and the routes of its pages."""

    app: Flask
    dispatches: dict[str, int] = field(default_factory=dict)
    recipients: dict[str, int] = field(default_factory=dict)
    snippets: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def house(department_folder: Path, tmp_path_factory, press) -> Iterator[House]:
    """Fill a house once: a draft, a submitted, a signed and an issued dispatch of the clerk's."""
    folder = tmp_path_factory.mktemp("house") / "instance"
    shutil.copytree(department_folder, folder)
    settings = {
        "INSTANCE": folder,
        "DOCFLOW_UNDO_SECONDS": 0,
        "DOCFLOW_DATABASE": "",
        "TESTING": True,
    }
    app = create_app(settings | {"DOCFLOW_SIGN_IN_RATE": "1000 per minute"}, press=press)
    house = House(app)
    with app.test_request_context("/"):
        _fill(house, app.extensions["docflow"].desk())
    yield house
    app.extensions["docflow"].close()


def _fill(house: House, desk: Desk) -> None:
    cast = {one.login: one for one in desk.session.scalars(select(Person)).unique()}
    clerk, deputy, records = (
        cast[one] for one in (people.DRAFTER, people.DEPUTY, people.RECORDS_CLERK)
    )
    template = desk.catalogue.get("huong_dan_cai_dat_ung_dung")
    answers = template.sample | {"due_on": drafting.expected_due_date(desk).isoformat()}
    paper = files.paper()
    kept = desk.storage.put(paper)
    file = enclosures.Taken("Danh sách", "danh-sach.pdf", "pdf", kept, len(paper), 1)
    for state in ("draft", "submitted", "signed", "issued"):
        edit = Edit(
            annexes=[{"title": "Danh sách", "text": "Một đoạn."}], enclosures=[{"taken": file}]
        )
        one = drafting.draft(desk, template.code, answers, by=clerk, edit=edit)
        house.dispatches[state] = one.id
        if state == "draft":
            continue
        approval.submit(desk, one, seen=one.version, by=clerk)
        if state == "submitted":
            continue
        approval.approve(desk, one, version=one.version, sha256=one.content_sha256 or "", by=deputy)
        worker.work_off(desk)
        if state == "issued":
            issuing.issue(desk, desk.session.get_one(Dispatch, one.id), by=records)
    with desk.work() as session:
        # Everybody has one, so that only the act decides who is let in.
        for login in LOGINS:
            own = Snippet(owner_id=cast[login].id, name="a", text="b", created_at=desk.now())
            session.add(own)
            session.flush()
            house.snippets[login] = own.id
    for login in (people.RECEIVER, people.STRANGER):
        found = select(Recipient.id).where(Recipient.unit_id == cast[login].unit_id)
        house.recipients[login] = desk.session.scalars(found).one()


@pytest.mark.parametrize("login", LOGINS)
def test_every_route_lets_in_whom_the_table_lets_in(house, login):
    wrong = []
    client = signed_in(house.app, login)
    token = csrf(client.get("/", follow_redirects=True).text)
    for rule, act in routes(house.app):
        for url, key in urls(house, rule, login):
            expected = allowed(house, login, act, key, rule.endpoint)
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                if method == "POST" and expected:
                    continue  # What is allowed is tried by the journeys; here it would change the house.
                answer = client.open(
                    url, method=method, data={"csrf_token": token} if method == "POST" else None
                )
                if (answer.status_code in SHUT) is expected:
                    wrong.append(
                        f"{method} {url} ({act}): {answer.status_code}, expected {'in' if expected else 'out'}"
                    )
    assert not wrong, "\n".join(wrong)


def test_a_stranger_reaches_only_what_is_open(house):
    client = house.app.test_client()
    for rule, act in routes(house.app):
        if "GET" not in rule.methods:
            continue
        for url, _key in urls(house, rule, people.RECEIVER):
            answer = client.get(url)
            if act is Act.OPEN:
                assert answer.status_code != 302 or "sign-in" not in answer.location, url
            else:
                assert answer.status_code in (302, 401), (url, answer.status_code)


def test_what_one_may_not_see_answers_like_what_is_not_there(house):
    client = signed_in(house.app, people.STRANGER)
    unseen = client.get(f"/dispatches/{house.dispatches['draft']}")
    nothing = client.get("/dispatches/999999")
    clerk = signed_in(house.app, people.DRAFTER)
    foreign = clerk.get("/dispatches/999999")
    assert {unseen.status_code, nothing.status_code} <= {403, 404}
    assert unseen.status_code == nothing.status_code
    assert foreign.status_code == 404


def test_a_route_without_a_declaration_stops_the_start(make_app, monkeypatch):
    from docflow.web.views import home

    monkeypatch.delattr(home.home, "docflow_act")
    with pytest.raises(RuntimeError, match="without @allow"):
        make_app()


def test_every_route_is_declared(app):
    gate.check_all_declared(app)
    assert len(list(routes(app))) > 30


def routes(app: Flask) -> Iterator[tuple]:
    """Yield the rules of the pages with the act each declares."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("docflow.") and not rule.endpoint.startswith("docflow.api."):
            act = gate.declared(app, rule.endpoint)
            if act is not None:
                yield rule, act


def urls(house: House, rule, login: str) -> Iterator[tuple[str, int | None]]:
    """Yield the addresses under which a rule is tried, with the dispatch each is about."""
    if not rule.arguments:
        yield rule.rule, None
    elif "/dispatches/" in rule.rule:
        for key in house.dispatches.values():
            yield filled(rule.rule, key), key
    elif rule.rule.startswith(("/grounds/", "/snippets/")):
        key = house.snippets[login] if rule.rule.startswith("/snippets/") else 1
        yield filled(rule.rule, key), None
    elif rule.arguments in ({"key"}, {"key", "ordinal"}):
        for owner in {login, people.RECEIVER} & house.recipients.keys():
            yield filled(rule.rule, house.recipients[owner]), -house.recipients[owner]
    elif rule.arguments in ({"group"}, {"unit"}):
        known = {"<group>": "co-so-tu-nhan", "<unit>": people.RECEIVER}
        yield "/".join(known.get(part, part) for part in rule.rule.split("/")), None
    elif rule.arguments == {"code"}:
        yield rule.rule.replace("<code>", "cong_van"), None


def filled(rule: str, key: int) -> str:
    """Return a rule's address with its numbers filled in."""
    known = {"<line>": "a1", "<annex>": "x1", "<int:ordinal>": "1"}
    parts = [
        known.get(part, str(key)) if part.startswith("<") else part for part in rule.split("/")
    ]
    return "/".join(parts)


def allowed(house: House, login: str, act: Act, key: int | None, endpoint: str) -> bool:
    """Return what the table says."""
    if act is Act.OPEN:
        return True
    with house.app.test_request_context("/"):
        desk = house.app.extensions["docflow"].desk()
        person = desk.session.scalars(select(Person).where(Person.login == login)).unique().one()
        if key is None:
            return bool(person.roles & set(who(act)))
        if key < 0:
            recipient = desk.session.get_one(Recipient, -key)
            dispatch = recipient.dispatch
            own = recipient.unit_id == person.unit_id
            if endpoint.endswith("renew_link"):
                return permission.can(desk.session, person, act, dispatch)
            return own and permission.can(desk.session, person, act, dispatch)
        dispatch = desk.session.get_one(Dispatch, key)
        undecided = endpoint.endswith("review") and dispatch.state is State.SUBMITTED
        if endpoint in _TELL_WHAT_BECAME_OF_IT and not undecided:
            sees = permission.visible(desk.session, person, dispatch)
            return sees and bool(person.roles & set(who(act)))
        return permission.can(desk.session, person, act, dispatch)


def signed_in(app: Flask, login: str):
    """Return a browser in which somebody has signed in."""
    client = app.test_client()
    token = csrf(client.get("/sign-in").text)
    client.post(
        "/sign-in", data={"username": login, "password": people.PASSWORD, "csrf_token": token}
    )
    return client
