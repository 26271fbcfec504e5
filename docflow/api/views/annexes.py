"""What goes with a dispatch: its annexes, and the files that go along."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, request

from docflow.models import Dispatch
from docflow.office import annexes as annexed
from docflow.office import enclosures, following
from docflow.office.doors import allow
from docflow.office.tokens import Scope
from docflow.rules.permissions import Act
from docflow.rules.vietnamese import slug

from .. import caller
from .. import schemas_annexes as out
from ..routes import Answer, route

_ANY = "application/octet-stream"


@route("GET", "/dispatches/{id}/annexes", scope=Scope.READ, gives=out.Annexes)
@allow(Act.READ)
def annexes(id: int) -> Answer:  # noqa: A002 - named as the path names it.
    """List the annexes of a dispatch, and the files that go along with their hashes."""
    return Answer(_told(caller.dispatch_at(id)))


@route("GET", "/dispatches/{id}/annexes/{ordinal}", scope=Scope.READ, gives=_ANY)
@allow(Act.READ)
def annex_file(id: int, ordinal: int) -> Response:  # noqa: A002
    """Take one file that goes along: sealed once the dispatch is issued."""
    return _file(caller.dispatch_at(id), ordinal)


@route("GET", "/inbox/{recipient}/annexes", scope=Scope.RECEIVE, gives=out.Annexes)
@allow(Act.RECEIVE)
def received_annexes(recipient: int) -> Answer:
    """List what came with a received dispatch."""
    return Answer(_told(caller.recipient_at(recipient).dispatch))


@route("GET", "/inbox/{recipient}/annexes/{ordinal}", scope=Scope.RECEIVE, gives=_ANY)
@allow(Act.RECEIVE)
def received_annex_file(recipient: int, ordinal: int) -> Response:
    """Take one file that came along, sealed; this is logged, and is no acknowledgment."""
    return _file(caller.recipient_at(recipient).dispatch, ordinal)


def _told(dispatch: Dispatch) -> out.Annexes:
    sealed = enclosures.sealed(caller.desk(), dispatch)
    return out.Annexes(
        annexes=[
            out.Annex(
                id=one["id"], heading=one.get("heading") or "", title=one["title"],
                landscape=one["landscape"], text=annexed.markup(one),
            )
            for one in dispatch.content.get("annexes") or ()
        ],
        files=[
            out.EnclosedFile(
                ordinal=n, title=one["title"], name=one["name"], media=enclosures.media(one),
                size=one["size"], pages=one["pages"], original_sha256=one["sha256"],
                sha256=sealed[n].sealed_sha256 if n in sealed else one["sha256"],
                sealed_at=sealed[n].sealed_at if n in sealed else None,
            )
            for n, one in enumerate(enclosures.of(dispatch.content), 1)
        ],
    )  # fmt: skip


def _file(dispatch: Dispatch, ordinal: int) -> Response:
    desk = caller.desk()
    file = enclosures.handed_out(desk, dispatch, ordinal)
    following.visit(
        desk, dispatch, by=caller.me(), what=f"enclosure {ordinal}",
        address=request.remote_addr or "", agent=request.user_agent.string,
    )  # fmt: skip
    stem, _, ending = file.name.rpartition(".")
    answer = Response(file.content, mimetype=file.media)
    names = f"filename=\"{slug(stem)}.{ending}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    answer.headers["Content-Disposition"] = f"attachment; {names}"
    answer.set_etag(file.sha256)
    return answer
