"""The description of the API in OpenAPI 3.1, read off the table of routes and its models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from docflow.office.tokens import Scope
from docflow.rules.permissions import Act

from .routes import ROUTES, UNSAFE, Route
from .schemas_out import Problem

_REF = "#/components/schemas/{model}"
_PROBLEM = "application/problem+json"
#: Why a call may be refused, beside what is particular to one route.
_ALWAYS = (401, 403)


def document(server: str) -> dict[str, Any]:
    """Return the whole description; ``server`` is where the API stands."""
    names, schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "docflow",
            "version": _version(),
            "description": "Official dispatches: drafted, signed, issued, followed up.",
        },
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": f"Made by `docflow token`; scopes: {', '.join(Scope)}.",
                }
            },
            "headers": {"ETag": {"description": "The version.", "schema": {"type": "string"}}},
            "parameters": {"IdempotencyKey": _key(), "IfMatch": _match()},
            "responses": {"Problem": _problem(names)},
        },
    }


def _operation(route: Route, names: dict[Any, str]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": route.name,
        "summary": (route.view.__doc__ or "").partition("\n")[0],
        "tags": [route.path.split("/")[1].partition(".")[0]],
        "parameters": list(_parameters(route)),
        "responses": _responses(route, names),
    }
    if route.takes is not None:
        told_of: Any = route.takes.model_config.get("json_schema_extra") or {}
        content: dict[str, Any] = {"schema": {"$ref": names[route.takes, "validation"]}}
        if examples := told_of.get("examples"):
            content["examples"] = {
                f"example{n}": {"value": one} for n, one in enumerate(examples, 1)
            }
        required = any(one.is_required() for one in route.takes.model_fields.values())
        told["requestBody"] = {"required": required, "content": {"application/json": content}}
    if route.act is Act.OPEN:
        told["security"] = []
    elif route.scope is not None:
        told["x-scope"] = route.scope.value
    return told


def _parameters(route: Route) -> Iterable[dict[str, Any]]:
    for name in re.findall(r"\{(\w+)\}", route.path):
        number = {"type": "integer", "minimum": 1, "maximum": 2_147_483_647}
        yield {"name": name, "in": "path", "required": True, "schema": number}
    if route.asks is not None:
        schema = route.asks.model_json_schema(ref_template=_REF)
        for name, one in schema["properties"].items():
            yield {"name": name, "in": "query", "required": False, "schema": one}
    if route.match:
        yield {"$ref": "#/components/parameters/IfMatch"}
    if route.method in UNSAFE:
        yield {"$ref": "#/components/parameters/IdempotencyKey"}


def _responses(route: Route, names: dict[Any, str]) -> dict[str, Any]:
    good: dict[str, Any] = {"description": HTTPStatus(route.status).phrase}
    if isinstance(route.gives, str):
        binary = {} if route.gives == "application/json" else {"contentMediaType": route.gives}
        good["content"] = {route.gives: {"schema": binary}}
    elif route.gives is not None:
        schema = {"$ref": names[route.gives, "serialization"]}
        good["content"] = {"application/json": {"schema": schema}}
        if "version" in route.gives.model_fields and "acts" in route.gives.model_fields:
            good["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
    statuses = () if route.act is Act.OPEN else tuple(sorted(_refusals(route)))
    problems = {
        str(one): {"$ref": "#/components/responses/Problem"} for one in (*statuses, "default")
    }
    return {str(route.status): good, **problems}


def _refusals(route: Route) -> set[int]:
    found = set(_ALWAYS)
    found |= {404} if "{" in route.path else set()
    found |= {400, 409, 422} if route.method in UNSAFE else set()
    found |= {413, 415} if route.takes is not None else set()
    found |= {422} if route.asks is not None else set()
    return found | ({412, 428} if route.match else set())


def _schemas() -> tuple[dict[Any, str], dict[str, Any]]:
    """Return where each model's schema stands, and all schemas with what they are made of."""
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for route in ROUTES:
        if route.takes is not None:
            wanted[route.takes, "validation"] = None
        if route.asks is not None:
            wanted[route.asks, "validation"] = None
        if route.gives is not None and not isinstance(route.gives, str):
            wanted[route.gives, "serialization"] = None
    places, definitions = models_json_schema(list(wanted), ref_template=_REF)
    return {one: place["$ref"] for one, place in places.items()}, definitions["$defs"]


def _problem(names: dict[Any, str]) -> dict[str, Any]:
    schema = {"$ref": names[Problem, "serialization"]}
    return {
        "description": "What went wrong, and what to do.",
        "content": {_PROBLEM: {"schema": schema}},
    }


def _key() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "The same call under the same key takes effect once and is answered alike.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        "example": "0f0c7a2e-3f1b-4d55-9d0e-5a4d1c9f7b11",
    }


def _match() -> dict[str, Any]:
    return {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The ETag of the version that was read.",
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
        "example": '"3"',
    }


def _version() -> str:
    try:
        return version("docflow")
    except PackageNotFoundError:
        return "0"
