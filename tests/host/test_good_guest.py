"""docflow as a guest: what it leaves alone in the application it is put into."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.exc import OperationalError

from docflow import DocFlow
from tests.host.conftest import as_member
from tests.host.hospital import CLERK, DEPUTY, VISITOR, make_hospital


def test_docflow_adds_one_extension_one_blueprint_and_one_teardown(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    before = possessions(app)
    manager, protect = app.login_manager, app.extensions["csrf"]
    DocFlow(press=press).init_app(app)
    assert possessions(app) == before
    assert app.login_manager is manager
    assert app.extensions["csrf"] is protect
    assert set(app.extensions) == {"hospital", "csrf", "docflow"}
    assert len(app.teardown_appcontext_funcs) == 1


def test_docflow_sets_no_setting_but_its_own(tmp_path, press):
    app = make_hospital(tmp_path / "a")
    before = dict(app.config)
    DocFlow(press=press).init_app(app)
    assert {name: value for name, value in app.config.items() if name not in before}.keys() == {
        name for name in app.config if name.startswith("DOCFLOW_")
    }
    assert {name: app.config[name] for name in before} == before


def test_docflow_keeps_nothing_of_an_application_on_itself(tmp_path, press):
    docflow = DocFlow(press=press)
    before = dict(vars(docflow))
    for name in "ab":
        docflow.init_app(make_hospital(tmp_path / name))
    assert vars(docflow) == before


def test_docflow_keeps_its_files_in_a_folder_of_its_own(hospital, tmp_path):
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"hospital.sqlite", "docflow"}


def test_the_hospitals_pages_and_errors_stay_its_own(hospital):
    client = hospital.test_client()
    assert client.get("/").text == "hospital at /"
    assert client.get("/nowhere").text == "the hospital has no such page"
    assert client.get("/broken").text == "the hospital: its own fault"
    assert client.get("/").headers.get("Content-Security-Policy") is None


def test_docflows_errors_stay_docflows(hospital):
    answer = as_member(hospital, CLERK).get("/cv/dispatches/999")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.text


def test_the_hospitals_base_page_is_shown_around_docflows_pages(hospital):
    page = as_member(hospital, CLERK).get("/cv/").text
    assert '<p id="hospital">Bệnh viện chủ quản</p>' in page
    assert 'class="brand"' in page


def test_two_hospitals_in_one_process_do_not_mix(open_hospital):
    one, other = open_hospital("a"), open_hospital("b", prefix="/van-thu")
    assert as_member(one, CLERK).get("/cv/").status_code == 200
    assert as_member(one, CLERK).get("/van-thu/").text == "the hospital has no such page"
    page = as_member(other, VISITOR).get("/van-thu/").text
    assert re.search(r"/van-thu/docflow-static/[0-9a-f]{12}/docflow\.css", page)
    assert "/cv/" not in page
    assert names(one) == {"Phước HN", "Nguyễn Bá Cẩn"}
    assert names(other) == {"Phước HN", "Nguyễn Bá Cẩn", "Khách"}


def test_the_hospitals_token_guards_its_forms_and_not_docflows(hospital):
    client = as_member(hospital, CLERK)
    assert client.post("/shifts").status_code == 400
    token = re.search('value="([^"]+)"', client.get("/shifts").text)[1]
    assert client.post("/shifts", data={"csrf_token": token}).text == "1"
    ours = docflow_token(client)
    assert ours != token
    assert "Cần điền" in client.post("/cv/drafts", data=draft(ours)).text
    assert client.post("/shifts", data={"csrf_token": ours}).status_code == 400


@pytest.mark.parametrize("protected", [True, False], ids=["guarded host", "bare host"])
def test_a_form_of_docflow_without_its_token_is_refused(open_hospital, protected):
    app = open_hospital(protected=protected)
    client = as_member(app, CLERK)
    answer = client.post("/cv/drafts", data=draft(""))
    assert answer.status_code == 400
    assert "docflow.css" in answer.text
    foreign = {"Origin": "https://elsewhere.example"}
    token = docflow_token(client)
    assert client.post("/cv/drafts", data=draft(token), headers=foreign).status_code == 400


def test_a_guard_set_up_after_docflow_stands_aside_too(tmp_path, press, open_hospital):
    app = open_hospital(protected=False)
    CSRFProtect(app)
    client = as_member(app, CLERK)
    assert client.post("/shifts").status_code == 400
    assert client.post("/cv/drafts", data=draft(docflow_token(client))).status_code == 422


def test_a_long_form_passes_where_the_hospital_allows_little(hospital):
    client = as_member(hospital, CLERK)
    typed = draft(docflow_token(client)) | {"answers.noi_dung": "a" * 600_000}
    assert client.post("/cv/drafts", data=typed).status_code == 422
    assert client.post("/shifts", data={"text": "a" * 2_000}).status_code == 413


def test_strangers_are_sent_to_the_hospitals_sign_in(hospital):
    answer = hospital.test_client().get("/cv/")
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?")


def test_every_request_gives_its_connection_back(hospital):
    client = as_member(hospital, CLERK)
    pool = hospital.extensions["docflow"].engine.pool
    for path in ("/cv/", "/cv/dispatches/999", "/cv/healthz", "/broken"):
        client.get(path)
        assert pool.checkedout() == 0, path


def test_a_shared_engine_gets_docflows_tables_and_nothing_else(open_hospital, hospital_engine):
    app = open_hospital(engine=hospital_engine, share=True, filled=False)
    before = things(hospital_engine)
    state = app.extensions["docflow"]
    state.upgrade()
    added = things(hospital_engine) - before
    assert before <= things(hospital_engine)
    assert all("docflow_" in name for name in added), added
    assert "docflow_alembic_version" in inspect(hospital_engine).get_table_names()
    assert state.engine.pool is hospital_engine.pool


def test_a_shared_engine_keeps_the_hospitals_habits(open_hospital, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'shared.sqlite'}")
    app = open_hospital(engine=engine, share=True)
    assert as_member(app, CLERK).get("/cv/").status_code == 200
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "delete"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 0
        # A host's transaction still begins late, as Python's driver does it.
        assert not connection.connection.dbapi_connection.in_transaction


@pytest.mark.parametrize("begins", [False, True], ids=["the driver begins", "the host begins"])
def test_docflow_writes_through_a_shared_engine_under_a_lock(open_hospital, tmp_path, begins):
    engine = create_engine(f"sqlite:///{tmp_path / 'shared.sqlite'}", connect_args={"timeout": 0})
    if begins:
        event.listen(engine, "begin", lambda one: one.exec_driver_sql("BEGIN"))
    app = open_hospital(engine=engine, share=True)
    with app.test_request_context("/"):
        first, second = (app.extensions["docflow"].open_desk() for _ in range(2))
        with first.work(), pytest.raises(OperationalError, match="locked"), second.work():
            pass
        with second.work() as session:
            session.execute(text("UPDATE docflow_person SET post = 'Văn thư'"))
        assert first.session.scalar(text("SELECT min(post) FROM docflow_person")) == "Văn thư"
        first.session.close()
        second.session.close()


def test_the_hospitals_people_are_docflows_with_roles_of_docflow(hospital):
    assert 'href="/cv/drafts"' in as_member(hospital, CLERK).get("/cv/").text
    assert as_member(hospital, DEPUTY).get("/cv/review").status_code in (200, 303)
    visitor = as_member(hospital, VISITOR)
    assert visitor.get("/cv/").status_code == 200
    assert visitor.get("/cv/drafts").status_code == 403


def draft(token: str) -> dict[str, str]:
    """Return a form that begins a letter and lacks its subject."""
    return {"template": "cong_van", "csrf_token": token}


def docflow_token(client) -> str:
    """Return the token of docflow's own forms."""
    return re.search('name="csrf-token" content="([^"]+)"', client.get("/cv/").text)[1]


def names(app: Flask) -> set[str]:
    """Return whom docflow knows in an application."""
    with app.extensions["docflow"].engine.connect() as connection:
        return set(connection.scalars(text("SELECT name FROM docflow_person")))


def possessions(app: Flask) -> dict[str, object]:
    """Return what an application has that no guest may add to."""
    return {
        "before": list(app.before_request_funcs.get(None, [])),
        "after": list(app.after_request_funcs.get(None, [])),
        "errors": {key: dict(one) for key, one in app.error_handler_spec[None].items()},
        "context": list(app.template_context_processors[None]),
        "filters": {name for name in app.jinja_env.filters if not name.startswith("docflow_")},
        "globals": set(app.jinja_env.globals),
        "views": {name for name in app.view_functions if not name.startswith("docflow.")},
        "secret": app.secret_key,
    }


def things(engine) -> set[str]:
    """Return the names of all tables, indexes, triggers and functions of a database."""
    queries = {
        "sqlite": ["SELECT name FROM sqlite_master"],
        "postgresql": [
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace",
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace",
        ],
    }
    with engine.connect() as connection:
        return {
            name
            for query in queries[engine.dialect.name]
            for name in connection.scalars(text(query))
        }
