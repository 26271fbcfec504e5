"""Commands that go on until they are told to end: the pages, the worker, the publisher."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from docflow import broker
from docflow.config import DEFAULT_BASE_URL
from docflow.demo import stage
from docflow.demo.browser import Failed
from docflow.extension import State
from docflow.service import Server, Worker

from .plain import Command, Failure, state


@click.command(cls=Command)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    envvar="PORT",
    show_default=True,
    show_envvar=True,
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--demo/--no-demo", default=True, help="Load the demo department once.")
@with_appcontext
def run(*, port: int, host: str, demo: bool) -> None:
    """Serve the pages with the worker inside; the demo department is loaded the first time."""
    _refuse_unless_free(host, port)
    own = state()
    own.upgrade()
    _answer_to(own, host, port)
    with _until_told(own):
        if demo:
            stage.prepare(own)
        server = Server(own.app, host=host, port=port)
        worker = Worker(own.app).start()
        stage.welcome(own, server.url)
        try:
            # It returns when it is interrupted, with the answers in hand given.
            server.run()
        finally:
            worker.stop()


def _answer_to(own: State, host: str, port: int) -> None:
    """Let the links in letters lead to where we serve, unless the settings say where that is."""
    if own.policy.base_url == DEFAULT_BASE_URL:
        own.policy = replace(own.policy, base_url=f"http://{host}:{port}")


@click.command(cls=Command)
@click.option(
    "--folder", type=click.Path(path_type=Path), default=Path("instance/demo"), show_default=True
)
def demo(*, folder: Path) -> None:
    """Perform the main job on the seed dispatch through HTTP, then end."""
    try:
        told = stage.perform(folder.resolve(), click.echo)
    except (Failed, LookupError, RuntimeError) as fault:
        raise Failure(f"the demo stopped: {fault}") from fault
    stage.show(told, folder)


@click.command(cls=Command)
@with_appcontext
def worker() -> None:
    """Work off what waits until interrupted: windows, papers, letters."""
    own = state()
    working = Worker(own.app)
    with _until_told(own):
        try:
            # In a thread, so that an interruption lets the piece in hand be finished.
            working.start()
            click.echo("The worker is at work. Ctrl C ends it.")
            sys.stdout.flush()
            while True:
                signal.pause()
        finally:
            working.stop()


@click.command(cls=Command)
@click.option("--once", is_flag=True, help="Publish what is due now, then end.")
@with_appcontext
def publish(*, once: bool) -> None:
    """Hand the keys of due rows to the Celery broker, for workers on other machines."""
    own = state()
    if not own.app.config["DOCFLOW_CELERY_BROKER"]:
        raise Failure("DOCFLOW_CELERY_BROKER is empty; name the broker, e.g. redis://127.0.0.1")
    with _until_told(own):
        broker.publish(own.app, once=once)


@contextmanager
def _until_told(own: State) -> Iterator[None]:
    """End quietly at SIGINT and SIGTERM alike, and leave no child and no connection behind."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)
        own.close()


def _refuse_unless_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise Failure(f"cannot serve on {host} port {port}: {fault.strerror}") from fault
            told = f"port {port} is taken; choose another: PORT={port + 1} make run"
            raise Failure(told) from fault
