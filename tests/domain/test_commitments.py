"""What may be offered, of which kind, on which measure, by whom, where and when."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.domain.commitments import (
    TITLE_LIMIT,
    WORDS_LIMIT,
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
    check,
    contract_periods,
    latest_day,
    outcomes_of,
    owed_for,
    problems,
    promised_by,
    word_count,
)
from commonweal.domain.errors import Invalid
from commonweal.domain.metrics import Aggregation
from tests.domain.asks_examples import a_criterion, a_metric, an_ask
from tests.domain.tender_examples import YEAR_ONE, YEAR_TWO, a_narrative, a_pathway, a_quantity, a_rate

ASK = an_ask()
FOUR_KINDS = (a_quantity(), a_rate(), a_pathway(), a_narrative())


def codes(offer: Offer) -> list[str]:
    """The codes of everything wrong with an offer."""
    return [problem.code for problem in problems(offer, ASK)]


@pytest.mark.parametrize("offer", FOUR_KINDS, ids=lambda offer: offer.kind.value)
def test_each_of_the_four_kinds_can_be_offered(offer: Offer) -> None:
    assert codes(offer) == []


def test_a_quantity_adds_up_over_periods_and_places() -> None:
    assert promised_by(a_quantity(), ASK) == 100_500


def test_a_share_comes_to_what_is_promised_last_and_is_never_added() -> None:
    share = a_metric(unit="%", aggregation=Aggregation.LATEST)
    ask = an_ask(criteria=(a_criterion(metrics=(share,)),))
    offer = a_quantity(unit="%", periods=(YEAR_TWO, YEAR_ONE))
    assert promised_by(offer, ask) == 60_500
    assert promised_by(replace(offer, metric_id=None), ask) == 100_500


def test_of_two_places_whose_share_ends_on_one_day_the_smaller_stands_for_both() -> None:
    elsewhere = replace(YEAR_TWO, place_code="example-south", quantity=50_000)
    for periods in ((YEAR_ONE, YEAR_TWO, elsewhere), (elsewhere, YEAR_TWO, YEAR_ONE)):
        assert a_quantity(periods=periods).together(Aggregation.LATEST) == 50_000


@pytest.mark.parametrize("offer", FOUR_KINDS[1:], ids=lambda offer: offer.kind.value)
def test_only_a_quantity_has_a_figure_of_its_own(offer: Offer) -> None:
    assert promised_by(offer, ASK) is None


def test_a_measure_of_the_suppliers_own_stands_beside_the_asks() -> None:
    own = a_quantity(metric_id=None, outcome_id="outcome-1", unit="evenings")
    assert codes(own) == []


def test_a_measure_of_the_suppliers_own_needs_an_outcome_that_the_ask_names() -> None:
    assert codes(a_narrative(outcome_id=None)) == ["commitment.outcome_missing"]
    assert codes(a_narrative(outcome_id="elsewhere")) == ["commitment.outcome_unknown"]


def test_what_the_ask_serves_and_what_its_criteria_are_asked_for_can_be_proposed_against() -> None:
    criterion = replace(ASK.criteria[1], outcome_id="outcome-9")
    assert outcomes_of(replace(ASK, criteria=(criterion,))) == {
        "outcome-1": "Residents keep good health",
        "outcome-9": criterion.title,
    }


@pytest.mark.parametrize(
    ("offer", "code"),
    [
        (a_quantity(criterion_id="criterion-price"), "commitment.criterion_unknown"),
        (a_quantity(title=" "), "commitment.title_missing"),
        (a_quantity(title="t" * (TITLE_LIMIT + 1)), "commitment.title_long"),
        (a_quantity(metric_id="metric-9"), "commitment.metric_unknown"),
        (a_quantity(criterion_id="criterion-quality"), "commitment.metric_of_another_criterion"),
        (a_quantity(unit="days"), "commitment.unit_differs"),
        (a_quantity(metric_id=None, outcome_id="outcome-1", unit=" "), "commitment.unit_missing"),
        (a_quantity(metric_id=None, outcome_id="outcome-1", unit="u" * 61), "commitment.unit_long"),
        (a_quantity(owed_by=OwedBy.AUTHORITY), "commitment.authority_cannot_be_offered"),
        (a_quantity(owed_by=OwedBy.SUBCONTRACTOR), "commitment.subcontractor_missing"),
        (a_quantity(subcontractor="Example Kitchens"), "commitment.subcontractor_not_meant"),
        (a_quantity(periods=()), "commitment.periods_missing"),
        (a_quantity(periods=(replace(YEAR_ONE, quantity=0),)), "commitment.quantity_not_positive"),
        (a_quantity(periods=(replace(YEAR_ONE, place_code="moon"),)), "commitment.place_unknown"),
        (a_narrative(place_code="moon"), "commitment.place_unknown"),
        (
            a_quantity(periods=(replace(YEAR_ONE, end_on=date(2027, 6, 1)), YEAR_ONE)),
            "commitment.periods_overlap",
        ),
        (a_quantity(periods=(replace(YEAR_ONE, start_on=date(2027, 5, 31)),)), "commitment.outside_contract"),
        (a_quantity(rate=OfferedRate(1, 1)), "commitment.rate_not_meant"),
        (a_rate(rate=None), "commitment.rate_missing"),
        (a_rate(rate=OfferedRate(0, 100)), "commitment.quantity_not_positive"),
        (a_rate(rate=OfferedRate(1_000, 0)), "commitment.rate_per_not_positive"),
        (a_rate(periods=(YEAR_ONE,)), "commitment.periods_not_meant"),
        (a_pathway(milestones=()), "commitment.milestones_missing"),
        (a_pathway(milestones=a_pathway().milestones[::-1]), "commitment.milestones_out_of_order"),
        (
            a_pathway(milestones=(OfferedMilestone(" ", date(2028, 1, 1), "x"),)),
            "commitment.milestone_untitled",
        ),
        (
            a_pathway(milestones=(OfferedMilestone("x", date(2028, 1, 1), ""),)),
            "commitment.milestone_cannot_be_seen",
        ),
        (
            a_pathway(milestones=(OfferedMilestone("x", date(2035, 1, 1), "y"),)),
            "commitment.outside_contract",
        ),
        (a_narrative(milestones=a_pathway().milestones), "commitment.milestones_not_meant"),
        (a_narrative(words=" "), "commitment.words_missing"),
        (a_narrative(words="word " * (WORDS_LIMIT + 1)), "commitment.words_long"),
    ],
)
def test_each_slip_is_found_and_named(offer: Offer, code: str) -> None:
    assert code in codes(offer)


def test_a_period_that_ends_before_it_starts_is_found_with_its_row() -> None:
    backwards = replace(YEAR_TWO, end_on=date(2028, 1, 1))
    found = problems(a_quantity(periods=(YEAR_ONE, backwards)), ASK)
    assert found[0].code == "commitment.period_ends_before_start"
    assert (found[0].field, found[0].params["row"]) == ("periods", 2)


def test_two_places_in_the_same_months_do_not_overlap() -> None:
    ask = replace(ASK, places=(*ASK.places, replace(ASK.places[0], code="example-south")))
    offer = a_quantity(periods=(YEAR_ONE, replace(YEAR_ONE, place_code="example-south")))
    assert problems(offer, ask) == ()


def test_everything_wrong_is_found_at_once() -> None:
    assert codes(a_quantity(title="", unit="days", periods=())) == [
        "commitment.title_missing",
        "commitment.unit_differs",
        "commitment.periods_missing",
    ]


def test_check_raises_the_first_problem_and_passes_a_sound_offer() -> None:
    check(a_quantity(), ASK)
    with pytest.raises(Invalid, match="title_missing"):
        check(a_quantity(title="", unit="days"), ASK)


def test_promises_may_run_to_the_end_of_the_last_extension() -> None:
    assert latest_day(ASK) == date(2031, 5, 31)
    last = OfferedPeriod(date(2031, 5, 31), date(2031, 5, 31), "", 1)
    assert codes(a_quantity(periods=(last,))) == []
    after = replace(last, end_on=date(2031, 6, 1))
    assert codes(a_quantity(periods=(after,))) == ["commitment.outside_contract"]


@pytest.mark.parametrize(
    ("ends", "months", "expected"),
    [
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 12, 31), 0, date(2027, 12, 31)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 11, 30), 1, date(2027, 12, 30)),
    ],
)
def test_an_extension_ends_on_the_same_day_or_on_the_last_day_of_a_shorter_month(
    ends: date, months: int, expected: date
) -> None:
    assert latest_day(replace(ASK, contract_ends_on=ends, extension_months=months)) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("  \n ", 0), ("one", 1), ("one - two", 3), ("well-known £5 (2027)", 3), ("a\nb\tc", 3)],
)
def test_words_are_runs_of_signs_between_spaces(text: str, count: int) -> None:
    assert word_count(text) == count


@given(st.lists(st.text(alphabet="abcdefgh0123456789", min_size=1, max_size=8), max_size=40))
def test_as_many_words_are_counted_as_were_written(words: list[str]) -> None:
    assert word_count("  ".join(words)) == len(words)


@given(
    quantity=st.integers(1, 10**9),
    per=st.integers(1, 10**9),
    first=st.integers(0, 10**12),
    more=st.integers(0, 10**12),
)
def test_more_spend_never_owes_less_and_nothing_is_owed_twice(
    quantity: int, per: int, first: int, more: int
) -> None:
    rate = OfferedRate(quantity, per)
    both = owed_for(rate, first + more)
    assert owed_for(rate, first) <= both
    assert 0 <= both - owed_for(rate, first) - owed_for(rate, more) <= 1


def test_a_rate_owes_its_quantity_for_each_full_sum_and_a_part_for_a_part() -> None:
    rate = OfferedRate(quantity=2_000, per_pence=1_000_000)
    assert owed_for(rate, 999_999) == 1_999
    assert owed_for(rate, 1_000_000) == 2_000
    assert owed_for(rate, 2_500_000) == 5_000


@given(kind=st.sampled_from(CommitmentKind), words=st.text(max_size=60), title=st.text(max_size=220))
def test_nothing_that_can_be_typed_stops_the_check_itself(
    kind: CommitmentKind, words: str, title: str
) -> None:
    for problem in problems(a_quantity(kind=kind, words=words, title=title), ASK):
        assert problem.code.startswith("commitment.") and problem.field


def test_the_contract_falls_into_whole_periods_and_a_last_shorter_one() -> None:
    ask = replace(ASK, contract_starts_on=date(2027, 8, 31), contract_ends_on=date(2028, 1, 15))
    assert contract_periods(ask, 3) == (
        (date(2027, 8, 31), date(2027, 11, 29)),
        (date(2027, 11, 30), date(2028, 1, 15)),
    )
    assert contract_periods(ask, None) == ((date(2027, 8, 31), date(2028, 1, 15)),)


@given(
    start=st.dates(date(2020, 1, 1), date(2060, 1, 1)), days=st.integers(0, 4000), months=st.integers(1, 12)
)
def test_periods_cover_every_day_of_the_contract_once(start: date, days: int, months: int) -> None:
    ask = replace(ASK, contract_starts_on=start, contract_ends_on=start + timedelta(days=days))
    found = contract_periods(ask, months)
    assert (found[0][0], found[-1][1]) == (ask.contract_starts_on, ask.contract_ends_on)
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in itertools.pairwise(found))
