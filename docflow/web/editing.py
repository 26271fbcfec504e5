"""All that the editor's page shows of one draft, and of what is being typed into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docflow.models import Dispatch
from docflow.office import body, dismissing, form_sources, proof, worklist
from docflow.office.authority import signers
from docflow.rules import issued
from docflow.rules.calendar import parse_date, short_date
from docflow.rules.lint import RULES, Severity
from docflow.rules.purposes import Purpose
from docflow.rules.recipients import ADDRESSEES, OUTSIDE
from docflow.rules.refusals import Refused
from docflow.rules.types import type_of

from . import annexing, current, dismissed, lint_sentences, reading
from .labels import URGENCY, label
from .sentences import sentence
from .words import _

#: Which control a finding's part is mended at; the rest is mended in the text.
_CONTROLS = {
    "subject": "f-subject",
    "addressees": "part-addressees",
    "copies": "part-copies",
    "obligations": "part-report",
    "authority": "f-signer",
    "archive": "part-copies",
    "annexes": "part-annexes",
}
_TONES = {Severity.ERROR: "bad", Severity.WARNING: "", Severity.ADVICE: "tip"}


@dataclass(frozen=True)
class Mend:
    """One button of a finding."""

    key: str
    text: str


@dataclass(frozen=True)
class Note:
    """One finding as the panel shows it."""

    text: str
    article: str
    tone: str
    control: str
    part: str
    annex: str
    block: str
    excerpt: str
    mends: tuple[Mend, ...]
    key: str


@dataclass(frozen=True)
class Line:
    """One printed line as the editor shows it."""

    id: str
    text: str
    purpose: str
    targets: tuple[tuple[str, int], ...]
    refers_back: bool
    error: str
    due: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Verdict:
    """What the check says of a content."""

    notes: tuple[Note, ...]
    aside: tuple[dismissed.Aside, ...]
    errors: int
    passed: int
    rules: int
    certain: int


def verdict(dispatch: Dispatch, content: Mapping[str, Any]) -> Verdict:
    """Return what the check of today says of a content, and what was put aside for it."""
    desk = current.desk()
    every = dismissing.judged(desk, dispatch, dismissing.findings(desk, content))
    standing = [one for one in every if one.dismissal is None]
    found = [one.finding for one in standing]
    rules = sum(one.concerns(content) for one in RULES.values())
    annexes = annexing.shown(content)
    return Verdict(
        notes=tuple(_note(one, annexes) for one in standing),
        aside=tuple(dismissed.aside(one) for one in every if one.dismissal is not None),
        errors=sum(one.severity is Severity.ERROR for one in found),
        passed=rules - len({one.rule for one in found}),
        rules=rules,
        certain=len(proof.certain(found)),
    )


def facts(dispatch: Dispatch, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page and its fragments need to know of a content."""
    reached = proof.reach(current.desk(), content)
    return {
        "dispatch": dispatch,
        "content": content,
        "sheet": reading.sheet_of(content),
        "verdict": verdict(dispatch, content),
        **dismissed.facts(dispatch),
        "reach": reached,
        "why_nobody": sentence(reached.refusal) if reached.refusal else "",
        "lines": {part: _lines(content, part) for part in ("addressees", "copies")},
        "before_subject": proof.before_subject(content),
        "addressed": type_of(content.get("type")).addressed or bool(content["addressees"]),
        "annexes": annexing.shown(content),
        "issues": type_of(content.get("type")).issues,
        "kind_names": issued.KINDS,
        "enclosures": annexing.shown_files(content),
    }


