"""Commands that tell docflow who there is: the agency, its rooms, people, units, their keys."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from docflow.models import Person
from docflow.office import directory, grounds, roster, settings, tokens
from docflow.office import people as cast
from docflow.rules.refusals import Refused

from .plain import Command, Failure, state

KINDS: dict[str, Callable[..., dict[str, int]]] = {
    "groups": directory.import_groups,
    "units": directory.import_units,
    "rooms": roster.import_rooms,
    "people": roster.import_people,
    "authorities": roster.import_authorities,
    "grounds": grounds.import_grounds,
}
_FILE = click.Path(path_type=Path)


@click.command("import", cls=Command)
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=_FILE)
@with_appcontext
def bring(*, kind: str, file: Path) -> None:
    """Bring FILE (CSV) in: groups, units, rooms, people with their roles, authorities to sign,
    or the legal grounds of the library.

    All rows or none; a second time changes nothing.
    """
    counts = KINDS[kind](state().desk(), _text(file), by=None)
    click.echo(", ".join(f"{count} {word}" for word, count in counts.items()))


@click.command(cls=Command)
@click.argument("facts", nargs=-1, metavar="KEY=VALUE…")
@with_appcontext
def agency(*, facts: tuple[str, ...]) -> None:
    """Write the issuing agency's names and place; without KEY=VALUE print them."""
    pairs = {}
    for fact in facts:
        key, sign, value = fact.partition("=")
        if not sign:
            raise Failure(f"{fact}: write KEY=VALUE")
        pairs[key] = value
    _write_agency(pairs)


@click.command("set-agency", cls=Command)
@click.argument("file", type=_FILE)
@with_appcontext
def set_agency(*, file: Path) -> None:
    """Write the issuing agency's names and place from FILE (TOML), a line ``key = "value"`` each."""
    try:
        pairs = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as fault:
        raise Failure(f"{file}: {fault}") from fault
    _write_agency(pairs)


@click.command(cls=Command)
@click.argument("login")
@click.option(
    "--may",
    default="read",
    show_default=True,
    help=f"What for, with commas: {', '.join(tokens.Scope)}.",
)
@click.option("--days", default=90, show_default=True, help="How long it is good.")
@click.option("--label", default="", help="What it is for, in your own words.")
@with_appcontext
def token(*, login: str, may: str, days: int, label: str) -> None:
    """Make a key with which a program acts for the person LOGIN; it is printed this once."""
    desk, person = state().desk(), _person(login)
    scopes = [one.strip() for one in may.split(",") if one.strip()]
    click.echo(tokens.create(desk, person, scopes=scopes, days=days, label=label))
    click.echo(f"for {person.name}: {', '.join(scopes)}, {days} days", err=True)


@click.command(cls=Command)
@click.argument("login")
@click.option("--label", help="Only the keys of this label.")
@with_appcontext
def revoke(*, login: str, label: str | None) -> None:
    """Make the keys of the person LOGIN useless from now on."""
    desk = state().desk()
    keys = [
        key
        for key in tokens.of(desk, _person(login))
        if key.revoked_at is None and label in (None, key.label)
    ]
    for key in keys:
        tokens.revoke(desk, key)
    click.echo(f"{len(keys)} keys revoked.")


def _person(login: str) -> Person:
    person = cast.by_login(state().desk(), login)
    if person is None:
        raise Failure(f"nobody has the login {login!r}")
    return person


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Failure(f"{file} is not UTF-8 text") from fault


def _write_agency(pairs: dict[str, Any]) -> None:
    for key, value in pairs.items():
        if key not in settings.AGENCY_KEYS or not isinstance(value, str):
            raise Failure(
                f"{key}: write KEY=VALUE, where KEY is one of {', '.join(settings.AGENCY_KEYS)}"
            )
    desk = state().desk()
    try:
        profile = settings.agency(desk.session)
    except Refused:
        profile = dict.fromkeys(settings.AGENCY_KEYS, "")
    if pairs:
        profile |= pairs
        settings.set_agency(desk, profile)
    for key, value in profile.items():
        click.echo(f"{key:<14} {value}")
