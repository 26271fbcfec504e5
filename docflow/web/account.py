"""A person signed in to docflow standing alone."""

from __future__ import annotations

from flask_login import UserMixin

from docflow.models import Person


class Account(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps: the id ends with the session epoch, so that sessions can be ended."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_id(self) -> str:
        """Return what the session cookie keeps."""
        return f"{self.person.id}.{self.person.session_epoch}"
