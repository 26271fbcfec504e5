"""What every docflow page is protected with: its own token, its origin, its headers."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from docflow.rules.refusals import Refused

_KEY = "docflow_csrf"
# A form may stay open over a working day; the token dies with its session, not before. Flask-WTF
# would take "no limit" for the host's own setting.
_TOKEN_SECONDS = 30 * 24 * 3600
_MOST_PARTS = 2_000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def csrf_token() -> str:
    """Return the token of this session, apart from any that the host keeps."""
    token: str = generate_csrf(secret_key=_secret(), token_key=_KEY)
    return token


def limit_size() -> None:
    """Read request bodies up to docflow's own limits, whatever the host's are for its pages."""
    most: int = current_app.config["DOCFLOW_MAX_UPLOAD"]
    request.max_content_length = most
    request.max_form_memory_size = most
    request.max_form_parts = _MOST_PARTS


def check_request() -> None:
    """Refuse an unsafe request that comes from elsewhere or without our token.

    Raises ``Refused("request.foreign")`` or ``Refused("request.token")``.
    """
    if request.method in _SAFE or (request.endpoint or "").startswith("docflow.api."):
        return
    held = (request.view_args or {}).get("token")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    # A page behind a link sends no referrer, and browsers then write the origin of its forms as
    # "null"; what protects it is a form token that only its own page can know.
    hidden = origin == "null" and held is not None
    if origin and not hidden and urlsplit(origin).netloc != request.host:
        raise Refused("request.foreign")
    token = request.headers.get("X-CSRFToken") or request.form.get("csrf_token")
    if held is not None:
        _check_held(token or "", held)
        return
    try:
        validate_csrf(token, secret_key=_secret(), token_key=_KEY, time_limit=_TOKEN_SECONDS)
    except ValidationError:
        raise Refused("request.token") from None


def link_token(held: str) -> str:
    """Return the form token of the page behind one personal link, which needs no cookie.

    The page that says a link is dead takes that of the empty one, so that all such pages are equal.
    """
    key = str(_secret()).encode()
    return hmac.new(key, b"docflow link:" + held.encode(), hashlib.sha256).hexdigest()


def _check_held(token: str, held: str) -> None:
    dead = link_token("") if request.endpoint == "docflow.link_renew" else ""
    known = (link_token(held), dead)
    if not token or not any(hmac.compare_digest(token.encode(), one.encode()) for one in known):
        raise Refused("request.token")


def add_headers(response: Response) -> Response:
    """Close the page to scripts, frames and caches that are not ours."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    if (request.endpoint or "").startswith("docflow.link"):
        headers.setdefault("Referrer-Policy", "no-referrer")
        headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Frame-Options", "DENY")
    if request.endpoint and not request.endpoint.endswith(".static"):
        headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _secret() -> Any:
    return current_app.secret_key
