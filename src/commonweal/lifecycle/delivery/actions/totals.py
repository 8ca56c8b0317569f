"""Keeping the portfolio's totals: settled at the end of every transaction that touched a leaf, and built anew when asked.

A commitment's shares are worked out again from its leaves, and what they differ by is added to the rows they stand in. Locks
are taken in one order: commitments, then rows, each by key; the head of the audit chain comes after.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from commonweal.domain.actors import SYSTEM
from commonweal.domain.contracts import BINDING
from commonweal.domain.delivery import By, Figures, Holding
from commonweal.lifecycle.contracts.models import (
    Commitment,
    CommitmentPeriod,
    Contract,
    ContractServes,
    ContractSpend,
    TierTwoPart,
    TierTwoSupplier,
)
from commonweal.lifecycle.delivery import standing
from commonweal.lifecycle.delivery.actions.open_periods import open_periods, settle_periods
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import CommitmentShare, OpenPeriod, PortfolioTotal, Report
from commonweal.lifecycle.delivery.standing import Share
from commonweal.records.work import current_work, transaction

WATCHED = (
    Contract,
    Commitment,
    CommitmentPeriod,
    ContractServes,
    ContractSpend,
    Report,
    TierTwoSupplier,
    TierTwoPart,
)
SUMS = (
    "commitments",
    "left_out",
    "promised",
    "promised_in",
    "reported",
    "reported_in",
    "verified",
    "verified_in",
)
NAMES = ("holder_id", "holding", "by", "key", "metric", "unit")
AT_ONCE = 2_000

Row = tuple[int, Holding, By, str, str, str]
"""What names a row: holder, holding, by, key, metric, unit."""


@dataclass(frozen=True)
class Portfolio:
    """What the record of a rebuilding is about."""

    KIND = "portfolio-totals"
    external_id = "all"


def settle(touched: Iterable[Any]) -> None:
    """Bring the totals up to what was saved or deleted in this transaction. Called once, before the chain is written."""
    for keys in groups(sorted(_commitments_of(touched)), AT_ONCE):
        _bring_up_to_date(keys)


def rebuild(*, now: dt.datetime, progress: Callable[[int], None] = lambda _: None) -> int:
    """Throw every total away and add all up from the leaves, in one transaction; the number of commitments."""
    done = 0
    with transaction(by=SYSTEM, at=now) as work:
        PortfolioTotal.objects.for_system("totals are built anew").delete()
        CommitmentShare.objects.for_system("totals are built anew").delete()
        OpenPeriod.objects.for_system("totals are built anew").delete()
        rows = Commitment.objects.for_system("totals are built anew").order_by("pk")
        sums: dict[Row, list[int]] = {}
        for keys in groups(list(rows.values_list("pk", flat=True)), AT_ONCE):
            _add_anew(keys, sums)
            done += len(keys)
            progress(done)
        PortfolioTotal.objects.bulk_create(
            (_total(row, values) for row, values in sums.items()), batch_size=AT_ONCE
        )
        work.record(Event.TOTALS_REBUILT, Portfolio(), commitments=done, rows=len(sums))
    return done


def were_never_built() -> bool:
    """True where a binding commitment brings nothing to any row: each stands in some, so that nobody has added it up.

    So it is in an installation of an earlier version, after a migration threw totals away, and also when set-up was stopped
    between the two and somebody worked on: what they touched was added up, and the rest was not.
    """
    bound = Commitment.objects.for_system("totals are built anew").filter(
        contract__status__in=[each.value for each in BINDING]
    )
    return bound.filter(shares__isnull=True).exists()


def groups(keys: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Keys in lists of at most `size`."""
    return (keys[start : start + size] for start in range(0, len(keys), size))


def digest_of(row: Row) -> str:
    """The primary key of a row, from what names it."""
    return blake2b(json.dumps(row, ensure_ascii=True).encode(), digest_size=16).hexdigest()


def read_whole(keys: Iterable[int], *, locked: bool = False) -> list[Commitment]:
    """Commitments with everything that says where they stand."""
    rows = Commitment.objects.for_system("where commitments stand in the portfolio").filter(pk__in=keys)
    if locked:
        # Not for key changes: a report that is being written refers to the row and must not wait for this.
        list(rows.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))
    rows = rows.select_related("contract__supplier", "contract__authority", "place").order_by("pk")
    return list(rows.prefetch_related("periods__place"))


def add_to(sums: dict[Row, list[int]], commitment: Commitment, found: Iterable[Share], sign: int = 1) -> None:
    """Add what a commitment brings to the rows of everybody who holds it; `sign` -1 takes it out."""
    holders = standing.held_by(commitment.contract)
    for share in found:
        for holder, holding in holders:
            row = (holder, holding, share.by, share.key, share.metric, share.unit)
            values = sums.setdefault(row, [0] * len(SUMS))
            for place, value in enumerate(_values(share)):
                values[place] += sign * value


