"""The fictional suppliers tender by ordinary actions: some sealed, some opened, one unfinished."""

import pytest
from django.db import transaction

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.consortium import PartyRole
from commonweal.domain.price_schedule import LinePrice, lines_for, worked_out
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tender_parts import obstacles
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

OPENED = ("opened", "assessing", "moderating", "rounds", "award", "contract", "ended", "heating")


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


def test_a_small_firm_tenders_with_others_and_its_tender_for_one_lot_is_ready(demo):
    writer = demo.actor("writer", "sme")
    drafts = queries.own_tenders(writer).filter(status=TenderStatus.DRAFT.value).order_by("lot__number")
    first, second = drafts
    ask, content = (
        demo.things["asks"]["windows"].read(),
        queries.read_draft(first, by=writer, rng=tendering.rng).content,
    )
    assert {party.role for party in content.parties} == set(PartyRole)
    assert len({flow.party_key for flow in content.flows}) == 3
    assert len(content.conditions) == len(ask.conditions) == 2
    assert obstacles(content, ask) == ()
    assert obstacles(queries.read_draft(second, by=writer, rng=tendering.rng).content, ask)


def test_a_price_schedule_comes_to_the_price_and_each_lot_has_a_line_of_its_own(demo):
    ask = demo.things["asks"]["windows"].read()
    for key in ("windows", "assessing", "open"):
        assert demo.things["asks"][key].read().schedule
    titles = [{line.title for line in lines_for(ask.schedule, lot.id)} for lot in ask.lots]
    assert titles[0] - titles[1] and titles[1] - titles[0]
    schedule = demo.things["asks"]["assessing"].read().schedule
    for tender in demo.things["tenders"]["assessing"]:
        entered = [LinePrice(line.line_id, line.value) for line in tender.price_lines.all()]
        assert worked_out(schedule, entered).total == tender.prices.get().pence


def test_what_was_said_of_partners_and_conditions_is_there_once_opened(demo):
    said = {tender.supplier.name: again(tender) for tender in demo.things["tenders"]["assessing"]}
    assert all(tender.condition_statements.count() == 2 for tender in said.values())
    parties = {name: tender.parties.count() for name, tender in said.items()}
    assert sorted(parties.values()) == [0, 1, 2]


def test_two_lots_are_opened_each_with_its_tenders(demo):
    tenders = demo.things["tenders"]["opened"]
    assert len({tender.lot_id for tender in tenders}) == 2
    assert len(tenders) == 4
