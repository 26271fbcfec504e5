"""A real Celery worker on RabbitMQ and on Redis does the work; the row stays the truth."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from docflow import broker
from docflow.models import Delivery, Progress
from docflow.office import worker
from tests import machine, people
from tests.office.acts import issued_to
from tests.signers import PaperSigner

pytestmark = [
    pytest.mark.services,
    # Celery and its brokers' drivers leave sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture(params=["amqp", "redis"])
def url(request):
    found = machine.amqp_url() if request.param == "amqp" else machine.redis_url()
    return found or machine.lack(f"no broker for {request.param} answers on this machine")


@pytest.fixture
def scaled(make_app, url):
    """An application with a broker, its Celery, and a queue of this test's own."""
    # The worker is a process of its own and has the true time.
    app = make_app(real_clock=True, DOCFLOW_CELERY_BROKER=url)
    celery = broker.make_celery(app)
    celery.conf.task_default_queue = f"docflow-test-{secrets.token_hex(6)}"
    yield app, celery
    with celery.connection_for_write() as line:
        line.default_channel.queue_delete(celery.conf.task_default_queue)


def test_a_celery_worker_distributes_and_doubled_keys_do_no_harm(scaled, tmp_path):
    app, celery = scaled
    with app.test_request_context("/"):
        desk = replace(app.extensions["docflow"].desk(), signer=PaperSigner())
        issued_to(desk, people.CLINIC, people.RECEIVER, people.UNREACHABLE)
        keys = worker.due(desk, Delivery)
        assert len(keys) == 5
        broker.publish(app, once=True, celery=celery)
        broker.publish(app, once=True, celery=celery)
        with celery_worker(app, celery.conf.task_default_queue, tmp_path):
            until = time.monotonic() + 90
            while worker.due(desk, Delivery) or _open(desk):
                assert time.monotonic() < until, "the letters do not leave"
                time.sleep(0.1)
                desk.session.rollback()
            time.sleep(0.5)
        desk.session.rollback()
        rows = desk.session.scalars(select(Delivery)).all()
        assert Counter(row.progress for row in rows) == {Progress.DONE: 5}
        assert {row.tries for row in rows} == {1}
        assert {row.lease for row in rows} == {None}
    outbox = app.extensions["docflow"].folder / "outbox"
    assert len(list(outbox.glob("*.eml"))) == 2


def test_celery_gives_work_back_when_a_worker_dies(scaled):
    conf = scaled[1].conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost) == (True, True)
    assert conf.worker_prefetch_multiplier == 1


def test_a_key_goes_out_once_while_its_row_waits(scaled, monkeypatch):
    app, celery = scaled
    sent = []
    monkeypatch.setattr(celery, "send_task", lambda name, args: sent.append(args))

    class Enough(Exception):
        """Two rounds are enough."""

    rounds = iter([None])

    def pause(_seconds):
        if next(rounds, Enough) is Enough:
            raise Enough

    monkeypatch.setattr(broker.time, "sleep", pause)
    with app.test_request_context("/"):
        desk = replace(app.extensions["docflow"].desk(), signer=PaperSigner())
        issued_to(desk, people.CLINIC)
        with pytest.raises(Enough):
            broker.publish(app, celery=celery)
    assert len(sent) == len(set(sent)) == 2


@contextmanager
def celery_worker(app, queue: str, folder: Path) -> Iterator[None]:
    """Run ``celery … worker`` as an installation does: a process of its own, from a module."""
    settings = {
        "INSTANCE": app.instance_path,
        "DOCFLOW_DATABASE": "",
        "DOCFLOW_CELERY_BROKER": app.config["DOCFLOW_CELERY_BROKER"],
    }
    (folder / "scaled_out.py").write_text(
        "from docflow import broker, create_app\n"
        f"celery = broker.make_celery(create_app({settings!r}))\n"
    )
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "celery", "-A", "scaled_out:celery", "worker", "-Q", queue]
    quiet = ["--pool=solo", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *quiet], cwd=folder, stdout=log, stderr=log,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), root])},
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def _open(desk):
    rows = select(Delivery.id).where(Delivery.progress.in_([Progress.WAITING, Progress.ATTEMPTING]))
    return desk.session.scalars(rows).all()
