"""The portfolio: promised, reported and verified by mission, outcome, place, supplier and financial year.

Its rows are kept added up (`lifecycle.delivery.actions.totals`); `lifecycle.delivery.standing` says what is added and what never
is. Whoever asks sees what they may read and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, overload

from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Sum, Value, When
from django.db.models.functions import Collate, Concat

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import BINDING
from commonweal.domain.delivery import NOT_SAID, By, Figures, Holding
from commonweal.domain.permissions import Side
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery.models import PortfolioTotal
from commonweal.lifecycle.strategy.models import Mission, Outcome, Place
from commonweal.organisations.models import Organisation
from commonweal.records.scopes import ScopedQuerySet

_FIGURES = ("promised", "reported", "verified")
_NAMED: dict[By, tuple[Any, str]] = {
    By.MISSION: (Mission, "statement"),
    By.OUTCOME: (Outcome, "title"),
    By.PLACE: (Place, "name"),
    By.SUPPLIER: (Organisation, "name"),
}


class Scope(StrEnum):
    """Whose contracts: the organisation's own, or the published ones of other bodies."""

    OWN = "own"
    PUBLISHED = "published"


@dataclass(frozen=True, order=True)
class Key:
    """One row: a mission (or other `by`), by key and words, one metric and its unit."""

    label: str
    key: str
    metric: str
    unit: str


@dataclass(frozen=True)
class Row:
    """The three figures of a row (thousandths of its unit), how many commitments stand in it, and how many of these are in no
    figure: rates per pound of contracts on which no spend is known."""

    key: Key
    figures: Figures
    commitments: int
    left_out: int = 0


class Table(Sequence[Row]):
    """Every row of one table in its order. Only what is asked for is read: a slice takes one query."""

    def __init__(self, actor: Actor, by: By, scope: Scope) -> None:
        self._totals = _totals(actor, by, scope)
        each: Any = "pk" if scope is Scope.OWN else Concat("metric", Value("\x1f"), "unit")
        counted = (
            self._totals.order_by()
            .values_list("key")
            .annotate(n=Count(each, distinct=scope is not Scope.OWN))
        )
        counts = dict(counted)
        self._labels = _labels(by, counts)
        self._counts = {key: counts[key] for key in sorted(counts, key=self._place_of)}

    def _place_of(self, key: str) -> tuple[bool, str, str]:
        """By label; what nobody said comes last."""
        return key == NOT_SAID, self._labels[key], key

    def __len__(self) -> int:
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[Row]:
        ranks = {key: rank for rank, key in enumerate(self._counts)}
        rows = sorted(_summed(self._totals), key=lambda row: (ranks[row["key"]], row["metric"], row["unit"]))
        return (_row(row, self._labels) for row in rows)

    @overload
    def __getitem__(self, wanted: int) -> Row: ...
    @overload
    def __getitem__(self, wanted: slice) -> list[Row]: ...
    def __getitem__(self, wanted: int | slice) -> Row | list[Row]:
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        first, last, _ = wanted.indices(len(self))
        keys, before = self._within(first, last)
        if not keys:
            return []
        rank = Case(
            *(When(key=key, then=Value(place)) for place, key in enumerate(keys)), output_field=IntegerField()
        )
        rows = _summed(self._totals.filter(key__in=keys)).annotate(rank=rank)
        ordered = rows.order_by("rank", _plain("metric"), _plain("unit"))
        return [_row(row, self._labels) for row in ordered[first - before : last - before]]

    def _within(self, first: int, last: int) -> tuple[list[str], int]:
        """The keys whose rows stand between two places, and how many rows stand before the first of these keys."""
        keys: list[str] = []
        before, place = 0, 0
        for key, count in self._counts.items():
            if place < last and place + count > first:
                before = before if keys else place
                keys.append(key)
            place += count
        return keys, before


def portfolio(actor: Actor, by: By, scope: Scope = Scope.OWN) -> Table:
    """One table of the portfolio; its length and a page of it take three queries, whatever its size."""
    return Table(actor, by, scope)


def find(actor: Actor, by: By, scope: Scope, *, key: str, metric: str, unit: str) -> Row | None:
    """One row again, for the page of the commitments behind its figures."""
    rows = _summed(_totals(actor, by, scope).filter(key=key, metric=metric, unit=unit))
    return next((_row(row, _labels(by, [key])) for row in rows), None)


def behind(actor: Actor, by: By, scope: Scope, row: Row) -> ScopedQuerySet:
    """The commitments behind one row, by contract and position."""
    bound = tuple(status.value for status in BINDING)
    found: ScopedQuerySet = contracts.own(actor) if scope is Scope.OWN else contracts.published()
    if scope is Scope.PUBLISHED:
        found = found.exclude(authority_id=actor.organisation_id)
    rows = Commitment.objects.for_system("commitments of readable contracts").filter(
        shares__by=by,
        shares__key=row.key.key,
        shares__metric=row.key.metric,
        shares__unit=row.key.unit,
        contract__in=found.filter(status__in=bound),
    )
    rows = rows.select_related("contract__supplier", "contract__authority", "place")
    return rows.prefetch_related("milestones").order_by("contract_id", "position")


def _totals(actor: Actor, by: By, scope: Scope) -> ScopedQuerySet:
    """The kept rows that the actor may read."""
    rows: ScopedQuerySet
    if scope is Scope.PUBLISHED:
        rows = PortfolioTotal.objects.for_system("what a published report says may be read by everybody")
        rows = rows.filter(holding=Holding.PUBLISHED).exclude(holder_id=actor.organisation_id)
    else:
        holding = Holding.SUPPLIER if actor.side is Side.SUPPLIER else Holding.AUTHORITY
        rows = PortfolioTotal.objects.for_either_side(actor).filter(holding=holding)
    return rows.filter(by=by, commitments__gt=0)


def _summed(totals: ScopedQuerySet) -> Any:
    """Rows of several holders under one name are one row."""
    rows = totals.order_by().values("key", "metric", "unit")
    sums = {f"{name}_sum": Sum(name) for name in ("commitments", "left_out", *_FIGURES)}
    return rows.annotate(**sums, **{f"{name}_of": Sum(f"{name}_in") for name in _FIGURES})


def _row(row: dict[str, Any], labels: dict[str, str]) -> Row:
    figures = Figures(*(row[f"{name}_sum"] if row[f"{name}_of"] else None for name in _FIGURES))
    key = Key(labels[row["key"]], row["key"], row["metric"], row["unit"])
    return Row(key, figures, row["commitments_sum"], row["left_out_sum"])


def _labels(by: By, keys: Iterable[str]) -> dict[str, str]:
    """What each key is called now. A year is its own label, and so is a supplier in the words of a published source."""
    labels = {key: key for key in keys}
    if by in _NAMED:
        model, name = _NAMED[by]
        rows = model.objects.for_system("names of what readable commitments serve")
        labels |= rows.filter(external_id__in=list(labels)).values_list("external_id", name)
    return labels


def _plain(column: str) -> Any:
    """Text in the order of its characters, on every database."""
    return Collate(F(column), "C") if connection.vendor == "postgresql" else F(column)
