"""What a commitment will have come to at its end, with a range: pace and precedent.

The method. What was done is kept; the rest of the plan is multiplied by a rate. The rate is a mixture of the commitment's
*own pace* (done against planned so far) and of *precedent* (how comparable finished commitments did on the rest of their
plan after the same share of it, in the middle of them). Own pace weighs as much as the share of the plan that has passed,
precedent the rest: early on we mostly know how such things go, later we mostly know how this one goes.

The range is how far off the same method would have been for each precedent, judged by the others: from the tenth to the
ninetieth percentile of those errors. Without enough precedents own pace stands alone, and the range runs from the weakest to the
strongest span so far.

`docs/explanation/forecast.md` states how good it is. A forecast is a suggestion; nobody types a status, it follows.

Quantities are integer thousandths; rates are exact fractions; the same input gives the same digits everywhere.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

METHOD = "pace and precedent"
ENOUGH_PRECEDENTS = 5
"""Fewer finished commitments than this say nothing about the next one. Our own judgement."""

ENOUGH_SPANS = 2
"""From one span there is a pace and no range. Our own judgement."""

LOW, HALF, HIGH = Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)


class Outlook(StrEnum):
    """How a counted promise stands. It follows from the figures and the day; nobody chooses it."""

    MET = "met"
    ENDED_SHORT = "ended_short"
    ON_COURSE = "on_course"
    LIKELY = "likely"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    TOO_EARLY = "too_early"


WARNINGS = frozenset({Outlook.AT_RISK, Outlook.BEHIND, Outlook.ENDED_SHORT})
"""What somebody should look at this week."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the plan: when it ends, how much was planned for it, how much was done; None when nobody reported.

    `is_whole` is False while somebody who owes a part of it has not reported: what was done is kept, and is no pace.
    """

    end_on: dt.date
    planned: int
    done: int | None
    is_whole: bool = True

    @property
    def is_told(self) -> bool:
        return self.done is not None and self.is_whole


@dataclass(frozen=True, slots=True)
class Course:
    """One counted commitment over time: its spans in order, and its last day."""

    spans: tuple[Span, ...]
    end_on: dt.date

    @property
    def promised(self) -> int:
        return sum(span.planned for span in self.spans)

    @property
    def done(self) -> int:
        return sum(span.done or 0 for span in self.spans)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a commitment will have come to. `central`, `low` and `high` in thousandths, None when it is too early.

    Attributes:
        unreported: spans that have ended without a report of everybody who owes a part. They count as still to come: nobody said
            that nothing was done.
        precedents: how many comparable commitments it leans on; 0 when own pace stands alone.
        own_pace: done against planned, of what was reported, in basis points; None before the first report.
    """

    outlook: Outlook
    promised: int
    done: int
    central: int | None
    low: int | None
    high: int | None
    own_pace: int | None
    precedents: int
    unreported: int

    @property
    def short_by(self) -> int:
        """How much of the promise will be missing by the central figure, never below nothing."""
        return max(0, self.promised - (self.done if self.central is None else self.central))


@dataclass(frozen=True, slots=True)
class _Precedent:
    """A finished commitment: its pace up to a share of its plan (None at the very start), and on the rest."""

    pace: Fraction | None
    rest: Fraction


Remembered = dict[tuple[int, int, int], _Precedent | None]
"""Precedents by course (its identity) and share (above and below the line)."""


def forecast(
    course: Course,
    finished: Sequence[Course],
    today: dt.date,
    *,
    is_over: bool = False,
    remembered: Remembered | None = None,
) -> Forecast:
    """Forecast one commitment from its own course and from finished comparable ones.

    Args:
        course: spans in order of their end. A span may be reported before it ends.
        finished: comparable commitments that have run to their end, without `course` itself.
        is_over: the contract has ended, so nothing more is to come, whatever days were still planned.
        remembered: what was worked out about them already, kept by whoever makes many forecasts; they must stay alive.
    """
    told = [span for span in course.spans if span.is_told and span.end_on <= today]
    unreported = sum(not span.is_told and span.end_on < today for span in course.spans)
    planned, done = sum(span.planned for span in told), course.done
    rates = [Fraction(span.done or 0, span.planned) for span in told if span.planned]
    own = Fraction(sum(span.done or 0 for span in told), planned) if planned else None
    if done >= course.promised or today > course.end_on or is_over:
        outlook = Outlook.MET if done >= course.promised else Outlook.ENDED_SHORT
        return _settled(outlook, course, own, unreported)
    share = Fraction(planned, course.promised)
    seen = {} if remembered is None else remembered
    precedents = [each for each in (_recalled(each, share, seen) for each in finished) if each is not None]
    if len(precedents) < ENOUGH_PRECEDENTS:
        precedents = []
    if not precedents and len(rates) < ENOUGH_SPANS:
        return _unknown(course, own, unreported)
    rest = course.promised - planned
    told_of = sum(span.done or 0 for span in told)
    low, central, high = _rates(share, own, rates, precedents)
    figures = [max(done, told_of + _whole(rest * rate)) for rate in (low, central, high)]
    outlook = _outlook(course.promised, *figures)
    return Forecast(
        outlook,
        course.promised,
        done,
        figures[1],
        figures[0],
        figures[2],
        _basis_points(own),
        len(precedents),
        unreported,
    )


