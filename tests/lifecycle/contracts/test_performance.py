"""KPIs are set, rated beside what the figures suggest, corrected with new entries, and fall due in time."""

import datetime as dt

import pytest

from commonweal.domain.actors import SYSTEM
from commonweal.domain.delivery import Decision, FigureBasis
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.kpis import KpiRating, SuggestionCode
from commonweal.domain.permissions import Role
from commonweal.domain.rules.duties import Bites
from commonweal.journeys import kpis as journey
from commonweal.lifecycle.contracts import actions, performance
from commonweal.lifecycle.contracts.actions import KpiFacts, Rated
from commonweal.lifecycle.contracts.events import ContractEvent
from commonweal.lifecycle.contracts.models import Kpi
from commonweal.lifecycle.delivery import actions as delivery
from commonweal.lifecycle.procurement.models import Lot, Procurement
from commonweal.records.work import transaction
from tests.builders.contracts import ENTERED_AT, commitment_of, fresh
from tests.builders.delivery import first_period, in_first_period
from tests.builders.performance import DAYS_TO_REPAIR, a_failure, a_year_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(world):
    return world.cast.actor(Role.CONTRACT_MANAGER)


def again(kpi: Kpi) -> Kpi:
    return (
        performance.Kpi.objects.for_system("read again in a test")
        .select_related("contract", "commitment__contract")
        .get(pk=kpi.pk)
    )


def rated(contract, rating=KpiRating.GOOD, days=90, **more) -> Rated:
    starts = contract.starts_on
    return Rated(starts, starts + dt.timedelta(days=days - 1), rating, "As agreed.", **more)


def test_the_figures_of_a_commitments_kpi_are_those_of_its_reports(world, manager):
    period = first_period(world)
    kpi = world.commitment_kpi
    span = {"start_on": world.contract.starts_on, "end_on": period.end_on}
    before = journey.figures_for(kpi, **span)
    assert (before.figure, before.expected) == (None, period.quantity)
    assert before.suggestion.because is SuggestionCode.NO_FIGURE
    report = world.report
    reported = journey.figures_for(kpi, **span)
    assert (reported.figure, reported.basis) == (report.quantity, FigureBasis.REPORTED)
    delivery.verify(
        report,
        decision=Decision.ACCEPT_IN_PART,
        quantity=10_000,
        reason="A third was shown.",
        by=manager,
        now=in_first_period(world),
    )
    verified = journey.figures_for(kpi, **span)
    assert (verified.figure, verified.basis) == (10_000, FigureBasis.VERIFIED)


def test_a_pathways_kpi_counts_milestones_that_were_accepted(world, manager):
    pathway = commitment_of(world.contract, "pathway")
    step = pathway.milestones.get()
    facts = KpiFacts(title="Milestones reached", commitment=pathway, unit="milestones")
    kpi = actions.set_kpi(world.contract, facts, by=manager, now=ENTERED_AT)
    found = journey.figures_for(kpi, start_on=step.due_on, end_on=step.due_on)
    assert (found.figure, found.expected, found.suggestion.rating) == (0, 1000, KpiRating.INADEQUATE)


def test_a_promise_in_words_suggests_nothing_and_can_be_rated(world, manager):
    facts = KpiFacts(title="Openness", commitment=commitment_of(world.contract, "narrative"))
    kpi = actions.set_kpi(world.contract, facts, by=manager, now=ENTERED_AT)
    starts = world.contract.starts_on
    figures = journey.figures_for(kpi, start_on=starts, end_on=starts)
    assert figures.suggestion.rating is None
    row = journey.decide(
        kpi,
        figures,
        rating=KpiRating.OTHER,
        reason="Too early to say.",
        by=manager,
        now=a_year_on(world.contract),
    )
    assert (row.suggested, row.rating) == ("", "other")


def test_a_person_may_decide_otherwise_and_both_are_kept(world):
    row = world.kpi_assessment
    assert (row.suggested, row.rating, row.share) == ("approaching_target", "approaching_target", 9_000)
    kpi = again(world.commitment_kpi)
    other = actions.assess_kpi(
        kpi,
        Rated(row.start_on, row.end_on, KpiRating.GOOD, "Two reports came late.", 27_000, None, 30_000),
        by=world.cast.actor(Role.CONTRACT_MANAGER),
        now=a_year_on(world.contract),
        corrects=row,
    )
    assert (other.suggested, other.rating) == ("approaching_target", "good")
    found = performance.kpi(world.cast.actor(Role.DELIVERY_LEAD), kpi.external_id)
    assert performance.latest(found) == other
    assert len(found.assessments.all()) == 2
    (values,) = performance.performance_values(fresh(world.contract)).kpis
    assert [each.rating for each in values.ratings] == [KpiRating.GOOD]


