"""A locked ranking as one document: what went in, what came out, and the same digits again at any later time.

The content is canonical JSON (`domain.canonical`); fractions are kept whole as text, "145/2". Nothing but this
document is needed to work the ranking out again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from commonweal.domain.assessment.price import PRICE_RULES, price_points
from commonweal.domain.assessment.quantity import QuantityRule, blended, needs_prices, quantity_points
from commonweal.domain.assessment.ranking import firsts, ranking
from commonweal.domain.assessment.score_table import AgreedMark, ScoreTable, score_table
from commonweal.domain.assessment.ties import HEAVIEST, LOWEST_PRICE, tie_order
from commonweal.domain.canonical import Unreadable, decode, digest, encode, later
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid
from commonweal.domain.weights import WHOLE

SCHEMA = "commonweal.ranking.3"
#: Rankings of this version held points for price against each other where the lower price comes first, and not pence.
_BY_POINTS = "commonweal.ranking.1"
#: In these what tells equal totals apart looked at criteria of the same weight by their ids, and not as the ask lists them.
_BY_IDS = (_BY_POINTS, "commonweal.ranking.2")
#: The rank of a tender that is below a published minimum: it has a total and no place.
UNRANKED = 0
HUNDREDTHS = 100


@dataclass(frozen=True)
class CriterionInput:
    """A criterion as published: its weighting in basis points and, for price, its formula.

    `fixed_price` is the price in pence that the ask states for the lot, without which a price criterion has none.
    `minimum` is the least agreed score in hundredths of a mark; `quantity` what share comes from how much is promised.
    """

    id: str
    title: str
    kind: CriterionKind
    weight_bp: int
    price_formula: str | None
    minimum: int | None = later(None)
    quantity: QuantityRule | None = later(None)
    fixed_price: int | None = later(None)


@dataclass(frozen=True)
class ScoreInput:
    """An agreed score in hundredths of a mark."""

    criterion_id: str
    score: int


@dataclass(frozen=True)
class OfferInput:
    """How much a tender offers (thousandths) of the metric that a criterion counts."""

    criterion_id: str
    quantity: int


@dataclass(frozen=True)
class TenderInput:
    """A tender: its agreed scores, its price in pence without VAT, and what it offers where the ask counts quantities.

    `price_pence` is None where the ask assesses no price and the tender states none.
    """

    id: str
    price_pence: int | None
    scores: tuple[ScoreInput, ...]
    offers: tuple[OfferInput, ...] = later(())


@dataclass(frozen=True)
class PartResult:
    """Points (0 to 100) on one criterion, exact."""

    criterion_id: str
    points: str


@dataclass(frozen=True)
class TenderResult:
    """A tender's place: total in points, exact.

    The rank is 0 below a minimum (`below` names its criteria) and at another price than the fixed one (`off_price` does).
    """

    id: str
    rank: int
    total: str
    parts: tuple[PartResult, ...]
    below: tuple[str, ...] = later(())
    off_price: tuple[str, ...] = later(())


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
        """Read stored content.

        Raises `canonical.Unreadable` with the path of what does not have this shape, or has an id that came before.
        """
        found = decode(cls, content)
        _refuse_repeated("$.criteria", "id", [each.id for each in found.criteria])
        _refuse_repeated("$.tenders", "id", [each.id for each in found.tenders])
        for place, tender in enumerate(found.tenders):
            scored = [each.criterion_id for each in tender.scores]
            _refuse_repeated(f"$.tenders[{place}].scores", "criterion_id", scored)
        return found

    def table(self) -> ScoreTable:
        """The exact table that was ranked, price points worked out by the published formula.

        Raises `TableError` when no tender is ranked.
        """
        reaching = [tender for tender in self.tenders if not _left_out(self.criteria, tender)]
        return _table(self.criteria, tuple(reaching), self.tie_rule, self.schema)

    def room(self, tender_id: str) -> dict[str, Fraction]:
        """How many points each of a tender's agreed marks lies above its published minimum, where it can fall below one."""
        (tender,) = [each for each in self.tenders if each.id == tender_id]
        scores = {score.criterion_id: score.score for score in tender.scores}
        return {
            each.id: Fraction(scores[each.id] - each.minimum, HUNDREDTHS)
            for each in self.criteria
            if each.minimum and each.id in scores  # no score is below a minimum of nought
        }

    def agreed(self) -> dict[tuple[str, str], AgreedMark]:
        """Every agreed mark by tender and criterion; there is none for price."""
        own = {each.id: _own_share(each) for each in self.criteria if each.kind is not CriterionKind.PRICE}
        return {
            (tender.id, score.criterion_id): AgreedMark(score.score, own[score.criterion_id])
            for tender in self.tenders
            for score in tender.scores
            if score.criterion_id in own
        }

    def with_fall(self, tender_id: str, criterion_id: str) -> Ranking:
        """The ranking had one agreed score been a step below its published minimum: the others' prices and quantities
        become points without that tender."""
        minimum = next(each.minimum for each in self.criteria if each.id == criterion_id) or 0
        return rank(
            procurement_id=self.procurement_id,
            lot_id=self.lot_id,
            round_number=self.round_number,
            ask_version=self.ask_version,
            ask_digest=self.ask_digest,
            criteria=self.criteria,
            tenders=tuple(
                _with_score(each, ScoreInput(criterion_id, minimum - 1)) if each.id == tender_id else each
                for each in self.tenders
            ),
            tie_rule=self.tie_rule,
            schema=self.schema,
        )

    def missed_price(self, result: TenderResult) -> int | None:
        """The fixed price in pence that a tender is not at; None where it is, and where the ask states none."""
        return next((each.fixed_price for each in self.criteria if each.id in result.off_price), None)

    @property
    def firsts(self) -> tuple[str, ...]:
        """The tender to be awarded, with those that the tie rule cannot tell from it; empty when none is ranked."""
        return firsts(self.table()) if any(result.rank for result in self.results) else ()


