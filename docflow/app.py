"""docflow standing alone: a host that is nothing but the extension and a sign-in."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_login import LoginManager, current_user
from werkzeug.exceptions import HTTPException

from docflow.models import Person
from docflow.web import blueprint, errors, guard
from docflow.web.account import Account

from .extension import DocFlow


def create_app(settings: Mapping[str, Any] | None = None, **extension: Any) -> Flask:
    """Return docflow as an application.

    Settings: defaults, then ``instance/config.py``, then the file named in ``DOCFLOW_SETTINGS``,
    then ``DOCFLOW_*`` of the environment, then ``settings``. ``extension`` goes to ``DocFlow``.
    """
    folder = Path(os.environ.get("DOCFLOW_INSTANCE", "instance")).resolve()
    if settings and "INSTANCE" in settings:
        folder = Path(settings["INSTANCE"]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "docflow",
        instance_path=str(folder),
        instance_relative_config=True,
        static_folder=None,
        template_folder=None,
    )
    _configure(app, settings or {})
    docflow = DocFlow(identify=_identify, **extension)
    docflow.init_app(app, stands_alone=True)
    _sign_in(app)
    _answer_everything(app)
    return app


def _configure(app: Flask, settings: Mapping[str, Any]) -> None:
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
    )
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_envvar("DOCFLOW_SETTINGS", silent=True)
    for name, value in os.environ.items():
        if name.startswith("DOCFLOW_") and name not in ("DOCFLOW_INSTANCE", "DOCFLOW_SETTINGS"):
            app.config[name] = value
    app.config.update(settings)
    app.secret_key = app.config.get("SECRET_KEY") or _secret(Path(app.instance_path))
    if str(app.config.get("DOCFLOW_BASE_URL", "")).startswith("https://"):
        # The prefix makes browsers refuse the cookie from any other host and over plain http.
        app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-docflow")


def _secret(folder: Path) -> str:
    """Return the key that seals sessions, made on first use and readable by its owner alone."""
    place = folder / "secret"
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return place.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return place.read_text()


def _identify() -> Person | None:
    account = current_user._get_current_object()  # noqa: SLF001 - Werkzeug's own name for it.
    return account.person if account.is_authenticated else None


def _sign_in(app: Flask) -> None:
    manager = LoginManager()
    manager.login_view = "docflow.sign_in"
    manager.login_message = None
    manager.init_app(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(key: str) -> Account | None:
        number, _, epoch = key.partition(".")
        session = current_app.extensions["docflow"].desk().session
        person = session.get(Person, int(number)) if number.isdecimal() else None
        if person is None or not person.active or str(person.session_epoch) != epoch:
            return None
        return Account(person)


def _answer_everything(app: Flask) -> None:
    """Take what no page answers as well: there is no host here whose 404 it could be."""
    app.register_error_handler(HTTPException, errors.http_error)
    app.context_processor(blueprint.at_hand_outside)
    app.after_request(guard.add_headers)
