"""Tier-two suppliers: who delivers a part of a contract's commitments for its supplier, and who may read what they report.

The supplier answers to the authority for the whole. A tier-two supplier that has accepted reports on its own part, into the
same commitment: what it reports and what is verified of it counts there once, beside what the supplier reports itself.
"""

from enum import StrEnum

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.consortium import IDENTIFIER_LIMIT, NAME_LIMIT, PART_LIMIT, WORK_LIMIT
from commonweal.domain.contracts import COUNTED
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.quantities import number
from commonweal.domain.statuses import Transitions


class TierTwoStatus(StrEnum):
    """Where a tier-two supplier stands on one contract. It reports while `ACCEPTED`."""

    NAMED = "named"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ENDED = "ended"


_END = {TierTwoStatus.ENDED: "it delivers no part any more"}

TIER_TWO_STATUSES = Transitions(
    "tier_two",
    {
        TierTwoStatus.NAMED: {TierTwoStatus.INVITED: "the supplier invites it", **_END},
        TierTwoStatus.INVITED: {
            TierTwoStatus.ACCEPTED: "it accepts its part",
            TierTwoStatus.DECLINED: "it declines its part",
            **_END,
        },
        TierTwoStatus.DECLINED: {TierTwoStatus.INVITED: "the supplier invites it again", **_END},
        TierTwoStatus.ACCEPTED: _END,
        TierTwoStatus.ENDED: {},
    },
)
"""The only moves. What was accepted is not changed: it is ended, and another is named."""

MAY_BE_SHAPED = frozenset({TierTwoStatus.NAMED, TierTwoStatus.DECLINED})
"""While its parts may still be set: nobody has been asked, or what was asked was declined."""


def check_tier_two(*, name: str, identifier: str, work: str) -> None:
    """Raise `Invalid` unless a tier-two supplier is named and it is said what it does."""
    if not name.strip():
        raise Invalid("consortium.name_missing", field="name")
    if not work.strip():
        raise Invalid("consortium.work_missing", field="work")
    for field, text, limit in (
        ("name", name, NAME_LIMIT),
        ("identifier", identifier, IDENTIFIER_LIMIT),
        ("work", work, WORK_LIMIT),
    ):
        if len(text.strip()) > limit:
            raise Invalid("consortium.too_long", field=field, limit=limit)


def check_part(
    *,
    kind: CommitmentKind,
    owed_by: OwedBy,
    aggregation: Aggregation,
    promised: int | None,
    others: int,
    quantity: int | None,
    part: str,
    unit: str,
) -> None:
    """Raise unless this may be one supplier's part of a commitment.

    Args:
        promised: the whole quantity, or the figure of the rate, in thousandths; None where there is none.
        others: what others have of it already.

    Raises:
        Invalid: the amount is missing, not meant or more than is left, or the part is not said. Refused: the authority owes
            it, or its latest figure stands for the whole and cannot be put together from parts.
    """
    if owed_by is OwedBy.AUTHORITY:
        raise Refused("tier_two.authority_owes", field="commitment")
    if len(part.strip()) > PART_LIMIT:
        raise Invalid("flow.part_long", field="part", limit=PART_LIMIT)
    if kind not in COUNTED:
        if quantity is not None:
            raise Invalid("flow.amount_not_meant", field="quantity")
        if not part.strip():
            raise Invalid("flow.part_missing", field="part")
        return
    if aggregation is Aggregation.LATEST:
        raise Refused("tier_two.latest_is_whole", field="commitment")
    if quantity is None or quantity <= 0:
        raise Invalid("flow.amount_missing", field="quantity")
    if promised is not None and others + quantity > promised:
        raise Invalid("tier_two.more_than_left", field="quantity", left=number(promised - others), unit=unit)


def nothing_left(kind: CommitmentKind, owed_by: OwedBy, promised: int | None, accepted: int | None) -> bool:
    """True when tier-two suppliers that accepted deliver the whole, so that the supplier itself reports nothing.

    Args:
        accepted: the sum of their parts in thousandths; None where none has a part, nought where parts are in words.
    """
    if accepted is None:
        return False
    if owed_by is OwedBy.SUBCONTRACTOR:
        return True
    return kind in COUNTED and promised is not None and accepted >= promised > 0


def check_reason(reason: str) -> None:
    """Raise `Invalid` when no reason is given for declining or ending."""
    if not reason.strip():
        raise Invalid("tier_two.reason_missing", field="reason")


def may_read_details(
    *, is_for_authority_only: bool, reader_id: int | None, reported_for_id: int | None, authority_id: int
) -> bool:
    """Who may read a report's words, its files and the reason of a decision.

    Everybody who may see the report, unless whoever made it kept them for the authority: then they and the authority alone.
    Period, figures and status are seen by everybody who may see the report.
    """
    return not is_for_authority_only or reader_id in (reported_for_id, authority_id)
