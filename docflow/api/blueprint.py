"""The API as one blueprint under the pages' own."""

from __future__ import annotations

from flask import Blueprint

from . import door, problems, views
from .routes import METHODS, ROUTES

__all__ = ["register"]


def register(pages: Blueprint) -> None:
    """Hang the API under the pages' blueprint, at ``/api/v1``."""
    api = Blueprint("api", __name__, url_prefix="/api/v1")
    api.before_request(door.at_the_door)
    api.after_request(door.add_headers)
    problems.register(api)
    for route in ROUTES:
        api.add_url_rule(route.rule, route.name, route.serve, methods=[route.method])
    # What no route answers must be a problem in JSON too, and not a page of the host's.
    api.add_url_rule("/", "elsewhere", views.elsewhere, methods=METHODS, defaults={"rest": ""})
    api.add_url_rule("/<path:rest>", "elsewhere", views.elsewhere, methods=METHODS)
    pages.register_blueprint(api)
