"""What a rate per pound owes for what was spent: in proportion, rounded down once, and years add up to the whole."""

import datetime as dt

from hypothesis import given, settings
from hypothesis.strategies import dates, integers, lists, tuples

from commonweal.domain.commitments import OfferedRate
from commonweal.domain.contract_spend import owed_between, owed_by, owed_in_years

RATE = OfferedRate(2_000, 1_000_000)
DAY = dt.date(2026, 5, 31)


def test_two_hours_for_each_ten_thousand_pounds():
    assert owed_by(RATE, []) is None
    assert owed_by(RATE, [(DAY, 2_500_000)]) == 5_000
    assert owed_by(RATE, [(DAY, 0)]) == 0
    assert owed_by(RATE, [(DAY, 499)]) == 0
    assert owed_by(RATE, [(DAY, 2_500_000)], until=DAY - dt.timedelta(days=1)) == 0


@settings(max_examples=30)
@given(
    lists(tuples(dates(dt.date(2025, 1, 1), dt.date(2029, 1, 1)), integers(0, 10**9)), min_size=1, max_size=9)
)
def test_years_and_spans_add_up_to_the_whole(spent):
    rate = OfferedRate(7, 13)
    whole = owed_by(rate, spent)
    assert sum(owed_in_years(rate, spent).values()) == whole
    half = dt.date(2027, 6, 30)
    parts = (
        owed_between(rate, spent, dt.date(2025, 1, 1), half),
        owed_between(rate, spent, half + dt.timedelta(days=1), dt.date(2029, 1, 1)),
    )
    assert sum(parts) == whole
