"""Every setting of docflow: its default, what it must be, and one line of documentation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask


@dataclass(frozen=True)
class Key:
    """One setting; ``check`` returns the value as it is used, or raises ``ValueError``."""

    name: str
    default: Any
    doc: str
    check: Callable[[Any], Any]


def _text(value: Any) -> str:
    return str(value)


def _number(value: Any) -> int:
    number = int(value)
    if number < 0:
        raise ValueError("must not be negative")
    return number


def _prefix(value: Any) -> str:
    prefix = str(value).rstrip("/")
    if prefix and not prefix.startswith("/"):
        raise ValueError("must begin with /")
    return prefix


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return str(value)

    return check


def _texts(value: Any) -> tuple[str, ...]:
    many: Iterable[Any] = value.split(",") if isinstance(value, str) else value
    return tuple(str(one).strip() for one in many if str(one).strip())


def _days(value: Any) -> frozenset[date]:
    return frozenset(
        one if isinstance(one, date) else date.fromisoformat(one)
        for one in (value.split(",") if isinstance(value, str) else value)
        if one
    )


DEFAULT_BASE_URL = "http://127.0.0.1:8000"

KEYS: tuple[Key, ...] = (
    Key(
        "FOLDER",
        "",
        "docflow's own folder, absolute or within the instance folder; empty means the instance folder itself, in a host `docflow/` within it.",
        _text,
    ),
    Key("DATABASE", "", "SQLAlchemy URL; empty means SQLite in docflow's folder.", _text),
    Key("TEMPLATES", (), "Further folders of dispatch templates; a later one wins.", _texts),
    Key("URL_PREFIX", "", "Where docflow's pages stand in the application, e.g. /cv.", _prefix),
    Key(
        "BASE_URL",
        DEFAULT_BASE_URL,
        "Address of the pages as recipients reach them; links in letters begin with it.",
        _text,
    ),
    Key(
        "UNDO_SECONDS", 8, "How long a signer may take his word back; 0 means not at all.", _number
    ),
    Key(
        "REAUTH_SECONDS",
        300,
        "How old the signer's last proof of identity may be when he signs.",
        _number,
    ),
    Key(
        "REAUTH_MOST",
        1800,
        "After so many seconds he proves it again, however busy he was.",
        _number,
    ),
    Key("BOOK", "van-ban-di", "Code of the book in which numbers are taken.", _text),
    Key(
        "SEAL",
        "clerk",
        "Who seals: the records clerk, or the system under a written assignment.",
        _one_of("clerk", "system"),
    ),
    Key(
        "SEAL_ASSIGNMENT",
        "",
        "The written assignment under which the system seals; names the clerk.",
        _text,
    ),
    Key(
        "SIGNER",
        "trial",
        "Who signs: trial, or a name under the entry points docflow.signers.",
        _text,
    ),
    Key("HOLIDAYS", (), "Further days off, as announced each year; ISO dates.", _days),
    Key("WORKING_SATURDAYS", (), "Days off that are worked in exchange; ISO dates.", _days),
    Key(
        "MAIL_HOST",
        "",
        "SMTP server; empty writes .eml files into docflow's folder instead.",
        _text,
    ),
    Key("MAIL_PORT", 25, "Its port.", _number),
    Key("MAIL_USER", "", "Its user name, if it asks for one.", _text),
    Key("MAIL_PASSWORD", "", "Its password.", _text),
    Key(
        "MAIL_SECURITY",
        "none",
        "How the connection is protected.",
        _one_of("none", "starttls", "tls"),
    ),
    Key("MAIL_NAME", "docflow", "Name that letters come from, e.g. the agency's.", _text),
    Key("MAIL_FROM", "docflow@docflow.invalid", "Address that letters come from.", _text),
    Key("MAIL_REPLY_TO", "", "Address that answers go to.", _text),
    Key("MAIL_TIMEOUT", 30, "Seconds to wait for the SMTP server.", _number),
    Key(
        "LEASE_SECONDS",
        120,
        "How long a worker may hold a piece of work; more than an SMTP conversation lasts.",
        _number,
    ),
    Key("PRESS_WORKERS", 1, "How many printing processes stand ready.", _number),
    Key(
        "SIGN_IN_RATE",
        "10 per 15 minutes",
        "How often a wrong password may be tried per account and address.",
        _text,
    ),
    Key("LINK_RATE", "5 per hour", "How often a fresh link may be asked for per address.", _text),
    Key(
        "LIMITS_STORAGE",
        "memory://",
        "Where such tries are counted; redis://… when several processes serve.",
        _text,
    ),
    Key(
        "LANGUAGE",
        "vi",
        "Language of the pages where the reader's browser does not ask for one we have.",
        _one_of("vi", "en"),
    ),
    Key("MAX_UPLOAD", 20_000_000, "Largest request body, in bytes.", _number),
    Key(
        "CELERY_BROKER",
        "",
        "Broker for Celery workers, e.g. amqp://… or redis://…; empty means none.",
        _text,
    ),
)


def set_defaults(app: Flask) -> None:
    """Fill in what the host left out, and check all; raises ``ValueError`` with one plain line."""
    for key in KEYS:
        name = f"DOCFLOW_{key.name}"
        app.config.setdefault(name, key.default)
        try:
            app.config[name] = key.check(app.config[name])
        except (ValueError, TypeError) as fault:
            raise ValueError(f"{name}: {fault}") from None
