"""Write the pages of docs/ that are lists of what the code says; `tests/test_docs.py` compares."""

from __future__ import annotations

import re
from pathlib import Path

import click

from docflow import cli, config
from docflow.rules.lint import RULES, Severity
from docflow.web import labels
from docflow.web.lint_sentences import LINT_SENTENCES

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARK = "<!-- From here on written by tools/docs.py -->\n"
CONFIG = """# Settings

Every setting begins with `DOCFLOW_`. Inside a host it is a key of `app.config`, set before
`init_app`; docflow fills in only what the host left out. Standing alone docflow reads, the later
winning: the defaults, `config.py` in the instance folder, the file named in `DOCFLOW_SETTINGS`, and
the environment. `DOCFLOW_INSTANCE` (environment only) names the instance folder. A value that
cannot be right stops the start with one line. Lists in the environment are separated by commas.

This page is the table `KEYS` of `docflow/config.py`; `make docs` writes it.

| key | default | what it is |
|---|---|---|
"""
CLI = """# Commands

Standing alone: `docflow …`. In any application: `flask --app … docflow …`. Both are the same group;
`init_app` registers it. Exit status 0 means that it was done. `make docs` writes this page from what
the commands say of themselves.
"""
LINT = """# Rules of the check

The check (`docflow/rules/lint/`) has {total} rules: {drafts} are asked of every draft, beside the text
and at submission, {files} of a file by `docflow lint FILE`. They are
{counts}. *Lỗi* stops submission; *nên xem* asks; *gợi ý*
tells. Errors cannot be dismissed; the rest can, with a reason that the signer sees
(`docflow/office/dismissing.py`). "dự thảo" marks what only a draft can have right, "tệp" what our
paper does by itself and a file may have wrong. No repair touches a cited title, a proper name, an
address or a line of *Nơi nhận*. `make docs` writes this page from the table `RULES`.

| rule | severity | only | what it says | article |
|---|---|---|---|---|
"""


def config_page() -> str:
    """Return docs/config.md."""
    rows = [f"| `DOCFLOW_{key.name}` | {_shown(key.default)} | {key.doc} |" for key in config.KEYS]
    return CONFIG + "\n".join(rows) + "\n"


def cli_page() -> str:
    """Return docs/cli.md."""
    return CLI + "".join(
        _command(cli.docflow, name) for name in cli.docflow.list_commands(_context(cli.docflow))
    )


def words() -> str:
    """Return the last part of docs/glossary.md: every word of a code object, every verb of an event."""
    lines = ["| on pages | in code |", "|---|---|"]
    lines += [
        f"| {text} | `{type(word).__name__}.{word.name}` |" for word, text in labels.WORDS.items()
    ]
    lines += [f"| {text} | event `{name}` |" for name, text in labels.VERBS.items()]
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Return docs/lint.md: every rule of the check, by what it is about."""
    severities = {Severity.ERROR: "lỗi", Severity.WARNING: "nên xem", Severity.ADVICE: "gợi ý"}
    counts = ", ".join(
        f"{sum(one.severity is severity for one in RULES.values())} {word}"
        for severity, word in severities.items()
    )
    where = {"": "", "draft": "dự thảo", "file": "tệp"}
    rows = [
        f"| `{one.id}` | {severities[one.severity]} | {where[one.only]} | {_said(one.id)} | {one.article} |"
        for one in RULES.values()
    ]
    asked = {kind: sum(one.only != kind for one in RULES.values()) for kind in ("file", "draft")}
    told = {"total": len(RULES), "drafts": asked["file"], "files": asked["draft"]}
    return LINT.format(counts=counts, **told) + "\n".join(rows) + "\n"


def main() -> None:
    """Write the pages."""
    (DOCS / "config.md").write_text(config_page(), "utf-8")
    (DOCS / "cli.md").write_text(cli_page(), "utf-8")
    (DOCS / "lint.md").write_text(rules_page(), "utf-8")
    glossary = DOCS / "glossary.md"
    by_hand = glossary.read_text("utf-8").partition(MARK)[0]
    glossary.write_text(by_hand + MARK + words(), "utf-8")


def _said(rule: str) -> str:
    """Return the sentence of a rule with its facts left open."""
    return re.sub(r"\{\w+\}", "…", LINT_SENTENCES[rule])


def _shown(default: object) -> str:
    return f"`{default}`" if default not in ("", ()) else "empty"


def _command(group: click.Group, name: str) -> str:
    command = group.get_command(_context(group), name)
    if command is None:
        return ""
    if isinstance(command, click.Group):
        inner = [_command(command, one) for one in command.list_commands(_context(command))]
        return "".join(inner).replace("## `docflow ", f"## `docflow {name} ")
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    text = (command.help or "").replace("\n\n", "\n").strip()
    options = [one.get_help_record(context) for one in command.params]
    rows = "".join(f"- `{head}` – {told}\n" for head, told in filter(None, options) if told)
    return f"\n## `docflow {name} {usage}`\n\n{text}\n" + (f"\n{rows}" if rows else "")


def _context(command: click.Command) -> click.Context:
    return click.Context(command, info_name="docflow")


if __name__ == "__main__":
    main()
