"""The worker is killed five times; the long trial with fifty is tests/stress/test_worker.py."""

from __future__ import annotations

from docflow.office.drafting import Edit
from tests.office.kills import Trial

#: The seed's letter to the 74 public units only, so that it is quick.
PUBLIC = Edit(
    addressees=[
        {
            "text": "Thủ trưởng các đơn vị y tế trong ngành",
            "purpose": "thuc_hien",
            "targets": ["group:don-vi-trong-nganh"],
        }
    ],
    copies=[{"text": "Như trên (thực hiện)", "purpose": "thuc_hien", "targets": ["addressees"]}],
)


def test_a_killed_worker_loses_no_letter_and_leaves_nothing_leased(app, desk, clock):
    trial = Trial(app, desk, kills=5, edit=PUBLIC, recipients=74, letters=74, forked=True)
    trial.run(clock)
    trial.check()
