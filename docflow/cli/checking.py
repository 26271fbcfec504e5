"""Commands that look whether all is well, and change nothing."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from ..office import verifying
from ..papers import docx, pdf
from ..papers.catalogue import draft
from ..papers.paper import compose
from .plain import Command, Failure, state


@click.command(cls=Command)
@with_appcontext
def check() -> None:
    """Print every template with its sample in both formats."""
    own = state()
    try:
        for template in own.catalogue.all():
            paper = compose(draft(template, template.sample, defaults=template.sample_defaults))
            pages = pdf.write(paper, own.press).pages
            click.echo(f"{template.code}: {pages} pages PDF, {len(docx.write(paper))} bytes DOCX")
    finally:
        own.press.close()


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


def _verify_file(file: Path) -> None:
    verdict, known = verifying.paper(state().desk(), file.read_bytes(), state().roots)
    for one in verdict.signatures:
        word = "valid" if one.is_good else "NOT valid"
        click.echo(f"{word}: {one.name}, {one.organisation}, {one.at:%d/%m/%Y %H:%M:%S %z}, {one.covers}")
    for problem in verdict.problems:
        click.echo(f"problem: {problem}")
    click.echo(f"register: {known.code}" if known else "register: these bytes were never issued here")
    if not (verdict.valid and known):
        raise Failure(f"{file} is not a dispatch as it was issued here")
