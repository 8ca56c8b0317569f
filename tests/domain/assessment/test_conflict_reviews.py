"""When a conflicts assessment is looked at again: the first day that an interest or the last look has set."""

import datetime as dt

import pytest

from commonweal.domain.assessment.conflict_reviews import next_look

MARCH, APRIL, MAY = (dt.date(2027, month, 1) for month in (3, 4, 5))


@pytest.mark.parametrize(
    ("interests", "reviewed_on", "next_on", "due"),
    [
        ([], None, None, None),
        ([APRIL, MARCH], None, None, MARCH),
        ([], MARCH, MAY, MAY),
        ([APRIL], MARCH, MAY, APRIL),
        ([MAY], MARCH, APRIL, APRIL),
        ([MARCH], MARCH, MAY, MAY),
        ([MARCH, APRIL], APRIL, MAY, MAY),
    ],
    ids=[
        "nothing to look at",
        "the first interest",
        "no interest, looked at before",
        "an interest before the next look",
        "the next look before an interest",
        "looked at on the day of an interest",
        "looked at after every interest",
    ],
)
def test_the_first_day_that_is_still_ahead_of_the_last_look(interests, reviewed_on, next_on, due):
    assert next_look(interests, reviewed_on=reviewed_on, next_on=next_on) == due
