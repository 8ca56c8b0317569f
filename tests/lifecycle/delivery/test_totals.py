"""The portfolio's kept figures are the sum of their leaves, whatever was done; where they are not, the row is named."""

import datetime as dt
from contextlib import ExitStack
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.strategies import integers, sampled_from

from commonweal.domain.changes import Answer, Approver
from commonweal.domain.contract_spend import SpendEntry
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.delivery import By, Decision, Figures
from commonweal.domain.errors import DomainError
from commonweal.domain.permissions import Role
from commonweal.journeys.portfolio import portfolio
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import changes, tier_two
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.models import ContractServes
from commonweal.lifecycle.contracts.spend import entries_of
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim, totals
from commonweal.lifecycle.delivery.models import CommitmentShare, OpenPeriod, PortfolioTotal, Report
from commonweal.lifecycle.delivery.proving import prove
from tests.builders.changes import a_proposal
from tests.builders.changes import again as commitment_again
from tests.builders.contracts import ENTERED_AT, commitment_of, fresh
from tests.builders.delivery import again, in_first_period
from tests.builders.tier_two import accepted

pytestmark = pytest.mark.django_db
YES = Said(Answer.APPROVE, "", shifts_balance=False, grounds=("provided-for",))


class Life(RuleBasedStateMachine):
    """Whatever both sides do in whatever order, every kept figure is the sum of its leaves."""

    world = None

    @initialize()
    def begin(self):
        self.undo = ExitStack()
        self.undo.enter_context(transaction.atomic())
        self.undo.callback(transaction.set_rollback, True)
        ends_on = self.world.commitment.periods.last().end_on
        self.now = dt.datetime.combine(ends_on, dt.time(12), tzinfo=dt.UTC)
        self.lead, self.manager = (
            self.world.cast.actor(role) for role in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER)
        )
        self.third = self.world.cast.actor(Role.DELIVERY_LEAD, self.world.third_supplier)
        accepted(self.world)

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.close()

    def attempt(self, act):
        try:
            with transaction.atomic():
                act()
        except DomainError:
            return

    def report_number(self, number) -> Report | None:
        rows = list(Report.objects.for_system("test").order_by("pk"))
        return again(rows[number % len(rows)]) if rows else None

    @rule(kind=sampled_from(["quantity", "rate", "narrative"]), part=integers(0, 1), hours=integers(-1, 90))
    def report(self, kind, part, hours):
        commitment = commitment_of(self.world.contract, kind)
        start_on = self.world.contract.starts_on + dt.timedelta(days=100 * part)
        span = {"start_on": start_on, "end_on": start_on + dt.timedelta(days=99)}
        if kind == "quantity":
            span = {"period": list(commitment.periods.all())[part]}
        quantity = None if kind == "narrative" else hours * 1_000
        claim = Claim(quantity=quantity, words="As it was.", **span)
        self.attempt(lambda: actions.report(commitment, claim, by=self.lead, now=self.now))

    @rule(number=integers(0, 5), decision=sampled_from(Decision), hours=integers(1, 40))
    def verify(self, number, decision, hours):
        if found := self.report_number(number):
            part = hours * 1_000 if decision is Decision.ACCEPT_IN_PART else None
            given = {"decision": decision, "quantity": part, "reason": "I looked."}
            self.attempt(lambda: actions.verify(found, **given, by=self.manager, now=self.now))

    @rule(number=integers(0, 5), hours=integers(0, 60))
    def correct(self, number, hours):
        if found := self.report_number(number):
            quantity = None if found.quantity is None else hours * 1_000
            claim = Claim(quantity=quantity, words="As it was after all.")
            by = self.third if found.tier_two_id else self.lead
            self.attempt(lambda: actions.correct(found, claim, by=by, now=self.now))

    @rule(part=integers(0, 1), hours=integers(-1, 90))
    def report_as_the_tier_two_supplier(self, part, hours):
        period = list(self.world.commitment.periods.all())[part]
        claim = Claim(quantity=hours * 1_000, words="As it was.", period=period)
        self.attempt(lambda: actions.report(self.world.commitment, claim, by=self.third, now=self.now))

    @rule(month=integers(0, 2), pounds=integers(0, 90_000))
    def enter_or_correct_what_was_spent(self, month, pounds):
        contract, pence = fresh(self.world.contract), pounds * 100
        first = contract.starts_on + dt.timedelta(days=300 * month)
        stands = entries_of(contract).filter(start_on=first).first()
        if stands is not None:
            given = {"pence": pence, "note": "", "by": self.manager, "now": self.now}
            self.attempt(lambda: contracts.correct_spend(stands, **given))
        else:
            entry = SpendEntry(first, first + dt.timedelta(days=29), pence)
            self.attempt(lambda: contracts.enter_spend(contract, [entry], by=self.manager, now=self.now))

    @rule()
    def end_the_part_of_the_tier_two_supplier(self):
        row = tier_two.tier_two(self.lead, self.world.tier_two.external_id)
        given = {"reason": "It closed.", "by": self.lead, "now": self.now}
        self.attempt(lambda: contracts.end_tier_two(row, **given))

    @rule(more=integers(1, 5))
    def change_the_promise(self, more):
        commitment = commitment_again(self.world.commitment)

        def act():
            proposal = a_proposal(commitment, more=more * 1_000)
            row = contracts.propose_change(commitment, proposal, by=self.lead, now=self.now)
            row = changes.change(self.manager, row.external_id)
            contracts.answer_change(row, Approver.CONTRACT_MANAGER, YES, by=self.manager, now=self.now)

        self.attempt(act)

    @rule()
    def serve_the_mission_or_stop(self):
        contract, mission = fresh(self.world.contract), self.world.mission
        links = ContractServes.objects.for_system("test").filter(contract=contract, mission=mission)
        if link := links.first():
            self.attempt(lambda: contracts.stop_serving(link, by=self.manager, now=self.now))
        else:
            given = {"reason": "It does.", "by": self.manager, "now": self.now}
            self.attempt(lambda: contracts.serve(contract, mission, **given))

    @rule()
    def terminate(self):
        contract = fresh(self.world.contract)
        self.attempt(
            lambda: contracts.terminate(contract, reason="It could not go on.", by=self.manager, now=self.now)
        )

    @invariant()
    def every_figure_is_the_sum_of_its_leaves(self):
        assert prove().differences == []


