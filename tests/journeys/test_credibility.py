"""Whether promises can be kept: only where the ask says so, only after locking, and the same question to all it affects."""

import datetime as dt
from fractions import Fraction

import pytest

from commonweal.domain.assessment.credibility import Concern
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Role
from commonweal.journeys import credibility
from commonweal.lifecycle.assessment import suitability
from commonweal.lifecycle.procurement.actions.method import set_method
from commonweal.lifecycle.procurement.models import StatedFacts
from tests.builders import tendering
from tests.builders.assessment import LATER, a_locked, a_moderation, officer
from tests.builders.contracts import a_prepared_contract, commitment_of
from tests.builders.procurement import a_designed_procurement, fresh

QUESTION = "How do these hours fit the team that you describe?"


@pytest.fixture
def stated(world, monkeypatch):
    """The ask says that promises are checked; the authority expects a team so small that 100.5 hours do not fit."""

    def designed(*args, **facts):
        procurement = a_designed_procurement(*args, **facts)
        set_method(
            procurement.ask,
            tie_rule="heaviest-criterion-first",
            lot_rule="in-lot-order",
            most_lots=None,
            checks_promises=True,
            minimums={},
            by=officer(world),
            now=world.now,
        )
        return fresh(procurement)

    monkeypatch.setattr(tendering, "a_designed_procurement", designed)


def a_small_team(one):
    StatedFacts.objects.bulk_create(
        [StatedFacts(ask_id=one.ask_version.ask_id, team_fte_thousandths=10, created_at=LATER)]
    )


def test_both_tenderers_are_asked_the_same_and_each_reads_its_own(world, stated):
    one = a_locked(world).again()
    a_small_team(one)
    found = credibility.checked(one, by=officer(world))
    assert Concern.MORE_HOURS_THAN_TEAM in {flag.concern for each in found for flag in each.flags}
    asked = credibility.ask_affected(
        one,
        Concern.MORE_HOURS_THAN_TEAM,
        QUESTION,
        answer_until=LATER.date() + dt.timedelta(days=5),
        by=officer(world),
        now=LATER,
    )
    assert {each.question for each in asked} == {QUESTION} and len(asked) == 2
    for supplier in (world.cast.supplier, world.cast.rival):
        writer = world.cast.actor(Role.TENDER_WRITER, supplier)
        own = next(each for each in asked if each.tender.supplier_id == supplier.pk)
        told = suitability.told(writer, own.tender.external_id)
        assert [each.pk for each in told.enquiries] == [own.pk]
    with pytest.raises(Refused, match=r"credibility\.nobody_affected"):
        credibility.ask_affected(
            one, Concern.VAGUE, QUESTION, answer_until=LATER.date(), by=officer(world), now=LATER
        )


def test_nothing_before_locking_nothing_unstated_and_nothing_for_others(world, stated):
    one = a_moderation(world).again()
    with pytest.raises(Refused, match=r"credibility\.not_locked"):
        credibility.checked(one, by=officer(world))
    for role in (Role.ASSESSOR, Role.MODERATOR, Role.AUTHORITY_ADMINISTRATOR):
        with pytest.raises(NotPermitted):
            credibility.checked(one, by=world.cast.actor(role))


def test_an_ask_that_does_not_say_so_is_not_checked(world):
    with pytest.raises(Refused, match=r"credibility\.not_stated"):
        credibility.checked(a_locked(world).again(), by=officer(world))


def test_what_binding_contracts_promise_is_compared_without_vat_and_prepared_ones_are_not(world, monkeypatch):
    """One contract of one supplier, where one is made enough: its own rates, and nothing before it is entered into."""
    monkeypatch.setattr("commonweal.domain.assessment.credibility.FEWEST_SUPPLIERS", 1)
    by = officer(world)
    prepared = a_prepared_contract(world, world.tender)
    hours = commitment_of(prepared, "quantity")
    assert credibility._comparables({hours.unit}, by, without=frozenset()) == {}

    type(prepared).objects.for_system("entered into in a test").filter(pk=prepared.pk).update(
        status="in_force"
    )
    assert prepared.value_pence is None and prepared.value_ex_vat_pence > 0
    years = Fraction((prepared.ends_on - prepared.starts_on).days + 1) / Fraction("365.25")
    millions = Fraction(prepared.value_ex_vat_pence, 100_000_000)
    found = credibility._comparables({hours.unit}, by, without=frozenset())[hours.unit]
    rows = prepared.commitments.exclude(owed_by="authority").filter(unit=hours.unit, quantity__gt=0)
    rates = sorted(Fraction(each.quantity, 1000) / millions / years for each in rows)
    assert len(rates) == 2 and found.count == 1  # one supplier, with the median of its own
    middle = sum(rates) / 2
    assert abs(found.median - middle) <= middle / 20 and found.upper == found.median
    mine = frozenset([prepared.supplier_id])
    assert credibility._comparables({hours.unit}, by, without=mine) == {}
    monkeypatch.setattr("commonweal.domain.assessment.credibility.FEWEST_SUPPLIERS", 2)
    assert credibility._comparables({hours.unit}, by, without=frozenset()) == {}


def test_whoever_tendered_in_the_round_is_left_out(world, stated):
    one = a_locked(world).again()
    assert credibility._tenderers(one) == {world.cast.supplier.pk, world.cast.rival.pk}
