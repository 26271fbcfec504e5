"""The demo's stage: the main job in an instance of its own, and what ``docflow run`` shows at first."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import Any

import click
from flask import Flask

from docflow.app import create_app
from docflow.extension import State
from docflow.models import Setting
from docflow.office import verifying
from docflow.service import Server, Worker

from . import department, examples, summary
from .journey import SEED, Journey

#: The setting that says the demo's dispatches are all there.
_DONE = "demo"

#: Shown on the demo's sign-in page and after ``make run``.
ACCOUNTS = (
    ("Chuyên viên phòng NVY, người soạn", "phuochn"),
    ("Phó Giám đốc, người ký", "phogiamdoc"),
    ("Văn thư Sở, đóng dấu và phát hành", "vanthu"),
    ("Giám đốc Sở", "giamdoc"),
    ("Trưởng phòng Nghiệp vụ Y", "truongphong"),
    ("Văn thư Bệnh viện Nhi Thanh Hóa", "benh-vien-nhi-thanh-hoa"),
    ("Quản trị hệ thống", "quantri"),
    ("Thanh tra Sở (chỉ xem)", "kiemtra"),
)


def perform(folder: Path, say: Any) -> dict[str, Any]:
    """Empty the folder, do the main job in it, leave its papers there, return the summary."""
    shutil.rmtree(folder, ignore_errors=True)
    began = time.monotonic()
    app = _app(folder)
    state: State = app.extensions["docflow"]
    try:
        with app.app_context():
            state.upgrade()
            department.set_up(state.desk())
            state.make_keys()
            state.press.warm()
            seconds = round(time.monotonic() - began, 2)
            say(f"{'Dựng cơ quan mẫu':<28} {'317 nơi nhận, 2 nhóm':<42} {seconds:>7.2f} s")
            journey = _journey(state, say)
            journey.stages.insert(0, {"name": "Dựng cơ quan mẫu", "seconds": seconds})
            _check(state)
            return summary.write(journey, folder)
    finally:
        state.close()


def prepare(state: State) -> None:
    """Load the demo department and its dispatches, once; a second time nothing is repeated."""
    department.set_up(state.desk())
    state.make_keys()
    state.app.config.setdefault(
        "DOCFLOW_DEMO_ACCOUNTS", [(label, login, department.PASSWORD) for label, login in ACCOUNTS]
    )
    if state.desk().session.get(Setting, _DONE) is not None:
        return
    click.echo(
        "First start: performing the main job on the seed dispatch. This takes a minute or two."
    )
    app = _app(
        state.folder,
        database=state.app.config["DOCFLOW_DATABASE"],
        base_url=state.policy.base_url,
    )
    inner: State = app.extensions["docflow"]
    try:
        with app.app_context():
            inner.press.warm()
            examples.overdue(inner)
            _journey(inner, click.echo)
            examples.every_stage(inner)
            # Only now: a first start that was interrupted is done again from the beginning.
            with inner.desk().work() as session:
                session.add(Setting(key=_DONE, value={"seed": SEED}))
    finally:
        inner.close()


def welcome(state: State, url: str) -> None:
    """Print where to go and who can sign in."""
    click.echo(f"\ndocflow: {url}\n")
    if "DOCFLOW_DEMO_ACCOUNTS" in state.app.config:
        for label, login in ACCOUNTS:
            click.echo(f"  {login:<28} {department.PASSWORD:<10} {label}")
    click.echo("\nCtrl C ends it.", nl=True)
    sys.stdout.flush()


def show(told: dict[str, Any], folder: Path) -> None:
    """Print the summary and where its papers lie."""
    rows = [
        ("Số, ký hiệu", told["number"]),
        ("Ngày văn bản", told["date"]),
        ("Nơi nhận", told["recipients"]),
        ("Đơn vị phải thực hiện", told["units_owing"]),
        ("Gửi được / chỉ gọi điện", f"{told['reachable']} / {len(told['unreachable'])}"),
        ("Đã xác nhận", told["acknowledged"]),
        ("Đã báo cáo", told["reported"]),
        ("Quá hạn", told["overdue"]),
        *told["sums"].items(),
    ]
    click.echo("")
    for name, value in rows:
        click.echo(f"  {name:<28} {value}")
    click.echo("")
    for name in (*told["files"], "summary.json"):
        click.echo(f"  {folder / name}")


def _app(folder: Path, **settings: Any) -> Flask:
    """Return the application for a journey: no waiting for undo windows, no limits of tries."""
    return create_app(
        {
            "INSTANCE": folder,
            "DOCFLOW_DATABASE": settings.get("database", ""),
            "DOCFLOW_BASE_URL": settings.get("base_url", "http://127.0.0.1:8000"),
            "DOCFLOW_UNDO_SECONDS": 0,
            "DOCFLOW_SIGN_IN_RATE": "1000 per minute",
            "DOCFLOW_MAIL_HOST": "",
            "DOCFLOW_MAIL_NAME": department.AGENCY["name"],
        }
    )


def _journey(state: State, say: Any) -> Journey:
    worker = Worker(state.app, pause=0.05).start()
    server = Server(state.app).start()
    try:
        journey = Journey(state, server.url, say)
        journey.run()
    finally:
        worker.stop()
        server.stop()
    return journey


def _check(state: State) -> None:
    faults = list(verifying.all_faults(state.desk(), state.roots))
    if faults:
        raise RuntimeError(f"verification found {len(faults)} faults, first {faults[0]}")
