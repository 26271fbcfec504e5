"""Whatever is sent: a clear 4xx in Vietnamese, and a database that has not moved."""

from __future__ import annotations

import io
import json

import pytest
from sqlalchemy import inspect
from werkzeug.test import run_wsgi_app

from docflow.models import Base
from tests import people

_COLUMNS = sorted(
    {column.key for one in Base.registry.mappers for column in inspect(one.class_).columns}
)
JSON = "application/json"

#: method, path, body as it is sent, media type, expected status
BAD = [
    ("POST", "/dispatches", b"", JSON, 422),
    ("POST", "/dispatches", b"{", JSON, 400),
    ("POST", "/dispatches", b"[]", JSON, 422),
    ("POST", "/dispatches", b"null", JSON, 422),
    ("POST", "/dispatches", b'"text"', JSON, 422),
    ("POST", "/dispatches", b"\xff\xfe{}", JSON, 400),
    ("POST", "/dispatches", b'{"template":"cong_van"}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"khong_co","answers":{}}', JSON, 404),
    ("POST", "/dispatches", b'{"template":"../../etc","answers":{}}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":{}}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":{"x":"y"}}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":{"trich_yeu":1}}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":{"trich_yeu":null}}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":{"trich_yeu":NaN}}', JSON, 422),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":{"trich_yeu":1e309}}', JSON, 422),
    (
        "POST",
        "/dispatches",
        b'{"template":"cong_van","answers":{"trich_yeu":"\\u0000"}}',
        JSON,
        422,
    ),
    (
        "POST",
        "/dispatches",
        b'{"template":"cong_van","answers":{"trich_yeu":"\\ud800"}}',
        JSON,
        400,
    ),
    ("POST", "/dispatches", b'{"template":"cong_van","answers":' + b"[" * 5000, JSON, 400),
    ("POST", "/dispatches", b"{}", "text/plain", 415),
    ("POST", "/dispatches", b"a=1", "application/x-www-form-urlencoded", 415),
    ("POST", "/dispatches", b"--x\r\n", "multipart/form-data; boundary=x", 415),
    ("POST", "/dispatches", b'{"x":"' + b"a" * 2_000_001 + b'"}', JSON, 413),
    ("PATCH", "/dispatches/{id}", b'{"subject":""}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"subject":5}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"tree":[]}', JSON, 422),
    (
        "PATCH",
        "/dispatches/{id}",
        b'{"tree":{"type":"doc","schema":1,"content":[{"type":"x"}]}}',
        JSON,
        422,
    ),
    ("PATCH", "/dispatches/{id}", b'{"due_on":"2026-02-30"}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"due_on":"0000-01-01"}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"due_on":"9999-12-31"}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"due_on":"2020-01-01"}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"due_on":20261207}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"urgency":"rat_gap"}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"signer":9223372036854775808}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"signer":-1}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"signer":"2"}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"signer":999999}', JSON, 422),
    ("PATCH", "/dispatches/{id}", b'{"keep":"yes"}', JSON, 422),
    (
        "PATCH",
        "/dispatches/{id}",
        b'{"copies":[{"text":"x","purpose":"la","targets":["addressees"]}]}',
        JSON,
        422,
    ),
    (
        "PATCH",
        "/dispatches/{id}",
        b'{"copies":[{"text":"x","purpose":"biet","targets":[]}]}',
        JSON,
        422,
    ),
    (
        "PATCH",
        "/dispatches/{id}",
        b'{"copies":[{"text":"x","purpose":"biet","targets":["unit:nowhere"]}]}',
        JSON,
        422,
    ),
    (
        "PATCH",
        "/dispatches/{id}",
        b'{"copies":[{"text":"x","purpose":"biet","targets":["\'; DROP"]}]}',
        JSON,
        422,
    ),
    ("POST", "/dispatches/{id}/submission", b"{}", JSON, 422),
    ("POST", "/dispatches/{id}/submission", b'{"version":99}', JSON, 409),
    ("POST", "/dispatches/{id}/submission", b'{"version":1.5}', JSON, 422),
    ("POST", "/dispatches/{id}/submission", b'{"version":true}', JSON, 422),
    ("POST", "/dispatches/{id}/withdrawal", b"", JSON, 409),
    ("POST", "/dispatches/{id}/withdrawal", b'{"x":1}', JSON, 422),
    ("PUT", "/dispatches/{id}", b"{}", JSON, 405),
    ("DELETE", "/dispatches/{id}", b"", JSON, 405),
    ("POST", "/dispatches/0/submission", b'{"version":1}', JSON, 404),
    ("POST", "/dispatches/-1/submission", b'{"version":1}', JSON, 404),
    ("POST", "/dispatches/%00/submission", b'{"version":1}', JSON, 404),
    ("GET", "/dispatches?limit=0", b"", JSON, 422),
    ("GET", "/dispatches?limit=1&limit=2", b"", JSON, 422),
    ("GET", "/dispatches?state=lost", b"", JSON, 422),
    ("GET", "/dispatches?cursor=%C3%A9", b"", JSON, 422),
    ("GET", "/dispatches?cursor=bm8", b"", JSON, 422),
    ("GET", "/dispatches?q=%00", b"", JSON, 422),
    ("GET", "/dispatches?unknown=1", b"", JSON, 422),
    ("GET", "/register?year=99999", b"", JSON, 422),
]


