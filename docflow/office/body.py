"""The body as the rich editor holds it: a tree on its way in, the tree and its fields on the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docflow.papers import blocks, shape, tree
from docflow.rules.fields import labels_of
from docflow.rules.refusals import Refused

from .desk import Desk
from .drafting import Edit, edited

__all__ = ["opened", "parse", "read", "turned", "typed"]

#: Reads the JSON that a form sends.
parse = tree.parse
#: Puts a tree right and checks it.
read = tree.read


def opened(desk: Desk, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the rich editor begins with: the tree, and what each bound field prints."""
    labels = _labels(desk, content)
    return {
        "doc": content["body"],
        "footnotes": shape.knows("footnote"),
        "fields": {
            name: {
                "label": labels.get(name, name),
                "value": blocks.printed({"type": "field", "attrs": {"name": name}}, {name: value}),
            }
            for name, value in content["fields"].items()
            if value
        },
    }


def turned(desk: Desk, content: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """Return the body of an edit as tree and as markup, writing nothing."""
    body = edited(desk, content, Edit(body=edit.body, tree=edit.tree))["body"]
    return {"doc": body, "markup": blocks.to_markup(body)}


def typed(desk: Desk, content: dict[str, Any], doc: str) -> dict[str, Any]:
    """Return the content with a tree that was typed, or as it is when that is no body."""
    try:
        return edited(desk, content, Edit(tree=tree.parse(doc))) if doc else content
    except Refused:
        return content


def _labels(desk: Desk, content: Mapping[str, Any]) -> dict[str, str]:
    try:
        fields = desk.catalogue.get(content["template"]["code"]).fields
    except Refused:
        return labels_of(content)
    return labels_of(content) | {field.name: field.label for field in fields}
