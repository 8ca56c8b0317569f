"""Reports per period with evidence; a correction is a new report; what was claimed never changes."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery import actions, queries, report_lines
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.models import Report
from commonweal.records.models import PublishedIsFinalError
from commonweal.records.work import transaction
from tests.builders.contracts import ENTERED_AT, a_prepared_contract, commitment_of, fresh
from tests.builders.delivery import PNG, again, first_period, in_first_period

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world):
    return world.cast.actor(Role.DELIVERY_LEAD)


def test_a_report_gives_a_quantity_for_a_period(world):
    report = world.report
    assert (report.quantity, report.status, report.verified) == (30_000, "submitted", None)
    assert (report.start_on, report.end_on) == (first_period(world).start_on, first_period(world).end_on)
    line = queries.line_of(world.commitment)
    assert (line.figures.promised, line.figures.reported, line.figures.verified) == (100_500, 30_000, None)


def test_a_period_is_reported_on_once(world, lead):
    assert world.report
    with pytest.raises(Refused) as refused:
        actions.report(
            world.commitment,
            Claim(quantity=1_000, period=first_period(world)),
            by=lead,
            now=in_first_period(world),
        )
    assert (refused.value.code, refused.value.field) == ("report.already_reported", "period")


def test_a_period_that_has_not_begun_cannot_be_reported_on(world, lead):
    with pytest.raises(Refused) as refused:
        actions.report(
            world.commitment, Claim(quantity=1_000, period=first_period(world)), by=lead, now=ENTERED_AT
        )
    assert refused.value.code == "report.period_not_begun"


def test_a_commitment_with_periods_is_reported_on_by_period(world, lead):
    with pytest.raises(Invalid) as invalid:
        actions.report(world.commitment, Claim(quantity=1_000), by=lead, now=in_first_period(world))
    assert invalid.value.code == "report.period_missing"


def test_words_are_reported_for_a_span_that_does_not_overlap_another(world, lead):
    commitment = commitment_of(world.contract, "narrative")
    start = world.narrative_report.start_on
    with pytest.raises(Refused) as refused:
        actions.report(
            commitment,
            Claim(
                words="Again.", start_on=start + dt.timedelta(days=10), end_on=start + dt.timedelta(days=100)
            ),
            by=lead,
            now=in_first_period(world),
        )
    assert refused.value.code == "report.already_reported"


def test_nobody_reports_on_days_outside_the_contract_or_still_to_come(world, lead):
    commitment, now = commitment_of(world.contract, "narrative"), in_first_period(world)
    starts, today, day = world.contract.starts_on, now.date(), dt.timedelta(days=1)
    for start_on, end_on, code in (
        (dt.date(1990, 1, 1), dt.date(1990, 12, 31), "report.before_contract"),
        (today, dt.date(2099, 12, 31), "report.after_contract"),
        (starts, today + day, "report.days_to_come"),
    ):
        with pytest.raises(Invalid) as invalid:
            claim = Claim(words="Done.", start_on=start_on, end_on=end_on)
            actions.report(commitment, claim, by=lead, now=now)
        assert invalid.value.code == code
    claim = Claim(words="Done.", start_on=starts, end_on=today)
    assert actions.report(commitment, claim, by=lead, now=now).status == "submitted"


def test_a_pathway_is_reported_on_by_milestone(world, lead):
    commitment = commitment_of(world.contract, "pathway")
    claim = Claim(words="Ten carers met three times.", milestone=commitment.milestones.get())
    report = actions.report(commitment, claim, by=lead, now=in_first_period(world))
    assert report.milestone.title == "Ten carers have designed the course"
    with pytest.raises(Refused):
        actions.report(commitment, claim, by=lead, now=in_first_period(world))


def test_the_authority_reports_on_what_it_owes_and_the_supplier_may_not(world, lead):
    own = world.contract.commitments.select_related("contract").get(owed_by="authority")
    claim = Claim(words="Introduced to all three.", start_on=ENTERED_AT.date(), end_on=ENTERED_AT.date())
    with pytest.raises(NotPermitted):
        actions.report(own, claim, by=lead, now=in_first_period(world))
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    report = actions.report(own, claim, by=manager, now=in_first_period(world))
    assert report.reported_for == world.cast.authority


@pytest.mark.parametrize("role", [Role.CONTRACT_MANAGER, Role.TENDER_WRITER])
def test_only_somebody_who_delivers_reports_for_the_supplier(world, role):
    with pytest.raises(NotPermitted):
        actions.report(
            world.commitment,
            Claim(quantity=1_000, period=first_period(world)),
            by=world.cast.actor(role),
            now=in_first_period(world),
        )


def test_nothing_is_reported_on_a_promise_that_does_not_bind_yet(world):
    contract = a_prepared_contract(world, world.rival_tender)
    commitment = commitment_of(contract, "quantity")
    with pytest.raises(Refused) as refused:
        actions.report(
            commitment,
            Claim(quantity=1_000, period=commitment.periods.first()),
            by=world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival),
            now=in_first_period(world),
        )
    assert refused.value.code == "report.not_binding"


def test_a_report_may_come_after_the_contract_has_finished(world, lead):
    now = dt.datetime.combine(world.contract.ends_on, dt.time(12), tzinfo=dt.UTC)
    contracts.finish(world.contract, by=world.cast.actor(Role.CONTRACT_MANAGER), now=now)
    assert world.report.status == "submitted"


def test_a_period_that_begins_after_the_contracts_last_day_is_closed(world, lead):
    first, second = world.commitment.periods.all()[:2]
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    later = dt.datetime.combine(second.end_on, dt.time(12), tzinfo=dt.UTC)
    assert second in report_lines.reportable_periods(fresh_commitment(world), later.date(), lead)
    contracts.terminate(
        fresh(world.contract), reason="It could not go on.", ended_on=first.end_on, by=manager, now=later
    )
    commitment = fresh_commitment(world)
    assert report_lines.reportable_periods(commitment, later.date(), lead) == [first]
    rows = report_lines.reportable(fresh(world.contract), lead, later.date())
    assert (first.external_id in rows, second.external_id in rows) == (True, False)
    with pytest.raises(Invalid) as invalid:
        actions.report(commitment, Claim(quantity=1_000, period=second), by=lead, now=later)
    assert (invalid.value.code, invalid.value.field) == ("report.period_after_contract", "period")
    assert actions.report(commitment, Claim(quantity=1_000, period=first), by=lead, now=later).pk


def test_nobody_is_asked_for_a_period_that_begins_after_the_term(world, lead):
    last = world.commitment.periods.last()
    every = {"to_day": last.end_on}
    assert last.pk in {each.pk for each in queries.periods_to_report(lead, **every)}
    Contract.objects.for_system("a term that was shortened").filter(pk=world.contract.pk).update(
        ends_on=last.start_on - dt.timedelta(days=1)
    )
    assert last.pk not in {each.pk for each in queries.periods_to_report(lead, **every)}


def fresh_commitment(world):
    return (
        Commitment.objects.for_system("read again in a test")
        .select_related("contract")
        .get(pk=world.commitment.pk)
    )


def test_evidence_belongs_to_the_one_who_reports(world, lead):
    evidence = world.evidence
    assert (evidence.title, evidence.file.owner_id) == ("The open evening", world.cast.supplier.pk)
    with pytest.raises(Invalid):
        actions.add_evidence(
            world.report, [Upload("renamed.png", b"MZ\x90\x00 program")], by=lead, now=ENTERED_AT
        )
    actions.add_evidence(world.report, [Upload("second.png", PNG)], by=lead, now=ENTERED_AT)
    assert [each.title for each in world.report.evidence.all()] == ["second.png"]


def test_evidence_comes_before_the_decision(world, lead):
    assert world.verification
    decided = again(world.narrative_report)
    with pytest.raises(Refused) as refused:
        actions.add_evidence(decided, [Upload("late.png", PNG)], by=lead, now=ENTERED_AT)
    assert refused.value.code == "report.evidence_too_late"


def test_a_correction_is_a_new_report_and_the_old_one_stays(world, lead):
    earlier = world.report
    new = actions.correct(
        earlier,
        Claim(quantity=28_000, words="Two hours were counted twice."),
        by=lead,
        now=in_first_period(world),
    )
    assert (again(earlier).status, again(earlier).quantity) == ("corrected", 30_000)
    assert (new.corrects_id, new.period_id, new.status) == (earlier.pk, earlier.period_id, "submitted")
    assert queries.line_of(world.commitment).figures.reported == 28_000
    with pytest.raises(Refused):
        actions.correct(again(earlier), Claim(quantity=1), by=lead, now=in_first_period(world))


def test_a_claim_is_never_edited(world, lead):
    report = again(world.report)
    report.quantity = 99_000
    with pytest.raises(PublishedIsFinalError), transaction(by=lead, at=ENTERED_AT):
        report.save()


def test_a_published_line_takes_no_report_here(world):
    with pytest.raises(NotPermitted):
        actions.report(
            world.published_commitment,
            Claim(quantity=1_000),
            by=world.cast.actor(Role.DELIVERY_LEAD),
            now=ENTERED_AT,
        )


def test_figures_of_many_commitments_are_read_in_one_query(world, django_assert_num_queries):
    listed = list(world.northern_spire.commitments.all())
    with django_assert_num_queries(1):
        assert len(queries.lines(listed)) == 17


@pytest.mark.parametrize("part", ["period", "milestone"])
def test_the_database_too_keeps_one_live_report_of_each_party_for_each_part(world, lead, part):
    """Two at once would come past every check, had they locked different rows."""
    pathway, now = commitment_of(world.contract, "pathway"), in_first_period(world)
    claim = Claim(words="Ten carers met three times.", milestone=pathway.milestones.get())
    first = world.report if part == "period" else actions.report(pathway, claim, by=lead, now=now)
    again = {
        name: getattr(first, f"{name}_id") for name in ("commitment", "period", "milestone", "reported_for")
    }
    second = Report(**{f"{name}_id": key for name, key in again.items()}, created_at=now)
    with pytest.raises(IntegrityError), atomic():
        Report.objects.bulk_create([second])
    made = actions.correct(first, Claim(quantity=first.quantity, words="As counted."), by=lead, now=now)
    assert made.corrects_id == first.pk
