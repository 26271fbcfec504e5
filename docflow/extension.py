"""docflow as a part of any Flask application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import click
from flask import Flask, current_app, g
from flask.cli import AppGroup
from flask_login import current_user
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.utils import import_string

from docflow.channels.channel import Channel
from docflow.models import Person
from docflow.models.engine import begin_again, borrow, open_engine
from docflow.office import keys
from docflow.office.desk import Desk, Policy
from docflow.office.people import CONFIRM, Identity
from docflow.office.permission import MAY
from docflow.office.shelf import Kept, Shelf
from docflow.papers.catalogue import Catalogue
from docflow.papers.press import Press
from docflow.rules.purposes import DUTIES, Duty, Purpose
from docflow.signing.signer import Signer
from docflow.signing.trial import TrialSigner
from docflow.storage.store import FileStorage, Storage
from docflow.web import blueprint, mail

from . import api, config, fittings, migrations, signals


@dataclass(frozen=True)
class Hooks:
    """What docflow asks its host; each answer is used.

    :param identify: who is acting in this request, or None.
    :param may: a last word on an act: ``may(person, act, dispatch) -> bool``; it can only forbid.
        ``dispatch`` is None for an act that concerns no single one.
    :param confirm: whether what was typed proves the person anew before he signs; without it the
        password that docflow keeps is asked for.
    :param holidays: further days off, asked anew for each request.
    """

    identify: Callable[[], Identity | Person | None]
    may: Callable[..., bool] | None = None
    confirm: Callable[[Person, str], bool] | None = None
    holidays: Callable[[], Iterable[date]] | None = None


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
    kept: Kept = field(default_factory=Kept)
    ends: tuple[Callable[[], None], ...] = ()

    def close(self) -> None:
        """End the press and the connections that were made for this application.

        What the host handed in goes on: it may serve another application.
        """
        for end in self.ends:
            end()

    def open_desk(self) -> Desk:
        """Return a desk with a session of its own; who opens it closes its session."""
        session = self.sessions(info={MAY: self.hooks.may, CONFIRM: self.hooks.confirm})
        return Desk(
            session=session,
            storage=self.storage,
            catalogue=Shelf(self.catalogue, session, self.kept),
            press=self.press,
            signer=self.signer,
            channels=self.channels,
            now=self.now,
            words=mail.compose,
            tell=lambda events: signals.tell(self.app, events),
            policy=self._policy_now(),
            duties=self.duties,
        )

    def desk(self) -> Desk:
        """Return the desk of this request or command, opened once and closed at its end."""
        if "docflow_desk" not in g:
            g.docflow_desk = self.open_desk()
        desk: Desk = g.docflow_desk
        return desk

    def _policy_now(self) -> Policy:
        if self.hooks.holidays is None:
            return self.policy
        return replace(self.policy, holidays=self.policy.holidays | set(self.hooks.holidays()))

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

    def __init__(  # noqa: PLR0913 - one keyword for each part that a host may replace.
        self,
        app: Flask | None = None,
        *,
        identify: Callable[[], Identity | Person | None] | None = None,
        may: Callable[..., bool] | None = None,
        confirm: Callable[[Person, str], bool] | None = None,
        holidays: Callable[[], Iterable[date]] | None = None,
        signer: Signer | None = None,
        channels: Mapping[str, Channel] | None = None,
        storage: Storage | None = None,
        duties: Mapping[Purpose, Duty] | None = None,
        now: Callable[[], datetime] | None = None,
        engine: Engine | None = None,
        press: Press | None = None,
    ) -> None:
        self._hooks = Hooks(identify or identify_by_flask_login, may, confirm, holidays)
        self._signer, self._channels, self._storage = signer, channels, storage
        self._duties, self._now, self._engine, self._press = duties, now, engine, press
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask, *, stands_alone: bool = False) -> State:
        """Set docflow up in the application: settings, state, pages, commands, tidying up."""
        config.set_defaults(app)
        folder = fittings.folder_of(app, stands_alone=stands_alone)
        engine = (
            borrow(self._engine) if self._engine else open_engine(fittings.database(app, folder))
        )
        press = self._press or Press(workers=app.config["DOCFLOW_PRESS_WORKERS"])
        ends = () if self._press else (press.close,)
        state = State(
            app=app,
            folder=folder,
            engine=engine,
            sessions=_sessions(engine),
            storage=self._storage or FileStorage(folder / "files"),
            catalogue=fittings.catalogue(app),
            press=press,
            signer=self._signer or fittings.signer(app, folder, press),
            channels={**fittings.channels(app, folder), **(self._channels or {})},
            policy=fittings.policy(app, folder),
            duties=self._duties or DUTIES,
            now=self._now or (lambda: datetime.now(UTC)),
            hooks=self._hooks,
            stands_alone=stands_alone,
            ends=ends if self._engine else (*ends, engine.dispose),
        )
        app.extensions["docflow"] = state
        pages = blueprint.make(app, state)
        api.register(pages)
        blueprint.hang(app, pages)
        app.cli.add_command(Commands("docflow"))
        app.teardown_appcontext(_close_desk)
        return state


class Commands(AppGroup):
    """``flask docflow …``: read when one of them is called, as Flask reads those of entry points."""

    def __init__(self, name: str) -> None:
        super().__init__(name, help="Official dispatches that carry their own duties.")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of docflow's commands."""
        return _cli().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one of docflow's commands."""
        return _cli().get_command(ctx, cmd_name)


def _cli() -> AppGroup:
    # By name, because the commands stand above this module: `run` and `demo` make an application.
    group: AppGroup = import_string("docflow.cli:docflow")
    return group


def identify_by_flask_login() -> Identity | None:
    """Return Flask-Login's current user as docflow knows people, or None."""
    # Without Flask-Login's manager there is no user to ask for.
    if not hasattr(current_app, "login_manager"):
        return None
    user = current_user._get_current_object()  # noqa: SLF001 - Werkzeug's own name for it.
    if not user.is_authenticated:
        return None
    name = getattr(user, "name", None) or getattr(user, "username", None) or user.get_id()
    return Identity(external_id=str(user.get_id()), name=str(name))


def _sessions(engine: Engine) -> sessionmaker[Session]:
    made = sessionmaker(engine)
    event.listen(made, "after_begin", lambda _session, _transaction, used: begin_again(used))
    return made


def _close_desk(_fault: BaseException | None) -> None:
    desk = g.pop("docflow_desk", None)
    if desk is not None:
        desk.session.close()


__all__ = ["DocFlow", "Hooks", "Identity", "State", "identify_by_flask_login"]
