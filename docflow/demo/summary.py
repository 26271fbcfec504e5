"""What the demo leaves behind: the papers, the workbook and the figures as JSON."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from docflow.models import Recipient
from docflow.office import figures, workbooks
from docflow.rules.purposes import DUTIES, Ask, Purpose
from docflow.web.labels import WORDS

from .journey import Journey


def write(journey: Journey, folder: Path) -> dict[str, Any]:
    """Write dispatch.pdf, dispatch.docx, tracking.xlsx and summary.json; return the summary."""
    state, dispatch = journey.state, journey.dispatch()
    desk = state.desk()
    files = {
        "dispatch.pdf": desk.storage.get(dispatch.sealed_sha256 or ""),
        "dispatch.docx": desk.storage.get(dispatch.docx_sha256 or ""),
        "tracking.xlsx": workbooks.tracking(desk, dispatch, WORDS),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    told = summary(journey, files)
    (folder / "summary.json").write_text(
        json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return told


def summary(journey: Journey, files: dict[str, bytes]) -> dict[str, Any]:
    """Return the figures of the run."""
    dispatch, told = journey.dispatch(), journey.figures()
    everyone, _total = figures.recipients(journey.state.desk(), dispatch, size=None)
    return {
        "number": dispatch.code,
        "date": dispatch.dated.isoformat() if dispatch.dated else None,
        "recipients": told.tally.recipients,
        "units_owing": told.tally.owing,
        "reachable": told.tally.reachable,
        "unreachable": unreachable(everyone),
        "lines": lines(dispatch.content, everyone),
        "stages": journey.stages,
        "acknowledged": told.acknowledged,
        "reported": told.tally.reported,
        "overdue": told.overdue,
        "sums": {one.name: one.total for one in told.sums},
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    }


def unreachable(everyone: list[Recipient]) -> list[str]:
    """Return the codes of the units that only a telephone reaches."""
    return sorted(one.unit.code for one in everyone if not one.unit.is_reachable)


def lines(content: dict[str, Any], everyone: list[Recipient]) -> list[dict[str, Any]]:
    """Return each printed line with its purpose, its duty and how many it reached."""
    reached: dict[str, int] = {}
    for one in everyone:
        for line in one.lines:
            reached[line.line] = reached.get(line.line, 0) + 1
    return [
        {
            "text": line["text"],
            "purpose": line["purpose"],
            "duty": _duty(line["purpose"]),
            "recipients": reached.get(line["id"], 0),
        }
        for line in (*content["addressees"], *content["copies"])
    ]


def _duty(purpose: str | None) -> str:
    duty = DUTIES[Purpose(purpose or Purpose.BIET)]
    if duty.report is Ask.REQUIRED:
        return "acknowledge and report"
    if duty.report is Ask.INVITED:
        return "invited"
    return "delivery noted"
