"""The page behind a personal link: one unit, one dispatch, no account and no cookie."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, render_template, request, url_for

from docflow.models import Recipient
from docflow.office import links
from docflow.office.desk import Holder
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current, guard, limits
from ..gate import allow
from ..receiving import Places
from ..sentences import sentence
from ..statuses import status_of
from . import answering


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    one = "/l/<token>"
    pages.add_url_rule(one, "link", link)
    pages.add_url_rule(f"{one}/seen", "link_seen", link_seen, methods=["POST"])
    pages.add_url_rule(
        f"{one}/acknowledgment", "link_acknowledge", link_acknowledge, methods=["POST"]
    )
    pages.add_url_rule(f"{one}/reports", "link_report", link_report, methods=["POST"])
    pages.add_url_rule(f"{one}/receipt", "link_receipt", link_receipt)
    pages.add_url_rule(f"{one}/paper.pdf", "link_pdf", link_pdf)
    pages.add_url_rule(f"{one}/enclosures/<int:ordinal>", "link_file", link_file)
    pages.add_url_rule(f"{one}/renewal", "link_renew", link_renew, methods=["POST"])
    # The page of a dead link names no token, so its form goes to the page's own address.
    pages.add_url_rule(one, "link_renew", link_renew, methods=["POST"])
    pages.add_url_rule("/link-request", "link_request", link_request, methods=["GET", "POST"])


def alive(view: Callable[..., Any]) -> Callable[..., Any]:
    """Open the link before the view; unknown, revoked and closed get one and the same page."""

    @wraps(view)
    def open_link(token: str, **more: int) -> Any:
        try:
            holder, recipient = links.holder(current.desk(), token)
            return view(token, recipient, holder, **more)
        except Refused as refusal:
            if refusal.code != "link.dead":
                raise
            current.desk().session.rollback()
            return _dead(), 404

    return open_link


@allow(Act.OPEN)
@alive
def link(token: str, recipient: Recipient, holder: Holder) -> Any:
    """Show the dispatch; a GET writes the access log and nothing else."""
    return answering.show(recipient, _places(token), by=holder, **_bare(token))


@allow(Act.OPEN)
@alive
def link_seen(_token: str, recipient: Recipient, holder: Holder) -> Any:
    """Note that somebody has the page before his eyes."""
    return answering.seen(recipient, by=holder)


@allow(Act.OPEN)
@alive
def link_acknowledge(token: str, recipient: Recipient, holder: Holder) -> Any:
    """Take note in the name of the unit."""
    return answering.acknowledge(recipient, _places(token), by=holder, **_bare(token))


@allow(Act.OPEN)
@alive
def link_report(token: str, recipient: Recipient, holder: Holder) -> Any:
    """File or correct the unit's report."""
    return answering.report(recipient, _places(token), by=holder, **_bare(token))


@allow(Act.OPEN)
@alive
def link_receipt(token: str, recipient: Recipient, _holder: Holder) -> Any:
    """Show the receipt of the unit's report."""
    return answering.receipt(recipient, _places(token), **_bare(token))


@allow(Act.OPEN)
@alive
def link_pdf(_token: str, recipient: Recipient, holder: Holder) -> Any:
    """Return the sealed paper."""
    return answering.pdf(recipient, by=holder)


@allow(Act.OPEN)
@alive
def link_file(_token: str, recipient: Recipient, holder: Holder, ordinal: int) -> Any:
    """Return one of the files that came along, sealed."""
    return answering.enclosure(recipient, ordinal, by=holder)


@allow(Act.OPEN)
def link_renew(token: str) -> Any:
    """Send a fresh link to the address on file; the answer is the same whatever the token was."""
    limits.check_link_request()
    links.resend_to_holder(current.desk(), token)
    return _dead(sent=True)


@allow(Act.OPEN)
def link_request() -> Any:
    """Send fresh links of all open dispatches to the address on file of a unit."""
    typed, error, status = request.form.get("unit", "").strip()[:254], "", 200
    if request.method == "POST" and typed:
        try:
            limits.check_link_request()
            links.resend_all(current.desk(), typed)
        except Refused as refusal:
            error, status = sentence(refusal), status_of(refusal.code)
    elif request.method == "POST":
        error, status = sentence(Refused("link.who")), 422
    sent = request.method == "POST" and not error
    page = render_template(
        "docflow/link_request.html", sent=sent, typed=typed, error=error, noindex=True
    )
    return page, status


def _dead(*, sent: bool = False) -> str:
    """Return the page of a link that opens nothing; equal to the last byte for every such link."""
    here = request.endpoint in ("docflow.link", "docflow.link_renew")
    return render_template(
        "docflow/link_dead.html", sent=sent, renewal="" if here else "renewal", **_bare("")
    )


def _bare(token: str) -> dict[str, Any]:
    """Return what makes a page know nobody: no bar, no session, its own form token."""
    return {
        "me": None,
        "nav": [],
        "sign_out_url": None,
        "csrf_token": lambda: guard.link_token(token),
        "referrer": "no-referrer",
        "noindex": True,
        "by_link": True,
    }


def _places(token: str) -> Places:
    return Places(
        page=url_for("docflow.link", token=token),
        seen=url_for("docflow.link_seen", token=token),
        acknowledge=url_for("docflow.link_acknowledge", token=token),
        report=url_for("docflow.link_report", token=token),
        receipt=url_for("docflow.link_receipt", token=token),
        pdf=url_for("docflow.link_pdf", token=token),
        files=url_for("docflow.link", token=token) + "/enclosures/",
    )
