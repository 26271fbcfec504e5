"""The commands: ``docflow …``, and the same as ``flask --app … docflow …``."""

from __future__ import annotations

from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import ArgumentError

from docflow.app import create_app

from . import checking, doctor, keeping, linting, people, reading, serving
from .plain import Failure, Group

docflow = Group("docflow", help="Official dispatches that carry their own duties.")

for _command in (
    *(serving.run, serving.demo, serving.worker, serving.publish),
    *(keeping.upgrade, keeping.forget),
    *(checking.check, checking.verify, doctor.doctor, reading.read, linting.lint),
    *(people.bring, people.agency, people.set_agency, people.token, people.revoke),
):
    docflow.add_command(_command)


def main() -> None:
    """Run ``docflow …`` with docflow standing alone."""
    docflow.main(prog_name="docflow", obj=ScriptInfo(create_app=_standing_alone))


def _standing_alone() -> Flask:
    """Return the application; a setting that cannot be right ends the command in one line."""
    try:
        return create_app()
    except ArgumentError as fault:
        raise Failure(f"DOCFLOW_DATABASE: {fault}") from fault
    except (ValueError, OSError) as fault:
        raise Failure(str(fault)) from fault
    except ModuleNotFoundError as fault:
        raise Failure(f"a setting asks for {fault.name}, which is not installed") from fault
