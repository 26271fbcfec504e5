"""The press: warm child processes with limits that print HTML to PDF."""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from docflow.rules.refusals import Refused, Unreachable

from . import child, fonts
from .html import layouts

#: A child starts afresh after so many jobs: the C libraries keep a little of each.
_JOBS_OF_A_CHILD = 500
#: How long importing WeasyPrint may take on a cold, busy machine.
_SECONDS_TO_START = 90.0


class Box(NamedTuple):
    """A place on a page, in PDF points from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class Rendered:
    """A printed document: its bytes, how many pages, and where its anchors are."""

    bytes: bytes
    pages: int
    boxes: dict[str, Box] = field(default_factory=dict)


class Press:
    """A pool of warm printing processes; any thread may print."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._closed = False
        self._lock = threading.Lock()
        self._open()

    def print(
        self, html: str, *, seconds: float, variant: str | None = "pdf/a-3u", tags: bool = True,
        on_page: Callable[[int], None] | None = None,
    ) -> Rendered:  # fmt: skip
        """Print a document of our own fonts; ``<html data-layout="decree30">`` names its sheet.

        ``on_page`` is told the number of each page that is begun; the clock runs on meanwhile.

        Raises ``Refused("paper.foreign_url")`` when the document asks for any address, and
        ``Unreachable`` with ``render.timeout``, ``render.died``, ``render.memory``,
        ``render.failed``, ``render.busy``, ``render.closed`` or ``render.not_ready``.
        """
        until = time.monotonic() + seconds
        process = self._borrow(until)
        try:
            process.await_ready()
            order = {"seconds": seconds, "variant": variant, "tags": tags}
            order |= {"tell": on_page is not None}
            head, pdf = process.ask(order, html.encode(), on_page)
        finally:
            self._give_back(process)
        return _rendered(head, pdf)

    def warm(self) -> None:
        """Wait until every child is ready, so that no reader pays for the start."""
        until = time.monotonic() + _SECONDS_TO_START
        borrowed = [self._borrow(until) for _ in range(self._workers)]
        try:
            for process in borrowed:
                process.await_ready()
        finally:
            for process in borrowed:
                self._give_back(process)

    def close(self) -> None:
        """End the children; printing afterwards is refused."""
        self._closed = True
        with suppress(queue.Empty):
            while self._idle.get_nowait().kill():
                pass

    def _open(self) -> None:
        """Begin with a set of children of this very process."""
        self._pid = os.getpid()
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for _ in range(self._workers):
            self._idle.put(_Child())

    def _borrow(self, until: float) -> _Child:
        with self._lock:
            # After a fork the pipes belong to the parent; two writers would mix their letters.
            if self._pid != os.getpid():
                self._open()
        if self._closed:
            raise Unreachable("render.closed", permanent=True)
        try:
            process = self._idle.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            raise Unreachable("render.busy") from None
        # It may have been killed while it waited for work; nobody's letter pays for that.
        return _Child() if process.is_spent() and process.kill() else process

    def _give_back(self, process: _Child) -> None:
        """Put the child back, or its successor, which warms up while nobody waits."""
        if self._closed or process.is_spent():
            process.kill()
        if not self._closed:
            self._idle.put(_Child(started=process.started) if process.killed else process)


class _Child:
    """One process of the press; it is started on first use, and for good reason only once."""

    def __init__(self, *, started: bool = False) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = self.killed = self.started = False
        self._jobs = 0
        if started:
            self._start()

    def await_ready(self) -> None:
        """Start the process if need be and wait for its word that it is warm."""
        if not self.started:
            self._start()
        if not self._ready:
            head, _ = self._receive(time.monotonic() + _SECONDS_TO_START)
            _raise_failure(head)
            self._ready = True

    def ask(
        self, order: dict[str, Any], html: bytes, on_page: Callable[[int], None] | None
    ) -> tuple[dict[str, Any], bytes]:
        """Send one job and wait for its answer; the wall limit counts from here."""
        self._jobs += 1
        try:
            child.send(self._stdin, order, html)
        except OSError:
            self.kill()
            raise Unreachable("render.died") from None
        until = time.monotonic() + order["seconds"]
        while "page" in (told := self._receive(until))[0]:
            self._tell(on_page, told[0]["page"])
        head, pdf = told
        if head.get("failed") == "render.memory":
            self.kill()
        _raise_failure(head)
        return head, pdf

    def _tell(self, on_page: Callable[[int], None] | None, page: int) -> None:
        """Pass a page's number on; whoever fails to hear it leaves the answer unread."""
        try:
            if on_page is not None:
                on_page(page)
        except BaseException:
            self.kill()
            raise

    def is_spent(self) -> bool:
        """Tell whether it has done its share or is no longer alive."""
        dead = self._process is not None and self._process.poll() is not None
        return dead or self._jobs >= _JOBS_OF_A_CHILD

    def kill(self) -> bool:
        """End the process at once and leave nothing of it behind."""
        self.killed = True
        if self._process:
            self._process.kill()
            self._process.wait()
            for pipe in (self._stdin, self._stdout):
                with suppress(OSError):
                    pipe.close()
        return True

    def _start(self) -> None:
        """Start the process: safe path, no site of the user, and only our own fonts in sight."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name in {"PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "XDG_CACHE_HOME"}
        }
        environment["FONTCONFIG_FILE"] = str(fonts.FOLDER / "fonts.conf")
        program = [sys.executable, "-P", "-s", str(Path(child.__file__))]
        program += [str(fonts.FOLDER), str(layouts())]
        self._process = subprocess.Popen(
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
        )
        self._stdin = cast("IO[bytes]", self._process.stdin)
        self._stdout = cast("IO[bytes]", self._process.stdout)
        self.started = True

    def _receive(self, until: float) -> tuple[dict[str, Any], bytes]:
        """Read one message before the deadline; half a message spoils the process."""
        try:
            head_length, body_length = struct.unpack("!II", self._read(8, until))
            head = self._read(head_length, until)
            return json.loads(head), self._read(body_length, until)
        except BaseException:
            self.kill()
            raise

    def _read(self, length: int, until: float) -> bytes:
        """Read exactly so many bytes, or say that the process hangs or is gone."""
        pipe = self._stdout.fileno()
        parts = bytearray()
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        while len(parts) < length:
            if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
                raise Unreachable("render.timeout")
            part = os.read(pipe, min(1 << 20, length - len(parts)))
            if not part:
                # The kernel's processor limit ends a child just as our clock does.
                hung = self._process is not None and self._process.wait() == -signal.SIGXCPU
                raise Unreachable("render.timeout" if hung else "render.died")
            parts += part
        return bytes(parts)


def _raise_failure(head: dict[str, Any]) -> None:
    """Turn a child's word into one of the two families of error."""
    if "refused" in head:
        raise Refused(head["refused"], url=head["url"])
    if "failed" in head:
        detail = head.get("detail", "")
        reason = f"{head['failed']}: {detail}" if detail else head["failed"]
        raise Unreachable(reason, permanent=head["failed"] == "render.not_ready")


def _rendered(head: dict[str, Any], pdf: bytes) -> Rendered:
    boxes = {name: Box(*box) for name, box in head["boxes"].items()}
    return Rendered(pdf, head["pages"], boxes)
