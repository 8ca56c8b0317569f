"""Whether promises look as if they can be kept (E5): checks that prompt a question, never a score.

Only where the tender documents say so, and hidden until scores are locked. Each promise is looked at against the contract's
value and length, against other contracts' commitments taken together (never against a competitor's figure), for what cannot
be by arithmetic, and for words that nobody could measure. Past performance is not used here: it belongs to exclusion grounds
and conditions of participation. The figures below are the project's own judgement.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
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
    """Other suppliers' commitments in one unit, taken together: units for each million pounds and year.

    `count` suppliers stand behind them. The figures have two significant digits, so that they are no supplier's own.
    """

    unit: str
    count: int
    median: Fraction
    upper: Fraction


def rate(quantity: int, value_pence: int, years: Fraction) -> Fraction:
    """Units for each million pounds and year."""
    return Fraction(quantity, THOUSAND) / (Fraction(value_pence, MILLION_POUNDS) * years)


def comparables(
    unit: str, rates: Iterable[tuple[int, Fraction]], *, without: Collection[int] = ()
) -> Comparables | None:
    """The median and the upper quartile of suppliers; None when too few stand behind them.

    Args:
        rates: supplier and rate, one for each commitment. A supplier counts once, with the median of its own, so that one
            with many contracts does not make the norm.
        without: suppliers that are left out, because they tender themselves.
    """
    own: dict[int, list[Fraction]] = {}
    for supplier, each in rates:
        if supplier not in without:
            own.setdefault(supplier, []).append(each)
    if len(own) < FEWEST_SUPPLIERS:
        return None
    half, most = Fraction(1, 2), Fraction(3, 4)
    ordered = sorted(_between(sorted(each), half) for each in own.values())
    return Comparables(
        unit, len(own), _two_digits(_between(ordered, half)), _two_digits(_between(ordered, most))
    )


def _between(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """The quantile, in proportion between the two figures beside it."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _two_digits(exact: Fraction) -> Fraction:
    """Two significant digits, half to even."""
    if not exact:
        return exact
    unit = Fraction(1, 10)
    while exact >= unit * 100:
        unit *= 10
    while exact < unit * 10:
        unit /= 10
    return round(exact / unit) * unit


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
