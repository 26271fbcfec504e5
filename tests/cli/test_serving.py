"""Commands that go on until they are told to end, as real programs."""

from __future__ import annotations

import http.client
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import func, select

from docflow.models import Answered
from docflow.office import repeats
from docflow.service import Server, Worker
from tests import machine, people

ENDS = [signal.SIGTERM, signal.SIGINT]


@pytest.mark.parametrize("end", ENDS)
def test_run_answers_and_ends_tidily(start, end):
    port = machine.free_port()
    program = start("run", "--no-demo", "--port", str(port))
    assert b"docflow" in answer(program, port)
    program.send_signal(end)
    out, errors = program.communicate(timeout=60)
    assert (program.returncode, errors) == (0, "")
    assert f"http://127.0.0.1:{port}" in out
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5)


@pytest.mark.parametrize("end", ENDS)
def test_the_worker_ends_tidily(start, end):
    assert start("upgrade").wait(timeout=100) == 0
    program = start("worker")
    assert program.stdout.readline() == "The worker is at work. Ctrl C ends it.\n"
    program.send_signal(end)
    _out, errors = program.communicate(timeout=60)
    assert (program.returncode, errors) == (0, "")


def test_a_port_that_is_taken_is_told_in_one_line(start):
    with machine.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = start("run", PORT=str(port))
        out, errors = program.communicate(timeout=100)
    assert (program.returncode, out) == (1, "")
    assert errors == f"docflow: port {port} is taken; choose another: PORT={port + 1} make run\n"


def test_keys_that_cannot_be_read_stop_run_in_one_line(start, tmp_path):
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "keys").write_text("a file where a folder belongs")
    program = start("run", "--port", str(machine.free_port()))
    _out, errors = program.communicate(timeout=100)
    assert program.returncode == 1
    assert errors.startswith("docflow: the folder of signing keys cannot be used: ")
    assert errors.count("\n") == 1


def test_due_rows_are_handed_to_a_broker(make_app, desk):
    # Celery is an optional extra.
    pytest.importorskip("celery")
    app = make_app(DOCFLOW_CELERY_BROKER="memory://")
    told = app.test_cli_runner().invoke(args=["docflow", "publish", "--once"])
    assert (told.exit_code, told.output) == (0, "")


def test_the_worker_forgets_old_answers_once_a_day(app, clock, desk, person):
    working, drafter = Worker(app), person(people.DRAFTER).id

    def kept_after(**span: float) -> int:
        old = desk.now() - repeats.KEPT
        row = Answered(person_id=drafter, key=str(old), request_sha256="0" * 64, at=old)
        desk.session.add(row)
        desk.session.commit()
        clock.forward(**span)
        working.once()
        kept = desk.session.scalar(select(func.count()).select_from(Answered))
        desk.session.rollback()
        return kept

    assert [kept_after(), kept_after(hours=1), kept_after(hours=24)] == [0, 1, 0]


def answer(program: subprocess.Popen[str], port: int) -> bytes:
    """Return the sign-in page as soon as the program serves it."""
    until = time.monotonic() + 90
    while time.monotonic() < until and program.poll() is None:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as page,
        ):
            return bytes(page.read())
        time.sleep(0.2)
    program.kill()
    pytest.fail(f"no answer: {program.communicate()}", pytrace=False)


def test_a_stopped_server_finishes_what_is_in_hand_and_leaves_no_thread_behind():
    begun, app = threading.Event(), Flask("slow")

    @app.get("/")
    def slow():
        begun.set()
        time.sleep(0.2)
        return "done"

    for _ in range(10):
        begun.clear()
        server = Server(app).start()
        asking, idle = (http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(2))
        idle.request("GET", "/nothing")
        assert idle.getresponse().read()
        asking.request("GET", "/")
        assert begun.wait(10)
        server.stop()
        # A fault in the serving thread fails the test: warnings are errors here.
        assert not server._thread.is_alive()
        assert asking.getresponse().read() == b"done"
        assert idle.sock.recv(1) == b""
        asking.close()
        idle.close()
