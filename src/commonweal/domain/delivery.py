"""Reports, evidence and verification: three different figures for one promise, and who may decide what.

*Promised* is what was committed to, *reported* what the party that owes it says was done, *verified* what somebody
else, on the authority's side, accepted. They are never mixed: a missing one is None and shown in words.
All quantities are integer thousandths of one unit.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import COUNTED
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.metrics import Aggregation
from commonweal.domain.statuses import Transitions


class ReportStatus(StrEnum):
    """Where a report stands. `AS_PUBLISHED` came from a public document: nobody verifies it here."""

    SUBMITTED = "submitted"
    QUESTIONED = "questioned"
    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    AS_PUBLISHED = "as_published"


class Decision(StrEnum):
    """What a person decides about a report; each is kept with its reason."""

    ACCEPT = "accept"
    ACCEPT_IN_PART = "accept_in_part"
    QUESTION = "question"
    REJECT = "reject"


LEADS_TO: dict[Decision, ReportStatus] = {
    Decision.ACCEPT: ReportStatus.ACCEPTED,
    Decision.ACCEPT_IN_PART: ReportStatus.ACCEPTED_IN_PART,
    Decision.QUESTION: ReportStatus.QUESTIONED,
    Decision.REJECT: ReportStatus.REJECTED,
}

_DECISIONS = {
    ReportStatus.ACCEPTED: "all of it is accepted",
    ReportStatus.ACCEPTED_IN_PART: "a part of it is accepted",
    ReportStatus.REJECTED: "it is rejected",
}
_CORRECTION = {ReportStatus.CORRECTED: "a new report takes its place"}

REPORT_STATUSES = Transitions(
    "report",
    {
        ReportStatus.SUBMITTED: {**_DECISIONS, ReportStatus.QUESTIONED: "a question is asked", **_CORRECTION},
        ReportStatus.QUESTIONED: {
            **_DECISIONS,
            ReportStatus.SUBMITTED: "the question is answered, in words or with evidence",
            **_CORRECTION,
        },
        ReportStatus.ACCEPTED: _CORRECTION,
        ReportStatus.ACCEPTED_IN_PART: _CORRECTION,
        ReportStatus.REJECTED: _CORRECTION,
        ReportStatus.CORRECTED: {},
        ReportStatus.AS_PUBLISHED: {},
    },
)
"""The only moves a report can make. A correction is a new report; the old one stays and is marked."""

WAITING = frozenset({ReportStatus.SUBMITTED, ReportStatus.QUESTIONED})
"""Reports on which the authority has still to decide."""


class LessonEffect(StrEnum):
    """What a lesson says about an assumption in the theory of change."""

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    REFUTED = "refuted"


class OfferAnswer(StrEnum):
    """What the people who write an ask decide about a lesson offered to it."""

    TAKEN_UP = "taken_up"
    NOT_TAKEN_UP = "not_taken_up"


class By(StrEnum):
    """What the portfolio is seen by."""

    MISSION = "mission"
    OUTCOME = "outcome"
    PLACE = "place"
    SUPPLIER = "supplier"
    YEAR = "year"


class Holding(StrEnum):
    """Why a commitment stands in an organisation's portfolio: it buys, it supplies, or a published report says so."""

    AUTHORITY = "authority"
    SUPPLIER = "supplier"
    PUBLISHED = "published"


UNCOUNTED = "uncounted"
"""The metric under which pathways and promises in words stand; its unit is commitments."""

