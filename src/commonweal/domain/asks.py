"""The frozen ask: what a published ask version says, word for word, for every later stage.

`AskVersion.content` in the procurement stage is the canonical JSON (see `domain.canonical`) of one `AskContent`; its
SHA-256 is the version's digest. Tendering, assessment and publication read it with
`AskContent.from_json(version.content)` and never look at the draft again. What may be relied on:

- `CriterionContent.id`, `MetricContent.id`, `LotContent.id` and `RoundContent.number` are stable: a corrected version
  of the same ask keeps the ids of what it keeps. Tender answers and scores refer to criteria by `id`.
- weightings are basis points and total exactly 10,000; bands are hundredths of a mark from 0 to 10,000; quantities are
  thousandths of the metric's unit; money is pence; instants are UTC; days are London days.
- a price criterion has a `price_formula`, no question, no word limit (0) and no bands; any other criterion has a
  question, a word limit above 0, bands, and no price formula.
- `conditions` of participation, `schedule`, the lines of the price schedule, and `terms`, the conditions and charters of the
  contract, are empty where the ask has none.
- `library` is None for a criterion or metric written from nothing. Otherwise it keeps the library item as it stood:
  edition, code, title, text and how far its wording was checked. The edited wording stands in `text` and `title`.

The file's shape is named by `schema`; a change of shape gets a new name and keeps the reader for the old one.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from commonweal.domain.ask_terms import AskTermContent
from commonweal.domain.assessment.lot_awards import IN_ORDER
from commonweal.domain.assessment.price import FIXED_PRICE
from commonweal.domain.assessment.quantity import QuantityRule
from commonweal.domain.assessment.ties import HEAVIEST
from commonweal.domain.canonical import Unreadable, decode, digest, encode, later
from commonweal.domain.criteria import Band, CriterionKind
from commonweal.domain.metrics import (
    Aggregation,
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.domain.participation import ConditionContent
from commonweal.domain.price_schedule import ScheduleLine

SCHEMA = "commonweal.ask.2"
#: The shape before `managing` was part of an ask. Such an ask is read with `managing` None and written as it was.
SCHEMA_1 = "commonweal.ask.1"
_AFTER_1 = ("managing", "method", "conditions", "schedule", "terms")


class ServedKind(StrEnum):
    """What a procurement may serve."""

    MISSION = "mission"
    OUTCOME = "outcome"


@dataclass(frozen=True)
class LibraryContent:
    """The library item an edited copy was made from, as it stood when it was copied."""

    edition: str
    code: str
    title: str
    text: str
    verification: str


@dataclass(frozen=True)
class MetricContent:
    """Something to be counted. `target_low` alone is a fixed target, with `target_high` a range (thousandths)."""

    id: str
    code: str
    title: str
    unit: str
    kind: MetricKind
    level: MetricLevel
    used_for: MetricUse
    target: TargetKind
    target_low: int | None
    target_high: int | None
    period: MetricPeriod
    aggregation: Aggregation
    baseline_basis: BaselineBasis
    baseline: int | None
    is_prescriptive: bool
    outcome_id: str | None
    library: LibraryContent | None


@dataclass(frozen=True)
class CriterionContent:
    """One award criterion, in the order it is read. `outcome_id` is the mission outcome it is asked for, if any."""

    id: str
    kind: CriterionKind
    code: str
    title: str
    text: str
    question: str
    weight_bp: int
    word_limit: int
    price_formula: str | None
    bands: tuple[Band, ...]
    outcome_id: str | None
    library: LibraryContent | None
    metrics: tuple[MetricContent, ...]


@dataclass(frozen=True)
class LotContent:
    """A part that can be awarded alone. A procurement without lots has exactly one, number 1."""

    id: str
    number: int
    title: str
    description: str
    value_pence: int
    value_ex_vat_pence: int | None


@dataclass(frozen=True)
class RoundContent:
    """One round of tendering, in order from 1. Only the last round is awarded."""

    number: int
    title: str
    deadline_at: datetime


@dataclass(frozen=True)
class PlaceContent:
    """Where the contract is carried out or its benefit is meant to be felt."""

    code: str
    name: str


@dataclass(frozen=True)
class ServedContent:
    """A mission or outcome that the procurement serves, and on what basis the link stands."""

    kind: ServedKind
    id: str
    title: str
    basis: str


@dataclass(frozen=True)
class PromiseContent:
    """What the authority itself commits to, by when, and which post answers for it."""

    id: str
    text: str
    due_on: date | None
    owed_by_post: str


@dataclass(frozen=True)
class ManagingContent:
    """How the contract will be looked after, as far as it was said: a post that looks after it, months between learning
    reviews, whether reports bring an account in words, whether remedies go step by step, and the KPIs that are planned
    or why there are none. None where nobody has said it."""

    contract_manager: str | None = None
    review_cadence_months: int | None = None
    narrative_required: bool | None = None
    remedies: bool | None = None
    kpis_planned: int | None = None
    kpis_social_value: int | None = None
    kpi_exemption_reason: str | None = None


@dataclass(frozen=True)
class MinimumContent:
    """The least agreed score (hundredths of a mark) on a criterion; a tender below it is not ranked."""

    criterion_id: str
    score: int


@dataclass(frozen=True)
class QuantityContent:
    """A criterion part of whose points comes from how much is promised."""

    criterion_id: str
    rule: QuantityRule


@dataclass(frozen=True)
class FixedPriceContent:
    """The price of a lot that the ask itself states: pence without VAT, for the whole contract."""

    lot_id: str
    pence: int


@dataclass(frozen=True)
class PartContent:
    """A part of a divided criterion: one of the ask's criteria, and its share of the whole criterion in basis points."""

    criterion_id: str
    share_bp: int


