"""Report forms to begin from: those of the templates, and those of dispatches gone before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from docflow.models import Dispatch, Person, Room
from docflow.rules.refusals import Refused

from . import settings
from .desk import Desk
from .worklist import seen_by

_MOST_DISPATCHES = 60


@dataclass(frozen=True)
class Source:
    """One form that may be taken over; ``of`` names the dispatch it comes from, if any."""

    key: str
    title: str
    of: str
    form: Mapping[str, Any]


def kept(desk: Desk, person: Person) -> list[Source]:
    """Return the forms that a person may take over, each shape once, the templates' first."""
    found: dict[str, Source] = {}
    for source in (*_templates(desk), *_dispatches(desk, person)):
        shape = repr([source.title, [one["label"] for one in source.form["fields"]]])
        found.setdefault(shape, source)
    return list(found.values())


def find(desk: Desk, key: str, person: Person) -> Source:
    """Return one of them. Raises ``Refused("missing")``."""
    for source in kept(desk, person):
        if source.key == key:
            return source
    raise Refused("missing", what="form")


def usual_point(desk: Desk, dispatch: Dispatch) -> str:
    """Return the sentence that asks for the report, with the date as a bound field."""
    agency = settings.agency(desk.session)["name"]
    room = desk.session.get(Room, dispatch.room_code) if dispatch.room_code else None
    by = f" (qua {room.name[:1].lower()}{room.name[1:]})" if room else ""
    return f"Thủ trưởng các đơn vị báo cáo kết quả thực hiện về {agency}{by} chậm nhất {{due_on}}."


def has_point(content: Mapping[str, Any], owed: Mapping[str, Any]) -> bool:
    """Tell whether the block that asks for a report stands in the text."""
    here = {block["attrs"]["id"] for block in content["body"]["content"]}
    return owed["block_id"] in here


def _templates(desk: Desk) -> Iterator[Source]:
    for template in desk.catalogue.all():
        if template.form:
            # What a template makes from its answers is no form until they are given.
            form = {
                name: [one for one in template.form[name] if "each" not in one and _is_plain(one)]
                for name in ("fields", "rates")
            }
            title = template.form["title"]
            known = {one["name"] for one in form["fields"]}
            form["rates"] = [one for one in form["rates"] if {one["part"], one["whole"]} <= known]
            if form["fields"] and "{" not in title:
                yield Source(f"t:{template.code}", title, "", {"title": title, **form})


def _is_plain(entry: Mapping[str, Any]) -> bool:
    return not any("{" in str(value) for value in entry.values())


def _dispatches(desk: Desk, person: Person) -> Iterator[Source]:
    rows = select(Dispatch).where(seen_by(person)).order_by(Dispatch.id.desc())
    for dispatch in desk.session.scalars(rows.limit(_MOST_DISPATCHES)):
        for owed in dispatch.content["obligations"]:
            of = dispatch.code or dispatch.subject
            key = f"d:{dispatch.id}:{owed['ordinal']}"
            yield Source(key, owed["form"]["title"], of, owed["form"])
