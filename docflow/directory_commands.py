"""Commands that tell docflow who there is: the agency, its rooms, people, units."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from .office import directory, settings
from .office.desk import Desk
from .rules.refusals import Refused
from .web.sentences import say

KINDS: dict[str, Callable[..., dict[str, int]]] = {
    "groups": directory.import_groups,
    "units": directory.import_units,
    "rooms": directory.import_rooms,
    "people": directory.import_people,
    "authorities": directory.import_authorities,
}


@click.command("import")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_appcontext
def bring(kind: str, file: Path) -> None:
    """Bring FILE (CSV) in: groups, units, rooms, people with their roles, or authorities to sign.

    All rows or none; a second time changes nothing.
    """
    try:
        counts = KINDS[kind](_desk(), file.read_text("utf-8-sig"), by=None)
    except UnicodeDecodeError:
        _end(f"{file} is not UTF-8 text")
    except Refused as refusal:
        _end("\ndocflow: ".join(_lines(refusal)))
    else:
        click.echo(", ".join(f"{count} {word}" for word, count in counts.items()))


@click.command()
@click.argument("facts", nargs=-1, metavar="KEY=VALUE…")
@with_appcontext
def agency(facts: tuple[str, ...]) -> None:
    """Write the issuing agency's names and place; without KEY=VALUE print them."""
    desk = _desk()
    try:
        profile = settings.agency(desk.session)
    except Refused:
        profile = {}
    for fact in facts:
        key, sign, value = fact.partition("=")
        if not sign or key not in settings.AGENCY_KEYS:
            _end(f"{fact}: write KEY=VALUE, where KEY is one of {', '.join(settings.AGENCY_KEYS)}")
        profile[key] = value
    if facts:
        settings.set_agency(desk, dict.fromkeys(settings.AGENCY_KEYS, "") | profile)
    for key, value in profile.items():
        click.echo(f"{key:<14} {value}")


def _desk() -> Desk:
    desk: Desk = current_app.extensions["docflow"].desk()
    return desk


def _lines(refusal: Refused) -> list[str]:
    errors: Any = refusal.facts.get("errors")
    if not errors:
        return [say(refusal.code, refusal.facts)]
    return [f"row {one['row']}: {say(one['code'], one)}" for one in errors]


def _end(message: str) -> None:
    click.echo(f"docflow: {message}", err=True)
    sys.exit(1)
