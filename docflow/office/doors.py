"""What stands on each door: the act that a page or an API call is, written on its view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from docflow.rules.permissions import Act

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "docflow_act"


def allow(act: Act) -> Callable[[View], View]:
    """Declare which act a view is; its gate lets in whoever holds a role that may do it."""

    def declare(view: View) -> View:
        setattr(view, _MARK, act)
        return view

    return declare


def act_of(view: Callable[..., Any]) -> Act | None:
    """Return the act that a view declares, or None for one that says nothing."""
    act: Act | None = getattr(view, _MARK, None)
    return act
