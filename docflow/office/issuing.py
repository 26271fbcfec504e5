"""Printing, signing, sealing, sending out: Decree 30/2020, articles 14, 18 and 32."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from docflow.models import Dispatch, Person, Progress, Task
from docflow.papers import docx, pdf
from docflow.papers.paper import Paper, compose
from docflow.papers.press import Box
from docflow.rules.lifecycle import State, Step, after
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused
from docflow.rules.urgency import rank
from docflow.signing.signer import LEADER_FIELD, SEAL_FIELD, Mark

from . import prints, sealing, settings
from .desk import REGISTER, SYSTEM, Desk
from .distribution import distribute
from .permission import guard

#: Anchors of the layout that hold both marks.
_LEADER, _SEAL = "vi-tri-ky", "vi-tri-dau"


def paper_of(dispatch: Dispatch) -> Paper:
    """Return the paper of a dispatch as it stands: dated and numbered once it is approved."""
    return compose(dispatch.content, number=dispatch.number, dated=dispatch.dated)


def sign(desk: Desk, key: int) -> None:
    """Print an approved dispatch and put the leader's signature on it.

    Each step is stored by its hash before the next begins, so a crash resumes where it was. A
    signer that fails raises ``Unreachable``; the dispatch stays approved, with its number.
    """
    dispatch = desk.session.get(Dispatch, key, populate_existing=True)
    if dispatch is None or dispatch.state is not State.APPROVED:
        return
    if dispatch.rendered_sha256 is None:
        _print(desk, dispatch)
    signer = _signer_of(dispatch)
    name, leader, code = signer.name, signer.id, dispatch.code
    rendered, box = dispatch.rendered_sha256 or "", _box(dispatch.boxes, _LEADER)
    desk.let_go()
    signed = desk.signer.sign(
        desk.storage.get(rendered),
        key=f"person:{leader}",
        field=LEADER_FIELD,
        box=box,
        mark=Mark("person", (name,)),
        reason=f"Ký ban hành văn bản số {code}",
    )
    sha256 = desk.storage.put(signed)
    with desk.work():
        dispatch = desk.lock(Dispatch, key)
        if dispatch.state is not State.APPROVED:
            return
        dispatch.state = after(dispatch.state, Step.SIGN)
        dispatch.signed_sha256, dispatch.signed_at = sha256, desk.now()
        desk.record(
            "signed", dispatch, by=None, on_behalf_of=name, before=rendered, after=sha256,
        )  # fmt: skip


def issue(desk: Desk, dispatch: Dispatch, *, by: Person) -> Dispatch:
    """Seal, freeze the recipients, write the deliveries: the records clerk's one click.

    Raises ``Refused("lifecycle.not_now")`` when it is not signed, or issued already.
    """
    guard(desk.session, by, Act.ISSUE, dispatch)
    return _issue(desk, dispatch.id, by=by)


def retry(desk: Desk, dispatch: Dispatch, *, by: Person) -> None:
    """Put the signing that gave up back among the work that waits.

    Raises ``Refused("retry.not_stuck")`` when it is still being tried.
    """
    key = dispatch.id
    with desk.work() as session:
        dispatch = desk.lock(Dispatch, key)
        guard(session, by, Act.RETRY, dispatch)
        task = session.scalar(
            select(Task).where(Task.dispatch_id == key, Task.kind == "sign").with_for_update()
        )
        if task is None or not is_stuck(task):
            raise Refused("retry.not_stuck")
        task.progress, task.due_at, task.done_at, task.tries = Progress.WAITING, desk.now(), None, 0
        desk.record("signing_retried", dispatch, by=by, reason=task.outcome)


def stuck(desk: Desk) -> list[Task]:
    """Return the signings that did not succeed: given up, or put off after a failure."""
    rows = select(Task).join(Dispatch, Dispatch.id == Task.dispatch_id)
    rows = rows.where(Dispatch.state == State.APPROVED, Task.kind == "sign")
    return [task for task in desk.session.scalars(rows.order_by(Task.id)) if is_stuck(task)]


def is_stuck(task: Task) -> bool:
    """Tell whether a signing waits for more than its turn."""
    put_off = task.progress is Progress.WAITING and bool(task.outcome)
    return task.progress is Progress.FAILED or put_off


def issue_by_system(desk: Desk, dispatch: Dispatch) -> Dispatch:
    """Seal and issue without a click, where a written assignment allows it.

    Decree 30/2020, article 32(2): the records clerk seals in person; so this is refused unless
    the settings name the assignment, and acts on behalf of that clerk.
    """
    if desk.policy.seal != "system" or not desk.policy.seal_assignment:
        raise Refused("issue.not_assigned")
    return _issue(desk, dispatch.id, by=None, on_behalf_of=desk.policy.seal_assignment)


def awaiting(desk: Desk) -> list[Dispatch]:
    """Return what waits for the seal: urgent first, then by number."""
    rows = desk.session.scalars(select(Dispatch).where(Dispatch.state == State.SIGNED))
    return sorted(rows, key=lambda one: (rank(one.urgency), one.year or 0, one.number or 0))


def _issue(desk: Desk, key: int, *, by: Person | None, on_behalf_of: str | None = None) -> Dispatch:
    # Sealing takes a tenth of a second and may talk to a device: never under the lock.
    sealing.seal_enclosures(desk, key, by=by)
    sealed = _seal(desk, key)
    with desk.work():
        dispatch = desk.lock(Dispatch, key)
        if by is not None:
            guard(desk.session, by, Act.ISSUE, dispatch)
        dispatch.state = after(dispatch.state, Step.ISSUE)
        dispatch.sealed_sha256, dispatch.issued_at = sealed, desk.now()
        dispatch.issued_by_id = by.id if by else None
        tally = distribute(desk, dispatch)
        desk.record(
            "issued", dispatch, by=by, stream=REGISTER, on_behalf_of=on_behalf_of or (None if by else SYSTEM),
            before=dispatch.content_sha256, after=sealed, number=dispatch.code,
            recipients=tally.recipients, owing=tally.owing,
            **sealing.told(desk, dispatch),
        )  # fmt: skip
    return dispatch


def _seal(desk: Desk, key: int) -> str:
    dispatch = desk.session.get(Dispatch, key, populate_existing=True)
    if dispatch is None or dispatch.signed_sha256 is None or dispatch.state is not State.SIGNED:
        raise Refused(
            "lifecycle.not_now", state=dispatch.state.value if dispatch else "", step="issue"
        )
    name, code = settings.agency(desk.session)["name"], dispatch.code
    signed, box = dispatch.signed_sha256, _box(dispatch.boxes, _SEAL)
    desk.let_go()
    sealed = desk.signer.sign(
        desk.storage.get(signed),
        key="agency",
        field=SEAL_FIELD,
        box=box,
        mark=Mark("agency", (name,)),
        reason=f"Phát hành văn bản số {code}",
    )
    return desk.storage.put(sealed)


def _print(desk: Desk, dispatch: Dispatch) -> None:
    paper, key = paper_of(dispatch), dispatch.id
    desk.let_go()
    rendered = pdf.write(paper, desk.press, on_page=prints.teller(desk, key))
    sha256 = desk.storage.put(rendered.bytes)
    word = desk.storage.put(docx.write(paper))
    with desk.work():
        dispatch = desk.lock(Dispatch, key)
        if dispatch.rendered_sha256 is None:
            dispatch.rendered_sha256, dispatch.docx_sha256 = sha256, word
            dispatch.pages = rendered.pages
            dispatch.boxes = {name: list(box) for name, box in rendered.boxes.items()}
            desk.record("printed", dispatch, by=None, after=sha256, pages=rendered.pages)


def _signer_of(dispatch: Dispatch) -> Person:
    # An authority may have been revoked since; the person who approved must still be the one who
    # signs, with an account in force.
    if dispatch.approved_by is None or not dispatch.approved_by.active:
        raise Refused("sign.signer_gone")
    return dispatch.approved_by


def _box(boxes: Mapping[str, list[float]] | None, anchor: str) -> Box:
    if not boxes or anchor not in boxes:
        raise Refused("paper.no_place", anchor=anchor)
    page, *edges = boxes[anchor]
    return Box(int(page), *edges)
