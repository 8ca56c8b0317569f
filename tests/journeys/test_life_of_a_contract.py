"""A contract of three years from award to its end, by ordinary actions and with a moving clock.

What it produces is the worked example in `docs/explanation/life-of-a-contract.md`: the page is held equal to it. After a
change, ``COMMONWEAL_WRITE_DOCS=1 python -m pytest tests/journeys/test_life_of_a_contract.py`` writes the page anew.
"""

import datetime as dt
import os
from dataclasses import fields, replace
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from commonweal.audit import chain
from commonweal.domain.changes import ChangeStatus
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.handover import HandoverStatus
from commonweal.domain.learning_reviews import ReviewStatus
from commonweal.domain.notices import NoticeKind
from commonweal.domain.procurements import ProcurementStatus, Regime
from commonweal.domain.remedies import SETTLES, Rung
from commonweal.domain.terms import TermKind
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.journeys import contract_notices
from commonweal.journeys.demonstration import assessment, clarifying, life, procurement, strategy, tendering
from commonweal.journeys.demonstration.contract_cases import CONTRACT_CASES
from commonweal.journeys.demonstration.life_terms_words import CONDITIONS, MORE_WORK_PENCE
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.procurement_cases import CASES
from commonweal.lifecycle.contracts import handovers
from commonweal.lifecycle.contracts.models import CommitmentChange, PerformanceFailure, TermDecision
from commonweal.lifecycle.delivery.models import LearningReview, LessonAnswer, Report
from commonweal.lifecycle.strategy.actions import theory
from tests.builders.assessment import system
from tests.builders.procurement import fresh
from tests.cast import PASSWORD
from tests.journeys.demonstration.test_tendering import an_outcome
from tests.journeys.life_page import Watched, page

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "life-of-a-contract.md"
AFTER_ALL = dt.datetime(2029, 3, 1, 12, 0, tzinfo=dt.UTC)
STARTED_AGO = 1_140
DAYS = ("begins", "published", "deadline", "starts", "ends")


def earlier(case):
    """The case as the demonstration has it, so many days earlier that the contract has run to its end."""
    by = case.starts + STARTED_AGO
    named = {field.name for field in fields(case)}
    return replace(case, **{name: getattr(case, name) - by for name in DAYS if name in named})


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    """Everything up to the award, then one scene after the other, watched at the end of each."""
    (heating,) = (earlier(case) for case in CONTRACT_CASES if case.key == life.KEY)
    (next_ask,) = (case for case in CASES if case.key == "design")
    media = tmp_path_factory.mktemp("life")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        demo = Demonstration(now=AFTER_ALL, password=PASSWORD)
        demo.__dict__["began_at"] = demo.at(heating.begins - 30)
        a_theory(demo)
        procurement.load(demo, [heating, next_ask])
        clarifying.load(demo, [heating])
        tendering.load(demo)
        assessment.load(demo, [heating])
        yield watched(demo)
        transaction.set_rollback(True)


def a_theory(demo) -> None:
    """One outcome, and what its link to the aim rests on."""
    outcome = an_outcome(demo)
    said = {"by": demo.actor("mission-lead"), "now": demo.began_at}
    goal = theory.add_outcome(outcome.mission, title="Nobody is cold at home", kind=OutcomeKind.GOAL, **said)
    link = theory.link(cause=outcome, effect=goal, **said)
    text = strategy.ASSUMPTIONS["apprentices"][2]
    demo.things["assumptions"] = {"apprentices": theory.note_assumption(link, text=text, **said)}
    demo.things["outcomes"] = dict.fromkeys(strategy.OUTCOMES, outcome)


def watched(demo) -> Watched:
    prepared = demo.things["prepared"][life.KEY]
    seen = Watched(life.Life(demo, prepared.pk, prepared.starts_on))
    for days in life.played(seen.life):
        seen.look(days)
    life.life_learning.answer_the_next_ask(seen.life)
    return seen


@pytest.fixture
def seen(played, db):
    return played


def test_it_is_handed_over_after_it_was_sent_back_once(seen):
    handover = handovers.handover_of(seen.life.contract)
    assert handover.status == HandoverStatus.ACCEPTED
    assert [move.new for move in handover.moves.all()] == ["sent", "sent_back", "sent", "accepted"]


