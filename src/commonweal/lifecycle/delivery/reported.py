"""What the party that owes a commitment need not report any more: what it reported, and what those who delivered all of it did.

A tier-two supplier's part can end. What it reported until then stays and counts; where it delivered the whole, alone or with
others, reporting the same again would count it twice.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from commonweal.domain.delivery import ReportStatus
from commonweal.lifecycle.contracts.models import Commitment, CommitmentPeriod
from commonweal.lifecycle.contracts.tier_two import Whole, ever_accepted_parts, wholes_that_ended
from commonweal.lifecycle.delivery.models import Report

Days = tuple[dt.date, dt.date]


@dataclass
class Reported:
    """Periods, by key with their last day, keys of milestones, and the days of reports on neither, that have a live report."""

    periods: dict[int, dt.date] = field(default_factory=dict)
    milestones: set[int] = field(default_factory=set)
    spans: list[Days] = field(default_factory=list)


def reported(commitments: Sequence[Commitment]) -> dict[int, Reported]:
    """What is reported already as far as the party that owes each commitment goes, by key. Two queries, whatever their number."""
    by_party = _by_party(commitments)
    parts = ever_accepted_parts(each.pk for each in commitments)
    found: dict[int, Reported] = {}
    for each in commitments:
        done = by_party[each.pk][None]
        for whole in wholes_that_ended(each, parts.get(each.pk, [])):
            _add(done, whole, [by_party[each.pk][who] for who in whole.who])
        found[each.pk] = done
    return found


def reported_by(commitments: Sequence[Commitment], organisation_id: int | None) -> dict[int, Reported]:
    """What one organisation has reported on each commitment, by key, whichever of its parts that was for. One query."""
    by_party = _by_party(commitments, Q(reported_for_id=organisation_id))
    return {each.pk: _together(by_party[each.pk].values()) for each in commitments}


def own_report(period: CommitmentPeriod, organisation_id: int | None) -> Report | None:
    """The live report that one organisation made on a period; None where it has made none."""
    rows = Report.objects.for_system("periods that have a live report").filter(
        period=period, reported_for_id=organisation_id
    )
    found: Report | None = rows.exclude(status=ReportStatus.CORRECTED).first()
    return found


def _together(every: Iterable[Reported]) -> Reported:
    done = Reported()
    for told in every:
        done.periods |= told.periods
        done.milestones |= told.milestones
        done.spans += told.spans
    return done


def _add(done: Reported, whole: Whole, told: list[Reported]) -> None:
    """Add what all who together delivered the whole reported. Of a period that still ran when they ended the rest is to come."""
    first, *others = told
    for period, end_on in first.periods.items():
        if end_on <= whole.until and all(period in each.periods for each in others):
            done.periods[period] = end_on
    done.milestones |= first.milestones.intersection(*(each.milestones for each in others))
    spans = first.spans
    for each in others:
        both = [(max(a, c), min(b, d)) for a, b in spans for c, d in each.spans]
        spans = [(start_on, end_on) for start_on, end_on in both if start_on <= end_on]
    done.spans += spans


def _by_party(
    commitments: Sequence[Commitment], condition: Q | None = None
) -> dict[int, dict[int | None, Reported]]:
    found: dict[int, dict[int | None, Reported]] = defaultdict(lambda: defaultdict(Reported))
    rows = Report.objects.for_system("periods that have a live report").filter(
        condition or Q(), commitment_id__in=[each.pk for each in commitments]
    )
    for key, who, period, milestone, start_on, end_on in rows.exclude(
        status=ReportStatus.CORRECTED
    ).values_list("commitment_id", "tier_two_id", "period_id", "milestone_id", "start_on", "end_on"):
        told = found[key][who]
        if period:
            told.periods[period] = end_on
        elif milestone:
            told.milestones.add(milestone)
        elif start_on:
            told.spans.append((start_on, end_on))
    return found
