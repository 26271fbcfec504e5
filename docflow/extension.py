"""docflow as a part of any Flask application."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_login import current_user
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from . import api, config, migrations, signals
from .channels.channel import Channel
from .channels.email import EmailChannel, Relay
from .channels.eml import EmlChannel
from .channels.letter import Sender
from .channels.portal import PortalChannel
from .models.engine import open_engine
from .office import keys
from .office.desk import Desk, Policy
from .office.people import Identity
from .papers.catalogue import Catalogue
from .papers.html import layouts
from .papers.press import Press
from .rules.purposes import DUTIES, Duty, Purpose
from .signing.authority import TrialAuthority
from .signing.signer import Signer
from .signing.trial import TrialSigner
from .storage.store import FileStorage, Storage
from .web import blueprint, mail


@dataclass(frozen=True)
class Hooks:
    """What docflow asks its host; each answer is used.

    :param identify: who is acting in this request, or None.
    :param may: a last word on an act: ``may(person, act, dispatch) -> bool``; it can only forbid.
    """

    identify: Callable[[], Identity | None]
    may: Callable[..., bool] | None = None


@dataclass
class State:
    """docflow's own things for one application, kept in ``app.extensions["docflow"]``."""

    app: Flask
    folder: Path
    engine: Engine
    sessions: sessionmaker[Session]
    storage: Storage
    catalogue: Catalogue
    press: Press
    signer: Signer
    channels: Mapping[str, Channel]
    policy: Policy
    duties: Mapping[Purpose, Duty]
    now: Callable[[], datetime]
    hooks: Hooks
    stands_alone: bool = False

    def open_desk(self) -> Desk:
        """Return a desk with a session of its own; who opens it closes its session."""
        return Desk(
            session=self.sessions(),
            storage=self.storage,
            catalogue=self.catalogue,
            press=self.press,
            signer=self.signer,
            channels=self.channels,
            now=self.now,
            words=mail.compose,
            tell=lambda events: signals.tell(self.app, events),
            policy=self.policy,
            duties=self.duties,
        )

    def desk(self) -> Desk:
        """Return the desk of this request or command, opened once and closed at its end."""
        if "_docflow_desk" not in g:
            g._docflow_desk = self.open_desk()
        desk: Desk = g._docflow_desk
        return desk

    def upgrade(self) -> None:
        """Bring the database to the newest form and install its triggers anew."""
        migrations.upgrade(self.engine)

    def make_keys(self) -> None:
        """Make the trial keys of all signers and of the agency, where they are missing."""
        if isinstance(self.signer, TrialSigner):
            keys.ensure(self.desk(), self.signer.authority)

    @property
    def roots(self) -> tuple[bytes, ...]:
        """Return the root certificates that signatures are checked against."""
        return self.signer.authority.roots() if isinstance(self.signer, TrialSigner) else ()


class DocFlow:
    """The extension: ``DocFlow().init_app(app)``, or ``DocFlow(app)``.

    It keeps nothing of an application; everything lies in ``app.extensions["docflow"]``.
    """

    def __init__(
        self,
        app: Flask | None = None,
        *,
        identify: Callable[[], Identity | None] | None = None,
        may: Callable[..., bool] | None = None,
        signer: Signer | None = None,
        channels: Mapping[str, Channel] | None = None,
        storage: Storage | None = None,
        duties: Mapping[Purpose, Duty] | None = None,
        now: Callable[[], datetime] | None = None,
        engine: Engine | None = None,
        press: Press | None = None,
    ) -> None:
        self._hooks = Hooks(identify or identify_by_flask_login, may)
        self._signer, self._channels, self._storage = signer, channels, storage
        self._duties, self._now, self._engine, self._press = duties, now, engine, press
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask, *, stands_alone: bool = False) -> State:
        """Set docflow up in the application: settings, state, pages, commands, tidying up."""
        config.set_defaults(app)
        folder = Path(app.instance_path)
        folder.mkdir(parents=True, exist_ok=True)
        engine = self._engine or open_engine(_database(app, folder))
        press = self._press or Press(workers=app.config["DOCFLOW_PRESS_WORKERS"])
        state = State(
            app=app,
            folder=folder,
            engine=engine,
            sessions=sessionmaker(engine),
            storage=self._storage or FileStorage(folder / "files"),
            catalogue=Catalogue([layouts().parent, *app.config["DOCFLOW_TEMPLATES"]]),
            press=press,
            signer=self._signer or _trial_signer(folder, press),
            channels={**_channels(app, folder), **(self._channels or {})},
            policy=_policy(app, folder),
            duties=self._duties or DUTIES,
            now=self._now or (lambda: datetime.now(UTC)),
            hooks=self._hooks,
            stands_alone=stands_alone,
        )
        app.extensions["docflow"] = state
        pages = blueprint.make(app, state)
        api.register(pages)
        blueprint.hang(app, pages)
        app.teardown_appcontext(_close_desk)
        return state


