"""Commands that look whether all is well, and change nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from docflow.office import verifying
from docflow.office.desk import Desk
from docflow.office.templates import shelf_of
from docflow.papers import docx, pdf
from docflow.papers.catalogue import Template, draft
from docflow.papers.paper import compose
from docflow.papers.press import Press
from docflow.rules.refusals import Refused, Unreachable

from .plain import Command, Failure, state


@click.command(cls=Command)
@with_appcontext
def check() -> None:
    """Print every template with its sample in both formats; every failure is told.

    Those that the agency wrote in the settings are among them, where there is a database.
    """
    own = state()
    failed = 0
    try:
        known, broken = templates_of(own.desk())
        for code, reason in broken.items():
            failed += 1
            click.echo(f"{code}: FAILED – {reason}")
        for template in known:
            try:
                told = _printed(template, own.press)
            except (Refused, Unreachable) as fault:
                failed, told = failed + 1, f"FAILED – {fault}"
            click.echo(f"{template.code}: {told}")
    finally:
        own.close()
    if failed:
        raise Failure(f"{failed} templates cannot be printed")


def templates_of(desk: Desk) -> tuple[list[Template], Mapping[str, str]]:
    """Return what there is to print, the retired ones too, and what cannot be read any more."""
    shelf = shelf_of(desk)
    try:
        known, broken = shelf.known().values(), shelf.reading().broken
    except (OperationalError, ProgrammingError):
        # Before `docflow upgrade` there are only folders.
        desk.session.rollback()
        known, broken = shelf.folders.templates().values(), {}
    return sorted(known, key=lambda one: (not one.common, one.name)), broken


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_appcontext
def verify(*, file: Path | None) -> None:
    """Check chains, files, numbers, standings and counters; with FILE, that PDF."""
    if file is not None:
        _verify_file(file)
        return
    faults = list(verifying.all_faults(state().desk(), state().roots))
    for fault in faults:
        click.echo(f"{fault.kind}: {fault.where}")
    if faults:
        raise Failure(f"{len(faults)} faults")
    click.echo("Everything holds: chains, files, numbers, standings, counters.")


def _printed(template: Template, press: Press) -> str:
    paper = compose(draft(template, template.sample, defaults=template.sample_defaults))
    pages = pdf.write(paper, press).pages
    return f"{pages} pages PDF, {len(docx.write(paper))} bytes DOCX"


def _verify_file(file: Path) -> None:
    verdict, known = verifying.paper(state().desk(), file.read_bytes(), state().roots)
    for one in verdict.signatures:
        word = "valid" if one.is_good else "NOT valid"
        click.echo(
            f"{word}: {one.name}, {one.organisation}, {one.at:%d/%m/%Y %H:%M:%S %z}, {one.covers}"
        )
    for problem in verdict.problems:
        click.echo(f"problem: {problem}")
    click.echo(
        f"register: {known.code}" if known else "register: these bytes were never issued here"
    )
    if not (verdict.valid and known):
        raise Failure(f"{file} is not a dispatch as it was issued here")