def _values(share: Share) -> list[int]:
    found, figures = [1, int(share.is_left_out)], share.figures
    for figure in (figures.promised, figures.reported, figures.verified):
        found += [0, 0] if figure is None or share.is_left_out else [figure, 1]
    return found


def _commitments_of(touched: Iterable[Any]) -> set[int]:
    """The commitments whose shares may have moved."""
    found: set[int] = set()
    contracts: set[int] = set()
    for record in touched:
        if isinstance(record, Commitment):
            found.add(record.pk)
        elif isinstance(record, Contract):
            contracts.add(record.pk)
        elif getattr(record, "commitment_id", None):
            found.add(record.commitment_id)
        elif isinstance(record, ContractServes | ContractSpend):
            contracts.add(record.contract_id)
        elif isinstance(record, TierTwoSupplier):
            found.update(record.parts.values_list("commitment_id", flat=True))
    if contracts:
        rows = Commitment.objects.for_system("where commitments stand in the portfolio")
        found.update(rows.filter(contract_id__in=contracts).values_list("pk", flat=True))
    return found


def _bring_up_to_date(keys: Iterable[int]) -> None:
    current_work()
    commitments = read_whole(keys, locked=True)
    settle_periods(commitments)
    fresh = standing.shares(commitments)
    stored: dict[int, list[CommitmentShare]] = defaultdict(list)
    kept = CommitmentShare.objects.for_system("where commitments stand in the portfolio")
    for each in kept.filter(commitment_id__in=[each.pk for each in commitments]):
        stored[each.commitment_id].append(each)
    sums: dict[Row, list[int]] = {}
    gone: list[int] = []
    new: list[CommitmentShare] = []
    for each in commitments:
        before = {plain(share): share.pk for share in stored[each.pk]}
        after = fresh.get(each.pk, [])
        left = [share for share in before if share not in after]
        come = [share for share in after if share not in before]
        add_to(sums, each, left, -1)
        add_to(sums, each, come)
        gone += [before[share] for share in left]
        new += [_stored(each.pk, share) for share in come]
    if gone:
        kept.filter(pk__in=gone).delete()
    if new:
        CommitmentShare.objects.bulk_create(new, batch_size=AT_ONCE)
    _add({row: values for row, values in sums.items() if any(values)})


def _add(sums: dict[Row, list[int]]) -> None:
    """Add to rows, under locks taken by key. A row that is not there yet is put in first, so that two who bring it at
    once wait for each other and neither is lost."""
    wanted = {digest_of(row): (row, values) for row, values in sorted(sums.items())}
    for digests in groups(sorted(wanted), AT_ONCE):
        PortfolioTotal.objects.bulk_create(
            [_total(wanted[each][0], [0] * len(SUMS)) for each in digests], ignore_conflicts=True
        )
        rows = PortfolioTotal.objects.for_system("totals are settled").filter(pk__in=digests)
        listed = list(rows.select_for_update().order_by("pk"))
        for total in listed:
            for name, value in zip(SUMS, wanted[total.pk][1], strict=True):
                setattr(total, name, getattr(total, name) + value)
        PortfolioTotal.objects.bulk_create(
            listed, update_conflicts=True, unique_fields=["digest"], update_fields=SUMS
        )


def _add_anew(keys: Iterable[int], sums: dict[Row, list[int]]) -> None:
    commitments = read_whole(keys)
    found = standing.shares(commitments)
    new: list[CommitmentShare] = []
    for each in commitments:
        add_to(sums, each, found.get(each.pk, []))
        new += [_stored(each.pk, share) for share in found.get(each.pk, [])]
    CommitmentShare.objects.bulk_create(new, batch_size=AT_ONCE)
    OpenPeriod.objects.bulk_create(open_periods(commitments).values(), batch_size=AT_ONCE)


def plain(stored: CommitmentShare) -> Share:
    """A share as it is kept."""
    figures = Figures(stored.promised, stored.reported, stored.verified)
    return Share(By(stored.by), stored.key, stored.metric, stored.unit, figures, stored.is_left_out)


def _stored(commitment: int, share: Share) -> CommitmentShare:
    return CommitmentShare(
        commitment_id=commitment,
        by=share.by,
        key=share.key,
        metric=share.metric,
        unit=share.unit,
        promised=share.figures.promised,
        reported=share.figures.reported,
        verified=share.figures.verified,
        is_left_out=share.is_left_out,
    )


def _total(row: Row, values: list[int]) -> PortfolioTotal:
    return PortfolioTotal(
        digest=digest_of(row),
        **dict(zip(NAMES, row, strict=True)),
        **dict(zip(SUMS, values, strict=True)),
    )
