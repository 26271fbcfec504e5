"""From the printed lines to the letters on their way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import Table, insert, literal, select

from docflow.models import (
    Base,
    Delivery,
    Dispatch,
    Obligation,
    Owed,
    Progress,
    Recipient,
    RecipientLine,
    Tally,
    Unit,
)
from docflow.rules.purposes import Ask
from docflow.rules.recipients import Receiver, expand
from docflow.rules.standing import Facts, Standing, standing

from .desk import Desk
from .directory import members


def receivers(desk: Desk, content: Mapping[str, Any]) -> list[Receiver]:
    """Return who would receive this content today, writing nothing."""
    return expand(content, lambda target: members(desk, target), desk.duties)


def distribute(desk: Desk, dispatch: Dispatch) -> Tally:
    """Freeze the recipients and write their deliveries, inside the transaction of the issue.

    Every unit gets one portal row, account or not; every one with an address one e-mail row too.
    """
    found = receivers(desk, dispatch.content)
    units = _units(desk, [one.unit for one in found])
    keys = _write_recipients(desk, dispatch, found, units)
    _write_lines(desk, found, keys)
    _write_owed(desk, dispatch, found, keys)
    _write_deliveries(desk, dispatch)
    tally = _count(dispatch, found, units)
    desk.session.add(tally)
    return tally


@dataclass(frozen=True, slots=True)
class _Address:
    """What is copied from the directory at the moment of the issue."""

    id: int
    code: str
    name: str
    folded: str
    kind: str
    area: str
    email: str
    phone: str
    staff: int
    has_account: bool
    is_person: bool

    @property
    def is_reachable(self) -> bool:
        """Tell whether anything but a telephone reaches the unit."""
        return self.has_account or bool(self.email)


def _units(desk: Desk, codes: Sequence[str]) -> dict[str, _Address]:
    # Columns, not objects: nothing of the directory is changed here, and there may be thousands.
    columns = [getattr(Unit, one.name) for one in fields(_Address)]
    rows = desk.session.execute(select(*columns).where(Unit.code.in_(codes)))
    return {unit.code: unit for unit in (_Address(*row) for row in rows)}


def _write_recipients(
    desk: Desk, dispatch: Dispatch, found: list[Receiver], units: Mapping[str, _Address]
) -> dict[str, int]:
    _write(desk, Recipient, [_row(dispatch, one, units[one.unit]) for one in found])
    written = select(Recipient.unit_id, Recipient.id).where(Recipient.dispatch_id == dispatch.id)
    keys = {unit: key for unit, key in desk.session.execute(written)}  # noqa: C416 - rows are no pairs
    return {one.unit: keys[units[one.unit].id] for one in found}


def _write(desk: Desk, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Write many rows in one go, through the table: the mapper would make an object of each."""
    if rows:
        desk.session.flush()
        desk.session.connection().execute(insert(model.__table__), rows)  # type: ignore[arg-type]


def _row(dispatch: Dispatch, one: Receiver, unit: _Address) -> dict[str, Any]:
    return {
        "dispatch_id": dispatch.id,
        "unit_id": unit.id,
        "kind": "person" if unit.is_person else "unit",
        "name": unit.name,
        "folded": unit.folded,
        "unit_kind": unit.kind,
        "area": unit.area,
        "email": unit.email,
        "phone": unit.phone,
        "staff": unit.staff,
        "purpose": one.purpose,
        "acknowledge": int(one.duty.acknowledge),
        "report": int(one.duty.report),
        "owes": one.duty.owes,
        "due_on": one.due_on,
        "reached": unit.is_reachable,
        "standing": standing(Facts(reached=unit.is_reachable)),
    }


def _write_lines(desk: Desk, found: list[Receiver], keys: Mapping[str, int]) -> None:
    rows = [{"recipient_id": keys[one.unit], "line": line} for one in found for line in one.lines]
    _write(desk, RecipientLine, rows)


def _write_owed(
    desk: Desk, dispatch: Dispatch, found: list[Receiver], keys: Mapping[str, int]
) -> None:
    for owed in dispatch.content["obligations"]:
        obligation = Obligation(
            dispatch_id=dispatch.id,
            ordinal=owed["ordinal"],
            block_id=owed["block_id"],
            due_on=date.fromisoformat(owed["due_on"]) if owed["due_on"] else None,
            form=owed["form"],
        )
        desk.session.add(obligation)
        desk.session.flush()
        rows = [
            {
                "recipient_id": keys[one.unit],
                "obligation_id": obligation.id,
                "due_on": one.due_for(obligation.due_on),
            }
            for one in found
            if one.duty.report is not Ask.NO
        ]
        _write(desk, Owed, rows)


def _write_deliveries(desk: Desk, dispatch: Dispatch) -> None:
    """Write the letters of a round to the recipients that stand written, in their order."""
    fresh = {"due_at": desk.now(), "progress": Progress.WAITING, "round": 1, "tries": 0}
    table: Table = Delivery.__table__  # type: ignore[assignment]
    # The portal's come first: a slow mail server must not keep them waiting.
    for channel, address in (("portal", literal("")), ("email", Recipient.email)):
        told = {"channel": channel, **fresh}
        values = [literal(value, table.c[name].type) for name, value in told.items()]
        rows = select(Recipient.id, address, *values).where(Recipient.dispatch_id == dispatch.id)
        if channel == "email":
            rows = rows.where(Recipient.email != "")
        names = ["recipient_id", "address", *told]
        desk.session.execute(insert(table).from_select(names, rows.order_by(Recipient.id)))


def _count(dispatch: Dispatch, found: list[Receiver], units: Mapping[str, _Address]) -> Tally:
    owing = [one for one in found if one.duty.owes]
    stands = Counter(standing(Facts(reached=units[one.unit].is_reachable)) for one in owing)
    return Tally(
        dispatch_id=dispatch.id,
        recipients=len(found),
        owing=len(owing),
        reachable=sum(units[one.unit].is_reachable for one in found),
        owing_reachable=sum(units[one.unit].is_reachable for one in owing),
        **{where.value: stands[where] for where in Standing},
    )
