"""A locked ranking as one document: what went in, what came out, and the same digits again at any later time.

The content is canonical JSON (`domain.canonical`); fractions are kept whole as text, "145/2". Nothing but this
document is needed to work the ranking out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.assessment.price import PRICE_RULES, price_points
from commonweal.domain.assessment.ranking import ranking
from commonweal.domain.assessment.score_table import ScoreTable, score_table
from commonweal.domain.canonical import decode, digest, encode
from commonweal.domain.criteria import CriterionKind

SCHEMA = "commonweal.ranking.1"
TIE_RULE = "heaviest-criterion-first"
HUNDREDTHS = 100


@dataclass(frozen=True)
class CriterionInput:
    """A criterion as published: its weighting in basis points and, for price, its formula."""

    id: str
    title: str
    kind: CriterionKind
    weight_bp: int
    price_formula: str | None


@dataclass(frozen=True)
class ScoreInput:
    """An agreed score in hundredths of a mark."""

    criterion_id: str
    score: int


@dataclass(frozen=True)
class TenderInput:
    """A tender: its agreed scores, and its price in pence without VAT."""

    id: str
    price_pence: int
    scores: tuple[ScoreInput, ...]


@dataclass(frozen=True)
class PartResult:
    """Points (0 to 100) on one criterion, exact."""

    criterion_id: str
    points: str


@dataclass(frozen=True)
class TenderResult:
    """A tender's place: total in points, exact."""

    id: str
    rank: int
    total: str
    parts: tuple[PartResult, ...]


@dataclass(frozen=True)
class Ranking:
    """The whole snapshot."""

    schema: str
    procurement_id: str
    lot_id: str
    round_number: int
    ask_version: int
    ask_digest: str
    tie_rule: str
    criteria: tuple[CriterionInput, ...]
    tenders: tuple[TenderInput, ...]
    results: tuple[TenderResult, ...]

    def to_json(self) -> bytes:
        """The canonical bytes that are stored and digested."""
        return encode(self)

    def digest(self) -> str:
        """SHA-256 of `to_json`, hexadecimal."""
        return digest(self.to_json())

    @classmethod
    def from_json(cls, content: bytes | str) -> Ranking:
        """Read stored content. Raises `canonical.Unreadable` with the path of what does not have this shape."""
        return decode(cls, content)

    def table(self) -> ScoreTable:
        """The exact table that was ranked, price points worked out by the published formula."""
        return _table(self.criteria, self.tenders)


def rank(
    *,
    procurement_id: str,
    lot_id: str,
    round_number: int,
    ask_version: int,
    ask_digest: str,
    criteria: tuple[CriterionInput, ...],
    tenders: tuple[TenderInput, ...],
) -> Ranking:
    """Rank tenders and keep everything that the ranking rests on.

    Raises:
        TableError: a score is missing. Invalid: a price formula is not known or does not fit the prices.
    """
    ordered = tuple(sorted(tenders, key=lambda tender: tender.id))
    return Ranking(
        schema=SCHEMA,
        procurement_id=procurement_id,
        lot_id=lot_id,
        round_number=round_number,
        ask_version=ask_version,
        ask_digest=ask_digest,
        tie_rule=TIE_RULE,
        criteria=criteria,
        tenders=ordered,
        results=_results(_table(criteria, ordered)),
    )


def differences(stored: Ranking) -> tuple[str, ...]:
    """What is different when the ranking is worked out again from its own inputs; empty when nothing is."""
    again = _results(stored.table())
    if again == stored.results:
        return ()
    if len(again) != len(stored.results):
        return (f"{len(stored.results)} tenders are stored as ranked, {len(again)} are worked out",)
    return tuple(
        f"place {place}: stored {kept.id} with {kept.total} at rank {kept.rank}, "
        f"worked out {fresh.id} with {fresh.total} at rank {fresh.rank}"
        for place, (kept, fresh) in enumerate(zip(stored.results, again, strict=True), start=1)
        if kept != fresh
    )


def _table(criteria: tuple[CriterionInput, ...], tenders: tuple[TenderInput, ...]) -> ScoreTable:
    points = {tender.id: _agreed(tender) for tender in tenders}
    for criterion in criteria:
        if criterion.kind is CriterionKind.PRICE:
            _add_price(criterion, criteria, tenders, points)
    return score_table({criterion.id: criterion.weight_bp for criterion in criteria}, points)


def _agreed(tender: TenderInput) -> dict[str, Fraction]:
    return {score.criterion_id: Fraction(score.score, HUNDREDTHS) for score in tender.scores}


def _add_price(
    criterion: CriterionInput,
    criteria: tuple[CriterionInput, ...],
    tenders: tuple[TenderInput, ...],
    points: dict[str, dict[str, Fraction]],
) -> None:
    rule = criterion.price_formula or ""
    quality = (
        _quality(criteria, tenders, points) if rule in PRICE_RULES and PRICE_RULES[rule].needs_quality else ()
    )
    scored = price_points(rule, [tender.price_pence for tender in tenders], quality)
    for tender, each in zip(tenders, scored, strict=True):
        points[tender.id][criterion.id] = each


def _quality(
    criteria: tuple[CriterionInput, ...],
    tenders: tuple[TenderInput, ...],
    points: dict[str, dict[str, Fraction]],
) -> list[Fraction]:
    """Each tender's weighted mean over the criteria that are not price."""
    other = {each.id: each.weight_bp for each in criteria if each.kind is not CriterionKind.PRICE}
    if not other:
        return [Fraction(0)] * len(tenders)
    table = score_table(other, {tender.id: points[tender.id] for tender in tenders})
    return [table.total(index) for index in range(len(tenders))]


def _results(table: ScoreTable) -> tuple[TenderResult, ...]:
    rows = {tender: index for index, tender in enumerate(table.tenders)}
    return tuple(
        TenderResult(
            id=placed.tender,
            rank=placed.rank,
            total=str(placed.total),
            parts=tuple(
                PartResult(criterion, str(table.score(rows[placed.tender], column)))
                for column, criterion in enumerate(table.criteria)
            ),
        )
        for placed in ranking(table)
    )
