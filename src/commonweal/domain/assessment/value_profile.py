"""The public value profile: what a tender promises for each outcome and in each place that the ask names.

It describes and does not rank. Promises of all four kinds stand on an equal footing; figures stay in their own units and
are added only where they are counted on the same measure in the same unit; nothing is turned into pounds, and there is no
total over dimensions. A commitment that serves an outcome in a place is seen under both, for each is one way to look at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import (
    CommitmentKind,
    Offer,
    OfferedRate,
    aggregation_of,
    outcomes_of,
    promised_by,
)
from commonweal.domain.metrics import over_periods

#: The id of what serves no outcome that the ask names, and of what is promised wherever the contract is carried out.
ELSEWHERE = ""


class DimensionKind(StrEnum):
    """What a tender is looked at over."""

    OUTCOME = "outcome"
    PLACE = "place"


@dataclass(frozen=True)
class Dimension:
    """One outcome or place. An `id` of `ELSEWHERE` is what names none; its title is empty."""

    kind: DimensionKind
    id: str
    title: str


@dataclass(frozen=True)
class Promised:
    """One promise, or part of one, under a dimension. `quantity` in thousandths of `unit` for a quantity alone."""

    kind: CommitmentKind
    measure: str
    unit: str
    quantity: int | None
    rate: OfferedRate | None
    steps: int


@dataclass(frozen=True)
class Row:
    """What one tender promises under one dimension."""

    dimension: Dimension
    promised: tuple[Promised, ...]

    def count(self, kind: CommitmentKind) -> int:
        """How many promises of a kind there are. Each counts once, large or small."""
        return sum(each.kind is kind for each in self.promised)


def dimensions(ask: AskContent) -> tuple[Dimension, ...]:
    """The outcomes of the ask, then its places, each followed by what names none."""
    outcomes = [Dimension(DimensionKind.OUTCOME, key, title) for key, title in outcomes_of(ask).items()]
    places = [Dimension(DimensionKind.PLACE, place.code, place.name) for place in ask.places]
    return (
        *outcomes,
        Dimension(DimensionKind.OUTCOME, ELSEWHERE, ""),
        *places,
        Dimension(DimensionKind.PLACE, ELSEWHERE, ""),
    )


def profile(offers: Sequence[Offer], ask: AskContent) -> tuple[Row, ...]:
    """The profile of one tender. What names no outcome or no place has a row only where there is something in it."""
    found = []
    for dimension in dimensions(ask):
        rows = [part for offer in offers for part in _parts(offer, dimension, ask)]
        if dimension.id != ELSEWHERE or rows:
            found.append(Row(dimension, _together(rows)))
    return tuple(found)


def outcome_of(offer: Offer, ask: AskContent) -> str:
    """The outcome named closest to the promise: by the tenderer, else by the metric, else by the question."""
    known = outcomes_of(ask)
    metric = {each.id: each for criterion in ask.criteria for each in criterion.metrics}.get(
        offer.metric_id or ""
    )
    criterion = {each.id: each for each in ask.criteria}.get(offer.criterion_id)
    named = (offer.outcome_id, metric and metric.outcome_id, criterion and criterion.outcome_id)
    return next((each for each in named if each and each in known), ELSEWHERE)


def _parts(offer: Offer, dimension: Dimension, ask: AskContent) -> Iterable[Promised]:
    if dimension.kind is DimensionKind.OUTCOME:
        if outcome_of(offer, ask) == dimension.id:
            yield _promised(offer, ask, promised_by(offer, ask))
        return
    known = {place.code for place in ask.places}
    if offer.kind is not CommitmentKind.QUANTITY:
        if (offer.place_code if offer.place_code in known else ELSEWHERE) == dimension.id:
            yield _promised(offer, ask, None)
        return
    here = [
        (period.end_on, period.quantity)
        for period in offer.periods
        if (period.place_code if period.place_code in known else ELSEWHERE) == dimension.id
    ]
    if here:
        yield _promised(offer, ask, over_periods(here, aggregation_of(offer, ask)))


def _promised(offer: Offer, ask: AskContent, quantity: int | None) -> Promised:
    metrics = {metric.id: metric for criterion in ask.criteria for metric in criterion.metrics}
    metric = metrics.get(offer.metric_id or "")
    measure = metric.title if metric else offer.title
    return Promised(offer.kind, measure, offer.unit, quantity, offer.rate, len(offer.milestones))


def _together(rows: Sequence[Promised]) -> tuple[Promised, ...]:
    """In the order of the kinds and then of the measures' names, so that the order in a tender says nothing."""
    order = list(CommitmentKind)
    return tuple(
        sorted(
            rows,
            key=lambda each: (order.index(each.kind), each.measure.casefold(), each.unit, each.quantity or 0),
        )
    )
