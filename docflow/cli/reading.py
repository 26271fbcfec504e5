"""The command that reads an existing dispatch out of a file."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from docflow.models import Dispatch
from docflow.office import intake, people
from docflow.papers.blocks import notes, plain
from docflow.papers.reading import Reading, read_path

from .plain import Command, Failure, state


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print every part as JSON.")
@click.option("--draft-for", "login", help="Make a draft of it for the person with this login.")
@with_appcontext
def read(*, file: Path, as_json: bool, login: str | None) -> None:
    """Read an existing dispatch, .docx or .txt, part by part; without --draft-for nothing is stored."""
    reading = read_path(file)
    if login is not None:
        click.echo(f"Draft {_draft(reading, login).id} made.")
        return
    if as_json:
        click.echo(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
        return
    for name, told in _parts(reading):
        click.echo(f"{name:<12} {told}")


def _draft(reading: Reading, login: str) -> Dispatch:
    desk = state().desk()
    person = people.by_login(desk, login)
    if person is None:
        raise Failure(f"nobody has the login {login!r}")
    return intake.draft(desk, intake.letter(desk, reading, by=person), by=person)


def _parts(reading: Reading) -> list[tuple[str, str]]:
    """Return the parts that are there, one line each; what is in doubt comes last."""
    told = reading.as_json()
    parts = [(key, told[key]) for key in told if isinstance(told[key], str)]
    parts += [("addressee", text) for text in reading.addressees]
    parts += [("ground", text) for text in reading.grounds]
    parts += [("body", line) for block in reading.body for line in plain(block, {}).splitlines()]
    parts += [("footnote", text) for block in reading.body for text in notes(block)]
    parts += [("recipient", f"{it.text} [{it.purpose or '?'}]") for it in reading.recipients]
    parts += [("archive", ", ".join(reading.archive.rooms))] if reading.archive.rooms else []
    parts += [("post", text) for text in reading.posts]
    parts += [("annex", f"{it.label} {it.title or ''}".strip()) for it in reading.annexes]
    return parts + [("doubt", f"{it.code} {it.excerpt}".strip()) for it in reading.doubts]
