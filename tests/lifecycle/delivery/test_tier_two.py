"""Tier-two suppliers report on their own part into the same commitment: once, seen by each as far as they may."""

import datetime as dt

import pytest

from commonweal.domain.delivery import Decision
from commonweal.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.thread import NodeKind
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.contracts import actions as contracts
from commonweal.lifecycle.contracts import queries as contract_queries
from commonweal.lifecycle.contracts import tier_two
from commonweal.lifecycle.delivery import actions, queries, report_lines
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.actions.sheets import may_bring
from commonweal.lifecycle.delivery.forecasting import courses
from commonweal.lifecycle.delivery.proving import prove
from commonweal.thread.nodes import SOURCES, Viewer
from tests.builders.contracts import ENTERED_AT, commitment_of, fresh
from tests.builders.delivery import PNG, a_report, again, first_period, in_first_period
from tests.builders.tier_two import accepted

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(world):
    """The tier-two supplier's delivery lead, once it has accepted its 40 of the 100.5 hours."""
    accepted(world)
    return world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)


def reports(world, third, *, hours=10_000, private=False, files=()):
    claim = Claim(
        quantity=hours, words="We taught.", period=first_period(world), is_for_authority_only=private
    )
    return again(
        actions.report(world.commitment, claim, evidence=files, by=third, now=in_first_period(world))
    )


def test_both_report_on_one_period_and_each_counts_once(world, third):
    a_report(world)
    made = reports(world, third)
    assert (made.tier_two.name, made.reported_for.name) == ("Example Training CIC", "Example Training CIC")
    assert queries.line_of(world.commitment).figures.reported == 40_000
    with pytest.raises(Refused, match="already_reported"):
        reports(world, third)
    manager = world.cast.actor(Role.CONTRACT_MANAGER)
    actions.verify(made, decision=Decision.ACCEPT, reason="Yes.", by=manager, now=in_first_period(world))
    actions.correct(again(made), Claim(quantity=8_000, words="Less."), by=third, now=in_first_period(world))
    figures = queries.line_of(world.commitment).figures
    assert (figures.reported, figures.verified) == (38_000, None)
    assert prove().differences == []


def test_a_period_says_something_of_the_pace_once_everybody_who_owes_a_part_has_reported(world, third):
    manager, end = world.cast.actor(Role.CONTRACT_MANAGER), first_period(world).end_on
    a_report(world)

    def first():
        row = commitment_of(world.contract, "quantity")
        course, found = courses(manager, [row], end + dt.timedelta(days=1))[row.pk]
        return course.spans[0].done, course.spans[0].is_whole, found.unreported

    assert first() == (30_000, False, 1)
    reports(world, third)
    assert first() == (40_000, True, 0)


def test_words_and_files_kept_for_the_authority_are_hidden_from_the_supplier_everywhere(world, third):
    made = reports(world, third, private=True, files=[Upload("class.png", PNG, "The class")])
    file = made.evidence.get()
    lead, manager = world.cast.actor(Role.DELIVERY_LEAD), world.cast.actor(Role.CONTRACT_MANAGER)
    assert queries.report(lead, made.external_id).quantity == 10_000
    assert [queries.may_read_details_of(made, each) for each in (lead, manager, third)] == [False, True, True]
    with pytest.raises(NotFound):
        queries.evidence(lead, file.external_id)
    seen = [
        SOURCES[NodeKind.EVIDENCE].rows(Viewer(each)).filter(pk=file.pk).exists() for each in (lead, manager)
    ]
    assert seen == [False, True]
    assert queries.evidence(manager, file.external_id) == queries.evidence(third, file.external_id) == file
    # A file that is not kept back is read by the supplier too.
    other = actions.correct(made, Claim(quantity=1_000, words="Open."), by=third, now=in_first_period(world))
    (shown,) = actions.add_evidence(other, [Upload("b.png", PNG)], by=third, now=in_first_period(world))
    assert queries.evidence(lead, shown.external_id) == shown


def test_it_sees_its_own_part_and_nothing_else_and_a_rival_nothing(world, third):
    own, theirs = reports(world, third), a_report(world)
    rival = world.cast.actor(Role.DELIVERY_LEAD, world.cast.rival)
    assert queries.report(third, own.external_id) == own
    assert list(tier_two.delivered_by(third)) == [world.tier_two]
    for ask in (
        lambda: queries.report(third, theirs.external_id),
        lambda: contract_queries.contract(third, world.contract.external_id),
        lambda: contract_queries.commitment(third, world.commitment.external_id),
        lambda: queries.report(rival, own.external_id),
        lambda: tier_two.tier_two(rival, world.tier_two.external_id),
    ):
        with pytest.raises(NotFound):
            ask()
    # Asked where a published contract is read by any supplier: a rival has no workbook of reports to bring.
    assert [may_bring(fresh(world.contract), by) for by in (rival, third)] == [False, True]
    lead, now = world.cast.actor(Role.DELIVERY_LEAD), in_first_period(world)
    with pytest.raises(NotPermitted):
        actions.report(commitment_of(world.contract, "narrative"), Claim(words="Ours."), by=third, now=now)
    with pytest.raises(NotPermitted):
        actions.correct(own, Claim(quantity=1), by=lead, now=now)
    with pytest.raises(Invalid, match="both_sides_read_it"):
        actions.correct(theirs, Claim(quantity=1, is_for_authority_only=True), by=lead, now=now)


