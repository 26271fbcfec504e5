"""Files that go along: taken in, frozen with the text, sealed once, handed out, verified."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from docflow.models import Dispatch, Enclosure, Event
from docflow.office import attaching, comparing, drafting, enclosures, issuing, sealing, verifying
from docflow.office.desk import Desk
from docflow.office.drafting import Edit
from docflow.rules.evidence import digest, digest_bytes
from docflow.rules.lifecycle import State
from tests import people
from tests.office.acts import decide, few, handed_in, letter, refused, sign_what_waits, verbs, who
from tests.papers import files

PDF, SHEET = files.paper(2), files.workbook([["Tên"], ["a"]])


class Crash(BaseException):
    """The process dies here."""


def attach(desk, dispatch, name="Danh sách.pdf", content=PDF, **more):
    author = who(desk, people.DRAFTER)
    return attaching.attach(desk, dispatch, name, content, seen=dispatch.version, by=author, **more)


@pytest.fixture
def written(desk):
    """A draft with two papers and a form to fill in."""
    dispatch = letter(desk, few())
    told = [
        ("Danh sách", "Danh sách.pdf", "pdf", PDF, 2),
        ("Bảng phân công", "Danh sách (2).pdf", "pdf", files.paper(words="Khac"), 1),
        ("bieu mau", "bieu_mau.xlsx", "xlsx", SHEET, None),
    ]
    taken = [
        enclosures.Taken(title, name, kind, desk.storage.put(content), len(content), pages)
        for title, name, kind, content, pages in told
    ]
    edit = Edit(enclosures=[{"taken": one} for one in taken])
    return drafting.save(desk, dispatch, edit, seen=dispatch.version, by=who(desk, people.DRAFTER))


@pytest.fixture
def waiting(desk, written):
    """The same, signed by its leader and waiting for the seal."""
    from docflow.office import approval  # beside its only use

    approval.submit(desk, written, seen=written.version, by=who(desk, people.DRAFTER))
    decide(desk, written)
    sign_what_waits(desk)
    return desk.session.get_one(Dispatch, written.id)


def issue(desk, dispatch):
    return issuing.issue(desk, dispatch, by=who(desk, people.RECORDS_CLERK))


def seals(desk):
    desk.session.rollback()
    return list(desk.session.scalars(select(Enclosure).order_by(Enclosure.ordinal)))


def test_what_is_taken_in_is_listed_in_the_content_with_its_hash(desk):
    made = attach(desk, letter(desk, few()))
    attach(desk, made, content=files.paper(words="Khac"), title="Bảng phân công")
    told = attach(desk, made, "bieu_mau.XLSX", SHEET).content["enclosures"]
    assert [(one["id"], one["name"], one["title"], one["kind"], one["pages"]) for one in told] == [
        ("f1", "Danh sách.pdf", "Danh sách", "pdf", 2),
        ("f2", "Danh sách (2).pdf", "Bảng phân công", "pdf", 1),
        ("f3", "bieu_mau.xlsx", "bieu mau", "xlsx", None),
    ]
    assert told[0] | {"sha256": digest_bytes(PDF), "size": len(PDF)} == told[0]
    assert desk.storage.get(told[0]["sha256"]) == PDF


def test_a_file_is_frozen_with_the_text_that_names_it(desk, waiting):
    assert waiting.content_sha256 == digest(waiting.content)
    assert len(waiting.content["enclosures"]) == 3
    with refused("lifecycle.not_now"):
        attach(desk, waiting)


def test_titles_and_order_change_and_a_file_goes_out_but_no_hash_comes_in(desk, written):
    author, told = who(desk, people.DRAFTER), written.content["enclosures"]
    edit = Edit(enclosures=[told[2], told[0] | {"title": "Danh sách mới", "sha256": "0" * 64}])
    drafting.save(desk, written, edit, seen=written.version, by=author)
    now = written.content["enclosures"]
    assert [(one["id"], one["title"]) for one in now] == [
        ("f3", "bieu mau"),
        ("f1", "Danh sách mới"),
    ]
    assert now[1]["sha256"] == digest_bytes(PDF)
    smuggled = Edit(enclosures=[{**told[0], "id": "f9", "sha256": "0" * 64}])
    with refused("missing"):
        drafting.save(desk, written, smuggled, seen=written.version, by=author)
    with refused("enclosure.title_missing"):
        drafting.save(
            desk,
            written,
            Edit(enclosures=[{"id": "f1", "title": " "}]),
            seen=written.version,
            by=author,
        )


def test_every_paper_is_sealed_once_at_the_issue_and_the_form_stays_as_it_is(desk, waiting):
    issued = issue(desk, waiting)
    rows = seals(desk)
    assert [row.ordinal for row in rows] == [1, 2]
    assert desk.signer.signed[1:] == ["agency", "agency", "agency"]
    given = [enclosures.handed_out(desk, issued, n) for n in (1, 2, 3)]
    assert [one.sealed for one in given] == [True, True, False]
    assert given[0].content.startswith(PDF)
    assert b"DauTepKemTheo agency" in given[0].content
    assert given[2].content == SHEET
    event = desk.session.scalars(select(Event).where(Event.verb == "issued")).one()
    assert event.facts["enclosures"] == [row.sealed_sha256 for row in rows]
    assert verbs(desk, issued).count("enclosure_sealed") == 2
    with refused("missing"):
        enclosures.handed_out(desk, issued, 4)


def test_a_crash_between_two_seals_resumes_without_sealing_the_first_anew(
    desk, waiting, monkeypatch
):
    real, calls = Desk.record, []

    def dies(self, verb, *rest, **facts):
        calls.append(verb)
        if calls.count("enclosure_sealed") == 2:
            raise Crash
        return real(self, verb, *rest, **facts)

    monkeypatch.setattr(Desk, "record", dies)
    with pytest.raises(Crash):
        issue(desk, waiting)
    first = [row.sealed_sha256 for row in seals(desk)]
    assert len(first) == 1
    assert waiting.state is State.SIGNED
    monkeypatch.undo()
    before = len(desk.signer.signed)
    issue(desk, waiting)
    # The second file and the letter itself: nothing of the first.
    assert len(desk.signer.signed) == before + 2
    assert [row.sealed_sha256 for row in seals(desk)][:1] == first
    assert verbs(desk, waiting).count("enclosure_sealed") == 2


def test_a_crash_after_the_seals_issues_with_the_same_ones(desk, waiting):
    sealing.seal_enclosures(desk, waiting.id, by=who(desk, people.RECORDS_CLERK))
    first = [row.sealed_sha256 for row in seals(desk)]
    issue(desk, waiting)
    assert [row.sealed_sha256 for row in seals(desk)] == first
    # A second click, and whoever comes late, change nothing.
    sealing.seal_enclosures(desk, waiting.id, by=None)
    assert [row.sealed_sha256 for row in seals(desk)] == first


def test_nothing_is_sealed_before_the_leader_has_signed(desk, written):
    sealing.seal_enclosures(desk, written.id, by=None)
    assert seals(desk) == []


def test_a_failing_seal_issues_nothing(desk, waiting):
    desk.signer.break_down()
    with pytest.raises(Exception, match="no answer"):
        issue(desk, waiting)
    desk.session.rollback()
    assert waiting.state is State.SIGNED
    assert seals(desk) == []


def test_verifying_reads_every_file_and_binds_every_seal(desk, waiting):
    def faults():
        desk.session.rollback()
        return {(one.kind, one.where) for one in verifying.all_faults(desk, ())}

    issue(desk, waiting)
    assert faults() == set()
    told, row = waiting.content["enclosures"], seals(desk)[0]
    desk.storage.remove(told[2]["sha256"])
    desk.storage.remove(row.sealed_sha256)
    assert {(kind, where.split(":")[0]) for kind, where in faults()} == {
        ("file.damaged", "dispatch 1 enclosure 3"),
        ("file.damaged", "dispatch 1 enclosure 1 sealed"),
    }


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (
            "UPDATE docflow_enclosure SET sealed_sha256 = sha256 WHERE ordinal = 1",
            "enclosure.unbound",
        ),
        (
            "UPDATE docflow_enclosure SET sha256 = sealed_sha256 WHERE ordinal = 1",
            "enclosure.unbound",
        ),
        ("DELETE FROM docflow_enclosure WHERE ordinal = 2", "enclosure.unsealed"),
    ],
)
def test_a_seal_that_is_changed_behind_our_back_is_found(desk, waiting, statement, kind):
    from tests.office.test_verifying import faults, tamper  # the hands that get past the triggers

    issue(desk, waiting)
    tamper(desk, statement)
    assert kind in faults(desk)


def test_a_seal_is_written_once(desk, waiting):
    from sqlalchemy.exc import DBAPIError  # named by this test alone

    issue(desk, waiting)
    with pytest.raises(DBAPIError, match="enclosure_is_written_once"), desk.work() as session:
        session.get_one(Enclosure, (waiting.id, 1)).sealed_sha256 = "0" * 64


def test_a_changed_file_is_named_among_the_changes(desk, written):
    before = dict(written.content)
    author = who(desk, people.DRAFTER)
    drafting.save(
        desk, written, Edit(enclosures=before["enclosures"][:2]), seen=written.version, by=author
    )
    (change,) = comparing.changes(before, written.content)
    assert change.part == "enclosure f3"
    assert change.runs[0].kind == "out"
    assert "bieu_mau.xlsx" in change.runs[0].text


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", files.running("JavaScript"), "enclosure.active"),
        ("a.exe", b"MZ", "enclosure.kind"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(desk, name, content, code):
    dispatch = letter(desk, few())
    before = (dispatch.version, digest(dispatch.content))
    with refused(code):
        attach(desk, dispatch, name, content)
    desk.session.rollback()
    assert (dispatch.version, digest(dispatch.content)) == before
    assert not desk.storage.has(digest_bytes(content))


def test_there_is_an_end_to_number_and_size(desk, monkeypatch):
    dispatch = letter(desk, few())
    monkeypatch.setattr(enclosures, "MOST", 1)
    attach(desk, dispatch)
    with refused("enclosure.too_many"):
        attach(desk, dispatch)
    monkeypatch.setattr(enclosures, "MOST", 5)
    monkeypatch.setattr(enclosures, "MOST_TOTAL", len(PDF) + 10)
    with refused("enclosure.total"):
        attach(desk, dispatch)
    assert desk.session.scalar(select(func.count(Enclosure.ordinal))) == 0
    assert len(dispatch.content["enclosures"]) == 1


def test_another_save_between_is_told(desk, written):
    with refused("draft.stale"):
        attaching.attach(desk, written, "a.pdf", PDF, seen=1, by=who(desk, people.DRAFTER))


def test_only_who_may_edit_attaches(desk, written):
    with refused("permission.unseen"):
        attaching.attach(
            desk, written, "a.pdf", PDF, seen=written.version, by=who(desk, people.RECEIVER)
        )


def test_handing_in_without_files_says_nothing_of_them(desk):
    dispatch = handed_in(desk, few())
    assert dispatch.content.get("enclosures") is None
