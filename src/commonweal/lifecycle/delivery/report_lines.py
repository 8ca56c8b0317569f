"""What can be reported on now on one contract by one of its parties: in a constant number of queries, whatever its size.

A tier-two supplier is none of the parties: it reports on its pages.
"""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.contracts import COUNTED
from commonweal.domain.permissions import Side
from commonweal.domain.report_sheets import Line
from commonweal.lifecycle.contracts.models import Commitment, CommitmentMilestone, CommitmentPeriod, Contract
from commonweal.lifecycle.contracts.tier_two import left_to_tier_two
from commonweal.lifecycle.delivery.reported import reported

OWED = tuple(OwedBy)


@dataclass(frozen=True)
class Thing:
    """A period, a milestone, or a commitment without either, that can be reported on."""

    commitment: Commitment
    period: CommitmentPeriod | None = None
    milestone: CommitmentMilestone | None = None

    @property
    def line(self) -> Line:
        """The row of the workbook."""
        of = self.commitment
        is_counted = of.kind in COUNTED
        if self.period is not None:
            days = (self.period.start_on, self.period.end_on)
            return Line(
                self.period.external_id, of.title, of.unit, is_counted, False, *days, self.period.quantity
            )
        if self.milestone is not None:
            title = f"{of.title}: {self.milestone.title}"
            return Line(self.milestone.external_id, title, "", False, is_milestone=True)
        return Line(of.external_id, of.title, of.unit, is_counted)


def reportable(contract: Contract, actor: Actor, today: dt.date) -> dict[str, Thing]:
    """By the id of its row: periods that have begun and milestones, without a live report; promises whose days are entered."""
    rows = contract.commitments.select_related("contract").prefetch_related("periods", "milestones")
    found: dict[str, Thing] = {}
    listed = list(rows.order_by("position", "pk"))
    with_others, done = left_to_tier_two(listed), reported(listed)
    for each in listed:
        if each.pk in with_others or (each.owed_by == OwedBy.AUTHORITY) != (actor.side is Side.AUTHORITY):
            continue
        for thing in _things(each):
            if thing.period and (thing.period.pk in done[each.pk].periods or thing.period.start_on > today):
                continue
            if thing.milestone and thing.milestone.pk in done[each.pk].milestones:
                continue
            found[thing.line.id] = thing
    return found


def spans_reported(contract: Contract) -> dict[int, list[tuple[dt.date, dt.date]]]:
    """The days of live reports that are on no period and no milestone, by commitment."""
    return {key: done.spans for key, done in reported(list(contract.commitments.all())).items()}


def _things(of: Commitment) -> list[Thing]:
    periods = list(of.periods.all())
    if periods:
        return [Thing(of, period=each) for each in periods]
    if of.kind == CommitmentKind.PATHWAY:
        return [Thing(of, milestone=each) for each in of.milestones.all()]
    return [Thing(of)]
