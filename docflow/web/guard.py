"""What every docflow page is protected with: its own token, its origin, its headers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms.validators import ValidationError

from ..rules.refusals import Refused

_KEY = "docflow_csrf"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def csrf_token() -> str:
    """Return the token of this session, apart from any that the host keeps."""
    token: str = generate_csrf(secret_key=_secret(), token_key=_KEY)
    return token


def check_request() -> None:
    """Refuse an unsafe request that comes from elsewhere or without our token.

    Raises ``Refused("request.foreign")`` or ``Refused("request.token")``.
    """
    if request.method in _SAFE or (request.endpoint or "").startswith("docflow.api."):
        return
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin and urlsplit(origin).netloc != request.host:
        raise Refused("request.foreign")
    token = request.headers.get("X-CSRFToken") or request.form.get("csrf_token")
    try:
        validate_csrf(token, secret_key=_secret(), token_key=_KEY, time_limit=None)
    except ValidationError:
        raise Refused("request.token") from None


def add_headers(response: Response) -> Response:
    """Close the page to scripts, frames and caches that are not ours."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
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
