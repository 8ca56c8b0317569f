"""Changing the price or the term of a contract: what moves, by how much of itself, and what follows from it.

Money in pence. Who approves, and where a proposal stands by their answers, is as for the means of a commitment
(`domain.changes`); the aim owner is not asked.
"""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.changes import Approver, Moved
from commonweal.domain.errors import Invalid

APPROVERS = frozenset({Approver.CONTRACT_MANAGER, Approver.DELIVERY_LEAD})


@dataclass(frozen=True, slots=True)
class Deal:
    """Price and term as they stand or as proposed. None where nobody said."""

    value_ex_vat_pence: int | None
    value_pence: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None

    @property
    def days(self) -> int | None:
        """Length of the term, both days counted."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return (self.ends_on - self.starts_on).days + 1


def value_change(before: Deal, after: Deal) -> Fraction | None:
    """By how much of itself the price moves: without VAT where both say it, else with. None where it cannot be said."""
    names = ("value_ex_vat_pence", "value_pence")
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old and new is not None:
            return Fraction(new - old, old)
    stays = all(getattr(before, name) == getattr(after, name) for name in names)
    return Fraction(0) if stays else None


def term_change(before: Deal, after: Deal) -> Fraction | None:
    """By how much of itself the term moves. None where it cannot be said."""
    if before.days and after.days is not None:
        return Fraction(after.days - before.days, before.days)
    stays = (before.starts_on, before.ends_on) == (after.starts_on, after.ends_on)
    return Fraction(0) if stays else None


def moved(at_award: Deal, before: Deal, after: Deal) -> Moved:
    """How price and term move by a change alone, and since the award: several small ones may be a large one together."""
    return Moved(
        (value_change(before, after), value_change(at_award, after)),
        (term_change(before, after), term_change(at_award, after)),
    )


def check_deal(before: Deal, after: Deal, *, reason: str, last_promise_on: dt.date | None) -> None:
    """Raise `Invalid` unless something changes, for a reason, and no promise is left behind the new end.

    Args:
        last_promise_on: the last day on which a commitment of the contract promises something.
    """
    if before == after:
        raise Invalid("deal.nothing_changes")
    if not reason.strip():
        raise Invalid("deal.reason_missing", field="reason")
    if after.starts_on is not None and after.ends_on is not None and after.ends_on < after.starts_on:
        raise Invalid("deal.ends_before_start", field="ends_on")
    if before.starts_on is not None and after.starts_on is None:
        raise Invalid("deal.start_missing", field="starts_on")
    if before.ends_on is not None and after.ends_on is None:
        raise Invalid("deal.end_missing", field="ends_on")
    if after.ends_on is not None and last_promise_on is not None and after.ends_on < last_promise_on:
        raise Invalid("deal.promises_left_behind", field="ends_on", day=last_promise_on.isoformat())
    for name in ("value_ex_vat_pence", "value_pence"):
        if getattr(before, name) is not None and getattr(after, name) is None:
            raise Invalid("deal.value_missing", field=name)
