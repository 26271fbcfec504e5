"""The register of outgoing documents: on the screen, on paper, as a workbook."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from docflow.office import books, workbooks
from docflow.rules.permissions import Act, Role

from .. import current
from ..downloads import workbook
from ..gate import allow
from ..labels import WORDS


def register(pages: Blueprint) -> None:
    """Put the views on the blueprint."""
    pages.add_url_rule("/register", "register", show_register)
    pages.add_url_rule("/register.xlsx", "register_xlsx", register_xlsx)


@allow(Act.REGISTER)
def show_register() -> str:
    """Show one year of the register; ``all`` puts every line on the page, for printing."""
    desk = current.desk()
    year, month = _year(), _month()
    page = max(request.args.get("page", 1, int), 1)
    words = request.args.get("q", "").strip()[:200]
    everything = request.args.get("all") == "1"
    size = None if everything else books.PAGE * page
    found, total = books.entries(desk, year, WORDS, month=month, words=words, size=size)
    return render_template(
        "docflow/register.html", here="register", entries=found, total=total, year=year,
        month=month, words=words, page=page, years=books.years(desk), columns=books.COLUMNS,
        series=books.series(desk, year), numbers=Role.RECORDS_CLERK in current.me().roles,
        this_year=desk.today().year,
    )  # fmt: skip


@allow(Act.REGISTER)
def register_xlsx() -> Response:
    """Hand out one year of the register as a workbook."""
    year = _year()
    return workbook(workbooks.register(current.desk(), year, WORDS), f"so-van-ban-di-{year}")


def _year() -> int:
    known = books.years(current.desk())
    asked = request.args.get("year", known[0], int)
    return asked if asked in known else known[0]


def _month() -> int:
    asked = request.args.get("month", 0, int)
    return asked if 1 <= asked <= 12 else 0
