"""Proving the portfolio's totals: everything is added up again from the leaves and held against what is kept."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.domain.delivery import Figures
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery import standing
from commonweal.lifecycle.delivery.actions.open_periods import kept_periods, open_periods
from commonweal.lifecycle.delivery.actions.totals import (
    AT_ONCE,
    NAMES,
    SUMS,
    Row,
    add_to,
    groups,
    plain,
    read_whole,
)
from commonweal.lifecycle.delivery.models import CommitmentShare, PortfolioTotal
from commonweal.lifecycle.delivery.standing import Share
from commonweal.records.snapshot import snapshot


@dataclass(frozen=True)
class Difference:
    """A row that is not the sum of its leaves. `kept` and `leaves` by the name of the figure; None where there is no row.

    `commitment` is the id of the one whose share differs; empty for a row of the portfolio. `holder` is a primary key.
    """

    commitment: str
    holder: int | None
    holding: str
    by: str
    key: str
    metric: str
    unit: str
    kept: dict[str, int | None] | None
    leaves: dict[str, int | None] | None


@dataclass
class Proof:
    """How much was added up, and every row that differs."""

    commitments: int
    rows: int
    differences: list[Difference]


def prove() -> Proof:
    """Add everything up from the leaves at one moment, and compare every share and every row."""
    with snapshot():
        sums: dict[Row, list[int]] = {}
        found = Proof(0, 0, [])
        rows = Commitment.objects.for_system("totals are proved from the leaves").order_by("pk")
        for keys in groups(list(rows.values_list("pk", flat=True)), AT_ONCE):
            found.differences += _of_shares(keys, sums)
            found.commitments += len(keys)
        found.differences += _of_rows(sums)
        found.rows = len(sums)
    return found


def _of_shares(keys: list[int], sums: dict[Row, list[int]]) -> Iterator[Difference]:
    commitments = read_whole(keys)
    leaves = standing.shares(commitments)
    kept: dict[int, dict[tuple[str, str], Share]] = defaultdict(dict)
    rows = CommitmentShare.objects.for_system("totals are proved from the leaves")
    for each in rows.filter(commitment_id__in=keys):
        kept[each.commitment_id][each.by, each.key] = plain(each)
    for commitment in commitments:
        fresh = {(share.by.value, share.key): share for share in leaves.get(commitment.pk, [])}
        add_to(sums, commitment, fresh.values())
        stored = kept[commitment.pk]
        for name in sorted(fresh.keys() | stored.keys()):
            if fresh.get(name) != stored.get(name):
                yield _share_differs(commitment.external_id, stored.get(name), fresh.get(name))
    yield from _of_periods(commitments)


def _of_periods(commitments: list[Commitment]) -> Iterator[Difference]:
    """Periods that are kept as open and are not, and the other way round."""
    fresh, kept = open_periods(commitments), kept_periods(commitments)
    owner = {period.pk: each for each in commitments for period in each.periods.all()}
    for key in sorted(fresh.keys() ^ kept.keys()):
        row = (fresh.get(key) or kept[key]).end_on.isoformat()
        one = {"open periods": 1}
        sides = (one, None) if key in kept else (None, one)
        yield Difference(owner[key].external_id, None, "", "period", row, "", "", *sides)


def _share_differs(commitment: str, kept: Share | None, leaves: Share | None) -> Difference:
    share = kept or leaves
    assert share is not None
    named = (share.by.value, share.key, share.metric, share.unit)
    return Difference(commitment, None, "", *named, _figures(kept), _figures(leaves))


def _figures(share: Share | None) -> dict[str, int | None] | None:
    if share is None:
        return None
    figures: Figures = share.figures
    return {"promised": figures.promised, "reported": figures.reported, "verified": figures.verified}


def _of_rows(sums: dict[Row, list[int]]) -> Iterator[Difference]:
    wanted = {tuple(map(str, row)): (row, values) for row, values in sums.items()}
    rows = PortfolioTotal.objects.for_system("totals are proved from the leaves").order_by("pk")
    for total in rows.iterator(chunk_size=AT_ONCE):
        names = [getattr(total, name) for name in NAMES]
        kept = [getattr(total, name) for name in SUMS]
        _, leaves = wanted.pop(tuple(map(str, names)), (None, None))
        # A row in which nothing stands any more is kept, with nothing in it.
        if kept != (leaves or [0] * len(SUMS)):
            yield Difference("", *names, _sums(kept), leaves and _sums(leaves))
    for row, values in wanted.values():
        yield Difference("", row[0], *(str(each) for each in row[1:]), None, _sums(values))


def _sums(values: list[int]) -> dict[str, int | None]:
    named = dict(zip(SUMS, values, strict=True))
    found: dict[str, int | None] = {"commitments": named["commitments"]}
    for name in ("promised", "reported", "verified"):
        found[name] = named[name] if named[f"{name}_in"] else None
    return found
