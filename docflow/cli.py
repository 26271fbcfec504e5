"""The commands: ``docflow …``, and the same as ``flask --app … docflow …``."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo, with_appcontext
from sqlalchemy import text

from . import broker, directory_commands
from .app import create_app
from .demo import commands as demo_commands
from .extension import State
from .office import verifying
from .papers import docx, pdf
from .papers.catalogue import draft
from .papers.paper import compose
from .service import Server, Worker

docflow = AppGroup("docflow", help="Official dispatches that carry their own duties.")


def _state() -> State:
    state: State = current_app.extensions["docflow"]
    return state


def fail(message: str) -> None:
    """End with one plain line and no traceback."""
    click.echo(f"docflow: {message}", err=True)
    sys.exit(1)


@docflow.command()
@with_appcontext
def upgrade() -> None:
    """Bring the database to the newest form."""
    _state().upgrade()
    click.echo("Database is at the newest form.")


@docflow.command()
@click.option("--port", default=lambda: int(os.environ.get("PORT", "8000")), show_default="PORT or 8000")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--demo/--no-demo", default=True, help="Load the demo department once.")
@with_appcontext
def run(port: int, host: str, demo: bool) -> None:
    """Serve the pages with the worker inside; the demo department is loaded the first time."""
    if _is_taken(host, port):
        fail(f"port {port} is taken; choose another: PORT={port + 1} make run")
    state = _state()
    state.upgrade()
    if demo:
        demo_commands.prepare(state)
    worker = Worker(state.app).start()
    server = Server(state.app, host=host, port=port)
    demo_commands.welcome(state, server.url)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        worker.stop()
        state.press.close()


@docflow.command()
@with_appcontext
def worker() -> None:
    """Work off what waits until interrupted: windows, papers, letters."""
    try:
        Worker(_state().app).run()
    except KeyboardInterrupt:
        pass


@docflow.command()
@click.option("--once", is_flag=True, help="Publish what is due now, then end.")
@with_appcontext
def publish(once: bool) -> None:
    """Hand the keys of due rows to the Celery broker, for workers on other machines."""
    broker.publish(_state().app, once=once)


@docflow.command()
@with_appcontext
def check() -> None:
    """Print every template with its sample in both formats."""
    state = _state()
    for template in state.catalogue.all():
        paper = compose(draft(template, template.sample, defaults=template.sample_defaults))
        pages = pdf.write(paper, state.press).pages
        click.echo(f"{template.code}: {pages} pages PDF, {len(docx.write(paper))} bytes DOCX")
    state.press.close()


@docflow.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_appcontext
def verify(file: Path | None) -> None:
    """Check chains, files, numbers, standings and counters; with FILE, that PDF."""
    if file is not None:
        _verify_file(file)
        return
    faults = list(verifying.all_faults(_state().desk(), _state().roots))
    for fault in faults:
        click.echo(f"{fault.kind}: {fault.where}")
    click.echo(f"{len(faults)} faults." if faults else "Everything holds: chains, files, numbers, standings, counters.")
    sys.exit(1 if faults else 0)


@docflow.command()
@with_appcontext
def doctor() -> None:
    """Say what this installation runs on, and what is missing."""
    state = _state()
    click.echo(f"instance   {state.folder}")
    click.echo(f"database   {state.engine.url.render_as_string(hide_password=True)}")
    if state.engine.dialect.name == "sqlite":
        session = state.desk().session
        version = session.scalar(text("SELECT sqlite_version()"))
        journal = session.scalar(text("PRAGMA journal_mode"))
        click.echo(f"sqlite     {version}, journal {journal}")
    click.echo(f"templates  {len(state.catalogue.all())}")
    mail = state.app.config["DOCFLOW_MAIL_HOST"] or f"{state.folder / 'outbox'} (.eml files)"
    click.echo(f"mail       {mail}")
    state.press.warm()
    click.echo("press      ready")
    state.press.close()


def _verify_file(file: Path) -> None:
    try:
        content = file.read_bytes()
    except OSError as fault:
        fail(f"{file}: {fault.strerror}")
        return
    verdict, known = verifying.paper(_state().desk(), content, _state().roots)
    for one in verdict.signatures:
        word = "valid" if one.is_good else "NOT valid"
        click.echo(f"{word}: {one.name}, {one.organisation}, {one.at:%d/%m/%Y %H:%M:%S %z}, {one.covers}")
    for problem in verdict.problems:
        click.echo(f"problem: {problem}")
    click.echo(f"register: {known.code}" if known else "register: these bytes were never issued here")
    sys.exit(0 if verdict.valid and known else 1)


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def main() -> None:
    """Run ``docflow …`` with docflow standing alone."""
    try:
        docflow.main(prog_name="docflow", obj=ScriptInfo(create_app=create_app))
    except ValueError as fault:
        fail(str(fault))


docflow.add_command(demo_commands.demo)
docflow.add_command(directory_commands.bring)
docflow.add_command(directory_commands.agency)