def test_what_others_deliver_whole_is_not_the_suppliers_to_report(world):
    lead, own = (world.cast.actor(Role.DELIVERY_LEAD, each) for each in (None, world.third_supplier))
    pathway = commitment_of(world.contract, "pathway")
    row = tier_two.tier_two(lead, world.contract.tier_two.get(name="Example Kitchens CIC").external_id)
    assert [part.commitment for part in row.parts.all()] == [pathway]
    contracts.invite_tier_two(row, world.third_supplier, by=lead, now=ENTERED_AT)
    claim = Claim(words="Ten carers met.", milestone=pathway.milestones.get())
    contracts.answer_tier_two(tier_two.tier_two(own, row.external_id), accepts=True, by=own, now=ENTERED_AT)
    with pytest.raises(Refused, match="tier_two_reports_it"):
        actions.report(pathway, claim, by=lead, now=in_first_period(world))
    actions.report(pathway, claim, by=own, now=in_first_period(world))
    ended = tier_two.tier_two(lead, row.external_id)
    contracts.end_tier_two(ended, reason="It closed.", by=lead, now=ENTERED_AT)
    with pytest.raises(NotPermitted):
        actions.report(pathway, claim, by=own, now=in_first_period(world))
    with pytest.raises(Refused, match="already_reported"):
        actions.report(pathway, claim, by=lead, now=in_first_period(world))
    assert report_lines.reportable_milestones(pathway, lead) == []


def test_what_is_late_is_in_the_week_of_whoever_has_not_reported(world, third):
    a_report(world)
    later = in_first_period(world) + dt.timedelta(days=1)
    title = world.commitment.title
    people = world.cast.actor(Role.DELIVERY_LEAD), third, world.cast.actor(Role.CONTRACT_MANAGER)

    def of(actor):
        found = week_of(actor, later)
        return [
            item.about
            for item in (*found.waiting, *found.at_risk)
            if item.job in (Job.REPORT_LATE, Job.NO_REPORT) and item.about.startswith(title)
        ]

    assert [of(each) for each in people] == [[], [title], [f"{title} (Example Training CIC)"]]
    reports(world, third)
    assert [of(each) for each in people] == [[], [], []]


def test_no_more_is_given_away_than_there_is_and_nothing_changes_once_it_was_asked(world):
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    assert world.tier_two.status == "invited"
    with pytest.raises(Refused, match="already_asked"):
        contracts.set_part(world.tier_two, world.commitment, quantity=1_000, part="", by=lead, now=ENTERED_AT)
    other = contracts.name_tier_two(
        fresh(world.contract), name="Another", work="Teaches.", by=lead, now=ENTERED_AT
    )
    with pytest.raises(Refused, match="no_part"):
        contracts.invite_tier_two(other, world.third_supplier, by=lead, now=ENTERED_AT)
    with pytest.raises(Invalid, match="more_than_left"):
        contracts.set_part(other, world.commitment, quantity=60_501, part="", by=lead, now=ENTERED_AT)
    contracts.set_part(other, world.commitment, quantity=60_500, part="", by=lead, now=ENTERED_AT)
    with pytest.raises(Invalid, match="not_a_supplier"):
        contracts.invite_tier_two(other, world.cast.supplier, by=lead, now=ENTERED_AT)
    with pytest.raises(Invalid, match="asked_already"):
        contracts.invite_tier_two(other, world.third_supplier, by=lead, now=ENTERED_AT)
    with pytest.raises(NotPermitted):
        manager = world.cast.actor(Role.CONTRACT_MANAGER)
        contracts.invite_tier_two(other, world.third_supplier, by=manager, now=ENTERED_AT)


def test_the_second_of_two_answers_is_told_and_a_refusal_has_a_reason(world):
    assert world.tier_two
    own = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    one, two = (tier_two.tier_two(own, world.tier_two.external_id) for _ in range(2))
    with pytest.raises(Invalid, match="reason_missing"):
        contracts.answer_tier_two(one, accepts=False, by=own, now=ENTERED_AT, revision=one.revision)
    read = two.revision
    contracts.answer_tier_two(one, accepts=True, by=own, now=ENTERED_AT, revision=one.revision)
    with pytest.raises(Stale):
        contracts.answer_tier_two(two, accepts=False, reason="No.", by=own, now=ENTERED_AT, revision=read)