def percentile(values: Sequence[Fraction], at: Fraction) -> Fraction:
    """The value at a share of the way through sorted values, between neighbours in proportion (type 7 of Hyndman and Fan)."""
    return _in_order(sorted(values), at)


def _in_order(ordered: Sequence[Fraction], at: Fraction, without: int | None = None) -> Fraction:
    """The same of values in order; `without` leaves out the one at that place, as if it had not been there."""
    count = len(ordered) - (without is not None)

    def value(at_place: int) -> Fraction:
        return ordered[at_place if without is None or at_place < without else at_place + 1]

    place = at * (count - 1)
    below = int(place)
    if below + 1 >= count:
        return value(count - 1)
    part = place - below
    return value(below) + part * (value(below + 1) - value(below)) if part else value(below)


def _rates(
    share: Fraction, own: Fraction | None, rates: Sequence[Fraction], precedents: Sequence[_Precedent]
) -> tuple[Fraction, Fraction, Fraction]:
    """Low, central and high: at what rate the rest of the plan will go."""
    if not precedents:
        pace = own or Fraction(0)
        return min(rates, default=pace), pace, max(rates, default=pace)
    ordered = sorted(each.rest for each in precedents)
    central = _mixed(share, own, _in_order(ordered, HALF))
    errors = []
    for each in precedents:
        others = _in_order(ordered, HALF, without=bisect_left(ordered, each.rest))
        errors.append(each.rest - _mixed(share, each.pace, others))
    errors.sort()
    low, high = central + _in_order(errors, LOW), central + _in_order(errors, HIGH)
    return min(max(low, Fraction(0)), central), central, max(high, central)


def _mixed(share: Fraction, pace: Fraction | None, precedent: Fraction) -> Fraction:
    return precedent if pace is None else share * pace + (1 - share) * precedent


def _recalled(course: Course, share: Fraction, remembered: Remembered) -> _Precedent | None:
    key = (id(course), share.numerator, share.denominator)
    if key not in remembered:
        remembered[key] = _precedent(course, share)
    return remembered[key]


def _precedent(course: Course, share: Fraction) -> _Precedent | None:
    """How a finished commitment did up to `share` of its plan and on the rest: 1 is exactly as planned.

    None when it was not reported on to the end, or when nothing of its plan was left.
    """
    promised, passed = course.promised, 0
    if not promised or not all(span.is_told for span in course.spans):
        return None
    parts: tuple[list[Span], list[Span]] = ([], [])
    for span in course.spans:
        passed += span.planned
        parts[passed * share.denominator > promised * share.numerator].append(span)
    before, after = (_pace(part) for part in parts)
    return None if after is None else _Precedent(before, after)


def _pace(spans: Sequence[Span]) -> Fraction | None:
    planned = sum(span.planned for span in spans)
    return Fraction(sum(span.done or 0 for span in spans), planned) if planned else None


def _outlook(promised: int, low: int, central: int, high: int) -> Outlook:
    if low >= promised:
        return Outlook.ON_COURSE
    if central >= promised:
        return Outlook.LIKELY
    return Outlook.AT_RISK if high >= promised else Outlook.BEHIND


def _settled(outlook: Outlook, course: Course, own: Fraction | None, unreported: int) -> Forecast:
    done = course.done
    return Forecast(outlook, course.promised, done, done, done, done, _basis_points(own), 0, unreported)


def _unknown(course: Course, own: Fraction | None, unreported: int) -> Forecast:
    return Forecast(
        Outlook.TOO_EARLY, course.promised, course.done, None, None, None, _basis_points(own), 0, unreported
    )


def _basis_points(rate: Fraction | None) -> int | None:
    return None if rate is None else _whole(rate * 10_000)


def _whole(value: Fraction) -> int:
    return round(value)
