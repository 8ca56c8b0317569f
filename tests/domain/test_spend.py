"""Where a load of payment files stands, and what may follow."""

import itertools

import pytest

from commonweal.domain.spend import AT_WORK, CONFIRMABLE, SPEND_STATUSES, SpendStatus

S = SpendStatus
MAY = {
    (S.READING, S.CONFIRMING), (S.READING, S.FAILED), (S.CONFIRMING, S.LOADING), (S.LOADING, S.LOADED),
    (S.LOADING, S.FAILED), (S.LOADED, S.LOADING), (S.FAILED, S.READING),
    *((each, S.REMOVED) for each in S if each is not S.REMOVED),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), list(itertools.product(S, S)))
def test_every_pair_of_statuses_may_follow_or_may_not(old, new):
    assert SPEND_STATUSES.allows(old, new) is ((old, new) in MAY)


def test_nothing_waits_for_the_worker_and_a_person_at_once():
    assert not set(AT_WORK) & set(CONFIRMABLE)
