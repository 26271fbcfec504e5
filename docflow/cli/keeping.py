"""Commands that keep the database in order."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from docflow.office import repeats

from .plain import Command, state


@click.command(cls=Command)
@with_appcontext
def upgrade() -> None:
    """Bring the database to the newest form."""
    state().upgrade()
    click.echo("Database is at the newest form.")


@click.command(cls=Command)
@with_appcontext
def forget() -> None:
    """Forget answers to calls of the API that are too old to be asked for again.

    A worker does so by itself once a day.
    """
    click.echo(f"{repeats.forget_old(state().desk())} answers forgotten.")
