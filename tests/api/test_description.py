"""The description: complete, sound, and of the very routes that answer."""

from __future__ import annotations

import json
import re

import pytest

from docflow.api.routes import ROUTES
from docflow.office.doors import act_of
from docflow.rules.permissions import Act

_PREFIX = "/api/v1"
_METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(client):
    answer = client.get(f"{_PREFIX}/openapi.json")
    assert answer.status_code == 200
    return answer.json


def test_every_route_is_described_and_nothing_else(app, document):
    served = {
        (method.lower(), re.sub(r"<int:(\w+)>", r"{\1}", rule.rule.removeprefix(_PREFIX)))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("docflow.api.") and rule.endpoint != "docflow.api.elsewhere"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(method, path) for path, item in document["paths"].items() for method in item}
    assert served == described
    assert document["servers"] == [{"url": _PREFIX}]


def test_every_route_says_who_may_use_it(app):
    silent = [
        endpoint
        for endpoint, view in app.view_functions.items()
        if endpoint.startswith("docflow.api.") and act_of(view) is None
    ]
    assert silent == []
    assert [route.name for route in ROUTES if route.act is Act.OPEN] == ["description"]
    assert [route.name for route in ROUTES if route.scope is None] == ["me", "description"]


def test_every_reference_leads_somewhere(document):
    for reference in _references(document):
        found = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_the_document_has_the_shape_of_openapi_3_1(document):
    assert document["openapi"] == "3.1.0"
    assert {"title", "version"} <= set(document["info"])
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    names = []
    for path, item in document["paths"].items():
        assert path.startswith("/")
        assert set(item) <= _METHODS
        for told in item.values():
            names.append(told["operationId"])
            assert told["summary"].endswith(".") or told["summary"]
            assert {"default"} <= set(told["responses"])
            assert any(status.startswith("2") for status in told["responses"])
            inline = [one for one in told["parameters"] if "name" in one]
            in_path = {one["name"] for one in inline if one["in"] == "path"}
            assert in_path == set(re.findall(r"\{(\w+)\}", path))
            assert all(one["required"] for one in inline if one["in"] == "path")
    assert len(names) == len(set(names))


def test_every_body_is_closed_to_unknown_fields_and_shows_an_example(document):
    for route in ROUTES:
        if route.takes is None:
            continue
        told = document["paths"][route.path][route.method.lower()]["requestBody"]["content"][
            "application/json"
        ]
        schema = document["components"]["schemas"][told["schema"]["$ref"].rpartition("/")[2]]
        assert schema["additionalProperties"] is False
        if schema.get("properties"):
            for example in told["examples"].values():
                route.takes.model_validate_json(json.dumps(example["value"]))


def test_problems_are_described_once_and_used_everywhere(document):
    problem = document["components"]["responses"]["Problem"]["content"]
    assert set(problem) == {"application/problem+json"}
    for item in document["paths"].values():
        for told in item.values():
            assert told["responses"]["default"] == {"$ref": "#/components/responses/Problem"}


def _references(node):
    if isinstance(node, dict):
        for name, child in node.items():
            if name == "$ref" and isinstance(child, str):
                yield child
            else:
                yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
