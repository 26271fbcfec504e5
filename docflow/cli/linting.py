"""The command that checks the form of an existing dispatch."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from docflow.office.desk import HANOI
from docflow.papers.reading import Reading, linting, read_path, read_text
from docflow.papers.reading.cleaning import MOST_BYTES, decoded
from docflow.rules.lint import Finding, Severity
from docflow.web import lint_sentences

from .plain import Command

_HEADS = {Severity.ERROR: "ERROR", Severity.WARNING: "warning", Severity.ADVICE: "advice"}


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print every finding as JSON.")
@with_appcontext
def lint(*, file: Path, as_json: bool) -> None:
    """Check the form of a dispatch, .docx or .txt, or text from standard input for ``-``.

    The exit status is 1 where something must be mended before the dispatch may be submitted.
    """
    found = linting.findings(_read(file), today=datetime.now(HANOI).date())
    if as_json:
        click.echo(json.dumps([_told(one) for one in found], ensure_ascii=False, indent=2))
    else:
        _print(found)
    if any(one.severity is Severity.ERROR for one in found):
        raise click.exceptions.Exit(1)


def _read(file: Path) -> Reading:
    if str(file) == "-":
        # One byte more than is allowed is enough to refuse it.
        return read_text(decoded(sys.stdin.buffer.read(MOST_BYTES + 1)))
    return read_path(file)


def _told(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "article": finding.article,
        "severity": finding.severity.value,
        "message": lint_sentences.sentence(finding.rule, finding.facts),
        "excerpt": finding.excerpt,
        "repairs": [
            {
                "label": lint_sentences.button(one.label_code, one.before, one.after),
                "before": one.before,
                "after": one.after,
            }
            for one in finding.repairs
        ],
    }


def _print(found: list[Finding]) -> None:
    for one in found:
        click.echo(f"{_HEADS[one.severity]:<8} {lint_sentences.sentence(one.rule, one.facts)}")
        click.echo(f"{'':<8} {one.article} [{one.rule}]")
    counts = {severity: sum(one.severity is severity for one in found) for severity in _HEADS}
    click.echo(
        f"{counts[Severity.ERROR]} errors, {counts[Severity.WARNING]} warnings, "
        f"{counts[Severity.ADVICE]} pieces of advice."
    )
