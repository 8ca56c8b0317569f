"""Suppliers ask, the borough answers everybody, one deadline moves, and what is found before scoring is decided."""

import pytest
from django.db import transaction

from commonweal.domain.assessment.exclusions import ExclusionOutcome
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.clarifications import QuestionStatus
from commonweal.domain.self_check.check import self_check
from commonweal.domain.tenders import TenderStatus
from commonweal.journeys.demonstration import assessment, clarifying, procurement, tendering
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.strategy import OUTCOMES
from commonweal.lifecycle.assessment import suitability
from commonweal.lifecycle.assessment.models import AgreedScore, Enquiry, PanelMember, SuitabilityDecision
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.models import ClarificationQuestion, DeadlineExtension
from tests.builders.assessment import system
from tests.cast import NOW, PASSWORD
from tests.journeys.demonstration.test_tendering import an_outcome


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.test import override_settings

    media = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        demo = Demonstration(now=NOW, password=PASSWORD)
        demo.things["outcomes"] = dict.fromkeys(OUTCOMES, an_outcome(demo))
        for stage in (procurement, clarifying, tendering, assessment):
            stage.load(demo)
        yield demo
        transaction.set_rollback(True)


@pytest.fixture
def demo(played, db):
    return played


def test_questions_are_answered_to_everybody_one_is_the_same_and_one_waits(demo):
    rows = system(ClarificationQuestion).filter(procurement=demo.things["procurements"]["open"])
    stands = [each.status for each in rows.order_by("asked_at")]
    q = QuestionStatus
    assert stands == [q.PUBLISHED, q.PUBLISHED, q.DUPLICATE, q.ASKED]


def test_the_open_deadline_was_moved_for_everybody_and_tenders_answer_the_version_that_says_so(demo):
    moved = system(DeadlineExtension).get()
    assert moved.before < moved.after
    assert demo.things["asks"]["open"] == moved.version
    (tender,) = demo.things["tenders"]["open"]
    assert tender.round.deadline_at == moved.after


def test_the_unfinished_tender_has_a_self_check_worth_reading(demo):
    writer = demo.actor("writer", "charity")
    tender = queries.own_tenders(writer).get(status=TenderStatus.DRAFT.value)
    found, ask = queries.read_draft(tender, by=writer, rng=tendering.rng), demo.things["asks"]["open"].read()
    codes = {each.code for checked in self_check(found.content, ask) for each in checked.findings}
    assert len(codes) >= 3


def test_a_subcontractor_is_replaced_a_firm_has_cleaned_itself_and_a_low_price_waits(demo):
    decided = {each.outcome for each in system(SuitabilityDecision)}
    assert {ExclusionOutcome.REPLACED, ExclusionOutcome.SELF_CLEANED} <= decided
    (gardens,) = demo.things["assessments"]["assessing"]
    flags = suitability.flags_of(gardens)
    (low,) = [key for key, flag in flags.items() if flag.is_low]
    asked = system(Enquiry).get(tender_id=low)
    assert (
        asked.answered_at
        and not system(SuitabilityDecision).filter(tender_id=low, matter="low_price").exists()
    )


def test_moderation_has_begun_with_a_minority_view_and_is_not_done(demo):
    (one,) = demo.things["assessments"]["moderating"]
    assert one.status == AssessmentStatus.MODERATION
    agreed = system(AgreedScore).filter(assessment=one)
    assert agreed.count() == 2
    assert agreed.exclude(minority_view="").count() == 1


def test_everybody_on_a_panel_was_trained_and_the_resident_was_allowed(demo):
    assert not system(PanelMember).filter(trained_on=None).exists()
    person = demo.member(assessment.RESIDENT).person
    seats = system(PanelMember).filter(person=person)
    assert seats and all(each.declarations.get().has_interest for each in seats)