def identify_by_flask_login() -> Identity | None:
    """Return Flask-Login's current user as docflow knows people, or None."""
    # Without Flask-Login's manager there is no user to ask for.
    user = current_user._get_current_object() if current_user else None
    if user is None or not user.is_authenticated:
        return None
    name = getattr(user, "name", None) or getattr(user, "username", None) or user.get_id()
    return Identity(external_id=str(user.get_id()), name=str(name))


def _close_desk(_fault: BaseException | None) -> None:
    desk = g.pop("_docflow_desk", None)
    if desk is not None:
        desk.session.close()


def _database(app: Flask, folder: Path) -> str:
    return app.config["DOCFLOW_DATABASE"] or f"sqlite:///{folder / 'docflow.sqlite'}"


def _trial_signer(folder: Path, press: Press) -> TrialSigner:
    def draw(html: str) -> bytes:
        return press.print(html, seconds=20, variant=None, tags=False).bytes

    return TrialSigner(TrialAuthority(folder / "keys"), draw)


def _channels(app: Flask, folder: Path) -> dict[str, Channel]:
    settings: Mapping[str, Any] = app.config
    sender = Sender(
        name="Sở Y tế Thanh Hóa",
        address=settings["DOCFLOW_MAIL_FROM"],
        reply_to=settings["DOCFLOW_MAIL_REPLY_TO"] or None,
    )
    if not settings["DOCFLOW_MAIL_HOST"]:
        return {"portal": PortalChannel(), "email": EmlChannel(folder / "outbox", sender)}
    relay = Relay(
        host=settings["DOCFLOW_MAIL_HOST"],
        port=settings["DOCFLOW_MAIL_PORT"],
        user=settings["DOCFLOW_MAIL_USER"],
        password=settings["DOCFLOW_MAIL_PASSWORD"],
        security=settings["DOCFLOW_MAIL_SECURITY"],
        timeout=settings["DOCFLOW_MAIL_TIMEOUT"],
    )
    return {"portal": PortalChannel(), "email": EmailChannel(relay, sender)}


def _policy(app: Flask, folder: Path) -> Policy:
    settings: Mapping[str, Any] = app.config
    return Policy(
        undo_seconds=settings["DOCFLOW_UNDO_SECONDS"],
        seal=settings["DOCFLOW_SEAL"],
        seal_assignment=settings["DOCFLOW_SEAL_ASSIGNMENT"],
        base_url=settings["DOCFLOW_BASE_URL"].rstrip("/"),
        link_path=f"{settings['DOCFLOW_URL_PREFIX']}/l/",
        message_domain=settings["DOCFLOW_MAIL_FROM"].rpartition("@")[2] or "docflow.invalid",
        instance=_instance_name(folder),
        book=settings["DOCFLOW_BOOK"],
        holidays=settings["DOCFLOW_HOLIDAYS"],
        working_saturdays=settings["DOCFLOW_WORKING_SATURDAYS"],
    )


def _instance_name(folder: Path) -> str:
    """Return a name that keeps this installation's message ids apart from another's."""
    place = folder / "name"
    if not place.exists():
        place.write_text(secrets.token_hex(6))
    return place.read_text().strip()


__all__ = ["DocFlow", "Hooks", "Identity", "State", "identify_by_flask_login"]
