"""Reading the answers of a report, and adding them up."""

from __future__ import annotations

import pytest

from docflow.rules.refusals import Refused
from docflow.rules.reports import LARGEST, rates, read, sums

from .letter import FORM


def errors(**answers):
    with pytest.raises(Refused) as refusal:
        read(FORM, answers)
    assert refusal.value.code == "report.invalid"
    return refusal.value.facts["errors"]


@pytest.mark.parametrize("typed", ["1680", "1.680", "1 680", " 1.680 "])
def test_a_number_is_read_as_people_type_it(typed):
    assert read(FORM, {"people": typed, "smart": "0"}) == {"people": 1680, "smart": 0, "note": None}


def test_more_than_the_whole_is_refused_with_a_guess():
    found = errors(people="186", smart="1.680")["smart"]
    assert (found["code"], found["most"], found["guess"]) == ("report.above", 186, 168)


def test_no_guess_is_made_where_none_is_near():
    assert errors(people="186", smart="187")["smart"]["guess"] is None


def test_all_of_the_whole_is_allowed():
    assert read(FORM, {"people": "186", "smart": "186"})["smart"] == 186


def test_every_fault_is_named_at_once():
    found = errors(people="", smart="mười")
    assert {name: fault["code"] for name, fault in found.items()} == {
        "people": "report.missing",
        "smart": "report.not_a_number",
    }


@pytest.mark.parametrize("typed", ["-5", "1,5", "1.68", "12e3", "16.80", "١٢"])
def test_what_is_no_whole_number_is_refused(typed):
    assert errors(people=typed, smart="0")["people"]["code"] == "report.not_a_number"


def test_a_slip_of_the_finger_is_refused():
    assert errors(people=str(LARGEST + 1), smart="0")["people"]["code"] == "report.too_large"


def test_a_text_beyond_its_length_is_refused():
    assert errors(people="1", smart="0", note="x" * 2001)["note"]["code"] == "report.too_long"


def test_a_field_that_the_form_does_not_have_is_refused():
    with pytest.raises(Refused, match=r"report\.unknown.*extra"):
        read(FORM, {"people": "1", "smart": "0", "extra": "2"})


def test_sums_and_rates_add_up():
    totals = sums(FORM, [{"people": 100, "smart": 80}, {"people": 50, "smart": None}, {}])
    assert totals == {"people": 150, "smart": 80}
    assert rates(FORM, totals) == [
        {"name": "smart_rate", "label": "Tỷ lệ cài Smart Thanh Hóa", "part": 80, "whole": 150}
    ]
