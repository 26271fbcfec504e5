"""Setting the demo department up: agency, rooms, units, people, authority."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from docflow.office import directory, grounds, roster, settings
from docflow.office.desk import Desk

FOLDER = Path(__file__).parent
#: Every account of the demo has this password; the pages say so.
PASSWORD = "docflow"  # noqa: S105 - it is printed on the demo's own sign-in page.

AGENCY = {
    "parent_agency": "UBND TỈNH THANH HOÁ",
    "agency": "SỞ Y TẾ",
    "name": "Sở Y tế Thanh Hóa",
    "code": "SYT",
    "place": "Thanh Hoá",
    "phone": "0000 000 000",
    "email": "",
}


def set_up(desk: Desk) -> None:
    """Write the department into an upgraded database; a second time changes nothing."""
    settings.set_agency(desk, AGENCY)
    directory.import_groups(desk, text("groups.csv"), by=None)
    directory.import_units(desk, text("units.csv"), by=None)
    roster.import_rooms(desk, text("rooms.csv"), by=None)
    roster.import_people(desk, text("people.csv"), by=None, password=PASSWORD)
    roster.import_people(desk, officers(), by=None, password=PASSWORD)
    roster.import_authorities(desk, text("authorities.csv"), by=None)
    grounds.import_grounds(desk, text("grounds.csv"), by=None)


def officers() -> str:
    """Return one officer per unit with an account, as CSV; the login is the unit's code."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["login", "name", "post", "roles", "unit"])
    for unit in csv.DictReader(io.StringIO(text("units.csv"))):
        if unit["account"] == "yes" and unit["kind"] not in directory.PERSON_KINDS:
            writer.writerow(
                [unit["code"], "Văn thư đơn vị", "Văn thư", "unit_officer", unit["code"]]
            )
    return out.getvalue()


def text(name: str) -> str:
    """Return one of the demo's files."""
    return (FOLDER / name).read_text(encoding="utf-8")