def test_any_order_of_actions_leaves_every_figure_the_sum_of_its_leaves(world):
    from hypothesis.stateful import run_state_machine_as_test

    assert world.commitment
    assert world.mission
    assert world.tier_two
    for role in (Role.DELIVERY_LEAD, Role.CONTRACT_MANAGER):
        assert world.cast.actor(role)

    class OfThisWorld(Life):
        pass

    OfThisWorld.world = world
    run_state_machine_as_test(
        OfThisWorld, settings=hypothesis_settings(max_examples=8, stateful_step_count=10, deadline=None)
    )


def hours(world, by=By.SUPPLIER) -> Figures:
    """What the reader's own page says of the hours of learning."""
    rows = portfolio(world.cast.actor(Role.READER), by)
    return next(row.figures for row in rows if row.key.unit == "hours")


def test_nothing_counts_before_it_binds_and_everything_after_the_end(world):
    assert world.prepared_contract
    assert len(portfolio(world.cast.actor(Role.READER), By.MISSION)) == 0
    assert world.report
    before = hours(world)
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    contracts.terminate(fresh(world.contract), reason="It ended.", by=manager, now=in_first_period(world))
    assert fresh(world.contract).status == ContractStatus.TERMINATED
    assert hours(world) == before == Figures(100_500, 30_000, None)


