"""The fictional borough buys something at every status that this stage can reach, and everything is invented."""

import pytest
from django.db import transaction

from commonweal.domain.procurements import Regime, law_doubt
from commonweal.domain.publishing import obstacles
from commonweal.journeys.demonstration import procurement as stage
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.journeys.demonstration.procurement_cases import CASES
from commonweal.journeys.demonstration.strategy import OUTCOMES
from commonweal.lifecycle.procurement import draft, law
from commonweal.lifecycle.procurement.formulas import FORMULAS
from commonweal.lifecycle.tendering.queries import seal_of
from commonweal.publication import queries as public
from tests.cast import NOW, PASSWORD


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        demo = Demonstration(now=NOW, password=PASSWORD)
        stage.load(demo)
        yield demo
        transaction.set_rollback(True)


@pytest.fixture
def demo(played, db):
    return played


def test_each_case_stands_where_it_says(demo):
    stands = {key: found.status for key, found in demo.things["procurements"].items()}
    reached = {"open": "open", "terminated": "terminated", "withdrawn": "withdrawn"}
    for case in CASES:
        if case.reaches == "entry":
            assert case.key not in stands
        else:
            stored = stage._again(demo.things["procurements"][case.key], demo.actor("procurement"))
            assert stored.status == reached.get(case.reaches, case.reaches)


def test_no_value_speaks_against_the_law_that_was_chosen(demo):
    for key, found in demo.things["procurements"].items():
        stored = stage._again(found, demo.actor("procurement"))
        assert law_doubt(Regime(stored.regime), law.is_above(stored, law.legal_facts(stored))) is None, key


def test_every_published_ask_is_sealed_and_all_but_the_terminated_are_public(demo):
    for key, version in demo.things["asks"].items():
        procurement = version.ask.procurement
        assert seal_of(procurement) is not None
        shown = public.ask(procurement.external_id)
        assert isinstance(shown, public.Withdrawn if key == "terminated" else public.PublicAsk)


def test_one_opportunity_is_open_today_for_a_visitor_to_try(demo):
    assert "Warm homes advice at the door" in [row.title for row in public.open_asks(NOW)]


def test_the_design_is_ready_for_a_visitor_to_publish(demo):
    actor = demo.actor("procurement")
    procurement = stage._again(demo.things["procurements"]["design"], actor)
    assert obstacles(draft.content(procurement), now=NOW, price_formulas=FORMULAS) == ()


def test_without_an_outcome_nothing_is_said_to_be_served(demo):
    assert not any(found.serves.exists() for found in demo.things["procurements"].values())


def test_each_case_serves_an_outcome_that_the_strategy_stage_enters_and_says_why():
    assert {case.serves for case in CASES} <= OUTCOMES.keys()
    assert all(case.reason for case in CASES)
