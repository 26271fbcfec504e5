"""Celery at scale: the broker carries only a row's key, and the row stays the truth."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask

from docflow.models import Delivery, Print, Task
from docflow.office import approval, worker

from .service import Tidy

if TYPE_CHECKING:
    from celery import Celery

_MODELS: dict[str, type[worker.Job]] = {"delivery": Delivery, "task": Task, "print": Print}
_PAUSE = 1.0


def make_celery(app: Flask) -> Celery:
    """Return the Celery application whose workers do docflow's work.

    Start workers with ``celery -A yourmodule:celery worker``. A task is acknowledged late: a
    worker that dies gives its row back, and the row's lease keeps two from doing it at once.
    """
    # Celery is an optional extra and slow to import; only installations that scale out need it.
    from celery import Celery

    celery = Celery("docflow", broker=app.config["DOCFLOW_CELERY_BROKER"])
    celery.conf.update(
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        broker_connection_retry_on_startup=True,
    )

    @celery.task(name="docflow.work")  # type: ignore[untyped-decorator]
    def work(kind: str, key: int) -> None:
        lease = timedelta(seconds=app.config["DOCFLOW_LEASE_SECONDS"])
        with app.test_request_context("/", base_url=app.config["DOCFLOW_BASE_URL"]):
            desk = app.extensions["docflow"].desk()
            claim = worker.take(desk, _MODELS[kind], key=key, lease=lease)
            if claim is not None:
                worker.run(desk, claim)

    return celery


def publish(app: Flask, *, once: bool = False, celery: Any = None) -> None:
    """Close due windows and hand the keys of due rows to the broker, again and again.

    A key that is published twice does no harm: the row is claimed once.
    """
    celery = celery or make_celery(app)
    handed: dict[tuple[str, int], float] = {}
    tidy = Tidy()
    while True:
        # A key goes out again when its lease would have run out, not each second.
        late = time.monotonic() - app.config["DOCFLOW_LEASE_SECONDS"]
        handed = {name: at for name, at in handed.items() if at > late}
        with app.test_request_context("/", base_url=app.config["DOCFLOW_BASE_URL"]):
            desk = app.extensions["docflow"].desk()
            approval.close_due(desk)
            tidy.once_a_day(desk)
            for kind, model in _MODELS.items():
                for key in worker.due(desk, model):
                    if (kind, key) not in handed:
                        celery.send_task("docflow.work", args=(kind, key))
                        handed[kind, key] = time.monotonic()
        if once:
            return
        time.sleep(_PAUSE)
