"""Every ordered pair of statuses of an engagement with the market, the forbidden ones included."""

from itertools import product

import pytest

from commonweal.domain.engagements import TRANSITIONS, EngagementStatus

MOVES = {
    ("planned", "open"),
    ("planned", "withdrawn"),
    ("open", "closed"),
    ("open", "withdrawn"),
    ("closed", "open"),
}


@pytest.mark.parametrize(("old", "new"), list(product(EngagementStatus, repeat=2)))
def test_every_pair_of_an_engagement(old, new):
    assert TRANSITIONS.allows(old, new) is ((old.value, new.value) in MOVES)


def test_an_engagement_that_was_withdrawn_stays_withdrawn():
    assert TRANSITIONS.is_final(EngagementStatus.WITHDRAWN)
