"""What a request has at hand: the desk, the person, the state of this application."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, current_app, g

from docflow.models import Person
from docflow.office import people
from docflow.office.desk import Desk


class Hooks(Protocol):
    """What docflow asks its host."""

    @property
    def identify(self) -> Callable[[], Any]:
        """Who is acting in this request."""

    @property
    def may(self) -> Callable[..., bool] | None:
        """The host's last word on an act."""

    @property
    def confirm(self) -> Callable[..., bool] | None:
        """How the host proves a person anew."""


class State(Protocol):
    """docflow's things for one application, as the pages see them."""

    app: Flask
    folder: Path
    stands_alone: bool

    @property
    def hooks(self) -> Hooks:
        """What docflow asks its host."""

    @property
    def roots(self) -> tuple[bytes, ...]:
        """The root certificates that signatures are checked against."""

    def desk(self) -> Desk:
        """Return the desk of this request."""


def state() -> State:
    """Return docflow's things for the application that serves this request."""
    found: State = current_app.extensions["docflow"]
    return found


def desk() -> Desk:
    """Return the desk of this request."""
    return state().desk()


def person() -> Person | None:
    """Return who is acting, asked of the host once per request; None for a stranger."""
    if "docflow_person" not in g:
        g.docflow_person = _identified()
    found: Person | None = g.docflow_person
    return found


def me() -> Person:
    """Return who is acting; only behind a route that lets no stranger in."""
    found = person()
    if found is None:
        raise LookupError("a route that lets strangers in asks who is acting")
    return found


def _identified() -> Person | None:
    answer: Any = state().hooks.identify()
    if answer is None or isinstance(answer, Person):
        return answer
    return people.known(desk(), answer)
