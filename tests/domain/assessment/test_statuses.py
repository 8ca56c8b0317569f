"""Every ordered pair of statuses of an assessment and of an award, the forbidden ones included."""

from itertools import product

import pytest

from commonweal.domain.assessment.statuses import (
    ASSESSMENT,
    AWARD,
    NO_AWARD,
    STANDING,
    SUMMARY_READABLE,
    AssessmentStatus,
    AwardStatus,
    NoAwardStatus,
)
from commonweal.domain.errors import Refused

ASSESSMENT_MOVES = {
    ("panel", "scoring"),
    ("scoring", "moderation"),
    ("moderation", "locked"),
    ("locked", "moderation"),
    ("moderation", "scoring"),
    ("locked", "scoring"),
}
AWARD_MOVES = {
    ("decided", "summaries_sent"),
    ("summaries_sent", "notice_published"),
    ("notice_published", "standstill"),
    ("notice_published", "entered"),
    ("standstill", "entered"),
    ("decided", "withdrawn"),
    ("summaries_sent", "withdrawn"),
    ("notice_published", "withdrawn"),
    ("standstill", "withdrawn"),
}


@pytest.mark.parametrize(("old", "new"), list(product(AssessmentStatus, repeat=2)))
def test_every_pair_of_an_assessment(old, new):
    assert ASSESSMENT.allows(old, new) == ((old.value, new.value) in ASSESSMENT_MOVES)


@pytest.mark.parametrize(("old", "new"), list(product(AwardStatus, repeat=2)))
def test_every_pair_of_an_award(old, new):
    if (old.value, new.value) in AWARD_MOVES:
        AWARD.check(old, new)
    else:
        with pytest.raises(Refused) as refused:
            AWARD.check(old, new)
        assert refused.value.code == "award.status_not_allowed"


@pytest.mark.parametrize(("old", "new"), list(product(NoAwardStatus, repeat=2)))
def test_every_pair_of_a_decision_not_to_award(old, new):
    assert NO_AWARD.allows(old, new) == ((old.value, new.value) == ("stands", "taken_back"))


def test_every_status_has_its_row():
    assert set(ASSESSMENT.table) == set(AssessmentStatus)
    assert set(AWARD.table) == set(AwardStatus)


def test_an_award_that_is_withdrawn_or_entered_is_final():
    assert {status for status in AwardStatus if AWARD.is_final(status)} == {
        AwardStatus.ENTERED,
        AwardStatus.WITHDRAWN,
    }


def test_a_decision_stands_as_told_neither_before_summaries_are_sent_nor_once_it_is_withdrawn():
    assert AwardStatus.DECIDED not in SUMMARY_READABLE
    assert AwardStatus.WITHDRAWN not in (*SUMMARY_READABLE, *STANDING)