def test_malformed_requests_leave_the_database_as_it_was(program, client, token, draft, dump):
    bearer = {"Authorization": f"Bearer {token(people.DRAFTER)}", "If-Match": f'"{draft.version}"'}
    before = dump()
    wrong = []
    for method, path, body, media, status in BAD:
        place = f"/api/v1{path.replace('{id}', str(draft.id))}"
        answer = client.open(place, method=method, data=body, content_type=media, headers=bearer)
        told = answer.json if answer.mimetype == "application/problem+json" else {}
        if answer.status_code != status or told.get("status") != status or not told["detail"]:
            wrong.append((method, path, body[:60], answer.status_code, answer.text[:200]))
        if "Chưa thực hiện được (" in answer.text:
            wrong.append((method, path, "no sentence", told["code"]))
    assert not wrong
    assert dump() == before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/dispatches", {"template": "cong_van", "answers": {}}),
        ("/dispatches/{id}", {"subject": "một"}),
        ("/dispatches/{id}/submission", {"version": 1}),
    ],
)
def test_no_column_can_be_set_from_outside(program, draft, dump, path, body):
    clerk = program(people.DRAFTER)
    before, place = dump(), path.replace("{id}", str(draft.id))
    method = "PATCH" if path == "/dispatches/{id}" else "POST"
    for column in _COLUMNS:
        if column in body or (method == "PATCH" and column in ("urgency", "due_on")):
            continue
        answer = clerk(method, place, body | {column: 1}, If_Match='"1"')
        assert answer.status_code == 422, (column, answer.text)
        assert column in [one["field"] for one in answer.json["errors"]], column
    assert dump() == before


def test_every_fault_of_a_body_is_named_at_once(program, draft):
    answer = program(people.DRAFTER)(
        "PATCH",
        f"/dispatches/{draft.id}",
        {"subject": 1, "addressees": [{"text": "", "purpose": "x", "targets": ["y"]}], "z": 1},
        If_Match='"1"',
    )
    fields = {one["field"] for one in answer.json["errors"]}
    assert fields == {
        "subject", "addressees.0.text", "addressees.0.purpose", "addressees.0.targets.0", "z",
    }  # fmt: skip
    assert all(one["detail"] and "{" not in one["detail"] for one in answer.json["errors"])


def test_a_report_names_each_wrong_figure(program, issued, dump):
    unit = program(people.RECEIVER)
    here = f"/inbox/{unit('GET', '/inbox').json['items'][0]['id']}"
    early = {
        "answers": {},
        "as_of": "2026-11-23",
        "prepared_by": "Văn thư",
        "approved_by": "Thủ trưởng",
    }
    assert unit("POST", f"{here}/reports", early).json["code"] == "report.acknowledge_first"
    unit("POST", f"{here}/acknowledgment", {"name": "Văn thư đơn vị", "post": "Văn thư"})
    form, before = unit("GET", here).json["reports"][0]["form"], dump()
    wrong = unit("POST", f"{here}/reports", early)
    assert wrong.status_code == 422
    assert {one["field"] for one in wrong.json["errors"]} == {
        one["name"] for one in form["fields"] if one.get("required")
    }
    ahead = unit("POST", f"{here}/reports", early | {"as_of": "2027-01-01"})
    assert "as_of" in [one["field"] for one in ahead.json["errors"]]
    unknown = unit("POST", f"{here}/reports", early | {"answers": {"standing": 1}})
    assert unknown.json["code"] == "report.unknown"
    assert unit("POST", f"{here}/reports", early | {"answers": {"people": -1}}).status_code == 422
    assert dump() == before


def test_a_cut_upload_is_refused(app, token, dump):
    bearer, before = token(people.DRAFTER), dump()
    whole = json.dumps({"template": "cong_van", "answers": {"trich_yeu": "một"}}).encode()
    for kept in (0, 1, 20, len(whole) - 1):
        environ = {
            "REQUEST_METHOD": "POST", "PATH_INFO": "/api/v1/dispatches", "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "wsgi.url_scheme": "http", "CONTENT_TYPE": JSON,
            "CONTENT_LENGTH": str(len(whole)), "wsgi.input": io.BytesIO(whole[:kept]),
            "wsgi.errors": io.StringIO(), "HTTP_AUTHORIZATION": f"Bearer {bearer}",
        }  # fmt: skip
        _body, status, _headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
        assert status.startswith("400")
    assert dump() == before


def test_a_fault_of_ours_bears_a_mark_that_the_log_repeats(app, program, monkeypatch, caplog):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(type(app.extensions["docflow"].catalogue), "all", lambda _self: 1 / 0)
    answer = program(people.DRAFTER)("GET", "/templates")
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json["mark"] in answer.json["detail"]
    assert answer.json["mark"] in caplog.text
