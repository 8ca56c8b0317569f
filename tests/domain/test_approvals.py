"""Approval is by a second person, and for the very words that were read."""

from itertools import product

import pytest

from commonweal.domain.approvals import (
    REVIEW,
    ReviewStatus,
    check_decision,
    check_second_person,
    is_approved,
)
from commonweal.domain.errors import Invalid, Refused

R = ReviewStatus
ALLOWED = {(R.WAITING, R.APPROVED), (R.WAITING, R.SENT_BACK), (R.WAITING, R.TAKEN_BACK)}


@pytest.mark.parametrize(("old", "new"), [*product(R, R)])
def test_only_a_waiting_request_is_decided_and_only_once(old, new):
    assert REVIEW.allows(old, new) == ((old, new) in ALLOWED)


@pytest.mark.parametrize("person", ["writer", "second writer", "asker"])
def test_nobody_who_wrote_or_asked_decides(person):
    with pytest.raises(Refused) as refused:
        check_second_person(person, authors=["writer", "second writer"], requested_by="asker")
    assert refused.value.code == "ask_review.author_decides"


def test_somebody_else_decides():
    check_second_person("reviewer", authors=["writer"], requested_by="writer")


def test_sending_back_needs_a_reason_and_approving_does_not():
    with pytest.raises(Invalid) as refused:
        check_decision(R.WAITING, R.SENT_BACK, "  ")
    assert (refused.value.code, refused.value.field) == ("ask_review.reason_missing", "reason")
    check_decision(R.WAITING, R.APPROVED, "")


def test_an_approval_holds_for_the_words_that_were_read_and_no_others():
    reviews = [(R.SENT_BACK, "a"), (R.APPROVED, "b"), (R.WAITING, "c")]
    assert [is_approved(reviews, digest) for digest in "abcd"] == [False, True, False, False]
