"""The borough assesses by ordinary actions: one in scoring, one in its standstill, two that became contracts."""

import pytest
from django.db import transaction

from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus
from commonweal.domain.periods import london_day
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys.demonstration import assessment, procurement, tendering
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.assessment import queries
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision
from commonweal.lifecycle.assessment.recomputing import recomputed
from tests.builders.assessment import system
from tests.builders.procurement import fresh
from tests.cast import NOW, PASSWORD
from tests.journeys.demonstration.test_tendering import an_outcome


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.test import override_settings

    media = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        demo = Demonstration(now=NOW, password=PASSWORD)
        an_outcome(demo)
        for stage in (procurement, tendering, assessment):
            stage.load(demo)
        yield demo
        transaction.set_rollback(True)


@pytest.fixture
def demo(played, db):
    return played


def status(demo, key):
    return fresh(demo.things["procurements"][key]).status


def test_each_procurement_stands_where_its_case_says(demo):
    assert status(demo, "assessing") == ProcurementStatus.ASSESSING
    assert status(demo, "award") == ProcurementStatus.AWARD_DECIDED
    assert status(demo, "contract") == status(demo, "ended") == ProcurementStatus.IN_CONTRACT
    assert status(demo, "opened") == ProcurementStatus.OPENED


def test_the_one_in_scoring_has_work_for_an_assessor_and_for_a_resident(demo):
    (one,) = demo.things["assessments"]["assessing"]
    assert one.status == AssessmentStatus.SCORING
    done = {each.member.person_id: (each.done, each.of) for each in queries.progress(one)}
    first, second, resident = (
        done[demo.member(who).person_id] for who in (*assessment.ASSESSORS, assessment.RESIDENT)
    )
    assert first[0] == first[1] > second[0] == 2
    assert resident[0] == 0 < resident[1]
    assert queries.seats(demo.actor(assessment.RESIDENT))


def test_one_waits_for_the_decision_who_goes_on_to_a_second_round(demo):
    (one,) = demo.things["assessments"]["rounds"]
    ask = one.ask_version.read()
    assert (one.status, one.round.number, len(ask.rounds)) == (AssessmentStatus.LOCKED, 1, 2)
    assert ask.rounds[1].deadline_at > NOW and ask.how.may_refine
    assert not one.round_decisions.exists()
    assert status(demo, "rounds") == ProcurementStatus.ASSESSING


def test_the_standstill_runs_on_the_day_of_the_demonstration(demo):
    for award in demo.things["awards"]["award"]:
        stored = system(AwardDecision).get(pk=award.pk)
        assert stored.status == AwardStatus.STANDSTILL
        assert stored.notice_published_on < london_day(NOW) <= stored.standstill_ends_on


def test_contracts_carry_what_was_offered(demo):
    for key in ("contract", "ended"):
        for contract in demo.things["entered"][key]:
            offered = contract.tender.commitments.count()
            assert contract.commitments.filter(offered__isnull=False).count() == offered


def test_every_kept_ranking_is_worked_out_again(demo):
    kept = [one for one in system(Assessment) if one.status == AssessmentStatus.LOCKED]
    assert len(kept) >= 3
    assert all(recomputed(one.external_id)["same"] for one in kept)