def test_every_quarter_is_reported_and_the_rejected_report_stays_beside_its_correction(seen):
    rows = system(Report).filter(commitment__contract=seen.life.contract_id, period__isnull=False)
    assert rows.exclude(status=ReportStatus.CORRECTED).count() == len(life.life_words.QUARTERS)
    corrected = rows.get(status=ReportStatus.CORRECTED)
    assert corrected.corrected_by.verified < corrected.quantity


def test_three_figures_stay_three(seen):
    (training,) = (line for line in seen.lines() if line.commitment.kind == CommitmentKind.QUANTITY)
    figures = training.figures
    assert figures.verified < figures.reported
    assert figures.promised < figures.verified


def test_a_warning_came_while_there_was_time_and_went_after_the_change(seen):
    outlooks = [each.forecast.outlook.value for each in seen.forecasts]
    assert "behind" in outlooks
    assert outlooks[-1] == "met"
    assert outlooks.index("behind") < outlooks.index("met")


def test_the_means_changed_once_and_the_aim_stood(seen):
    change = system(CommitmentChange).get()
    assert change.status == ChangeStatus.IN_FORCE
    assert change.commitment.serves.exists()


def test_every_kpi_is_rated_at_least_once_a_year_and_to_the_last_day(seen):
    contract = seen.life.contract
    for kpi in contract.kpis.all():
        assert kpi.assessments.count() == len(life.life_words.RATINGS)
        assert all(each.end_on - each.start_on < dt.timedelta(days=366) for each in kpi.assessments.all())
        assert kpi.assessments.get(is_final=True).end_on == contract.ends_on
        assert kpi.due_on is None


def test_reviews_taught_something_that_the_next_ask_took_up(seen):
    held = system(LearningReview).filter(status=ReviewStatus.HELD)
    assert held.count() == len(life.life_words.REVIEWS)
    assert held.filter(lesson__is_managed_failure=True).count() == 1
    assert system(LessonAnswer).get().procurement == seen.life.demo.things["procurements"]["design"]


def test_conditions_are_decided_each_time_they_fall_due_and_a_charter_is_met_by_equivalent_evidence(seen):
    contract = seen.life.contract
    assert {each.kind for each in contract.terms.all()} == {kind.value for kind in TermKind}
    decided = [turn for each in CONDITIONS for turn in each.turns]
    assert system(TermDecision).filter(term__contract=contract).count() == len(decided)
    assert contract.terms.get(kind=TermKind.CHARTER).shown.get().is_equivalent
    assert not contract.terms.filter(due_on__isnull=False).exists()


def test_the_ladder_is_climbed_rung_by_rung_and_every_matter_is_settled(seen):
    matters = list(seen.life.contract.matters.prefetch_related("steps"))
    climbed = [[step.rung for step in matter.steps.order_by("pk")] for matter in matters]
    assert [Rung.TALK, Rung.PLAN, Rung.ESCALATE] in climbed
    assert all(matter.steps.order_by("-pk")[0].outcome in SETTLES for matter in matters)
    assert system(PerformanceFailure).get(contract=seen.life.contract_id).steps.exists()


def test_the_price_changed_once_and_a_longer_term_was_refused(seen):
    contract = seen.life.contract
    price, term = contract.changes.order_by("number")
    assert (price.status, term.status) == (ChangeStatus.IN_FORCE, ChangeStatus.REFUSED)
    assert contract.value_ex_vat_pence == price.old_value_ex_vat_pence + MORE_WORK_PENCE
    assert contract.ends_on == term.old_ends_on


def test_it_ends_with_its_procurement_and_the_notices_are_complete(seen):
    contract = seen.life.contract
    assert contract.status == ContractStatus.FINISHED
    ended = fresh(contract.procurement)
    assert (ended.status, ended.regime) == (ProcurementStatus.ENDED, Regime.PROCUREMENT_ACT_2023)
    drafts = {each.kind: each for each in contract_notices.drafts(contract)}
    assert drafts.keys() == {NoticeKind.DETAILS, NoticeKind.PERFORMANCE, NoticeKind.TERMINATION}
    assert all(each.is_complete for each in drafts.values())


def test_nothing_of_it_is_outside_the_record(seen):
    assert chain.verify().problem is None


def test_the_worked_example_in_the_docs_is_what_came_of_it(seen):
    written = page(seen)
    if os.environ.get("COMMONWEAL_WRITE_DOCS"):
        PAGE.write_text(written)
    assert PAGE.read_text() == written
