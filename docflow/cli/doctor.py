"""The command that says what this installation runs on."""

from __future__ import annotations

from collections.abc import Callable

import click
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from docflow import migrations
from docflow.extension import State
from docflow.rules.refusals import Refused, Unreachable
from docflow.signing.trial import TrialSigner

from .plain import Command, Failure, in_words, state


@click.command(cls=Command)
@with_appcontext
def doctor() -> None:
    """Say what this installation runs on, and what is missing."""
    own, missing = state(), 0
    for name, look in _LOOKS.items():
        try:
            told = look(own)
        except (Refused, Unreachable, DBAPIError, OSError) as fault:
            told, missing = f"MISSING – {in_words(fault)}", missing + 1
        if told:
            click.echo(f"{name:<10} {told}")
    own.close()
    if missing:
        raise Failure(f"{missing} of these cannot be used")


def _database(own: State) -> str:
    with own.engine.connect():
        return str(own.engine.url.render_as_string(hide_password=True))


def _sqlite(own: State) -> str:
    if own.engine.dialect.name != "sqlite":
        return ""
    with own.engine.connect() as connection:
        version = connection.scalar(text("SELECT sqlite_version()"))
        journal = connection.scalar(text("PRAGMA journal_mode"))
    return f"{version}, journal {journal}"


def _form(own: State) -> str:
    return "newest" if migrations.is_current(own.engine) else "old; run `docflow upgrade`"


def _keys(own: State) -> str:
    if not isinstance(own.signer, TrialSigner):
        return f"kept by {type(own.signer).__name__}"
    own.signer.authority.roots()
    folder = own.signer.authority.folder
    return f"{folder}, {len(list(folder.glob('*.p12')))} of them, for trial only"


def _press(own: State) -> str:
    own.press.warm()
    return "ready"


_LOOKS: dict[str, Callable[[State], str]] = {
    "instance": lambda own: str(own.folder),
    "database": _database,
    "sqlite": _sqlite,
    "form": _form,
    "templates": lambda own: str(len(own.catalogue.all())),
    "mail": lambda own: (
        own.app.config["DOCFLOW_MAIL_HOST"] or f"{own.folder / 'outbox'} (.eml files)"
    ),
    "keys": _keys,
    "press": _press,
}
