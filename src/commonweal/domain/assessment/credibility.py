"""Whether promises look as if they can be kept (E5): checks that prompt a question, never a score.

Only where the tender documents say so, and hidden until scores are locked. Each promise is looked at against the contract's
value and length, against other contracts' commitments taken together (never against a competitor's figure), for what cannot
be by arithmetic, and for words that nobody could measure. Past performance is not used here: it belongs to exclusion grounds
and conditions of participation. The figures below are the project's own judgement.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from commonweal.domain.errors import Refused

#: Commitments of fewer suppliers say nothing, and could give one of them away.
FEWEST_SUPPLIERS = 5
#: A promise this many times the upper quartile of comparable ones, for each pound and year, is asked about.
TIMES_UPPER_QUARTILE = 2
#: Hours that one person can work in a year, full time.
HOURS_A_YEAR = 1_800
THOUSAND = 1_000
MILLION_POUNDS = 100_000_000
YEAR = Fraction(1461, 4)

VAGUE = (
    "where possible", "as appropriate", "where appropriate", "aim to", "aims to", "endeavour", "strive", "work towards",
    "seek to", "look to", "consider", "explore", "best efforts", "reasonable efforts", "as many as", "up to", "a number of",
    "regularly", "as needed", "commit to supporting", "hope to",
)  # fmt: skip
_VAGUE = re.compile(r"\b(" + "|".join(map(re.escape, VAGUE)) + r")\b", re.IGNORECASE)
_PEOPLE = frozenset({"people", "person", "apprentices", "apprentice", "jobs", "employees", "workers", "fte"})
_HOURS = frozenset({"hours", "hour"})
_SHARES = frozenset({"%", "percent", "per cent", "percentage"})


class Concern(StrEnum):
    """What a check found."""

    ABOVE_WHOLE = "above_whole"
    MORE_THAN_TEAM = "more_than_team"
    MORE_HOURS_THAN_TEAM = "more_hours_than_team"
    OUTSIDE_CONTRACT = "outside_contract"
    FAR_ABOVE_OTHERS = "far_above_others"
    VAGUE = "vague"
    UNMEASURABLE = "unmeasurable"


@dataclass(frozen=True, slots=True)
class Promise:
    """One offered commitment. `quantity` in thousandths of `unit`, None where nothing is counted."""

    key: str
    title: str
    unit: str
    quantity: int | None
    words: str
    first_on: dt.date | None
    last_on: dt.date | None
    has_milestones: bool


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What the promises are for: value in pence, first and last day, and people in the delivery team if that is known."""

    value_pence: int
    starts_on: dt.date
    ends_on: dt.date
    extension_months: int = 0
    team_thousandths: int | None = None

    @property
    def years(self) -> Fraction:
        """Length without extensions."""
        return Fraction((self.ends_on - self.starts_on).days + 1) / YEAR


@dataclass(frozen=True, slots=True)
class Flag:
    """One concern about one promise, with the figures that a sentence needs."""

    key: str
    concern: Concern
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparables:
    """Other contracts' commitments in one unit, taken together: units for each million pounds and year, exact."""

    unit: str
    count: int
    median: Fraction
    upper: Fraction


def rate(quantity: int, value_pence: int, years: Fraction) -> Fraction:
    """Units for each million pounds and year."""
    return Fraction(quantity, THOUSAND) / (Fraction(value_pence, MILLION_POUNDS) * years)


def comparables(unit: str, rates: Iterable[tuple[int, Fraction]]) -> Comparables | None:
    """The median and the upper quartile (nearest rank) of rates by supplier; None when too few suppliers stand behind them."""
    pairs = list(rates)
    if len({supplier for supplier, _rate in pairs}) < FEWEST_SUPPLIERS:
        return None
    ordered = sorted(each for _supplier, each in pairs)
    return Comparables(
        unit, len(ordered), _nearest(ordered, Fraction(1, 2)), _nearest(ordered, Fraction(3, 4))
    )


def _nearest(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    place = -(-len(ordered) * share.numerator // share.denominator)
    return ordered[max(place, 1) - 1]


def check_open(*, is_stated: bool, is_locked: bool) -> None:
    """Raise `Refused` unless the ask says that promises are checked, and the scores are locked.

    Codes: ``credibility.not_stated``, ``credibility.not_locked``.
    """
    if not is_stated:
        raise Refused("credibility.not_stated")
    if not is_locked:
        raise Refused("credibility.not_locked")


def flags(promise: Promise, contract: ContractFacts, others: Comparables | None) -> tuple[Flag, ...]:
    """Every concern about one promise, in the order of `Concern`."""
    found = [*_impossible(promise, contract), *_beside(promise, contract, others), *_words(promise)]
    return tuple(Flag(promise.key, concern, figures) for concern, figures in found)


Found = tuple[Concern, tuple[tuple[str, str], ...]]


def _impossible(promise: Promise, contract: ContractFacts) -> Iterable[Found]:
    unit, quantity = promise.unit.strip().lower(), promise.quantity
    if quantity is not None and unit in _SHARES and quantity > 100 * THOUSAND:
        yield Concern.ABOVE_WHOLE, (("quantity", _plain(quantity)),)
    team = contract.team_thousandths
    if quantity is not None and team is not None:
        if unit in _PEOPLE and quantity > team:
            yield Concern.MORE_THAN_TEAM, (("quantity", _plain(quantity)), ("team", _plain(team)))
        most = Fraction(team) * HOURS_A_YEAR * contract.years
        if unit in _HOURS and quantity > most:
            yield Concern.MORE_HOURS_THAN_TEAM, (("quantity", _plain(quantity)), ("most", _plain(int(most))))
    last = _after(contract.ends_on, contract.extension_months)
    outside = (promise.first_on is not None and promise.first_on < contract.starts_on) or (
        promise.last_on is not None and promise.last_on > last
    )
    if outside:
        yield Concern.OUTSIDE_CONTRACT, ()


def _beside(promise: Promise, contract: ContractFacts, others: Comparables | None) -> Iterable[Found]:
    if others is None or promise.quantity is None or contract.value_pence <= 0 or contract.years <= 0:
        return
    own = rate(promise.quantity, contract.value_pence, contract.years)
    if others.upper > 0 and own > TIMES_UPPER_QUARTILE * others.upper:
        figures = (("own", _two(own)), ("median", _two(others.median)), ("upper", _two(others.upper)))
        yield Concern.FAR_ABOVE_OTHERS, (*figures, ("count", str(others.count)))


def _words(promise: Promise) -> Iterable[Found]:
    vague = sorted({match.lower() for match in _VAGUE.findall(f"{promise.title}. {promise.words}")})
    if vague:
        yield Concern.VAGUE, (("words", ", ".join(vague)),)
    if promise.quantity is None and not promise.has_milestones and not re.search(r"\d", promise.words):
        yield Concern.UNMEASURABLE, ()


def _after(day: dt.date, months: int) -> dt.date:
    """The same day so many months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, number)
        except ValueError:
            continue
    raise ValueError(day)


def _plain(thousandths: int) -> str:
    whole, part = divmod(thousandths, THOUSAND)
    return f"{whole:,}.{part:03d}".rstrip("0") if part else f"{whole:,}"


def _two(exact: Fraction) -> str:
    hundredths = round(exact * 100)
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"
