"""Commitments as a supplier offers them: four kinds, on the ask's metric or on one that the supplier proposes.

Quantities are integer thousandths of the unit; money is integer pence; days are London days, both ends included. An
offered commitment and a binding one are different things: the second is made from the first when the contract is
entered into, and points to it. Everything here is plain values, and everything wrong with an offer is found at once.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Invalid
from commonweal.domain.metrics import Aggregation, over_periods
from commonweal.domain.periods import months_later

TITLE_LIMIT = 200
UNIT_LIMIT = 60
WORDS_LIMIT = 300
"""Words in the description of one commitment: a commitment is a promise, the argument for it is the answer."""


class CommitmentKind(StrEnum):
    """The four kinds have equal standing: one without a figure is as much a promise as one with."""

    QUANTITY = "quantity"
    RATE = "rate"
    PATHWAY = "pathway"
    NARRATIVE = "narrative"


class OwedBy(StrEnum):
    """Who must do it. An offer in a tender is owed by the supplier or by a subcontractor that it names."""

    SUPPLIER = "supplier"
    SUBCONTRACTOR = "subcontractor"
    AUTHORITY = "authority"


@dataclass(frozen=True)
class OfferedPeriod:
    """How much, between two days, in one place; an empty place is wherever the contract is carried out."""

    start_on: date
    end_on: date
    place_code: str
    quantity: int


@dataclass(frozen=True)
class OfferedMilestone:
    """One step of a pathway: what will have happened, by when, and how anybody could see that it has."""

    title: str
    due_on: date
    shown_by: str


@dataclass(frozen=True)
class OfferedRate:
    """`quantity` thousandths for every `per_pence` that is called off."""

    quantity: int
    per_pence: int


@dataclass(frozen=True)
class Offer:
    """One commitment as offered. `key` is its own within the tender.

    Attributes:
        metric_id: the ask's metric it is counted on; None when the supplier proposes its own measure.
        outcome_id: the outcome that a measure of the supplier's own serves; None when `metric_id` is given.
        unit: what is counted, copied from the ask's metric when there is one; empty for a pathway or a narrative.
        subcontractor: its name, when `owed_by` says so.
        place_code: where, for every kind but a quantity, which has a place in each period.
        words: how it will be done; for a narrative, the promise itself.
    """

    key: str
    criterion_id: str
    kind: CommitmentKind
    title: str
    metric_id: str | None
    outcome_id: str | None
    unit: str
    owed_by: OwedBy
    subcontractor: str
    place_code: str
    periods: tuple[OfferedPeriod, ...]
    rate: OfferedRate | None
    milestones: tuple[OfferedMilestone, ...]
    words: str

    def together(self, aggregation: Aggregation) -> int | None:
        """Thousandths over all periods and places, as the metric says; None for a kind that has no figure of its own."""
        if self.kind is not CommitmentKind.QUANTITY:
            return None
        return over_periods(((each.end_on, each.quantity) for each in self.periods), aggregation)


def word_count(text: str) -> int:
    """Words as the limit counts them: runs of signs between spaces, as office programs and the live counter count."""
    return len(text.split())


def aggregation_of(offer: Offer, ask: AskContent) -> Aggregation:
    """How the periods of an offer become one figure: as the ask's metric says; a measure of the supplier's own adds up."""
    metrics = {metric.id: metric for criterion in ask.criteria for metric in criterion.metrics}
    metric = metrics.get(offer.metric_id or "")
    return metric.aggregation if metric else Aggregation.SUM


def promised_by(offer: Offer, ask: AskContent) -> int | None:
    """What an offer promises over the contract, in thousandths; None for a kind that has no figure of its own."""
    return offer.together(aggregation_of(offer, ask))


def owed_for(rate: OfferedRate, spend_pence: int) -> int:
    """Thousandths owed once `spend_pence` has been called off, rounded down: a promise is owed when it is reached."""
    return rate.quantity * spend_pence // rate.per_pence


def outcomes_of(ask: AskContent) -> dict[str, str]:
    """Outcomes and missions that a measure may be proposed against: id -> title, from all that the ask names."""
    found = {served.id: served.title for served in ask.serves}
    for criterion in ask.criteria:
        if criterion.outcome_id:
            found.setdefault(criterion.outcome_id, criterion.title)
    return found


def problems(offer: Offer, ask: AskContent) -> tuple[Invalid, ...]:
    """Everything that keeps this offer from being submitted, in the order of the form; empty when nothing does."""
    return tuple(
        itertools.chain(
            _criterion_problems(offer, ask),
            _measure_problems(offer, ask),
            _owner_problems(offer),
            _place_problems(offer, ask),
            _KIND_PROBLEMS[offer.kind](offer, ask),
            _words_problems(offer),
        )
    )


def check(offer: Offer, ask: AskContent) -> None:
    """Raise the first of `problems`, if there is one."""
    for problem in problems(offer, ask):
        raise problem


def _criterion_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    if offer.criterion_id not in {criterion.id for criterion in ask.questions}:
        yield Invalid("commitment.criterion_unknown", field="criterion_id")
    if not offer.title.strip():
        yield Invalid("commitment.title_missing", field="title")
    if len(offer.title) > TITLE_LIMIT:
        yield Invalid("commitment.title_long", field="title", limit=TITLE_LIMIT)


def _measure_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    if offer.metric_id is not None:
        yield from _asked_measure_problems(offer, ask)
        return
    if offer.outcome_id is None:
        yield Invalid("commitment.outcome_missing", field="outcome_id")
    elif offer.outcome_id not in outcomes_of(ask):
        yield Invalid("commitment.outcome_unknown", field="outcome_id")
    if offer.kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE) and not offer.unit.strip():
        yield Invalid("commitment.unit_missing", field="unit")
    if len(offer.unit) > UNIT_LIMIT:
        yield Invalid("commitment.unit_long", field="unit", limit=UNIT_LIMIT)


def _asked_measure_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    metrics = {
        metric.id: (criterion.id, metric) for criterion in ask.criteria for metric in criterion.metrics
    }
    if offer.metric_id not in metrics:
        yield Invalid("commitment.metric_unknown", field="metric_id")
        return
    criterion_id, metric = metrics[offer.metric_id]
    if criterion_id != offer.criterion_id:
        yield Invalid("commitment.metric_of_another_criterion", field="metric_id")
    if offer.kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE) and offer.unit != metric.unit:
        yield Invalid("commitment.unit_differs", field="unit", unit=metric.unit)


def _owner_problems(offer: Offer) -> Iterator[Invalid]:
    if offer.owed_by is OwedBy.AUTHORITY:
        yield Invalid("commitment.authority_cannot_be_offered", field="owed_by")
    if offer.owed_by is OwedBy.SUBCONTRACTOR and not offer.subcontractor.strip():
        yield Invalid("commitment.subcontractor_missing", field="subcontractor")
    if offer.owed_by is not OwedBy.SUBCONTRACTOR and offer.subcontractor.strip():
        yield Invalid("commitment.subcontractor_not_meant", field="subcontractor")


def _place_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    known = {place.code for place in ask.places} | {""}
    if offer.place_code not in known:
        yield Invalid("commitment.place_unknown", field="place_code")
    for number, period in enumerate(offer.periods, 1):
        if period.place_code not in known:
            yield Invalid("commitment.place_unknown", field="periods", row=number)


def _quantity_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    yield from _wrong_parts(offer, periods=True)
    if not offer.periods:
        yield Invalid("commitment.periods_missing", field="periods")
    for number, period in enumerate(offer.periods, 1):
        if period.end_on < period.start_on:
            yield Invalid("commitment.period_ends_before_start", field="periods", row=number)
        if period.quantity <= 0:
            yield Invalid("commitment.quantity_not_positive", field="periods", row=number)
        yield from _outside_contract(ask, (period.start_on, period.end_on), "periods", number)
    yield from _overlaps(offer.periods)


def _overlaps(periods: Iterable[OfferedPeriod]) -> Iterator[Invalid]:
    """The same place twice at the same time would be counted twice."""
    ordered = sorted(periods, key=lambda period: (period.place_code, period.start_on))
    for earlier, later in itertools.pairwise(ordered):
        if earlier.place_code == later.place_code and later.start_on <= earlier.end_on:
            yield Invalid("commitment.periods_overlap", field="periods", start_on=later.start_on)


def _rate_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    yield from _wrong_parts(offer, rate=True)
    if offer.rate is None:
        yield Invalid("commitment.rate_missing", field="rate_quantity")
        return
    if offer.rate.quantity <= 0:
        yield Invalid("commitment.quantity_not_positive", field="rate_quantity", row=1)
    if offer.rate.per_pence <= 0:
        yield Invalid("commitment.rate_per_not_positive", field="rate_per")


def _pathway_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    yield from _wrong_parts(offer, milestones=True)
    if not offer.milestones:
        yield Invalid("commitment.milestones_missing", field="milestones")
    for number, milestone in enumerate(offer.milestones, 1):
        if not milestone.title.strip():
            yield Invalid("commitment.milestone_untitled", field="milestones", row=number)
        if not milestone.shown_by.strip():
            yield Invalid("commitment.milestone_cannot_be_seen", field="milestones", row=number)
        yield from _outside_contract(ask, (milestone.due_on,), "milestones", number)
    for number, (earlier, later) in enumerate(itertools.pairwise(offer.milestones), 2):
        if later.due_on < earlier.due_on:
            yield Invalid("commitment.milestones_out_of_order", field="milestones", row=number)


def _narrative_problems(offer: Offer, ask: AskContent) -> Iterator[Invalid]:
    yield from _wrong_parts(offer)
    if not offer.words.strip():
        yield Invalid("commitment.words_missing", field="words")


def _words_problems(offer: Offer) -> Iterator[Invalid]:
    count = word_count(offer.words)
    if count > WORDS_LIMIT:
        yield Invalid("commitment.words_long", field="words", limit=WORDS_LIMIT, count=count)


def _wrong_parts(
    offer: Offer, *, periods: bool = False, rate: bool = False, milestones: bool = False
) -> Iterator[Invalid]:
    """A figure left over from another kind would be a promise that no page shows."""
    if offer.periods and not periods:
        yield Invalid("commitment.periods_not_meant", field="kind")
    if offer.rate is not None and not rate:
        yield Invalid("commitment.rate_not_meant", field="kind")
    if offer.milestones and not milestones:
        yield Invalid("commitment.milestones_not_meant", field="kind")


def _outside_contract(ask: AskContent, days: Iterable[date], field: str, row: int) -> Iterator[Invalid]:
    """A promise for a day on which there is no contract cannot be kept."""
    starts, ends = ask.contract_starts_on, latest_day(ask)
    if any(not starts <= day <= ends for day in days):
        yield Invalid("commitment.outside_contract", field=field, row=row, starts_on=starts, ends_on=ends)


def contract_periods(ask: AskContent, months: int | None) -> tuple[tuple[date, date], ...]:
    """The contract without extensions in periods of so many months, both days included; None is one period.

    The last period is cut short where the contract ends.
    """
    if months is None:
        return ((ask.contract_starts_on, ask.contract_ends_on),)
    found: list[tuple[date, date]] = []
    start = ask.contract_starts_on
    while start <= ask.contract_ends_on:
        following = months_later(ask.contract_starts_on, months * (len(found) + 1))
        found.append((start, min(following - timedelta(days=1), ask.contract_ends_on)))
        start = following
    return tuple(found)


def latest_day(ask: AskContent) -> date:
    """The last day of the contract with every extension taken."""
    return months_later(ask.contract_ends_on, ask.extension_months)


_KIND_PROBLEMS = {
    CommitmentKind.QUANTITY: _quantity_problems,
    CommitmentKind.RATE: _rate_problems,
    CommitmentKind.PATHWAY: _pathway_problems,
    CommitmentKind.NARRATIVE: _narrative_problems,
}