def test_days_are_rated_once_unless_the_rating_is_corrected(world, manager):
    row = world.kpi_assessment
    kpi = again(world.commitment_kpi)
    for corrects in (None, row):
        overlapping = rated(world.contract, days=30)
        if corrects is None:
            with pytest.raises(Refused, match="assessed_already"):
                actions.assess_kpi(kpi, overlapping, by=manager, now=a_year_on(world.contract))
        else:
            actions.assess_kpi(kpi, overlapping, by=manager, now=a_year_on(world.contract), corrects=corrects)
    with pytest.raises(Refused, match="corrected_already"):
        actions.assess_kpi(
            again(kpi), rated(world.contract), by=manager, now=a_year_on(world.contract), corrects=row
        )


def test_of_two_who_rate_at_once_the_second_is_told(world, manager):
    kpi = world.kpi
    seen = kpi.revision
    now = a_year_on(world.contract)
    actions.assess_kpi(again(kpi), rated(world.contract), by=manager, now=now, revision=seen)
    with pytest.raises(Stale):
        actions.assess_kpi(kpi, rated(world.contract), by=manager, now=now, revision=seen)


def test_it_falls_due_on_entry_after_each_rating_and_at_the_end(world, manager):
    prepared = world.prepared_contract
    kpi = actions.set_kpi(prepared, DAYS_TO_REPAIR, by=manager, now=ENTERED_AT)
    assert kpi.due_on is None
    live = world.kpi
    assert live.due_on == dt.date(ENTERED_AT.year + 1, ENTERED_AT.month, ENTERED_AT.day) - dt.timedelta(
        days=1
    )
    now = a_year_on(world.contract)
    actions.assess_kpi(live, rated(world.contract, days=365), by=manager, now=now)
    assert again(live).due_on > live.contract.starts_on + dt.timedelta(days=364)
    assert not performance.kpis_due(manager, to_day=now.date())
    actions.terminate(fresh(world.contract), reason="The home closed.", by=manager, now=now)
    assert [each.pk for each in performance.kpis_due(manager, to_day=now.date())] == [live.pk]
    final = actions.assess_kpi(
        again(live),
        Rated(world.contract.starts_on + dt.timedelta(days=365), now.date(), KpiRating.GOOD, "To the end."),
        by=manager,
        now=now,
    )
    assert final.is_final


def test_after_an_early_end_the_rating_to_that_day_is_the_final_one_and_nothing_falls_due_again(
    world, manager
):
    live, now = world.kpi, a_year_on(world.contract)
    starts = world.contract.starts_on
    ended = starts + dt.timedelta(days=300)
    actions.terminate(fresh(world.contract), reason="The home closed.", ended_on=ended, by=manager, now=now)
    early = Rated(starts, ended - dt.timedelta(days=30), KpiRating.GOOD, "The first months.")
    assert not actions.assess_kpi(again(live), early, by=manager, now=now).is_final
    assert again(live).due_on == ended
    rest = Rated(early.end_on + dt.timedelta(days=1), ended, KpiRating.GOOD, "To the end.")
    assert actions.assess_kpi(again(live), rest, by=manager, now=now).is_final
    assert again(live).due_on is None


def test_a_contract_that_was_rated_to_its_early_end_before_that_was_recorded_leaves_nothing_due(
    world, manager
):
    live, now = world.kpi, a_year_on(world.contract)
    actions.assess_kpi(live, rated(world.contract, days=301), by=manager, now=now)
    ended = world.contract.starts_on + dt.timedelta(days=300)
    actions.terminate(fresh(world.contract), reason="It closed.", ended_on=ended, by=manager, now=now)
    assert again(live).due_on is None


def test_a_kpi_is_changed_until_it_is_rated_and_withdrawn_with_a_reason(world, manager):
    kpi = world.kpi
    actions.change_kpi(kpi, KpiFacts(title="Repairs", unit="days", target=4_000), by=manager, now=ENTERED_AT)
    assert again(kpi).title == "Repairs"
    assessed = again(world.kpi_assessment.kpi)
    with pytest.raises(Refused, match="stands_once_assessed"):
        actions.change_kpi(assessed, DAYS_TO_REPAIR, by=manager, now=ENTERED_AT)
    with pytest.raises(Invalid):
        actions.withdraw_kpi(assessed, reason=" ", by=manager, now=ENTERED_AT)
    actions.withdraw_kpi(assessed, reason="It measured the wrong thing.", by=manager, now=ENTERED_AT)
    with pytest.raises(Refused):
        actions.assess_kpi(again(assessed), rated(world.contract), by=manager, now=a_year_on(world.contract))


