"""Tier-two suppliers: the moves, the parts, what is left to the supplier itself, and who reads the details."""

import pytest

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.tier_two import (
    TIER_TWO_STATUSES,
    TierTwoStatus,
    check_part,
    may_read_details,
    nothing_left,
)

S, K = TierTwoStatus, CommitmentKind
ALLOWED = {
    (S.NAMED, S.INVITED), (S.NAMED, S.ENDED),
    (S.INVITED, S.ACCEPTED), (S.INVITED, S.DECLINED), (S.INVITED, S.ENDED),
    (S.DECLINED, S.INVITED), (S.DECLINED, S.ENDED), (S.ACCEPTED, S.ENDED),
}  # fmt: skip


@pytest.mark.parametrize("old", S)
@pytest.mark.parametrize("new", S)
def test_every_move_is_in_the_table_or_refused(old, new):
    assert TIER_TWO_STATUSES.allows(old, new) == ((old, new) in ALLOWED)


def given(**changes):
    values = {
        "kind": K.QUANTITY, "owed_by": OwedBy.SUPPLIER, "aggregation": Aggregation.SUM, "promised": 100_000,
        "others": 60_000, "quantity": 40_000, "part": "", "unit": "hours",
    }  # fmt: skip
    check_part(**(values | changes))


def test_parts_come_to_the_whole_and_never_to_more():
    given()
    with pytest.raises(Invalid, match="more_than_left") as refused:
        given(quantity=40_001)
    assert refused.value.params == {"left": "40", "unit": "hours"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"owed_by": OwedBy.AUTHORITY}, "tier_two.authority_owes"),
        ({"aggregation": Aggregation.LATEST}, "tier_two.latest_is_whole"),
        ({"quantity": None}, "flow.amount_missing"),
        ({"quantity": 0}, "flow.amount_missing"),
        ({"kind": K.NARRATIVE, "quantity": None}, "flow.part_missing"),
        ({"kind": K.PATHWAY, "part": "The first step"}, "flow.amount_not_meant"),
    ],
)
def test_what_is_no_part_is_told(changes, code):
    with pytest.raises((Invalid, Refused)) as refused:
        given(**changes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("kind", "owed_by", "accepted", "nothing"),
    [
        (K.QUANTITY, OwedBy.SUPPLIER, None, False),
        (K.QUANTITY, OwedBy.SUPPLIER, 99_999, False),
        (K.QUANTITY, OwedBy.SUPPLIER, 100_000, True),
        (K.NARRATIVE, OwedBy.SUPPLIER, 0, False),
        (K.PATHWAY, OwedBy.SUBCONTRACTOR, None, False),
        (K.PATHWAY, OwedBy.SUBCONTRACTOR, 0, True),
    ],
)
def test_the_supplier_reports_nothing_where_others_deliver_the_whole(kind, owed_by, accepted, nothing):
    assert nothing_left(kind, owed_by, 100_000, accepted) is nothing


@pytest.mark.parametrize(("reader", "reads"), [(1, True), (2, True), (3, False), (None, False)])
def test_details_kept_for_the_authority_are_read_by_it_and_by_whoever_made_them(reader, reads):
    asked = {"reader_id": reader, "reported_for_id": 1, "authority_id": 2}
    assert may_read_details(is_for_authority_only=True, **asked) is reads
    assert may_read_details(is_for_authority_only=False, **asked)
