"""The worker's loop and the web server around an application."""

from __future__ import annotations

import logging
import threading
from datetime import date, timedelta
from typing import Any

from flask import Flask
from waitress.server import create_server

from docflow.office import repeats, worker
from docflow.office.desk import Desk

_log = logging.getLogger("docflow")


class Worker:
    """Works off what waits, again and again, until it is told to stop."""

    def __init__(self, app: Flask, *, pause: float = 0.5) -> None:
        self._app, self._pause = app, pause
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._tidy = Tidy()

    def start(self) -> Worker:
        """Work in a thread of this process."""
        self._thread = threading.Thread(target=self.run, name="docflow-worker", daemon=True)
        self._thread.start()
        return self

    def run(self) -> None:
        """Work here until ``stop``; a fault is logged and the next round begins."""
        while not self._stop.is_set():
            done = 0
            try:
                done = self.once()
            except Exception:  # noqa: BLE001 - logged; the loop must not end with one bad row.
                # The row keeps its lease and comes back.
                _log.exception("the worker stumbled")
            if not done:
                self._stop.wait(self._pause)

    def once(self) -> int:
        """Do all that is due now and return how many pieces were done."""
        lease = timedelta(seconds=self._app.config["DOCFLOW_LEASE_SECONDS"])
        with self._app.test_request_context("/", base_url=self._app.config["DOCFLOW_BASE_URL"]):
            desk = self._app.extensions["docflow"].desk()
            self._tidy.once_a_day(desk)
            return worker.work_off(desk, lease=lease, stop=self._stop.is_set)

    def stop(self) -> None:
        """Finish the piece in hand, then end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=60)


class Tidy:
    """Throws away once a day what nobody needs any more."""

    def __init__(self) -> None:
        self._day: date | None = None

    def once_a_day(self, desk: Desk) -> None:
        """Do it now, unless it was done today."""
        if self._day != desk.today():
            repeats.forget_old(desk)
            self._day = desk.today()


class Server:
    """The application behind a production WSGI server."""

    def __init__(
        self, app: Flask, *, host: str = "127.0.0.1", port: int = 0, threads: int = 8
    ) -> None:
        self._server: Any = create_server(app, host=host, port=port, threads=threads, ident=None)
        self._thread: threading.Thread | None = None
        self.port: int = int(self._server.effective_port)
        self.url = f"http://{host}:{self.port}"

    def start(self) -> Server:
        """Serve in a thread of this process."""
        self._thread = threading.Thread(target=self._server.run, name="docflow-web", daemon=True)
        self._thread.start()
        return self

    def run(self) -> None:
        """Serve here until interrupted."""
        self._server.run()

    def stop(self) -> None:
        """Finish the requests in hand, then take no more."""
        self._server.task_dispatcher.shutdown()
        if self._thread is None:
            self._server.close()
            return
        # Its sockets belong to the serving thread, which may be waiting on them just now: that
        # thread closes them itself, and its loop ends with nothing left to wait for.
        self._server.trigger.pull_trigger(self._close_all)
        self._thread.join(timeout=10)

    def _close_all(self) -> None:
        # An answer may be written and not yet sent; the loop ends once nothing is open.
        for channel in self._server.active_channels.values():
            channel.close_when_flushed = True
        self._server.close()
