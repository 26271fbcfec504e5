"""What an application's settings and other packages' entry points put into docflow."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask

from docflow.channels.channel import Channel
from docflow.channels.email import EmailChannel, Relay
from docflow.channels.eml import EmlChannel
from docflow.channels.letter import Sender
from docflow.channels.portal import PortalChannel
from docflow.office.desk import Policy
from docflow.papers.catalogue import Catalogue, shipped
from docflow.papers.press import Press
from docflow.signing.authority import TrialAuthority
from docflow.signing.signer import Signer
from docflow.signing.trial import TrialSigner

#: Name of the signer that comes with docflow, in ``DOCFLOW_SIGNER``.
TRIAL = "trial"


def folder_of(app: Flask, *, stands_alone: bool) -> Path:
    """Return docflow's own folder, made if need be: never loose files in a host's instance."""
    home = Path(app.instance_path)
    named = app.config["DOCFLOW_FOLDER"]
    folder = home / named if named else home if stands_alone else home / "docflow"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def database(app: Flask, folder: Path) -> str:
    """Return the address of the database: the setting's, or SQLite in the folder."""
    return app.config["DOCFLOW_DATABASE"] or f"sqlite:///{folder / 'docflow.sqlite'}"


def catalogue(app: Flask) -> Catalogue:
    """Return the templates: docflow's own, then other packages', then the settings'; the last wins.

    An entry point of ``docflow.templates`` names a package whose folder holds template folders, or
    a path to such a folder.
    """
    folders = [_folder(entry.load()) for entry in entry_points(group="docflow.templates")]
    return Catalogue([shipped(), *folders, *app.config["DOCFLOW_TEMPLATES"]])


def channels(app: Flask, folder: Path) -> dict[str, Channel]:
    """Return the ways out by name; an entry point of ``docflow.channels`` adds or replaces one.

    It is called with the application and returns the channel; its name is the channel's.
    """
    found: dict[str, Channel] = {"portal": PortalChannel(), "email": _email(app, folder)}
    for entry in entry_points(group="docflow.channels"):
        found[entry.name] = entry.load()(app)
    return found


def signer(app: Flask, folder: Path, press: Press) -> Signer:
    """Return the signer that ``DOCFLOW_SIGNER`` names, from ``docflow.signers`` or our own.

    Raises ``ValueError`` for a name that no installed package answers to.
    """
    name = app.config["DOCFLOW_SIGNER"]
    if name == TRIAL:
        return _trial_signer(folder, press)
    known = {entry.name: entry for entry in entry_points(group="docflow.signers")}
    if name not in known:
        choice = ", ".join([TRIAL, *sorted(known)])
        raise ValueError(f"DOCFLOW_SIGNER: no signer {name!r} is installed; there is {choice}")
    made: Signer = known[name].load()(app)
    return made


def policy(app: Flask, folder: Path) -> Policy:
    """Return the settings that the verbs read."""
    settings: Mapping[str, Any] = app.config
    return Policy(
        undo_seconds=settings["DOCFLOW_UNDO_SECONDS"],
        seal=settings["DOCFLOW_SEAL"],
        seal_assignment=settings["DOCFLOW_SEAL_ASSIGNMENT"],
        base_url=settings["DOCFLOW_BASE_URL"].rstrip("/"),
        link_path=f"{settings['DOCFLOW_URL_PREFIX']}/l/",
        message_domain=settings["DOCFLOW_MAIL_FROM"].rpartition("@")[2] or "docflow.invalid",
        instance=_instance_name(folder),
        book=settings["DOCFLOW_BOOK"],
        holidays=settings["DOCFLOW_HOLIDAYS"],
        working_saturdays=settings["DOCFLOW_WORKING_SATURDAYS"],
    )


def _folder(named: ModuleType | Path | str) -> Path:
    if isinstance(named, ModuleType):
        return Path(next(iter(named.__path__)))
    return Path(named)


def _email(app: Flask, folder: Path) -> Channel:
    settings: Mapping[str, Any] = app.config
    sender = Sender(
        name=settings["DOCFLOW_MAIL_NAME"],
        address=settings["DOCFLOW_MAIL_FROM"],
        reply_to=settings["DOCFLOW_MAIL_REPLY_TO"] or None,
    )
    if not settings["DOCFLOW_MAIL_HOST"]:
        return EmlChannel(folder / "outbox", sender)
    relay = Relay(
        host=settings["DOCFLOW_MAIL_HOST"],
        port=settings["DOCFLOW_MAIL_PORT"],
        user=settings["DOCFLOW_MAIL_USER"],
        password=settings["DOCFLOW_MAIL_PASSWORD"],
        security=settings["DOCFLOW_MAIL_SECURITY"],
        timeout=settings["DOCFLOW_MAIL_TIMEOUT"],
    )
    return EmailChannel(relay, sender)


def _trial_signer(folder: Path, press: Press) -> TrialSigner:
    def draw(html: str) -> bytes:
        return press.print(html, seconds=20, variant=None, tags=False).bytes

    return TrialSigner(TrialAuthority(folder / "keys"), draw)


def _instance_name(folder: Path) -> str:
    """Return a name that keeps this installation's message ids apart from another's."""
    place = folder / "name"
    if not place.exists():
        place.write_text(secrets.token_hex(6))
    return place.read_text().strip()
