"""docflow's pages as one blueprint, and what its templates find at hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, abort, current_app, has_request_context, request
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

from docflow.office.desk import HANOI
from docflow.rules import calendar, vietnamese

from . import current, errors, gate, guard, labels, navigation, views
from .icons import icon
from .statics import Pages
from .words import in_template, language

#: No row has a larger key, and no database takes a larger one.
_MOST_KEY = 2**31 - 1


def make(app: Flask, state: current.State) -> Blueprint:
    """Return docflow's pages for an application, not yet hung into it."""
    pages = Pages(
        "docflow",
        "docflow",
        template_folder="templates",
        static_folder="static",
        static_url_path="/docflow-static",
        url_prefix=app.config["DOCFLOW_URL_PREFIX"] or None,
    )
    pages.jinja_loader = _loader(Path(pages.root_path) / "templates")
    # Before any host's before_request: neither the host's token nor its size limit is ours.
    pages.url_value_preprocessor(_stand_aside)
    # Who is no longer signed in is told so; his page's token went with his session.
    pages.before_request(gate.at_the_door)
    pages.before_request(guard.check_request)
    pages.after_request(guard.add_headers)
    pages.context_processor(_at_hand)
    errors.register(pages)
    views.register(pages, state)
    return pages


def hang(app: Flask, pages: Blueprint) -> None:
    """Hang the pages into the application; refuses a route that does not say who may use it."""
    _add_filters(app)
    app.register_blueprint(pages)
    gate.check_all_declared(app)


def _at_hand() -> dict[str, Any]:
    """Return what every docflow template may use."""
    person = current.person()
    return {
        "_": in_template,
        "icon": icon,
        "csrf_token": guard.csrf_token,
        "label": labels.label,
        "lang": language(),
        "me": navigation.card(person) if person else None,
        "nav": navigation.entries(person) if person else [],
        **navigation.surroundings(),
    }


def at_hand_outside() -> dict[str, Any]:
    """Return the same for an address where docflow has no page and shows why."""
    # A worker writes letters without any request; nobody looks at a page then.
    return {} if not has_request_context() or request.blueprint else _at_hand()


def _add_filters(app: Flask) -> None:
    """Add filters under names that no host will have taken."""
    filters = app.jinja_env.filters
    filters["docflow_count"] = vietnamese.count
    filters["docflow_date"] = _date
    filters["docflow_moment"] = _moment


def _date(day: date | datetime | None) -> str:
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = day.astimezone(HANOI).date()
    return calendar.short_date(day)


def _moment(at: datetime | None) -> str:
    """Return a moment as people say it here: ``10:42 ngày 07/8/2020``."""
    if at is None:
        return ""
    local = at.astimezone(HANOI)
    return f"{local:%H:%M} ngày {calendar.short_date(local.date())}"


def _loader(folder: Path) -> BaseLoader:
    """Return where our templates are found, a second time under names that no host can take.

    A host's ``docflow/base.html`` wins over ours, and may extend it as ``docflow:base.html``.
    """
    ours = FileSystemLoader(folder / "docflow")
    return ChoiceLoader([FileSystemLoader(folder), PrefixLoader({"docflow": ours}, delimiter=":")])


def _stand_aside(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take our routes out of a host's own CSRF check, whenever it was set up: ours has its own."""
    guard.limit_size()
    protect = current_app.extensions.get("csrf")
    if protect is not None:
        for name, blueprint in current_app.blueprints.items():
            if name.partition(".")[0] == "docflow":
                protect.exempt(blueprint)
    if any(isinstance(one, int) and one > _MOST_KEY for one in (values or {}).values()):
        abort(404)
