"""The check through the API: what it finds, putting aside, bringing back."""

from __future__ import annotations

from tests import people


def test_findings_are_listed_put_aside_and_brought_back(program, seed):
    clerk = program(people.DRAFTER)
    made = clerk("POST", "/dispatches", seed)
    here = made.headers["Location"].removeprefix("/api/v1")
    found = clerk("GET", f"{here}/findings").json["items"]
    one = next(it for it in found if it["rule"] == "wording.doubled_app")
    assert (one["severity"], one["excerpt"], one["dismissed"]) == ("advice", "ứng dụng App", None)

    reason = {"key": one["key"], "reason": "Tên riêng"}
    aside = clerk("POST", f"{here}/dismissals", reason)
    assert aside.status_code == 200, aside.text
    again = next(it for it in aside.json["items"] if it["key"] == one["key"])
    assert (again["dismissed"]["reason"], again["dismissed"]["by"]["name"]) == (
        "Tên riêng",
        "Phước HN",
    )
    back = clerk("POST", f"{here}/restorations", {"key": one["key"]})
    assert all(it["dismissed"] is None for it in back.json["items"])


def test_a_reason_is_required_and_strangers_see_nothing(program, seed):
    clerk = program(people.DRAFTER)
    here = clerk("POST", "/dispatches", seed).headers["Location"].removeprefix("/api/v1")
    key = clerk("GET", f"{here}/findings").json["items"][0]["key"]
    assert clerk("POST", f"{here}/dismissals", {"key": key, "reason": ""}).status_code == 422
    gone = clerk("POST", f"{here}/dismissals", {"key": "0" * 64, "reason": "Tên riêng"})
    assert gone.status_code == 409
    stranger = program(people.DEPUTY)
    assert stranger("GET", f"{here}/findings").status_code == 404