def test_a_kpi_of_a_contract_that_is_not_entered_into_cannot_be_rated(world, manager):
    kpi = actions.set_kpi(world.prepared_contract, DAYS_TO_REPAIR, by=manager, now=ENTERED_AT)
    with pytest.raises(Refused, match="not_binding"):
        actions.assess_kpi(kpi, rated(world.prepared_contract), by=manager, now=a_year_on(world.contract))


def test_a_commitment_of_another_contract_is_refused(world, manager):
    facts = KpiFacts(title="Another", commitment=world.commitment)
    with pytest.raises(Invalid):
        actions.set_kpi(world.prepared_contract, facts, by=manager, now=ENTERED_AT)


def test_only_the_authority_sets_and_rates_and_strangers_find_nothing(world):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    with pytest.raises(NotPermitted):
        actions.set_kpi(world.contract, DAYS_TO_REPAIR, by=lead, now=ENTERED_AT)
    with pytest.raises(NotPermitted):
        actions.assess_kpi(world.kpi, rated(world.contract), by=lead, now=a_year_on(world.contract))
    assert performance.kpi(lead, world.kpi.external_id)
    for role, organisation in (
        (Role.DELIVERY_LEAD, world.cast.rival),
        (Role.CONTRACT_MANAGER, world.cast.other_authority),
    ):
        with pytest.raises(NotFound):
            performance.kpi(world.cast.actor(role, organisation), world.kpi.external_id)


def test_the_duty_is_asked_of_the_contracts_own_procurement(world, manager):
    duty = performance.kpi_duty(world.contract)
    assert duty.bites in (Bites.NO, Bites.UNKNOWN)
    assert duty.is_met
    procurement = world.contract.procurement
    procurement.value_pence = 600_000_000
    reached = performance.kpi_duty(world.contract)
    assert (reached.bites, reached.needed, reached.standing) == (Bites.YES, 3, 0)
    assert not reached.is_met
    assert performance.kpi_duty(world.northern_spire) is None


def test_a_failure_leaves_as_the_law_asks_and_is_corrected_with_a_new_entry(world, manager):
    earlier = world.failure
    facts = actions.FailureFacts(
        ground=earlier.ground,
        requirement=earlier.requirement,
        description="One carer alone on twelve nights in July.",
        decided_on=earlier.decided_on,
    )
    actions.correct_failure(earlier, facts, by=manager, now=a_year_on(world.contract))
    with pytest.raises(Refused):
        actions.correct_failure(earlier, facts, by=manager, now=a_year_on(world.contract))
    (standing,) = performance.performance_values(fresh(world.contract)).failures
    assert standing.description.startswith("One carer alone on twelve")
    assert standing.supplier_id == world.cast.supplier.external_id
    assert len(performance.failures_of(world.contract)) == 2


def test_values_take_as_many_queries_for_many_kpis_as_for_one(world, django_assert_max_num_queries):
    assert world.kpi_assessment
    assert world.kpi
    a_failure(world)
    contract = fresh(world.contract)
    with django_assert_max_num_queries(7):
        assert len(performance.performance_values(contract).kpis) == 2


def test_the_kpi_duty_of_a_lots_contract_goes_by_the_lot(world):
    """9 million in two lots: the contract for the lot of 2 million is not above 5 million."""
    contract = fresh(world.contract)
    procurement = contract.procurement
    Lot.objects.for_system("a test").filter(pk=contract.tender.lot_id).update(value_pence=2_000_000_00)
    Procurement.objects.for_system("a test").filter(pk=procurement.pk).update(value_pence=9_000_000_00)
    assert performance.kpi_duty(fresh(contract)).bites is Bites.YES
    with transaction(by=SYSTEM, at=ENTERED_AT) as work:
        south = Lot(procurement=procurement, number=2, title="South", value_pence=7_000_000_00)
        south.save()
        work.record(ContractEvent.SERVES_LINKED, contract)
    assert performance.lot_value(fresh(contract)) == 2_000_000_00
    assert performance.kpi_duty(fresh(contract)).bites is not Bites.YES
    south.procurement.refresh_from_db()
    assert performance.kpi_duty_before_preparing(south).bites is Bites.YES
