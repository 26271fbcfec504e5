"""How often somebody may try: counted by moving windows, told as a delay and never as a lock."""

from __future__ import annotations

import math
import time

from flask import current_app, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from docflow.rules.refusals import Refused

#: One address may serve a whole hospital, so it has more tries than one account from it.
_ADDRESS_TIMES = 5


def check_sign_in(login: str) -> None:
    """Refuse a further try from here with ``Refused("sign_in.too_often", minutes=…)``."""
    for rate, key in _sign_in_windows(login):
        if not _limiter().test(rate, *key):
            raise Refused("sign_in.too_often", minutes=_minutes(rate, key))


def count_failure(login: str) -> int:
    """Count a wrong password; return how many tries are left for this account from here."""
    windows = _sign_in_windows(login)
    for rate, key in windows:
        _limiter().hit(rate, *key)
    return min(_limiter().get_window_stats(rate, *key).remaining for rate, key in windows)


def forget_failures(login: str) -> None:
    """Start anew after the right password; other accounts from this address stay counted."""
    rate, key = _sign_in_windows(login)[0]
    _limiter().clear(rate, *key)


def check_link_request() -> None:
    """Count one asking for fresh links; ``Refused("request.too_often", minutes=…)`` after too many."""
    rate, key = parse(current_app.config["DOCFLOW_LINK_RATE"]), ("link", address())
    if not _limiter().hit(rate, *key):
        raise Refused("request.too_often", minutes=_minutes(rate, key))


def address() -> str:
    """Return where the request comes from; a proxy's header counts only where the host trusts it."""
    return request.remote_addr or "?"


def _sign_in_windows(login: str) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
    rate = parse(current_app.config["DOCFLOW_SIGN_IN_RATE"])
    wider = type(rate)(rate.amount * _ADDRESS_TIMES, rate.multiples, rate.namespace)
    name = login.strip().casefold()[:100]
    return [(rate, ("account", name, address())), (wider, ("address", address()))]


def _minutes(rate: RateLimitItem, key: tuple[str, ...]) -> int:
    reset = _limiter().get_window_stats(rate, *key).reset_time
    return max(1, math.ceil((reset - time.time()) / 60))


def _limiter() -> MovingWindowRateLimiter:
    """Return the counters of this application, opened at the first use."""
    known = current_app.extensions
    if "docflow.limits" not in known:
        storage = storage_from_string(current_app.config["DOCFLOW_LIMITS_STORAGE"])
        known["docflow.limits"] = MovingWindowRateLimiter(storage)
    limiter: MovingWindowRateLimiter = known["docflow.limits"]
    return limiter
