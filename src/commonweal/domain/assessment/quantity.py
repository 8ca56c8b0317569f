"""Scoring how much is promised: named rules, off unless the tender documents state one and its share.

A rule turns the quantities that tenderers offer for one metric into points from 0 to 100; the stated share of the
criterion's points comes from them and the rest from the assessors' marks for the method. Quantities are thousandths of
the metric's unit, prices pence; everything is exact. The rules are the project's own statements of common practice: no
statute prescribes one, and the tender documents must state what is used (Procurement Act 2023, section 23).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.errors import Invalid

TOP = Fraction(100)
WHOLE = 10_000
Points = tuple[Fraction, ...]


@dataclass(frozen=True)
class Step:
    """From this quantity on (thousandths, inclusive) there are these points (hundredths of a mark)."""

    quantity: int
    score: int


@dataclass(frozen=True)
class QuantityRule:
    """How much of a criterion's points comes from quantity (`share_bp`), of which metric, and by which rule."""

    rule: str
    metric_id: str
    share_bp: int
    cap: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class QuantityExample:
    """Offers in whole units, prices in whole pounds where the rule needs them, and the points worked out by hand."""

    offers: tuple[int, ...]
    points: Points
    working: str
    prices: tuple[int, ...] = ()
    cap: int | None = None
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class NamedRule:
    """One published way to turn quantities into points."""

    id: str
    title: str
    statement: str
    gaming: str
    example: QuantityExample
    score: Callable[[QuantityRule, Sequence[int], Sequence[int]], Points]


def check_rule(rule: QuantityRule) -> None:
    """Raise `Invalid` unless the rule is known and states what it needs.

    Codes: ``quantity_rule.unknown``, ``quantity_rule.share`` (above 0, below 100%: the method always counts),
    ``quantity_rule.cap_missing``, ``quantity_rule.steps`` (rising in quantity and score, at least one).
    """
    if rule.rule not in QUANTITY_RULES:
        raise Invalid("quantity_rule.unknown", field="quantity_rule", rule=rule.rule)
    if not 0 < rule.share_bp < WHOLE:
        raise Invalid("quantity_rule.share", field="quantity_share")
    if rule.rule == "capped" and not (rule.cap and rule.cap > 0):
        raise Invalid("quantity_rule.cap_missing", field="quantity_cap")
    rising = sorted({(step.quantity, step.score) for step in rule.steps})
    if rule.rule == "banded" and (
        not rule.steps
        or tuple(Step(*each) for each in rising) != rule.steps
        or any(
            a.quantity == b.quantity or a.score >= b.score
            for a, b in zip(rule.steps, rule.steps[1:], strict=False)
        )
        or not 0 < rule.steps[-1].score <= WHOLE
    ):
        raise Invalid("quantity_rule.steps", field="quantity_steps")


def quantity_points(rule: QuantityRule, offers: Sequence[int], prices: Sequence[int]) -> Points:
    """Points of each offer (thousandths) under the rule, in the order given. Raises as `check_rule`."""
    check_rule(rule)
    return QUANTITY_RULES[rule.rule].score(rule, offers, prices)


def needs_prices(rule: QuantityRule) -> bool:
    """True where the rule holds what is promised against the price; an unknown rule needs none."""
    return rule.rule in QUANTITY_RULES and bool(QUANTITY_RULES[rule.rule].example.prices)


def blended(rule: QuantityRule, method: Fraction, quantity: Fraction) -> Fraction:
    """A criterion's points: the stated share from quantity, the rest from the assessors' mark for the method."""
    share = Fraction(rule.share_bp, WHOLE)
    return method * (1 - share) + quantity * share


def _in_proportion(amounts: Sequence[Fraction]) -> Points:
    highest = max(amounts, default=Fraction(0))
    return tuple(TOP * each / highest if highest else Fraction(0) for each in amounts)


def _share_of_highest(_rule: QuantityRule, offers: Sequence[int], _prices: Sequence[int]) -> Points:
    return _in_proportion([Fraction(each) for each in offers])


def _per_pound(_rule: QuantityRule, offers: Sequence[int], prices: Sequence[int]) -> Points:
    return _in_proportion([Fraction(each, price) for each, price in zip(offers, prices, strict=True)])


def _capped(rule: QuantityRule, offers: Sequence[int], _prices: Sequence[int]) -> Points:
    cap = rule.cap or 1
    return tuple(TOP * min(each, cap) / cap for each in offers)


def _banded(rule: QuantityRule, offers: Sequence[int], _prices: Sequence[int]) -> Points:
    def points(offer: int) -> Fraction:
        reached = [step.score for step in rule.steps if offer >= step.quantity]
        return Fraction(max(reached, default=0), 100)

    return tuple(points(each) for each in offers)


def _points(*texts: str) -> Points:
    return tuple(Fraction(text) for text in texts)


RULES = (
    NamedRule(
        id="share-of-highest",
        title="Share of the highest offer",
        statement="The highest quantity gets 100 points. Every other gets 100 times its own over the highest.",
        gaming=(
            "One unrealistic promise takes points from everybody else. Promises grow to win, not to be kept. Ask for the "
            "method and check that the highest can be delivered."
        ),
        example=QuantityExample(
            offers=(12, 8, 0),
            points=_points("100", "200/3", "0"),
            working="The highest is 12. 8 over 12 is 66.67 points; nothing offered is none.",
        ),
        score=_share_of_highest,
    ),
    NamedRule(
        id="banded",
        title="Stated bands of quantity",
        statement="Each band states from which quantity on it gives its points. A quantity below every band gets none.",
        gaming="Promises gather just above each step, and nothing is gained by offering more until the next one.",
        example=QuantityExample(
            offers=(4, 5, 9, 10),
            points=_points("0", "50", "50", "100"),
            working="From 5 on there are 50 points, from 10 on 100: 4 gets none, 5 and 9 get 50, 10 gets 100.",
            steps=(Step(5_000, 5_000), Step(10_000, 10_000)),
        ),
        score=_banded,
    ),
    NamedRule(
        id="capped",
        title="In proportion up to a cap",
        statement="A quantity at or above the stated cap gets 100 points; one below gets 100 times its own over the cap.",
        gaming="Set the cap at what the contract can hold: too low and all are alike, too high and it invites empty promises.",
        example=QuantityExample(
            offers=(3, 6, 20),
            points=_points("50", "100", "100"),
            working="The cap is 6. 3 over 6 is 50 points; 6 and 20 are at or above it: 100 each.",
            cap=6_000,
        ),
        score=_capped,
    ),
    NamedRule(
        id="per-pound-of-price",
        title="Quantity for each pound of price",
        statement=(
            "Each quantity is divided by the tender's price. The highest gets 100 points; every other gets 100 times its own "
            "over the highest."
        ),
        gaming="Price counts here and again under its own weighting. A low price with a small promise can beat a large promise.",
        example=QuantityExample(
            offers=(10, 12),
            prices=(100_000, 160_000),
            points=_points("100", "75"),
            working="10 for £100,000 is 0.1 for each £1,000; 12 for £160,000 is 0.075. 0.075 over 0.1 is 75 points.",
        ),
        score=_per_pound,
    ),
)
QUANTITY_RULES = {rule.id: rule for rule in RULES}
