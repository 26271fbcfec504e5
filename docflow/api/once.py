"""``Idempotency-Key``: the same call again gets the same answer and does nothing."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable

from flask import Response, current_app, json, request

from docflow.models import Answered
from docflow.office import repeats
from docflow.rules.refusals import Refused

from . import caller

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_KEPT_HEADERS = ("ETag", "Location")


def answer(serve: Callable[[], Response]) -> Response:
    """Serve an unsafe call once; under a key that was used before, give the answer again.

    Only what took effect is remembered: a refused call wrote nothing and may be made again.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return serve()
    if not _KEY.fullmatch(key):
        raise Refused("api.key")
    desk, call = caller.desk(), repeats.Call(caller.me().id, key, _fingerprint())
    known = repeats.claim(desk, call)
    if known is not None:
        return _again(known)
    try:
        with repeats.marking(desk, call):
            response = serve()
    except BaseException:
        repeats.release(desk, call)
        raise
    kept = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    body = json.loads(response.get_data()) if response.get_data() else None
    repeats.remember(desk, call, status=response.status_code, body=body, headers=kept)
    return response


def _again(known: Answered) -> Response:
    text = json.dumps(known.body, ensure_ascii=False) if known.body is not None else ""
    response = Response(text, status=known.status, mimetype="application/json")
    if not text:
        response.headers.pop("Content-Type", None)
    response.headers.update(known.headers or {})
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _fingerprint() -> str:
    """Return a keyed hash of all that is asked for.

    Keyed, because a decision carries a password, and a plain hash beside it could be tried out.
    """
    secret = current_app.secret_key or ""
    parts = (
        request.method.encode(),
        request.full_path.encode(),
        request.headers.get("If-Match", "").encode(),
        request.get_data(),
    )
    lock = hmac.new(
        secret.encode() if isinstance(secret, str) else secret, digestmod=hashlib.sha256
    )
    for part in parts:
        lock.update(len(part).to_bytes(8, "big") + part)
    return lock.hexdigest()
