"""What a draft still lacks, said in its place: a silent blank is easily signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docflow.rules.fields import labels_of
from docflow.rules.types import DocumentType

from .blocks import Fields, unbound

_OPEN = "[thiếu: "
#: Parts that every draft has, whatever its template.
_SUBJECT, _TEXT, _ADDRESSEE, _LINE, _SIGNER = (
    "trích yếu", "nội dung", "nơi Kính gửi", "nơi nhận", "người ký",
)  # fmt: skip


def is_missing(text: str) -> bool:
    """Tell whether a text says that something is missing."""
    return text.startswith(_OPEN)


def unbound_of(trees: Iterable[Mapping[str, Any]], fields: Fields) -> list[str]:
    """Return the names of the fields that some trees print and that have no value."""
    return list(dict.fromkeys(name for tree in trees for name in unbound(tree, fields)))


def told(content: Mapping[str, Any], kind: DocumentType) -> dict[str, Any]:
    """Return the content with ``[thiếu: …]`` wherever it lacks what its type must print."""
    fields = content.get("fields") or {}
    labels = labels_of(content)
    trees = [content["body"], *(annex["body"] for annex in content.get("annexes") or ())]
    lacking = unbound_of(trees, fields)
    new = {
        **content,
        "fields": {**fields, **{name: _say(labels.get(name, f"{{{name}}}")) for name in lacking}},
        "addressees": [_line(line, _ADDRESSEE) for line in content["addressees"]],
        "copies": [_line(line, _LINE) for line in content["copies"]],
    }
    if kind.summed_up and not content["subject"].strip():
        new["subject"] = _say(_SUBJECT)
    if kind.addressed and not content["addressees"]:
        new["addressees"] = [{"id": "a0", "text": _say(_ADDRESSEE)}]
    if not content["authority"]["name"].strip():
        new["authority"] = {**content["authority"], "name": _say(_SIGNER)}
    if kind.form != "copy" and not content["body"]["content"]:
        text = {"type": "text", "text": _say(_TEXT)}
        block = {"type": "paragraph", "attrs": {"id": "b0"}, "content": [text]}
        new["body"] = {**content["body"], "content": [block]}
    return new


def _line(line: Mapping[str, Any], label: str) -> dict[str, Any]:
    return {**line, "text": line["text"] if line["text"].strip() else _say(label)}


def _say(label: str) -> str:
    return f"{_OPEN}{label}]"
