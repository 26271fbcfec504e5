"""Signing in and out, where docflow stands alone; a host has its own."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user

from docflow.models import Person
from docflow.office import people
from docflow.rules.permissions import Act
from docflow.rules.refusals import Refused

from .. import current, limits, navigation, reauth
from ..account import Account
from ..gate import allow
from ..sentences import say, sentence
from ..statuses import status_of

# Only a plain path of ours: one slash, then a letter; no host, no scheme, nothing encoded in it.
_LOCAL = re.compile(r"/(?:[A-Za-z0-9_][A-Za-z0-9_./~-]*)?(?:\?[A-Za-z0-9_.~=&%+-]*)?", re.ASCII)


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/sign-in", "sign_in", sign_in, methods=["GET", "POST"])
    pages.add_url_rule("/sign-out", "sign_out", sign_out, methods=["POST"])


@allow(Act.OPEN)
def sign_in() -> Any:
    """Show the sign-in page; let in whoever shows the right password."""
    if request.method == "GET":
        return _page()
    login = request.form.get("username", "").strip()[:100]
    try:
        limits.check_sign_in(login)
        person = people.sign_in(current.desk(), login, request.form.get("password", "")[:1000])
    except Refused as refusal:
        current.desk().session.rollback()
        return _page(username=login, error=_told(refusal, login)), status_of(refusal.code)
    limits.forget_failures(login)
    return redirect(_let_in(person), 303)


@allow(Act.HOME)
def sign_out() -> Any:
    """End the session of this browser."""
    logout_user()
    session.clear()
    return redirect(url_for("docflow.sign_in"), 303)


def local(target: str) -> str | None:
    """Return a path of ours to go on to, or None for anything that might lead elsewhere."""
    plain = _LOCAL.fullmatch(target) and "//" not in target and ".." not in target
    return target if plain and len(target) <= 500 else None


def _let_in(person: Person) -> str:
    """Begin a fresh session for the person; return where he goes."""
    # What a stranger may have put into the session before must not live on in it.
    session.clear()
    session.permanent = True
    login_user(Account(person))
    reauth.prove()
    entries = navigation.entries(person)
    first = entries[0].url if entries else url_for("docflow.home")
    return local(request.form.get("next", "")) or first


def _told(refusal: Refused, login: str) -> str:
    if refusal.code != "sign_in.wrong":
        return sentence(refusal)
    left = limits.count_failure(login)
    return say("sign_in.left", {"left": left}) if left else say("sign_in.last", {})


def _page(*, username: str = "", error: str = "") -> str:
    return render_template(
        "docflow/sign_in.html",
        username=username,
        error=error,
        next=local(request.values.get("next", "")) or "",
        resend_url=url_for("docflow.link_request"),
        accounts=current_app.config.get("DOCFLOW_DEMO_ACCOUNTS") or (),
    )