NOT_SAID = ""
"""The key of what no source and no person has said: no mission, no place, no year."""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """What one report contributes. `sequence` orders reports of one commitment in time, then by entry."""

    status: ReportStatus
    reported: int | None
    verified: int | None
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Promised, reported and verified of one or more commitments in one unit; None where nobody said anything."""

    promised: int | None
    reported: int | None
    verified: int | None

    @property
    def is_met_by_report(self) -> bool:
        """By what was reported, the promise is met or passed."""
        return self.promised is not None and self.reported is not None and self.reported >= self.promised

    @property
    def is_met_by_verification(self) -> bool:
        """By what was verified, the promise is met or passed."""
        return self.promised is not None and self.verified is not None and self.verified >= self.promised

    @property
    def delivered(self) -> int | None:
        """The firmest figure there is for what was done: verified where somebody verified, else reported."""
        return self.reported if self.verified is None else self.verified


class FigureBasis(StrEnum):
    """What the delivered figure rests on."""

    NOTHING = "no report"
    AS_PUBLISHED = "as published"
    REPORTED = "reported"
    VERIFIED = "verified"


def basis_of(reports: Iterable[ReportFigure]) -> FigureBasis:
    """The firmest ground among live reports."""
    live = [report for report in reports if report.status is not ReportStatus.CORRECTED]
    if not live:
        return FigureBasis.NOTHING
    if any(report.verified is not None for report in live):
        return FigureBasis.VERIFIED
    if all(report.status is ReportStatus.AS_PUBLISHED for report in live):
        return FigureBasis.AS_PUBLISHED
    return FigureBasis.REPORTED


def figures_of(
    promised: int | None, reports: Iterable[ReportFigure], aggregation: Aggregation = Aggregation.SUM
) -> Figures:
    """One commitment's three figures from its reports.

    Corrected reports count for nothing. A rejected report stays in what was *reported* - the claim was made - and
    brings nothing to what is *verified*. With `Aggregation.LATEST` the latest report stands for all, and what was verified
    before a rejected report stays verified.
    """
    live = [report for report in reports if report.status is not ReportStatus.CORRECTED]
    if aggregation is Aggregation.LATEST:
        reported = _latest(((True, report.sequence), report.reported) for report in live)
        verified = _latest(
            ((report.status is not ReportStatus.REJECTED, report.sequence), report.verified)
            for report in live
        )
        return Figures(promised, reported, verified)
    return Figures(promised, _sum(r.reported for r in live), _sum(r.verified for r in live))


def combine(parts: Iterable[Figures]) -> Figures:
    """Add figures of one metric and unit. A column in which nobody said anything stays None."""
    listed = list(parts)
    return Figures(
        _sum(part.promised for part in listed),
        _sum(part.reported for part in listed),
        _sum(part.verified for part in listed),
    )


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _latest(values: Iterable[tuple[tuple[bool, int], int | None]]) -> int | None:
    """The value of what counts before the rest, and of these of the latest."""
    known = [(order, value) for order, value in values if value is not None]
    return max(known)[1] if known else None


def verified_quantity(decision: Decision, reported: int | None, part: int | None) -> int | None:
    """The quantity that a decision verifies, in thousandths; None for a question and for a report in words.

    Raises:
        Invalid: ``verification.part_*`` when a part is not above nothing and below what was reported, or when a part
            is given to another decision.
    """
    if decision is not Decision.ACCEPT_IN_PART:
        if part is not None:
            raise Invalid("verification.part_not_wanted", field="quantity")
        return _whole_or_nothing(decision, reported)
    if reported is None:
        return None
    if part is None:
        raise Invalid("verification.part_missing", field="quantity")
    if not 0 < part < reported:
        raise Invalid("verification.part_out_of_range", field="quantity", reported=reported)
    return part


def _whole_or_nothing(decision: Decision, reported: int | None) -> int | None:
    if reported is None or decision is Decision.QUESTION:
        return None
    return reported if decision is Decision.ACCEPT else 0


def check_verification(*, status: ReportStatus, decision: Decision, reason: str, is_claimant: bool) -> None:
    """Raise unless this person may take this decision about this report now.

    Raises:
        Refused: ``verification.own_report`` from whoever claims it or belongs to those who do, or the report's status does not
            allow it. Invalid: no reason given.
    """
    REPORT_STATUSES.check(status, LEADS_TO[decision])
    if is_claimant:
        raise Refused("verification.own_report")
    if not reason.strip():
        raise Invalid("verification.reason_missing", field="reason")


MOST_PEOPLE = 100_000_000
"""More than live anywhere that a contract serves."""
FAR_MORE = 3
"""From so many times what was promised for a period on, a claim is explained: it may be a slip, or another unit."""


def check_report(
    kind: CommitmentKind,
    *,
    quantity: int | None,
    words: str,
    has_milestone: bool,
    promised: int | None = None,
) -> None:
    """Raise `Invalid` unless a report says what its kind of commitment needs.

    More than was promised may be reported, far more with words; less than nothing may not. Nothing done is a report too,
    with words.

    Args:
        promised: for the period that is reported on, where there is one.
    """
    if quantity is not None and quantity < 0:
        raise Invalid("quantity.negative", field="quantity")
    if kind in COUNTED:
        _check_counted_report(quantity, words, promised)
    elif quantity is not None:
        raise Invalid("report.quantity_not_wanted", field="quantity")
    elif not words.strip():
        raise Invalid("report.words_missing", field="words")
    if kind is CommitmentKind.PATHWAY and not has_milestone:
        raise Invalid("report.milestone_missing", field="milestone")


def _check_counted_report(quantity: int | None, words: str, promised: int | None) -> None:
    if quantity is None:
        raise Invalid("report.quantity_missing", field="quantity")
    if quantity == 0 and not words.strip():
        raise Invalid("report.nothing_without_words", field="words")
    if promised and quantity > FAR_MORE * promised and not words.strip():
        raise Invalid("report.far_more_without_words", field="words", times=FAR_MORE)


def check_people(people: int | None) -> None:
    """Raise `Invalid` unless the number of people who took part, where it is said, is one that can be."""
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        raise Invalid("report.people_out_of_range", field="people", most=f"{MOST_PEOPLE:,}")


def check_span(start_on: dt.date | None, end_on: dt.date | None, *, today: dt.date) -> None:
    """Raise unless a report's span of days runs forward and has begun.

    Raises:
        Invalid: only one of the two days, or the end before the start. Refused: the span lies in the future.
    """
    if (start_on is None) != (end_on is None):
        raise Invalid("report.span_incomplete", field="start_on" if start_on is None else "end_on")
    if start_on is None or end_on is None:
        return
    if end_on < start_on:
        raise Invalid("period.ends_before_start", field="end_on")
    if start_on > today:
        raise Refused("report.period_not_begun", field="start_on", start_on=start_on)


def check_own_days(
    start_on: dt.date, end_on: dt.date, *, today: dt.date, contract: tuple[dt.date | None, dt.date | None]
) -> None:
    """Raise `Invalid` unless days that the one who reports chose are past, and days of the contract: (first, last) of it.

    A period of the commitment may be reported on as soon as it has begun; who chooses days says what was done in them.
    """
    first, last = contract
    if first is not None and start_on < first:
        raise Invalid("report.before_contract", field="start_on", first=first)
    if last is not None and end_on > last:
        raise Invalid("report.after_contract", field="end_on", last=last)
    if end_on > today:
        raise Invalid("report.days_to_come", field="end_on")


def overlaps_any(start_on: dt.date, end_on: dt.date, spans: Sequence[tuple[dt.date, dt.date]]) -> bool:
    """True when a span shares a day with one that was already reported."""
    return any(start_on <= end and begin <= end_on for begin, end in spans)
