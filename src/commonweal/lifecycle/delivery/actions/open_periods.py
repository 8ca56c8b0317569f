"""Keeping the list of periods on which the party that owes them has not reported, with the totals and in the same transaction.

What tier-two suppliers deliver whole is none of its: theirs are found through their parts, which are few. Nor is what
they so reported before their part ended.
"""

from collections.abc import Sequence

from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.contracts.tier_two import left_to_tier_two
from commonweal.lifecycle.delivery.models import OpenPeriod
from commonweal.lifecycle.delivery.reported import reported


def open_periods(commitments: Sequence[Commitment]) -> dict[int, OpenPeriod]:
    """Periods without a live report of the party that owes them, by primary key. Periods must be read with them."""
    done = reported(commitments)
    with_others = left_to_tier_two(commitments)
    return {
        period.pk: OpenPeriod(period_id=period.pk, end_on=period.end_on)
        for each in commitments
        if each.pk not in with_others
        for period in each.periods.all()
        if period.pk not in done[each.pk].periods
    }


def kept_periods(commitments: Sequence[Commitment]) -> dict[int, OpenPeriod]:
    """What is kept of them now."""
    rows = OpenPeriod.objects.for_system("periods that have a live report")
    found = rows.filter(period__commitment_id__in=[each.pk for each in commitments])
    return {each.pk: each for each in found}


def settle_periods(commitments: Sequence[Commitment]) -> None:
    """Bring what is kept up to what is."""
    now, before = open_periods(commitments), kept_periods(commitments)
    if gone := before.keys() - now.keys():
        OpenPeriod.objects.for_system("periods that have a live report").filter(pk__in=gone).delete()
    changed = [each for key, each in now.items() if key not in before or before[key].end_on != each.end_on]
    if changed:
        OpenPeriod.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["period"], update_fields=["end_on"]
        )
