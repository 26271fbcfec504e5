"""Running pyHanko beside an event loop: its plain calls begin a loop of their own each time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")


def aside(act: Callable[[], Answer]) -> Answer:
    """Return what ``act`` returns, from a thread of its own where this one has a loop running.

    A host may serve through an asynchronous server; a second loop in its thread is refused.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return act()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="docflow-signing") as pool:
        return pool.submit(act).result()
