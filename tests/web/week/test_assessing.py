"""My week between the deadline and the summaries: each step waits for the person whose turn it is, and for nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.assessment.conditions import ConditionOutcome
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.domain.assessment.exclusions import ExclusionOutcome
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys import clarifications, rounds
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Job
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.procurement.actions.statuses import move
from commonweal.lifecycle.tendering.actions import deadlines
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    a_found_ground,
    a_locked,
    a_moderation,
    a_panel,
    a_scoring,
    acting,
    another_moderator,
    decide,
    declare_none,
    hand_in,
    officer,
    score_all,
    tenders,
)
from tests.builders.procurement import fresh
from tests.builders.rounds import a_locked_first_round, select_first
from tests.web.contracts.test_contract_pages import client_of, page

pytestmark = pytest.mark.django_db
STEPS = {
    Job.BEGIN_ASSESSMENT,
    Job.NAME_PANEL,
    Job.DECIDE_INTEREST,
    Job.DECIDE_BEFORE,
    Job.DECIDE_ROUND,
    Job.INVITE_ROUND,
    Job.DECIDE_AWARD,
    Job.AWARD_STEP,
    Job.ANSWER_CLARIFICATIONS,
    Job.DECIDE_LATE,
}


def found(actor, now=LATER) -> dict[Job, list[str]]:
    """What waits for somebody, by kind, as external ids."""
    jobs: dict[Job, list[str]] = {}
    for item in week_of(actor, now).waiting:
        jobs.setdefault(item.job, []).append(item.id)
    return jobs


def steps(actor, now=LATER) -> set[Job]:
    return found(actor, now).keys() & STEPS


def stranger(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority)


def test_the_officer_is_told_from_the_opening_to_the_award(world):
    procurement = world.opened_procurement
    assert found(officer(world))[Job.BEGIN_ASSESSMENT] == [procurement.external_id]
    (one,) = actions.begin(procurement, by=officer(world), now=LATER)
    assert steps(officer(world)) == {Job.NAME_PANEL}
    assert found(officer(world))[Job.NAME_PANEL] == [one.external_id]
    assert not steps(stranger(world)) and not steps(world.cast.actor(Role.READER))


def test_a_locked_ranking_waits_for_the_decision_until_it_is_made(world):
    panel = a_locked(world)
    assert found(officer(world))[Job.DECIDE_AWARD] == [panel.assessment.external_id]
    assert Job.DECIDE_AWARD not in found(world.cast.actor(Role.MODERATOR))
    assert Job.DECIDE_AWARD not in found(stranger(world))
    award = decide(world, panel)
    assert steps(officer(world)) == {Job.AWARD_STEP}
    actions.withdraw(award, reason="A slip in the published price.", by=officer(world), now=LATER)
    assert steps(officer(world)) == {Job.DECIDE_AWARD}


def test_between_rounds_first_the_decision_then_the_invitation(world, monkeypatch):
    panel = a_locked_first_round(world, monkeypatch)
    procurement = fresh(panel.assessment.lot.procurement)
    assert found(officer(world))[Job.DECIDE_ROUND] == [panel.assessment.external_id]
    assert steps(officer(world)) == {Job.DECIDE_ROUND}
    select_first(world, panel)
    assert steps(officer(world)) == {Job.INVITE_ROUND}
    assert found(officer(world))[Job.INVITE_ROUND] == [procurement.external_id]
    rounds.invite_next_round(procurement, by=officer(world), now=LATER)
    assert steps(officer(world)) == set()


def test_panel_members_declare_then_score_and_the_moderator_agrees(world):
    panel = a_panel(world)
    first, moderator = acting(world, panel.first), acting(world, panel.moderator)
    assert found(first)[Job.DECLARE_INTERESTS] == [panel.assessment.external_id]
    assert Job.DECLARE_INTERESTS in found(moderator)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    assert Job.SCORE not in found(first), "nothing is shown before interests are declared"
    for member in (panel.first, panel.second, panel.moderator):
        declare_none(world, member)
    assert found(first).keys() == {Job.SCORE} and not found(moderator)
    actions.set_due(panel.again(), due_on=dt.date(2040, 1, 2), by=officer(world), now=LATER)
    (item,) = week_of(first, LATER).waiting
    assert item.on == dt.date(2040, 1, 2)
    for member in (panel.first, panel.second):
        score_all(world, member, FIRST_MARKS)
        hand_in(world, member)
    assert not found(first) and found(moderator).keys() == {Job.MODERATE}


def test_moderation_waits_for_the_moderator_of_that_panel_alone(world):
    panel = a_moderation(world)
    assert Job.MODERATE in found(acting(world, panel.moderator))
    assert Job.MODERATE not in found(another_moderator(world).actor())
    actions.leave(panel.moderator, because="Is ill.", by=officer(world), now=LATER)
    assert Job.MODERATE not in found(acting(world, panel.moderator))


def test_a_declared_interest_waits_for_somebody_else(world):
    panel = a_panel(world)
    first = acting(world, panel.first)
    actions.declare(panel.first, has_interest=True, words="My cousin works there.", by=first, now=LATER)
    assert found(officer(world))[Job.DECIDE_INTEREST] == [panel.first.external_id]
    assert Job.DECIDE_INTEREST not in found(first)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    assert Job.SCORE not in found(first)
    actions.decide_interest(panel.first, is_allowed=True, reason="Far removed.", by=officer(world), now=LATER)
    assert Job.DECIDE_INTEREST not in found(officer(world)) and Job.SCORE in found(first)
    declare_none(world, panel.first)
    assert Job.DECIDE_INTEREST not in found(officer(world)), "a later declaration takes its place"


def test_an_interest_that_was_taken_back_still_waits_for_somebody_else(world):
    panel = a_panel(world)
    first = acting(world, panel.first)
    actions.declare(panel.first, has_interest=True, words="My cousin works there.", by=first, now=LATER)
    declare_none(world, panel.first)
    assert found(officer(world))[Job.DECIDE_INTEREST] == [panel.first.external_id]
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    assert Job.SCORE not in found(first)
    actions.decide_interest(panel.first, is_allowed=True, reason="A slip.", by=officer(world), now=LATER)
    assert Job.DECIDE_INTEREST not in found(officer(world)) and Job.SCORE in found(first)


def matters(world, now=LATER) -> int:
    return sum(item.count for item in week_of(officer(world), now).waiting if item.job is Job.DECIDE_BEFORE)


def test_matters_before_the_award_wait_until_the_tenderer_was_heard_and_it_is_decided(world):
    ground = a_found_ground(world)
    supplier = world.cast.actor(Role.TENDER_WRITER)
    # Two tenders and one condition; the ground waits for the answer.
    assert matters(world) == 2
    assert found(supplier)[Job.ANSWER_ENQUIRY] == [ground.enquiry.external_id]
    assert Job.ANSWER_ENQUIRY not in found(world.cast.actor(Role.TENDER_WRITER, world.cast.rival))
    assert matters(world, LATER + dt.timedelta(days=11)) == 3, "the day went by without an answer"
    actions.answer(ground.enquiry, "We changed our procedures.", by=supplier, now=LATER)
    assert Job.ANSWER_ENQUIRY not in found(supplier)
    assert matters(world) == 3
    said = {"by": officer(world), "now": LATER}
    actions.decide_condition(
        ground.condition,
        tenders(ground.panel.assessment)[1],
        ConditionOutcome.MET,
        reason="It has done such work before.",
        **said,
    )
    assert matters(world) == 2
    actions.decide_finding(
        ground.finding, ExclusionOutcome.EXCLUDED, reason="It happened again after that.", **said
    )
    assert matters(world) == 0, "a tender that is out needs no more decisions"


def test_a_low_price_waits_for_the_decision_once_the_tenderer_was_heard(world):
    panel = a_scoring(world)
    tender, said = tenders(panel.assessment)[0], {"by": officer(world), "now": LATER}
    until = (LATER + dt.timedelta(days=5)).date()
    actions.ask(
        tender, EnquiryPurpose.LOW_PRICE, "Please show how this price is made up.", answer_until=until, **said
    )
    assert matters(world) == 0 and matters(world, LATER + dt.timedelta(days=6)) == 1
    actions.decide_price(
        tender,
        PriceOutcome.ACCEPTED,
        reason="The price is explained by its method.",
        by=officer(world),
        now=LATER + dt.timedelta(days=6),
    )
    assert matters(world, LATER + dt.timedelta(days=6)) == 0


def test_questions_of_suppliers_wait_for_those_who_answer_them(world):
    question = world.question
    procurement = question.procurement
    (item,) = [
        each for each in week_of(officer(world), world.now).waiting if each.job is Job.ANSWER_CLARIFICATIONS
    ]
    assert (item.id, item.count) == (procurement.external_id, 1)
    assert Job.ANSWER_CLARIFICATIONS not in found(stranger(world), world.now)
    clarifications.publish(
        question, "Is it counted?", "Yes.", is_checked=True, by=officer(world), now=world.now
    )
    assert Job.ANSWER_CLARIFICATIONS not in found(officer(world), world.now)


def test_late_tenders_wait_for_those_who_decide_on_them(world):
    late = world.late_tender
    opener = world.openers[0].actor()
    for actor in (opener, officer(world)):
        assert found(actor)[Job.DECIDE_LATE] == [late.tender.lot.procurement.external_id]
    assert Job.DECIDE_LATE not in found(world.cast.actor(Role.READER))
    shown = page(client_of(world, Role.PROCUREMENT_OFFICER), "week")
    assert "Decide on 1 late tender" in shown and late.tender.supplier.name not in shown
    deadlines.decide(late, admit=False, reason="No good reason.", by=opener, now=LATER)
    assert Job.DECIDE_LATE not in found(opener)


def test_a_procurement_that_was_terminated_asks_nobody_for_anything(world):
    panel = a_locked(world)
    procurement = fresh(panel.assessment.lot.procurement)
    move(procurement, ProcurementStatus.TERMINATED, reason="No money.", by=officer(world), now=LATER)
    assert steps(officer(world)) == set() and not found(acting(world, panel.first))


def test_my_week_asks_as_often_for_many_assessments_as_for_one(world):
    client = client_of(world, Role.PROCUREMENT_OFFICER)
    a_found_ground(world)
    with CaptureQueriesContext(connection) as one:
        page(client, "week")
    a_found_ground(world, "Another")
    a_locked(world)
    with CaptureQueriesContext(connection) as more:
        page(client, "week")
    assert len(one) == len(more)


def test_somebody_on_a_panel_has_one_button_into_the_work(world):
    panel = a_panel(world)
    client = client_of(world, Role.ASSESSOR)
    assert "Declare your interests" in page(client, "week")
    declare = reverse("assessment-declare", args=[panel.assessment.external_id])
    assert f'class="govuk-button" role="button" draggable="false" href="{declare}"' in page(client, "week")
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    for member in (panel.first, panel.second, panel.moderator):
        declare_none(world, member)
    onward = reverse("assessment-next", args=[panel.assessment.external_id])
    assert onward in page(client, "week")
    first, second = sorted(tenders(panel.assessment), key=lambda tender: (tender.supplier.name, tender.pk))
    to_score = client.get(onward)["Location"]
    assert to_score.endswith(f"/questions/{panel.first.criteria[0]}/{first.external_id}")
    actions.save_score(
        panel.first, first, panel.first.criteria[0], score=7_500, reason=REASON,
        by=acting(world, panel.first), now=LATER,
    )  # fmt: skip
    assert second.external_id in client.get(onward)["Location"]
    score_all(world, panel.first, FIRST_MARKS)
    assert client.get(onward)["Location"] == reverse(
        "assessment-questions", args=[panel.assessment.external_id]
    )


def test_who_declares_no_interest_while_scoring_is_open_goes_straight_to_the_first_answer(world):
    panel = a_panel(world)
    one = panel.assessment.external_id
    client = client_of(world, Role.ASSESSOR)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    declare = reverse("assessment-declare", args=[one])
    answer = client.post(declare, {"form_key": "none", "has_interest": "no", "words": ""}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("assessment-next", args=[one])
    assert f"/questions/{panel.first.criteria[0]}/" in answer.redirect_chain[1][0]
    assert "Your declaration is recorded." in answer.text and "Save and go on" in answer.text
    # Whoever has one waits on the list until it is decided.
    answer = client.post(
        declare, {"form_key": "one", "has_interest": "yes", "words": "A cousin."}, follow=True
    )
    assert "You can go on once somebody else has decided" in answer.text
