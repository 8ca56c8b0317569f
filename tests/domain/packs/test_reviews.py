"""How often a contract is reviewed."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.packs.reviews import EVERY_MONTHS, cadence
from commonweal.domain.procurements import InnovationStage

STARTS = dt.date(2027, 6, 1)


def test_every_innovation_stage_has_a_cadence():
    assert EVERY_MONTHS.keys() == set(InnovationStage)


def test_the_less_certain_the_solution_the_more_often_it_is_reviewed():
    assert all(
        sooner <= later for sooner, later in pairwise(EVERY_MONTHS[stage] for stage in InnovationStage)
    )


def test_a_settled_service_is_reviewed_after_three_months_then_twice_a_year_and_before_its_end():
    plan = cadence(InnovationStage.BUSINESS_AS_USUAL, STARTS, dt.date(2030, 5, 31))
    assert (plan.every_months, plan.is_single) == (6, False)
    assert (plan.first_on, plan.last_on) == (dt.date(2027, 9, 1), dt.date(2030, 2, 28))


def test_a_contract_too_short_for_two_reviews_has_one_half_way():
    plan = cadence(InnovationStage.BUSINESS_AS_USUAL, STARTS, dt.date(2027, 8, 31))
    assert plan.is_single
    assert plan.first_on == dt.date(2027, 7, 16)


@given(st.sampled_from(InnovationStage), st.dates(STARTS, dt.date(2060, 1, 1)))
def test_every_review_falls_inside_the_contract_and_the_first_is_never_after_the_last(stage, ends_on):
    plan = cadence(stage, STARTS, ends_on)
    assert STARTS <= plan.first_on <= plan.last_on <= ends_on
