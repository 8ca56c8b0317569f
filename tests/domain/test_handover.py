"""What a handover lacks, who may answer it, and what a line must say."""

import datetime as dt
import itertools

import pytest

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.handover import (
    HANDOVER_STATUSES,
    HandoverFacts,
    HandoverStatus,
    Missing,
    check_answer,
    check_line,
    check_may_send,
    check_reviews,
    missing,
)

DAY = dt.date(2026, 6, 1)
WHOLE = HandoverFacts(True, True, DAY, DAY, has_reviews=True, open_lines=0)


def test_a_whole_handover_lacks_nothing():
    assert missing(WHOLE) == ()
    check_may_send(WHOLE)


def test_each_step_that_is_open_is_named():
    nothing = HandoverFacts(False, False, DAY, None, has_reviews=False, open_lines=2)
    assert set(missing(nothing)) == set(Missing)
    with pytest.raises(Refused) as refused:
        check_may_send(nothing)
    assert refused.value.params == {"count": 5}


def test_an_accepted_handover_stays_accepted():
    assert HANDOVER_STATUSES.is_final(HandoverStatus.ACCEPTED)
    assert HANDOVER_STATUSES.following(HandoverStatus.SENT_BACK) == (HandoverStatus.SENT,)


def test_who_sent_it_does_not_answer_it_and_sending_back_needs_a_word():
    check_answer(is_accepted=True, words="", answers="b", sent_by="a")
    with pytest.raises(Refused):
        check_answer(is_accepted=True, words="", answers="a", sent_by="a")
    with pytest.raises(Invalid):
        check_answer(is_accepted=False, words=" ", answers="b", sent_by="a")


@pytest.mark.parametrize("every", [0, 13])
def test_reviews_come_between_monthly_and_yearly(every):
    with pytest.raises(Invalid):
        check_reviews(every, DAY, None, None)


def test_the_first_review_falls_within_the_contract():
    check_reviews(3, DAY, DAY, DAY)
    for starts, ends in ((DAY + dt.timedelta(days=1), None), (None, DAY - dt.timedelta(days=1))):
        with pytest.raises(Invalid):
            check_reviews(3, DAY, starts, ends)


def test_a_line_says_what_counts_as_evidence_and_where_a_starting_figure_comes_from():
    check_line(CommitmentKind.QUANTITY, baseline=5, baseline_words="Counted in May.", evidence_rule="A list.")
    for kind, baseline, words, rule in (
        (CommitmentKind.QUANTITY, None, "", " "),
        (CommitmentKind.QUANTITY, 5, "", "A list."),
        (CommitmentKind.NARRATIVE, 5, "Counted.", "A list."),
    ):
        with pytest.raises(Invalid):
            check_line(kind, baseline=baseline, baseline_words=words, evidence_rule=rule)


ALLOWED = {
    (HandoverStatus.PREPARING, HandoverStatus.SENT),
    (HandoverStatus.SENT, HandoverStatus.ACCEPTED),
    (HandoverStatus.SENT, HandoverStatus.SENT_BACK),
    (HandoverStatus.SENT_BACK, HandoverStatus.SENT),
}


@pytest.mark.parametrize(("old", "new"), [*itertools.product(HandoverStatus, repeat=2)])
def test_every_ordered_pair_of_handover_statuses(old, new):
    assert HANDOVER_STATUSES.allows(old, new) is ((old, new) in ALLOWED)
