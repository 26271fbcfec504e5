"""Whatever units and letters do in whatever order: standings and counters equal the facts."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from docflow.models import Delivery, Progress, Recipient, Tally
from docflow.office import figures, following, links, reporting, verifying, worker
from docflow.office.desk import Holder
from docflow.rules.refusals import Refused, Unreachable
from docflow.rules.standing import Standing
from tests import people
from tests.office.acts import filled, issued_to, who
from tests.office.test_worker import Postbox

CODES = (people.RECEIVER, people.STRANGER, people.CLINIC, people.UNREACHABLE, "tu-nhan-002")
one = st.integers(min_value=0, max_value=len(CODES) - 1)


def machine(desk, clock):
    box = desk.channels["email"]

    class Machine(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.dispatch = issued_to(desk, *CODES)
            wanted = select(Recipient).where(Recipient.dispatch_id == self.dispatch.id)
            self.rows = desk.session.scalars(wanted.order_by(Recipient.id)).all()
            self.facts = {row.id: set() for row in self.rows}
            self.people: dict[int, int] = {}

        def by(self, row):
            return Holder(row.id, row.name)

        @rule(which=one)
        def see(self, which):
            row = self.rows[which]
            following.see(desk, row, by=self.by(row))
            self.facts[row.id].add("seen")

        @rule(which=one)
        def take_note(self, which):
            row = self.rows[which]
            following.acknowledge(desk, row, name="Văn thư", post="Văn thư", by=self.by(row))
            self.facts[row.id] |= {"seen", "acknowledged"}

        @rule(which=one, many=st.integers(min_value=0, max_value=999))
        def report(self, which, many):
            row = self.rows[which]
            try:
                reporting.report(desk, row, filled(desk, many), by=self.by(row))
            except Refused as refusal:
                assert refusal.code == "report.acknowledge_first"
                assert "acknowledged" not in self.facts[row.id]
                return
            self.facts[row.id].add("reported")
            self.people[row.id] = many

        @rule(fault=st.sampled_from([None, Unreachable("451"), Unreachable("550", permanent=True)]))
        def send(self, fault):
            box.faults = {"*": fault} if fault else {}
            worker.work_off(desk)
            clock.forward(hours=5)

        @rule(which=one)
        def send_again(self, which):
            try:
                links.resend(desk, self.rows[which], by=who(desk, people.RECORDS_CLERK))
            except Refused as refusal:
                assert refusal.code == "link.no_address"

        @invariant()
        def standings_follow_the_facts(self):
            desk.session.rollback()
            counted = Counter(self.wanted(row) for row in self.rows)
            assert all(row.standing is self.wanted(row) for row in self.rows)
            tally = desk.session.get(Tally, self.dispatch.id)
            assert {
                where: tally.count(where) for where in Standing if tally.count(where)
            } == counted
            assert list(verifying.standings(desk)) == []
            told = figures.of(desk, self.dispatch)
            assert told.sums[0].total == sum(self.people.values())

        def wanted(self, row):
            for name in ("reported", "acknowledged", "seen"):
                if name in self.facts[row.id]:
                    return Standing(name)
            letters = select(Delivery.progress).where(
                Delivery.recipient_id == row.id, Delivery.channel == "email"
            )
            alive = any(one is not Progress.FAILED for one in desk.session.scalars(letters))
            return Standing.UNSEEN if row.unit.has_account or alive else Standing.FAILED

    return Machine


def test_standings_and_counters_equal_the_facts_after_any_history(desk, clock):
    from dataclasses import replace

    made = replace(desk, channels={**desk.channels, "email": Postbox()})
    run_state_machine_as_test(
        machine(made, clock),
        settings=settings(
            max_examples=5, stateful_step_count=20, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