def test_both_parties_hold_the_same_figures(world):
    assert world.report
    supplier = portfolio(world.cast.actor(Role.DELIVERY_LEAD), By.SUPPLIER)
    assert [row.figures for row in supplier] == [
        row.figures for row in portfolio(world.cast.actor(Role.READER), By.SUPPLIER)
    ]


def test_what_fails_leaves_the_totals_as_they_were(world, monkeypatch):
    from commonweal.records import work

    assert world.contract
    before = hours(world)

    def broken(events):
        raise RuntimeError("the chain cannot be written")

    monkeypatch.setattr(work, "_sink", [broken])
    with pytest.raises(RuntimeError, match="cannot be written"), transaction.atomic():
        actions.report(
            world.commitment,
            Claim(quantity=1_000, period=world.commitment.periods.first()),
            by=world.cast.actor(Role.DELIVERY_LEAD),
            now=in_first_period(world),
        )
    assert hours(world) == before


def test_a_row_and_a_share_that_differ_are_named_and_can_be_added_up_anew(world):
    assert world.report
    assert prove().differences == []
    reason, supplier = "test", world.cast.supplier
    row = PortfolioTotal.objects.for_system(reason).get(
        holder=world.cast.authority, by=By.SUPPLIER, unit="hours"
    )
    PortfolioTotal.objects.for_system(reason).filter(pk=row.pk).update(reported=31_000)
    CommitmentShare.objects.for_system(reason).filter(commitment=world.commitment, by=By.PLACE).delete()
    share, total = prove().differences
    assert (share.commitment, share.by, share.kept) == (world.commitment.external_id, "place", None)
    assert share.leaves["reported"] == 30_000
    assert (total.holder, total.holding, total.key) == (row.holder_id, "authority", supplier.external_id)
    assert (total.kept["reported"], total.leaves["reported"]) == (31_000, 30_000)
    totals.rebuild(now=ENTERED_AT)
    assert prove().differences == []
    assert hours(world) == Figures(100_500, 30_000, None)


def test_a_page_of_rows_is_the_same_as_that_part_of_all_rows(world):
    assert world.northern_spire
    assert world.report
    for by in By:
        for scope in ("own", "published"):
            table = portfolio(world.cast.actor(Role.READER), by, scope)
            rows = list(table)
            assert len(table) == len(rows)
            assert [*table[0:7], *table[7:20], *table[20:10_000]] == rows
            assert not rows or table[len(rows) - 1] == rows[-1]


def test_totals_that_were_thrown_away_are_missed_also_when_somebody_worked_on(world):
    """Set-up was stopped after the migration; then a report was made, and only its commitment was added up."""
    assert world.contract
    assert not totals.were_never_built()
    for model in (PortfolioTotal, CommitmentShare, OpenPeriod):
        model.objects.for_system("test").delete()
    assert totals.were_never_built()
    assert world.report
    assert PortfolioTotal.objects.for_system("test").exists()
    assert prove().differences
    assert totals.were_never_built()
    totals.rebuild(now=ENTERED_AT)
    assert (totals.were_never_built(), prove().differences) == (False, [])


def test_totals_kept_before_are_added_up_anew_where_the_latest_report_stands_for_the_whole(world):
    """The migration throws away what may be the sum of all reports, and nothing where no metric is of that sort."""
    forget = import_module("commonweal.lifecycle.delivery.migrations.0017_the_latest_is_added_up_anew").forget
    assert world.report
    assert not totals.were_never_built()
    forget(apps, None)
    assert not totals.were_never_built(), "every metric here is a sum"
    rows = type(world.commitment).objects.for_system("test").filter(pk=world.commitment.pk)
    rows.update(aggregation="latest")
    wrong = CommitmentShare.objects.for_system("test").filter(commitment=world.commitment)
    wrong.update(reported=999_000)
    assert prove().differences
    forget(apps, None)
    assert totals.were_never_built()
    totals.rebuild(now=ENTERED_AT)
    assert (totals.were_never_built(), prove().differences) == (False, [])