def rank(
    *,
    procurement_id: str,
    lot_id: str,
    round_number: int,
    ask_version: int,
    ask_digest: str,
    criteria: tuple[CriterionInput, ...],
    tenders: tuple[TenderInput, ...],
    tie_rule: str = HEAVIEST,
    schema: str = SCHEMA,
) -> Ranking:
    """Rank tenders and keep everything that the ranking rests on.

    Raises:
        TableError: a score is missing. Invalid: a price formula is not known or does not fit the prices, or a price on
            which points rest is missing.
    """
    ordered = tuple(sorted(tenders, key=lambda tender: tender.id))
    return Ranking(
        schema=schema,
        procurement_id=procurement_id,
        lot_id=lot_id,
        round_number=round_number,
        ask_version=ask_version,
        ask_digest=ask_digest,
        tie_rule=tie_rule,
        criteria=criteria,
        tenders=ordered,
        results=_results(criteria, ordered, tie_rule, schema),
    )


def differences(stored: Ranking) -> tuple[str, ...]:
    """What is different when the ranking is worked out again from its own inputs; empty when nothing is."""
    again = _results(stored.criteria, stored.tenders, stored.tie_rule, stored.schema)
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


def _refuse_repeated(path: str, field: str, ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for place, each in enumerate(ids):
        if each in seen:
            raise Unreadable(f"{path}[{place}].{field}", "is there twice")
        seen.add(each)


def _with_score(tender: TenderInput, changed: ScoreInput) -> TenderInput:
    others = (score for score in tender.scores if score.criterion_id != changed.criterion_id)
    return replace(tender, scores=(*others, changed))


def _own_share(criterion: CriterionInput) -> Fraction:
    """The part of a criterion's points that the agreed score gives; the rest comes from quantity."""
    return 1 - Fraction(criterion.quantity.share_bp, WHOLE) if criterion.quantity else Fraction(1)


def _below(criteria: tuple[CriterionInput, ...], tender: TenderInput) -> tuple[str, ...]:
    """Criteria on which the agreed score is below the published minimum; one exactly at it is enough."""
    scores = {score.criterion_id: score.score for score in tender.scores}
    return tuple(
        each.id
        for each in criteria
        if each.minimum is not None and scores.get(each.id, each.minimum) < each.minimum
    )


def _off_price(criteria: tuple[CriterionInput, ...], tender: TenderInput) -> tuple[str, ...]:
    """Criteria whose fixed price is another than the tender's, or for which the tender states no price."""
    return tuple(
        each.id
        for each in criteria
        if each.fixed_price is not None and tender.price_pence != each.fixed_price
    )


def _left_out(criteria: tuple[CriterionInput, ...], tender: TenderInput) -> bool:
    return bool(_below(criteria, tender) or _off_price(criteria, tender))


def _table(
    criteria: tuple[CriterionInput, ...], tenders: tuple[TenderInput, ...], tie_rule: str, schema: str
) -> ScoreTable:
    points = {tender.id: _agreed(tender) for tender in tenders}
    for criterion in criteria:
        if criterion.quantity is not None:
            _add_quantity(criterion, criterion.quantity, tenders, points)
    for criterion in criteria:
        if criterion.kind is CriterionKind.PRICE:
            _add_price(criterion, criteria, tenders, points)
    compares_pence = tie_rule == LOWEST_PRICE and schema != _BY_POINTS
    return score_table(
        {criterion.id: criterion.weight_bp for criterion in criteria},
        points,
        tie_order(
            tie_rule, [(each.id, each.kind, each.weight_bp) for each in criteria], by_id=schema in _BY_IDS
        ),
        _prices_if_all_state_one(tenders) if compares_pence else (),
    )


def _prices_if_all_state_one(tenders: tuple[TenderInput, ...]) -> list[int]:
    """The prices for telling equal totals apart. Where one is missing (no points rest on it) they tell nothing apart."""
    found = [each.price_pence for each in tenders if each.price_pence is not None]
    return found if len(found) == len(tenders) else []


def _add_quantity(
    criterion: CriterionInput,
    rule: QuantityRule,
    tenders: tuple[TenderInput, ...],
    points: dict[str, dict[str, Fraction]],
) -> None:
    """Put the stated share of quantity in place beside the agreed score for the method."""
    offers = [sum(o.quantity for o in each.offers if o.criterion_id == criterion.id) for each in tenders]
    found = quantity_points(rule, offers, _prices(tenders) if needs_prices(rule) else ())
    for tender, counted in zip(tenders, found, strict=True):
        if criterion.id in points[tender.id]:
            points[tender.id][criterion.id] = blended(rule, points[tender.id][criterion.id], counted)


def _prices(tenders: tuple[TenderInput, ...]) -> list[int]:
    """The prices, where points rest on them. Raises `Invalid` (``price.missing``) for a tender that states none."""
    found = [each.price_pence for each in tenders if each.price_pence is not None]
    if len(found) < len(tenders):
        raise Invalid("price.missing", field="price")
    return found


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
    scored = price_points(rule, _prices(tenders), quality)
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


def _results(
    criteria: tuple[CriterionInput, ...], tenders: tuple[TenderInput, ...], tie_rule: str, schema: str
) -> tuple[TenderResult, ...]:
    """The ranked tenders from first to last, then those that are left out, by id, with their agreed scores alone.

    A tender below a minimum, or at another price than the fixed one, is left out before prices and quantities become
    points, so that it moves nobody else. Where no tender is left, nobody is ranked.
    """
    reaching = tuple(tender for tender in tenders if not _left_out(criteria, tender))
    ranked = _ranked(_table(criteria, reaching, tie_rule, schema)) if reaching else ()
    return (*ranked, *(_unranked(tender, criteria) for tender in tenders if _left_out(criteria, tender)))


def _ranked(table: ScoreTable) -> tuple[TenderResult, ...]:
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


def _unranked(tender: TenderInput, criteria: tuple[CriterionInput, ...]) -> TenderResult:
    agreed = _agreed(tender)
    return TenderResult(
        id=tender.id,
        rank=UNRANKED,
        total="0",
        parts=tuple(PartResult(each.id, str(agreed.get(each.id, Fraction(0)))) for each in criteria),
        below=_below(criteria, tender),
        off_price=_off_price(criteria, tender),
    )