@dataclass(frozen=True)
class GroupContent:
    """An award criterion that is divided into parts, which are scored one by one. `weight_bp` is its share of the whole.

    The shares of its parts total 10,000, and the weighting of each part is its share times this one, exactly.
    """

    id: str
    title: str
    weight_bp: int
    parts: tuple[PartContent, ...]


@dataclass(frozen=True)
class MethodContent:
    """How tenders are assessed beyond weightings, bands and the price formula.

    `tie_rule` and `lot_rule` are ids of `domain.assessment`; `most_lots` is the most that one tenderer may be awarded.
    `may_refine`: award criteria may be refined before a later round, and every remaining tenderer is told.
    `checks_promises`: after scoring each promise is checked for whether it can be kept, and tenderers may be asked.
    """

    tie_rule: str = HEAVIEST
    lot_rule: str = IN_ORDER
    most_lots: int | None = None
    checks_promises: bool = False
    minimums: tuple[MinimumContent, ...] = ()
    quantities: tuple[QuantityContent, ...] = ()
    may_refine: bool = later(False)
    groups: tuple[GroupContent, ...] = later(())
    fixed_prices: tuple[FixedPriceContent, ...] = later(())

    def minimum(self, criterion_id: str) -> int | None:
        """The minimum of a criterion, if the ask states one."""
        return {each.criterion_id: each.score for each in self.minimums}.get(criterion_id)

    def quantity(self, criterion_id: str) -> QuantityRule | None:
        """The quantity rule of a criterion, if the ask states one."""
        return {each.criterion_id: each.rule for each in self.quantities}.get(criterion_id)


@dataclass(frozen=True)
class AskContent:
    """Everything a tenderer is told in one published version. Values include VAT unless named otherwise."""

    schema: str
    ask_id: str
    procurement_id: str
    version: int
    title: str
    description: str
    why: str
    authority_id: str
    authority_name: str
    regime: str
    kind: str
    nature: str
    cpv_division: str
    innovation_stage: str
    value_pence: int
    value_ex_vat_pence: int | None
    contract_starts_on: date
    contract_ends_on: date
    extension_months: int
    tender_deadline_at: datetime
    rounds: tuple[RoundContent, ...]
    lots: tuple[LotContent, ...]
    places: tuple[PlaceContent, ...]
    serves: tuple[ServedContent, ...]
    criteria: tuple[CriterionContent, ...]
    promises: tuple[PromiseContent, ...]
    managing: ManagingContent | None = None
    method: MethodContent | None = later(None)
    conditions: tuple[ConditionContent, ...] = later(())
    schedule: tuple[ScheduleLine, ...] = later(())
    terms: tuple[AskTermContent, ...] = later(())

    def to_json(self) -> bytes:
        """The canonical bytes that are stored and digested."""
        if self.schema != SCHEMA_1:
            return encode(self)
        names = (field.name for field in dataclasses.fields(self) if field.name not in _AFTER_1)
        return encode({name: getattr(self, name) for name in names})

    def digest(self) -> str:
        """SHA-256 of `to_json`, hexadecimal."""
        return digest(self.to_json())

    @classmethod
    def from_json(cls, content: bytes | str) -> AskContent:
        """Read stored content, of this shape or the one before. Raises `canonical.Unreadable` with the path of what does
        not have its shape."""
        return decode(cls, _in_this_shape(content))

    def criterion(self, criterion_id: str) -> CriterionContent:
        """The criterion with this id. Raises KeyError when the version has none."""
        return {criterion.id: criterion for criterion in self.criteria}[criterion_id]

    def lot(self, lot_id: str) -> LotContent:
        """The lot with this id. Raises KeyError when the version has none."""
        return {lot.id: lot for lot in self.lots}[lot_id]

    def metric(self, metric_id: str) -> MetricContent:
        """The metric with this id, under whichever criterion. Raises KeyError when the version has none."""
        return {metric.id: metric for criterion in self.criteria for metric in criterion.metrics}[metric_id]

    @property
    def how(self) -> MethodContent:
        """How tenders are assessed: as stated, or by what holds where an ask says nothing."""
        return self.method or MethodContent()

    def fixed_price(self, lot_id: str) -> int | None:
        """The price of a lot in pence without VAT, where the ask states it itself and scores by it."""
        if all(criterion.price_formula != FIXED_PRICE for criterion in self.criteria):
            return None
        return {each.lot_id: each.pence for each in self.how.fixed_prices}.get(lot_id)

    @property
    def questions(self) -> tuple[CriterionContent, ...]:
        """The criteria that are answered in words, in reading order."""
        return tuple(criterion for criterion in self.criteria if criterion.kind is not CriterionKind.PRICE)

    @property
    def round_number(self) -> int:
        """The round that tenders are invited to: the one whose deadline is that of the ask, else the first."""
        due = (each.number for each in self.rounds if each.deadline_at == self.tender_deadline_at)
        return next(due, 1)

    @property
    def words_to_write(self) -> int:
        """The most words one tenderer can be asked to write for one lot."""
        return sum(criterion.word_limit for criterion in self.questions)

    @property
    def social_value_bp(self) -> int:
        """The total weighting of social value, in basis points."""
        return sum(c.weight_bp for c in self.criteria if c.kind is CriterionKind.SOCIAL_VALUE)


def _in_this_shape(content: bytes | str) -> bytes | str:
    """Content of the shape before with what it lacks; any other as it is."""
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        return content
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA_1:
        return content
    for name in _AFTER_1:
        if name in raw:
            raise Unreadable(f"$.{name}", "is not known")
    return json.dumps(raw | {"managing": None})
