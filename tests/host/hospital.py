"""A hospital's own application: its users, its tables, its token, its pages. It knows no docflow."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, g, render_template_string, request
from flask_login import LoginManager, UserMixin, login_user
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

FORM = '<form method="post"><input name="csrf_token" value="{{ csrf_token() }}"></form>'
CLERK, DEPUTY, VISITOR = 11, 12, 13


class Tables(DeclarativeBase):
    """The hospital's tables, in a registry of its own."""


class Member(Tables, UserMixin):
    """One of the hospital's staff, as Flask-Login knows him."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Shift(Tables):
    """A turn of duty."""

    __tablename__ = "shift"

    id: Mapped[int] = mapped_column(primary_key=True)
    ward: Mapped[str] = mapped_column(String(100))


def make_hospital(
    folder: Path, *, engine: Engine | None = None, users: bool = True, protected: bool = True
) -> Flask:
    """Return the hospital's application, its tables made and its people in them."""
    folder.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "hospital",
        instance_path=str(folder),
        template_folder=str(Path(__file__).parent / "templates"),
    )
    app.config.update(SECRET_KEY="the hospital's own", TESTING=True, MAX_CONTENT_LENGTH=1_000)
    engine = engine or create_engine(f"sqlite:///{folder / 'hospital.sqlite'}")
    app.extensions["hospital"] = engine
    _fill(engine)
    if users:
        _know_users(app, engine)
    if protected:
        CSRFProtect(app)
    _hang_pages(app, engine)
    return app


def _fill(engine: Engine) -> None:
    Tables.metadata.create_all(engine)
    names = {CLERK: "Phước HN", DEPUTY: "Nguyễn Bá Cẩn", VISITOR: "Khách"}
    with Session(engine) as session, session.begin():
        session.add_all(Member(id=key, name=name) for key, name in names.items())


def _know_users(app: Flask, engine: Engine) -> None:
    manager = LoginManager(app)
    manager.login_view = "sign_in"

    @manager.user_loader
    def load(key: str) -> Member | None:
        with Session(engine, expire_on_commit=False) as session:
            return session.get(Member, int(key))

    @app.route("/sign-in/<int:key>")
    def sign_in_as(key: int) -> str:
        with Session(engine, expire_on_commit=False) as session:
            login_user(session.get_one(Member, key))
        return "in"

    @app.route("/sign-in")
    def sign_in() -> str:
        return "the hospital's sign-in"


def _hang_pages(app: Flask, engine: Engine) -> None:
    @app.before_request
    def begin() -> None:
        g.hospital = request.path

    @app.errorhandler(404)
    def nowhere(_error: object) -> tuple[str, int]:
        return "the hospital has no such page", 404

    @app.errorhandler(Exception)
    def broken(error: Exception) -> tuple[str, int]:
        code = getattr(error, "code", 500)
        return f"the hospital: {error}", code

    @app.route("/")
    def index() -> str:
        return f"hospital at {g.hospital}"

    @app.route("/broken")
    def break_down() -> str:
        raise RuntimeError("its own fault")

    @app.route("/shifts", methods=["GET", "POST"])
    def shifts() -> str:
        if request.method == "GET":
            return render_template_string(FORM)
        with Session(engine) as session, session.begin():
            session.add(Shift(ward="A"))
        with Session(engine) as session:
            return str(len(session.scalars(select(Shift)).all()))
