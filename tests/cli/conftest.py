"""What the tests of the commands ask for: a department to run them in, and real programs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
# A shell starts what runs in its background deaf to interrupts, and so all that it starts.
_HEARS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
DOCFLOW = (sys.executable, "-c", f"{_HEARS}; from docflow.cli import main; main()")
FLASK = (sys.executable, "-m", "flask", "--app", "docflow", "docflow")

Command = Callable[..., Result]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def command(app: Flask) -> Command:
    """Run ``docflow …`` in the department."""
    return lambda *words: app.test_cli_runner().invoke(args=["docflow", *map(str, words)])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a real program in an instance of its own; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(
        *words: str, program: tuple[str, ...] = DOCFLOW, **settings: str
    ) -> subprocess.Popen[str]:
        plain = {name: text for name, text in os.environ.items() if not name.startswith("DOCFLOW_")}
        own = {"DOCFLOW_INSTANCE": str(tmp_path / "program"), "PYTHONPATH": str(ROOT)}
        environment, pipe = {**plain, **own, **settings}, subprocess.PIPE
        one = subprocess.Popen(
            [*program, *words], cwd=tmp_path, env=environment, stdout=pipe, stderr=pipe, text=True
        )
        started.append(one)
        return one

    yield begin
    for one in started:
        one.kill()
        one.communicate()
