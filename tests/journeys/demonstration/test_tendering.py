"""The fictional suppliers tender by ordinary actions: some sealed, some opened, one unfinished."""

import pytest
from django.db import transaction

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tenders import TenderStatus
from commonweal.domain.theory_of_change import OutcomeKind
from commonweal.journeys.demonstration import procurement, tendering
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.strategy import OUTCOMES
from commonweal.lifecycle.strategy.actions import missions, theory
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.packages import clean_code
from tests.builders.procurement import fresh
from tests.builders.tendering import again
from tests.cast import NOW, PASSWORD

OPENED = ("opened", "assessing", "moderating", "award", "contract", "ended", "heating")


def an_outcome(demo):
    """One outcome of the borough, which stands here for all that the strategy stage enters."""
    said = {"by": demo.actor("mission-lead"), "now": demo.began_at}
    mission = missions.write(
        authority=demo.authority, statement="Every home is warm in winter", deadline_on=None, **said
    )
    return theory.add_outcome(mission, title="Homes are warm", kind=OutcomeKind.OUTCOME, **said)


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    from django.test import override_settings

    media = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(MEDIA_ROOT=media):
        demo = Demonstration(now=NOW, password=PASSWORD)
        demo.things["outcomes"] = dict.fromkeys(OUTCOMES, an_outcome(demo))
        procurement.load(demo)
        tendering.load(demo)
        demo.things["media"] = media
        yield demo
        transaction.set_rollback(True)


@pytest.fixture
def demo(played, db, settings):
    settings.MEDIA_ROOT = played.things["media"]
    return played


def status_of(demo, key):
    return fresh(demo.things["procurements"][key]).status


def test_what_is_due_is_opened_and_what_is_not_stays_sealed(demo):
    assert {key: status_of(demo, key) for key in OPENED} == dict.fromkeys(OPENED, ProcurementStatus.OPENED)
    assert (status_of(demo, "open"), status_of(demo, "closed")) == (
        ProcurementStatus.OPEN,
        ProcurementStatus.CLOSED,
    )
    assert set(demo.things["openings"]) == set(OPENED)


def test_every_kind_of_commitment_is_offered_by_the_supplier_and_by_a_subcontractor(demo):
    offers = [
        offer
        for key in OPENED
        for tender in demo.things["tenders"][key]
        for offer in queries.offers_of(tender)
    ]
    assert {offer.kind for offer in offers} == set(CommitmentKind)
    assert {offer.owed_by.value for offer in offers} == {"supplier", "subcontractor"}
    assert any(offer.metric_id is None and offer.outcome_id for offer in offers)


def test_two_sealed_tenders_wait_for_their_openers(demo):
    tenders = demo.things["tenders"]["closed"]
    assert {again(tender).status for tender in tenders} == {TenderStatus.SUBMITTED.value}
    assert queries.standing_count(tenders[0].round) == 2
    assert not queries.opened_tenders(demo.actor("procurement")).filter(lot=tenders[0].lot).exists()


def test_the_charity_can_go_on_with_its_draft_and_the_small_firm_can_begin(demo):
    writer = demo.actor("writer", "charity")
    tender = queries.own_tenders(writer).get(status=TenderStatus.DRAFT.value)
    assert queries.read_draft(tender, by=writer, rng=tendering.rng).content.answers
    small = queries.own_tenders(demo.actor("writer", "sme"))
    assert not small.filter(lot__procurement=tender.lot.procurement).exists()


def test_the_code_of_the_demonstration_unlocks_what_was_submitted(demo):
    assert clean_code(tendering.CODE)
    (tender,) = demo.things["tenders"]["open"]
    assert queries.read_package(again(tender), tendering.CODE, by=demo.actor("writer", "large"))


def test_everything_was_submitted_before_its_deadline_and_none_of_it_tomorrow(demo):
    for tenders in demo.things["tenders"].values():
        for tender in tenders:
            receipt = tender.receipts.get()
            assert receipt.submitted_at < min(tender.round.deadline_at, NOW)
