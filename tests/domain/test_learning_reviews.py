"""A review is written together after both prepared; it comes round by the cadence."""

import datetime as dt
import itertools

import pytest

from commonweal.domain.errors import Invalid
from commonweal.domain.learning_reviews import (
    QUESTIONS,
    REVIEW_STATUSES,
    ReviewStatus,
    check_due,
    check_may_hold,
    check_words,
    next_due,
)

DAY = dt.date(2026, 6, 30)


def test_it_is_prepared_then_written_together_then_stands():
    assert REVIEW_STATUSES.following(ReviewStatus.PREPARING) == (ReviewStatus.TOGETHER,)
    assert REVIEW_STATUSES.following(ReviewStatus.TOGETHER) == (ReviewStatus.HELD,)
    assert REVIEW_STATUSES.is_final(ReviewStatus.HELD)


@pytest.mark.parametrize("left_out", QUESTIONS)
def test_it_stands_only_with_all_four_answers(left_out):
    whole = dict.fromkeys(QUESTIONS, "So.")
    check_may_hold(whole)
    with pytest.raises(Invalid) as invalid:
        check_may_hold({**whole, left_out: " "})
    assert invalid.value.field == left_out


def test_a_draft_says_at_least_what_happened():
    check_words({"what_happened": "Few came."})
    with pytest.raises(Invalid):
        check_words({"what_surprised": "Few came."})


def test_a_review_is_planned_for_a_day_that_comes():
    check_due(DAY, starts_on=DAY, today=DAY)
    for due, starts in ((DAY - dt.timedelta(days=1), None), (DAY, DAY + dt.timedelta(days=1))):
        with pytest.raises(Invalid):
            check_due(due, starts_on=starts, today=DAY)


def test_the_next_one_follows_the_cadence_until_the_contract_ends():
    assert next_due(DAY, 3, None) == dt.date(2026, 9, 30)
    assert next_due(DAY, None, None) is None
    assert next_due(DAY, 3, dt.date(2026, 9, 29)) is None


ALLOWED = {
    (ReviewStatus.PREPARING, ReviewStatus.TOGETHER),
    (ReviewStatus.TOGETHER, ReviewStatus.HELD),
}


@pytest.mark.parametrize(("old", "new"), [*itertools.product(ReviewStatus, repeat=2)])
def test_every_ordered_pair_of_review_statuses(old, new):
    assert REVIEW_STATUSES.allows(old, new) is ((old, new) in ALLOWED)
