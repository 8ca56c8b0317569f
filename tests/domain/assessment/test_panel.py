"""Blind means blind: every seat at every status, for reading, scoring, moderating and seeing scores."""

from itertools import product

import pytest

from commonweal.domain.assessment.panel import (
    CLEARED,
    Clearance,
    PanelRole,
    Seat,
    check_firmness_visible,
    check_may_join,
    check_may_moderate,
    check_may_read,
    check_may_score,
    check_scores_visible,
    clearance,
)
from commonweal.domain.assessment.statuses import AssessmentStatus as Status
from commonweal.domain.errors import Refused

SEATS = [Seat(role, each, done) for role, each, done in product(PanelRole, Clearance, (False, True))]
EVERY = list(product(SEATS, Status))


def allowed(check, *args) -> bool:
    try:
        check(*args)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(("seat", "status"), EVERY)
def test_answers_are_read_only_once_cleared_and_begun(seat, status):
    assert allowed(check_may_read, seat, status) == (seat.clearance in CLEARED and status is not Status.PANEL)


@pytest.mark.parametrize(("seat", "status"), EVERY)
def test_only_a_cleared_assessor_scores_and_only_until_handing_in(seat, status):
    expected = (
        seat.role is PanelRole.ASSESSOR
        and seat.clearance in CLEARED
        and status is Status.SCORING
        and not seat.has_handed_in
    )
    assert allowed(check_may_score, seat, status) == expected


@pytest.mark.parametrize(("seat", "status"), EVERY)
def test_only_a_cleared_moderator_moderates_and_only_when_all_are_in(seat, status):
    expected = seat.role is PanelRole.MODERATOR and seat.clearance in CLEARED and status is Status.MODERATION
    assert allowed(check_may_moderate, seat, status) == expected


@pytest.mark.parametrize("status", Status)
def test_assessors_join_while_independent_scores_are_given_and_a_moderator_at_every_step(status):
    assert allowed(check_may_join, PanelRole.MODERATOR, status)
    assert allowed(check_may_join, PanelRole.ASSESSOR, status) == (status in (Status.PANEL, Status.SCORING))


@pytest.mark.parametrize("status", Status)
def test_an_assessor_joins_at_every_step_where_the_last_of_a_question_is_kept_out(status):
    check_may_join(PanelRole.ASSESSOR, status, is_unscored=True)


@pytest.mark.parametrize("status", Status)
def test_scores_are_seen_when_all_are_in_and_firmness_when_locked(status):
    assert allowed(check_scores_visible, status) == (status in (Status.MODERATION, Status.LOCKED))
    assert allowed(check_firmness_visible, status) == (status is Status.LOCKED)


@pytest.mark.parametrize(
    ("has_interest", "is_allowed", "expected"),
    [
        (None, None, Clearance.NOT_DECLARED),
        (False, None, Clearance.CLEAR),
        (True, None, Clearance.TO_DECIDE),
        (True, True, Clearance.ALLOWED),
        (True, False, Clearance.EXCLUDED),
    ],
)
def test_clearance_follows_declaration_and_decision(has_interest, is_allowed, expected):
    assert clearance(has_interest, is_allowed) is expected


@pytest.mark.parametrize("before", Clearance)
def test_an_interest_that_is_taken_back_is_decided_before_it_clears(before):
    waits = before in (Clearance.TO_DECIDE, Clearance.EXCLUDED)
    assert clearance(False, None, before) is (Clearance.TO_DECIDE if waits else Clearance.CLEAR)
    if waits:
        assert clearance(False, True, before) is Clearance.ALLOWED
        assert clearance(False, False, before) is Clearance.EXCLUDED