def page(
    dispatch: Dispatch, content: Mapping[str, Any], typed: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return all that the whole page needs; ``typed`` wins over what is stored."""
    desk, stored = current.desk(), _stored(content)
    signer = dispatch.signer
    return facts(dispatch, content) | {
        "r": reading,
        "values": {
            **stored,
            **{name: text for name, text in (typed or {}).items() if name in stored},
        },
        "rich": body.opened(desk, content),
        "annexes": annexing.shown(content, typed or {}),
        "enclosures": annexing.shown_files(content, typed or {}),
        "wordings": {
            name[6:]: text for name, text in (typed or {}).items() if name.startswith("lines.")
        },
        "version": dispatch.version,
        "owed": [_owed(content, one, typed or {}) for one in content["obligations"]],
        "template_name": _template_name(content),
        "returned": worklist.last_return(desk, dispatch),
        "urgencies": [(word, _(text)) for word, text in URGENCY.items()],
        "signers": [(one.id, reading.called(one)) for one, _r in signers(desk, content["type"])],
        "signer_post": (signer.post or signer.name) if signer else _("người ký"),
    }


def purposes() -> list[tuple[str, str]]:
    """Return the purposes that a printed line may have."""
    return [(one.value, label(one)) for one in Purpose if one is not Purpose.LUU]


def duties() -> dict[str, str]:
    """Return what each purpose asks of a unit, in plain words."""
    return {
        "thuc_hien": _("Phải tiếp nhận và báo cáo; được nhắc hạn; tính vào tỷ lệ."),
        "phoi_hop": _("Mời tiếp nhận, báo cáo nếu có; nhắc một lần, không đôn đốc."),
        "kiem_tra": _("Nhận để kiểm tra, theo dõi; không phải trả lời."),
        "bao_cao": _("Gửi cấp trên để báo cáo; không yêu cầu gì."),
        "chi_dao": _("Gửi để xin ý kiến chỉ đạo; không yêu cầu gì."),
        "biet": _("Nhận để biết; không phải trả lời."),
    }


def _owed(
    content: Mapping[str, Any], owed: Mapping[str, Any], typed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return one report point as its section shows it."""
    name = "due_on" if owed["ordinal"] == 1 else f"dues.{owed['ordinal']}"
    due = short_date(parse_date(owed["due_on"])) if owed["due_on"] else ""
    return {
        "ordinal": owed["ordinal"],
        "form": owed["form"],
        "field": name,
        "due": typed.get(name, due),
        "in_text": form_sources.has_point(content, owed),
    }


def _stored(content: Mapping[str, Any]) -> dict[str, str]:
    due_on = content["fields"].get("due_on")
    expected = content.get("expected") or ""
    return {
        "subject": content["subject"],
        "body": proof.markup(content),
        "due_on": short_date(parse_date(due_on)) if due_on else "",
        "urgency": content["urgency"],
        "signer": str(content["authority"].get("person") or ""),
        "expected": f"{int(expected[5:])}/{expected[:4]}" if expected else "",
    }


def _note(one: dismissing.Judged, annexes: Sequence[annexing.Shown]) -> Note:
    finding = one.finding
    text = lint_sentences.sentence(finding.rule, finding.facts)
    control, place, block = _CONTROLS.get(finding.part, "f-body"), "", finding.block or ""
    if finding.part == "annexes" and block:
        place, _, block = block.partition(".")
        annex = next(it for it in annexes if it.id == place)
        text = f"{annex.number}: {text}"
        control = control if annex.text is None else f"annex-{place}-text"
    return Note(
        key=one.key,
        text=text,
        article=finding.article,
        tone=_TONES[finding.severity],
        control=control,
        part=finding.part,
        annex=place,
        block=block,
        excerpt=finding.excerpt,
        mends=tuple(
            Mend(
                proof.repair_key(finding, index),
                lint_sentences.button(one.label_code, one.before, one.after),
            )
            for index, one in enumerate(finding.repairs)
        ),
    )


def _lines(content: Mapping[str, Any], part: str) -> Sequence[Line]:
    return [_line(line) for line in content[part]]


def _line(line: Mapping[str, Any]) -> Line:
    error, found = "", []
    try:
        found = proof.targets(current.desk(), line)
    except Refused as refusal:
        error = sentence(refusal)
    return Line(
        id=line["id"],
        text=line["text"],
        purpose=label(Purpose(line["purpose"])),
        targets=tuple((one.name, one.units) for one in found if one.name),
        refers_back=ADDRESSEES in line["targets"],
        outside=OUTSIDE in line["targets"],
        error=error,
        due=short_date(parse_date(line["due_on"])) if line.get("due_on") else "",
    )


def _template_name(content: Mapping[str, Any]) -> str:
    try:
        return current.desk().catalogue.get(content["template"]["code"]).name
    except Refused:
        return str(content["template"]["code"])
