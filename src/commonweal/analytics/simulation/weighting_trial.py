"""What a weighting of social value would do to who wins, on competitions that are made up.

Made-up tenders are drawn with numpy from a seed: each score is one of the ask's own bands, every band as likely; each
price lies evenly between the lowest and `spread_bp` above it. Who wins is then decided exactly, in fractions, by the
ask's own price formula: no rounding decides a competition. Social value takes its weighting from everything else in
proportion. Level totals go to the lower price.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from commonweal.domain.assessment.price import price_points

LOWEST_PRICE = 1_000_000
WHOLE = 10_000
SHARES = (0, 500, 1_000, 2_000, 3_000)
COMPETITIONS = 1_000
MOST_TENDERS = 8


@dataclass(frozen=True)
class Setting:
    """What is tried. Weights and the spread in basis points, `bands` in hundredths of a mark.

    `price_bp` and `quality_bp` are what the ask gives them now; only their ratio counts.
    """

    tenders: int
    spread_bp: int
    price_bp: int
    quality_bp: int
    formula: str | None
    bands: tuple[int, ...]
    seed: int
    competitions: int = COMPETITIONS
    shares: tuple[int, ...] = SHARES

    def __post_init__(self) -> None:
        if not 2 <= self.tenders <= MOST_TENDERS or self.competitions < 1 or self.seed < 0:
            raise ValueError("a trial needs 2 to 8 tenders, a competition and a seed that is not negative")
        if self.price_bp + self.quality_bp <= 0 or len(self.bands) < 2:
            raise ValueError("a trial needs something besides social value, and bands")


@dataclass(frozen=True)
class Competition:
    """One made-up competition. `rest` and `social` are points from 0 to 100 of each tender, exact; prices in pence."""

    prices: tuple[int, ...]
    rest: tuple[Fraction, ...]
    social: tuple[Fraction, ...]

    def winner(self, share_bp: int) -> int:
        """Who comes first when social value has this weighting."""
        share = Fraction(share_bp, WHOLE)
        totals = [
            (1 - share) * rest + share * social for rest, social in zip(self.rest, self.social, strict=True)
        ]
        best = max(totals)
        level = [each for each, total in enumerate(totals) if total == best]
        return min(level, key=lambda each: (self.prices[each], each))


@dataclass(frozen=True)
class Result:
    """What one weighting does over all competitions. Counts of competitions; `premium` is the mean of how far the
    winner's price lies above the lowest, as a share of one, exact."""

    share_bp: int
    changed: int
    cheapest: int
    best_social: int
    premium: Fraction


@dataclass(frozen=True)
class Stretch:
    """From one weighting to another, shares of one, `tender` (its place) wins."""

    start: Fraction
    end: Fraction
    tender: int


@dataclass(frozen=True)
class Trial:
    """The results by weighting, and the first competition with the exact weightings at which its winner changes."""

    setting: Setting
    results: tuple[Result, ...]
    example: Competition
    stretches: tuple[Stretch, ...]


def trial(setting: Setting) -> Trial:
    """Make up the competitions and decide each under every weighting. The same setting gives the same digits."""
    drawn = competitions(setting)
    return Trial(
        setting,
        tuple(_result(drawn, share) for share in setting.shares),
        drawn[0],
        stretches(drawn[0]),
    )


def competitions(setting: Setting) -> tuple[Competition, ...]:
    """The made-up competitions of a setting."""
    rng = np.random.default_rng(setting.seed)
    shape = (setting.competitions, setting.tenders)
    above = rng.integers(0, LOWEST_PRICE * setting.spread_bp // WHOLE + 1, size=shape).tolist()
    quality = rng.integers(0, len(setting.bands), size=shape).tolist()
    social = rng.integers(0, len(setting.bands), size=shape).tolist()
    return tuple(_competition(setting, *rows) for rows in zip(above, quality, social, strict=True))


def _competition(
    setting: Setting, above: Sequence[int], quality: Sequence[int], social: Sequence[int]
) -> Competition:
    prices = tuple(LOWEST_PRICE + each for each in above)
    marks = tuple(Fraction(setting.bands[each], 100) for each in quality)
    points = price_points(setting.formula, prices, marks) if setting.formula else (Fraction(0),) * len(prices)
    whole = setting.price_bp + setting.quality_bp
    rest = tuple(
        (setting.price_bp * price + setting.quality_bp * mark) / whole
        for price, mark in zip(points, marks, strict=True)
    )
    return Competition(prices, rest, tuple(Fraction(setting.bands[each], 100) for each in social))


def _result(drawn: Sequence[Competition], share_bp: int) -> Result:
    changed = cheapest = best_social = 0
    premium = Fraction(0)
    for each in drawn:
        winner, lowest = each.winner(share_bp), min(each.prices)
        changed += winner != each.winner(0)
        cheapest += each.prices[winner] == lowest
        best_social += each.social[winner] == max(each.social)
        premium += Fraction(each.prices[winner] - lowest, lowest)
    return Result(share_bp, changed, cheapest, best_social, premium / len(drawn))


def stretches(competition: Competition) -> tuple[Stretch, ...]:
    """Every weighting from nought to the whole with who wins there: the upper edge of straight lines, exact."""
    crossings = {Fraction(0), Fraction(1)}
    for one in range(len(competition.rest)):
        for other in range(one):
            slope = (competition.social[one] - competition.rest[one]) - (
                competition.social[other] - competition.rest[other]
            )
            if slope:
                at = (competition.rest[other] - competition.rest[one]) / slope
                crossings |= {at} if 0 < at < 1 else set()
    points = sorted(crossings)
    found: list[Stretch] = []
    for start, end in pairwise(points):
        winner = _winner_at(competition, (start + end) / 2)
        if found and found[-1].tender == winner:
            found[-1] = Stretch(found[-1].start, end, winner)
        else:
            found.append(Stretch(start, end, winner))
    return tuple(found)


def _winner_at(competition: Competition, share: Fraction) -> int:
    return max(
        range(len(competition.rest)),
        key=lambda each: (
            (1 - share) * competition.rest[each] + share * competition.social[each],
            -competition.prices[each],
            -each,
        ),
    )
