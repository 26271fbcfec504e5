"""Who there is: units that receive, groups of them, rooms, people and their roles."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from docflow.rules.permissions import Role

from .base import PREFIX, Base, one_of


class Unit(Base):
    """A unit that receives dispatches: a hospital, a clinic, an authority, or a leader's desk."""

    __tablename__ = PREFIX + "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(String(400), default="")
    aliases: Mapped[str] = mapped_column(String(500), default="", server_default="")
    """Other names that people type, one a line, e.g. "Sở Thông tin TT"."""
    sought: Mapped[str] = mapped_column(String(1500), default="", server_default="")
    """All by which the unit is found, folded: name, code, aliases, place, telephone."""
    kind: Mapped[str] = mapped_column(String(100), default="")
    area: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    has_account: Mapped[bool] = mapped_column(default=False)
    is_person: Mapped[bool] = mapped_column(default=False)
    staff: Mapped[int] = mapped_column(default=0)
    organ_id: Mapped[str] = mapped_column(String(35), default="")
    answers_as: Mapped[str] = mapped_column(String(200), default="")
    """Name and post last typed for the unit, ``"name|post"``, offered again the next time."""

    @property
    def is_reachable(self) -> bool:
        """Tell whether anything but a telephone reaches the unit."""
        return self.has_account or bool(self.email)


class Group(Base):
    """A named set of units: a fixed list, or all that fit a rule on the day they are counted."""

    __tablename__ = PREFIX + "group"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    rule: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What makes a unit a member (``rules/groups.py``); empty for a list of fixed members."""


class Membership(Base):
    """That a unit belongs to a group."""

    __tablename__ = PREFIX + "membership"

    group_id: Mapped[int] = mapped_column(
        ForeignKey(Group.id, ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey(Unit.id, ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "unit_id"),)


class Room(Base):
    """A section of the department, e.g. NVY, phòng Nghiệp vụ Y."""

    __tablename__ = PREFIX + "room"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))


class Person(Base):
    """Somebody who acts. In a host, ``external_id`` is the host's name for him."""

    __tablename__ = PREFIX + "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    login: Mapped[str | None] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    post: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    room_code: Mapped[str | None] = mapped_column(ForeignKey(Room.code))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey(Unit.id))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    session_epoch: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    unit: Mapped[Unit | None] = relationship(lazy="joined")
    room: Mapped[Room | None] = relationship(lazy="joined")
    held: Mapped[list[PersonRole]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="PersonRole.role"
    )

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles the person holds; none when the account is closed."""
        return frozenset(one.role for one in self.held) if self.active else frozenset()

    @property
    def is_staff(self) -> bool:
        """Tell whether the person works in the department rather than in a receiving unit."""
        return bool(self.roles - {Role.UNIT_OFFICER, Role.HEAD_OF_UNIT})


class PersonRole(Base):
    """That a person holds a role."""

    __tablename__ = PREFIX + "person_role"

    person_id: Mapped[int] = mapped_column(
        ForeignKey(Person.id, ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(one_of(Role, "role"), primary_key=True)


class LineSet(Base):
    """Lines of "Kính gửi" and "Nơi nhận" that a person keeps under a name to use them again."""

    __tablename__ = PREFIX + "line_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    lines: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "name"),)
