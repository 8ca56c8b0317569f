"""The public value profile describes: every kind alike, own units, no pounds, no order that says anything."""

import dataclasses
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.asks import PlaceContent
from commonweal.domain.assessment.value_profile import (
    ELSEWHERE,
    DimensionKind,
    Promised,
    dimensions,
    outcome_of,
    profile,
)
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.metrics import Aggregation
from tests.domain.asks_examples import a_criterion, a_metric, an_ask
from tests.domain.tender_examples import YEAR_ONE, YEAR_TWO, a_narrative, a_pathway, a_quantity, a_rate

ASK = an_ask(places=(PlaceContent("example-north", "The north"), PlaceContent("example-south", "The south")))
OFFERS = (
    a_quantity(periods=(YEAR_ONE, replace(YEAR_TWO, place_code="example-south"))),
    a_rate(),
    a_pathway(place_code="example-north"),
    a_narrative(),
)


def row(kind: DimensionKind, key: str, offers=OFFERS, ask=ASK):
    return next(
        each for each in profile(offers, ask) if (each.dimension.kind, each.dimension.id) == (kind, key)
    )


def test_it_is_over_the_outcomes_and_places_of_the_ask():
    shown = [(each.kind.value, each.id) for each in dimensions(ASK)]
    assert shown[-3:] == [("place", "example-north"), ("place", "example-south"), ("place", ELSEWHERE)]
    assert ("outcome", "outcome-1") in shown and ("outcome", ELSEWHERE) in shown


def test_every_kind_of_promise_counts_once_however_large():
    outcome = row(DimensionKind.OUTCOME, "outcome-1")
    assert [outcome.count(kind) for kind in CommitmentKind] == [1, 1, 1, 1]
    larger = (a_quantity(periods=(replace(YEAR_ONE, quantity=10**9),)), *OFFERS[1:])
    counts = [row(DimensionKind.OUTCOME, "outcome-1", larger).count(kind) for kind in CommitmentKind]
    assert counts == [1, 1, 1, 1]


def test_a_quantity_is_parted_between_the_places_it_names():
    (north,) = [
        each for each in row(DimensionKind.PLACE, "example-north").promised if each.quantity is not None
    ]
    (south,) = [
        each for each in row(DimensionKind.PLACE, "example-south").promised if each.quantity is not None
    ]
    (whole,) = [
        each for each in row(DimensionKind.OUTCOME, "outcome-1").promised if each.quantity is not None
    ]
    assert (north.quantity, south.quantity, whole.quantity) == (40_000, 60_500, 100_500)


def test_a_share_is_what_it_comes_to_at_the_end_in_each_place_and_altogether():
    share = a_metric(unit="%", aggregation=Aggregation.LATEST)
    ask = replace(ASK, criteria=(a_criterion(metrics=(share,)),))
    offers = (a_quantity(unit="%"),)
    for kind, key in ((DimensionKind.PLACE, "example-north"), (DimensionKind.OUTCOME, "outcome-1")):
        assert [each.quantity for each in row(kind, key, offers, ask).promised] == [60_500]


def test_what_names_no_place_stands_in_a_row_of_its_own_and_only_then():
    elsewhere = row(DimensionKind.PLACE, ELSEWHERE)
    assert {each.kind for each in elsewhere.promised} == {CommitmentKind.RATE, CommitmentKind.NARRATIVE}
    here = [each for each in profile(OFFERS[:1], ASK) if each.dimension.id == ELSEWHERE]
    assert here == []


def test_a_dimension_for_which_nothing_is_promised_is_shown_as_empty():
    assert row(DimensionKind.PLACE, "example-south", ()).promised == ()


@pytest.mark.parametrize(
    ("offer", "ask", "wanted"),
    [
        (a_pathway(), ASK, "outcome-1"),
        (a_quantity(), ASK, "outcome-1"),
        (a_pathway(outcome_id="outcome-gone"), replace(ASK, serves=()), "outcome-1"),
        (
            a_pathway(outcome_id="x"),
            replace(ASK, serves=(), criteria=(a_criterion(outcome_id=None, metrics=()),)),
            "",
        ),
    ],
)
def test_the_outcome_is_the_one_named_closest_to_the_promise(offer, ask, wanted):
    assert outcome_of(offer, ask) == wanted


@given(st.permutations(OFFERS))
def test_the_order_in_a_tender_changes_nothing(offers):
    assert profile(offers, ASK) == profile(OFFERS, ASK)


def test_nothing_in_a_profile_is_a_pound_a_score_or_a_rank():
    fields = {field.name for kind in (Promised,) for field in dataclasses.fields(kind)}
    assert fields == {"kind", "measure", "unit", "quantity", "rate", "steps"}
