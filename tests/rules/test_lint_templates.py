"""What the shipped templates print passes the check."""

from __future__ import annotations

from datetime import date

import pytest

from docflow.papers.catalogue import Catalogue, draft, shipped
from docflow.rules.lint import Severity, check, repair

#: The day on which the samples were written: before the due dates that they name.
WRITTEN = date(2020, 8, 6)
#: Where a clerk types the lines, he points them to units himself, which no sample can.
LEFT_TO_THE_CLERK = {"lines.no_target"}
#: This one knows its groups.
FINISHED = "huong_dan_cai_dat_ung_dung"
TEMPLATES = Catalogue([shipped()]).all()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_a_templates_sample_has_no_error(template):
    content = draft(template, template.sample, defaults=template.sample_defaults)
    found = check(content, today=WRITTEN)
    errors = {one.rule for one in found if one.severity is Severity.ERROR}
    assert errors == (set() if template.code == FINISHED else LEFT_TO_THE_CLERK)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_every_repair_offered_on_a_sample_can_be_carried_out(template):
    content = draft(template, template.sample, defaults=template.sample_defaults)
    for finding in check(content, today=WRITTEN):
        for index in range(len(finding.repairs)):
            assert repair(content, finding, index) != content
