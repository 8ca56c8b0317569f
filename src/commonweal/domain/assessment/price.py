"""Price formulas as named rules: what each says, where it comes from, how it can be gamed, and a worked example.

Every formula gives exact points from 0 to 100, more being better; nothing is rounded before it is shown. Prices are
whole pence and all on the same basis. `quality` is each tender's weighted mean of its other scores, in points.

Source read: Government Commercial Function, Bid Evaluation Guidance Note, May 2021, section 7 and Appendix II (through a
stored copy). No statute prescribes a formula; the tender documents must state the one that is used
(Procurement Act 2023, section 23).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.domain.errors import Invalid

Points = tuple[Fraction, ...]
TOP = Fraction(100)
#: The formula under which the ask itself states the price.
FIXED_PRICE = "fixed-price"
_GUIDANCE = "Government Commercial Function, Bid Evaluation Guidance Note, May 2021"


@dataclass(frozen=True)
class WorkedExample:
    """Prices in pence, quality in points where the formula needs it, and the points a person works out by hand."""

    prices: tuple[int, ...]
    points: Points
    working: str
    quality: Points = ()


@dataclass(frozen=True)
class PriceRule:
    """One published way to turn prices into points. `id` is what an ask states."""

    id: str
    title: str
    statement: str
    source: str
    gaming: str
    example: WorkedExample
    score: Callable[[Sequence[int], Sequence[Fraction]], Points]
    needs_quality: bool = False


def price_points(rule_id: str, prices: Sequence[int], quality: Sequence[Fraction] = ()) -> Points:
    """Points of each price under a named rule, in the order given.

    Raises:
        Invalid: ``price.rule_unknown``, ``price.not_positive``, or ``price.not_the_fixed_price``.
    """
    rule = PRICE_RULES.get(rule_id)
    if rule is None:
        raise Invalid("price.rule_unknown", field="price_formula", rule=rule_id)
    if any(price <= 0 for price in prices):
        raise Invalid("price.not_positive", field="price")
    return rule.score(prices, quality) if prices else ()


def _lowest_price_proportion(prices: Sequence[int], _quality: Sequence[Fraction]) -> Points:
    lowest = min(prices)
    return tuple(TOP * lowest / price for price in prices)


def _mean_relative(prices: Sequence[int], _quality: Sequence[Fraction]) -> Points:
    mean = Fraction(sum(prices), len(prices))
    return tuple(min(TOP, max(Fraction(0), 50 + 50 * (mean - price) / mean)) for price in prices)


def _price_per_quality_point(prices: Sequence[int], quality: Sequence[Fraction]) -> Points:
    each = [price / points if points else None for price, points in zip(prices, quality, strict=True)]
    known = [cost for cost in each if cost is not None]
    return tuple(TOP * min(known) / cost if cost is not None else Fraction(0) for cost in each)


def _fixed_price(prices: Sequence[int], _quality: Sequence[Fraction]) -> Points:
    if len(set(prices)) > 1:
        raise Invalid("price.not_the_fixed_price", field="price")
    return tuple(TOP for _ in prices)


def _value_for_money_index(prices: Sequence[int], quality: Sequence[Fraction]) -> Points:
    mean_price = Fraction(sum(prices), len(prices))
    mean_quality = sum(quality, Fraction(0)) / len(quality)
    if not mean_quality:
        return tuple(Fraction(0) for _ in prices)
    index = [(q / mean_quality) / (p / mean_price) for p, q in zip(prices, quality, strict=True)]
    return tuple(min(TOP, 50 * each) for each in index)


def _points(*texts: str) -> Points:
    return tuple(Fraction(text) for text in texts)


RULES = (
    PriceRule(
        id="lowest-price-proportion",
        title="Lowest price in proportion",
        statement="The lowest price gets 100 points. Every other price gets 100 times the lowest price over its own.",
        source=f"{_GUIDANCE}, section 7.2 (relative price scoring)",
        gaming=(
            "One very low tender takes points from all the others and can change their order. Check an abnormally low "
            "price before scoring."
        ),
        example=WorkedExample(
            prices=(1_500_000, 1_000_000, 3_000_000),
            points=_points("200/3", "100", "100/3"),
            working="Lowest is £10,000. 10,000 over 15,000 is 66.67 points; 10,000 over 30,000 is 33.33.",
        ),
        score=_lowest_price_proportion,
    ),
    PriceRule(
        id="mean-relative",
        title="Distance from the mean price",
        statement=(
            "A price at the mean of all prices gets 50 points. A price is given one point more for each two hundredths "
            "of the mean it lies below, one less for each above, and stays between 0 and 100."
        ),
        source=f"{_GUIDANCE}, section 7.2 (relative price scoring)",
        gaming=(
            "The mean moves with every tender, serious or not: a very high tender lifts everybody's points. Say what "
            "happens to tenders that are excluded."
        ),
        example=WorkedExample(
            prices=(8_000_000, 10_000_000, 12_000_000),
            points=_points("60", "50", "40"),
            working="The mean is £100,000. £80,000 is a fifth below: 50 + 50 x 0.2 = 60. £120,000 is a fifth above: 40.",
        ),
        score=_mean_relative,
    ),
    PriceRule(
        id="price-per-quality-point",
        title="Price for each point of quality",
        statement=(
            "Each price is divided by the tender's quality in points. The lowest price for a point gets 100; every "
            "other gets 100 times the lowest over its own. A tender with no quality gets 0."
        ),
        source=f"{_GUIDANCE}, section 7.3 and Appendix II (price per quality point)",
        gaming=(
            "Quality counts here and again under its own weighting. It can favour more quality than anybody wants to "
            "pay for: state a price that may not be exceeded."
        ),
        example=WorkedExample(
            prices=(8_000_000, 9_000_000, 6_000_000),
            quality=_points("80", "60", "40"),
            points=_points("100", "200/3", "200/3"),
            working="£1,000, £1,500 and £1,500 for a point. The lowest is £1,000: 100, 66.67 and 66.67.",
        ),
        score=_price_per_quality_point,
        needs_quality=True,
    ),
    PriceRule(
        id=FIXED_PRICE,
        title="Fixed price",
        statement=(
            "The tender documents state the price and tenderers compete on everything else. Every tender at that price "
            "gets 100 points; a tender at another price cannot be scored."
        ),
        source=f"{_GUIDANCE}, section 5 (competing on quality at a fixed price)",
        gaming="The price must be enough to do the work: set too low, quality is promised that cannot be paid for.",
        example=WorkedExample(
            prices=(5_000_000, 5_000_000),
            points=_points("100", "100"),
            working="Both tenders are at the stated £50,000: 100 points each.",
        ),
        score=_fixed_price,
    ),
    PriceRule(
        id="value-for-money-index",
        title="Value for money index",
        statement=(
            "Quality over the mean quality, divided by price over the mean price. An index of 1 is 50 points; points are "
            "50 times the index, and at most 100."
        ),
        source="Project statement of the value for money index used in UK defence tenders (quality over price)",
        gaming=(
            "Rewards quality beyond need as readily as quality that is needed, and counts quality twice beside its own "
            "weighting. Best where tenders are expected to be alike in quality."
        ),
        example=WorkedExample(
            prices=(8_000_000, 12_000_000),
            quality=_points("60", "40"),
            points=_points("75", "100/3"),
            working=(
                "Means are £100,000 and 50 points. First: 1.2 over 0.8 is 1.5, so 75 points. Second: 0.8 over 1.2 is "
                "0.667, so 33.33."
            ),
        ),
        score=_value_for_money_index,
        needs_quality=True,
    ),
)

PRICE_RULES = {rule.id: rule for rule in RULES}
