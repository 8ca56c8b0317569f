"""What can be reported on now on one contract by one of those who owe it, in a constant number of queries, whatever its size.

A side of the contract reports on what it owes, less what tier-two suppliers deliver whole; one of those on its own parts.
"""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import COUNTED
from commonweal.domain.permissions import Side
from commonweal.domain.report_sheets import Line
from commonweal.lifecycle.contracts.models import (
    Commitment,
    CommitmentMilestone,
    CommitmentPeriod,
    Contract,
    TierTwoPart,
)
from commonweal.lifecycle.contracts.tier_two import left_to_tier_two, own_parts
from commonweal.lifecycle.delivery.reported import Days, Reported, reported, reported_by

OWED = tuple(OwedBy)


@dataclass(frozen=True)
class Thing:
    """A period, a milestone, or a commitment without either, that can be reported on; with the `part` that the actor delivers."""

    commitment: Commitment
    period: CommitmentPeriod | None = None
    milestone: CommitmentMilestone | None = None
    part: TierTwoPart | None = None

    @property
    def line(self) -> Line:
        """The row of the workbook."""
        of = self.commitment
        is_counted, is_part = of.kind in COUNTED, self.part is not None
        if self.period is not None:
            return Line(
                self.period.external_id,
                of.title,
                of.unit,
                is_counted,
                start_on=self.period.start_on,
                end_on=self.period.end_on,
                promised=None if is_part else self.period.quantity,
                is_part=is_part,
            )
        if self.milestone is not None:
            title = f"{of.title}: {self.milestone.title}"
            return Line(self.milestone.external_id, title, "", False, is_milestone=True, is_part=is_part)
        return Line(of.external_id, of.title, of.unit, is_counted, is_part=is_part)


def is_side(contract: Contract, actor: Actor) -> bool:
    """True for the authority and the supplier of a contract, who answer for it whole."""
    return actor.organisation_id in (contract.authority_id, contract.supplier_id)


def reportable(contract: Contract, actor: Actor, today: dt.date) -> dict[str, Thing]:
    """By the id of its row: periods that have begun and milestones, without a live report; promises whose days are entered.

    No period that begins after the contract's last day.
    """
    listed, parts = _owed(contract, actor)
    begun = today if contract.last_on is None else min(today, contract.last_on)
    done = _done(contract, actor, listed)
    found: dict[str, Thing] = {}
    for each in listed:
        for thing in _things(each, parts.get(each.pk)):
            if thing.period and (thing.period.pk in done[each.pk].periods or thing.period.start_on > begun):
                continue
            if thing.milestone and thing.milestone.pk in done[each.pk].milestones:
                continue
            found[thing.line.id] = thing
    return found


def spans_reported(contract: Contract, actor: Actor) -> dict[int, list[Days]]:
    """The days of live reports that are on no period and no milestone, by commitment, as far as the actor's side goes."""
    listed, _parts = _owed(contract, actor)
    return {key: done.spans for key, done in _done(contract, actor, listed).items()}


def _owed(contract: Contract, actor: Actor) -> tuple[list[Commitment], dict[int, TierTwoPart]]:
    """What the actor's organisation owes reports on, in the order of the register, and the parts that it delivers."""
    rows = contract.commitments.select_related("contract").prefetch_related("periods", "milestones")
    listed = list(rows.order_by("position", "pk"))
    if not is_side(contract, actor):
        parts = own_parts(contract, actor)
        return [each for each in listed if each.pk in parts], parts
    with_others, is_authority = left_to_tier_two(listed), actor.side is Side.AUTHORITY
    return [
        each
        for each in listed
        if each.pk not in with_others and (each.owed_by == OwedBy.AUTHORITY) == is_authority
    ], {}


def _done(contract: Contract, actor: Actor, listed: list[Commitment]) -> dict[int, Reported]:
    return reported(listed) if is_side(contract, actor) else reported_by(listed, actor.organisation_id)


def _things(of: Commitment, part: TierTwoPart | None) -> list[Thing]:
    periods = list(of.periods.all())
    if periods:
        return [Thing(of, period=each, part=part) for each in periods]
    if of.kind == CommitmentKind.PATHWAY:
        return [Thing(of, milestone=each, part=part) for each in of.milestones.all()]
    return [Thing(of, part=part)]


def reportable_periods(commitment: Commitment, today: dt.date, actor: Actor) -> list[CommitmentPeriod]:
    """Periods of one commitment that have begun and on which the actor's side has no live report, oldest first.

    None that begins after the contract's last day.
    """
    done, last = _done_for(commitment, actor), commitment.contract.last_on
    begun = today if last is None else min(today, last)
    return list(commitment.periods.filter(start_on__lte=begun).exclude(pk__in=done.periods))


def reportable_milestones(commitment: Commitment, actor: Actor) -> list[CommitmentMilestone]:
    """Milestones of one commitment that the actor's side has not reported as reached, in order."""
    return list(commitment.milestones.exclude(pk__in=_done_for(commitment, actor).milestones))


def _done_for(commitment: Commitment, actor: Actor) -> Reported:
    if actor.organisation_id in (commitment.contract.authority_id, commitment.contract.supplier_id):
        return reported([commitment])[commitment.pk]
    return reported_by([commitment], actor.organisation_id)[commitment.pk]
