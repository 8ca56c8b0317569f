"""The course of commitments over time, and what each will have come to: reads alone, in a constant number of queries.

Comparable are commitments of the same organisation that have run to their end and were counted on the same metric in
the same unit. Nobody is shown another organisation's: they are read in the scope of whoever asks.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When, Window
from django.db.models.functions import Coalesce, RowNumber

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import OVER, ContractStatus
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.forecast import WARNINGS, Course, Forecast, Remembered, Span, forecast
from commonweal.domain.metrics import Aggregation
from commonweal.domain.periods import london_day
from commonweal.domain.tier_two import TierTwoStatus
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts.models import Commitment, CommitmentPeriod
from commonweal.lifecycle.contracts.tier_two import (
    Whole,
    ever_accepted_parts,
    nothing_left_of,
    wholes_that_ended,
)
from commonweal.lifecycle.delivery.models import Report

QUARTER = dt.timedelta(days=91)
MOST_PRECEDENTS = 20
"""The newest comparable commitments of each metric; the back-test shows that more are hardly better. Counted by metric, so
that a promise has one forecast, on its own page and in a register of many metrics."""

MOST_LOOKED_AT = 200
"""Commitments of one person that are looked at, those that end first; the contract's page shows all of a contract."""

Told = list[tuple[dt.date, int, int | None]]
"""The last day of each report that counts, its thousandths, and the key of the tier-two supplier that made it."""

Owing = Mapping[int | None, dt.date | None]
"""Who owes a part of a commitment, and since when: the key of each tier-two supplier that accepted, None for the other party."""

Wholes = Mapping[int, Sequence[Whole]]
"""Who delivered all of a commitment until one of them ended, by its primary key."""

Periods = list[tuple[dt.date, int]]
"""The last day of each period of a commitment and what is promised for it, in thousandths."""

_OWED_BY_ONE: Owing = {None: None}

READ_OF_PRECEDENTS = (
    *(
        "kind",
        "aggregation",
        "quantity",
        "owed_by",
        "unit",
        "metric_code",
        "metric_title",
        "title",
        "due_on",
        "created_at",
    ),
    *("contract__starts_on", "contract__ends_on", "contract__origin"),
)
"""All that a course needs: a page reads hundreds of them."""


def courses(
    actor: Actor, commitments: Iterable[Commitment], today: dt.date
) -> dict[int, tuple[Course, Forecast]]:
    """The course and the forecast of each commitment that has one, by primary key.

    There is none for a promise in words or by milestones, for a rate per pound (the spend decides), for a metric whose
    latest figure stands, and for what a published report says. Contracts must be read with them.
    """
    listed = list(commitments)
    periods = _periods(listed)
    wanted = [each for each in listed if has_course(each, periods[each.pk])]
    if not wanted:
        return {}
    comparable = _comparable(actor, wanted)
    periods |= _periods(comparable)
    alike = {_alike(each) for each in wanted}
    finished = [each for each in comparable if has_course(each, periods[each.pk]) and _alike(each) in alike]
    told = _told([*wanted, *finished])
    owing, wholes = _owing([*wanted, *finished])
    ended: dict[tuple[str, str], list[tuple[Commitment, Course]]] = defaultdict(list)
    for each in finished:
        course = course_of(each, told[each.pk], periods[each.pk], owing[each.pk], wholes[each.pk])
        ended[_alike(each)].append((each, course))
    found: dict[int, tuple[Course, Forecast]] = {}
    remembered: Remembered = {}
    for each in wanted:
        course = course_of(each, told[each.pk], periods[each.pk], owing[each.pk], wholes[each.pk])
        like = [other for of, other in ended[_alike(each)] if of.contract_id != each.contract_id]
        is_over = each.contract.status in OVER
        found[each.pk] = course, forecast(course, like, today, is_over=is_over, remembered=remembered)
    return found


def forecasts(actor: Actor, commitments: Iterable[Commitment], today: dt.date) -> dict[int, Forecast]:
    """The forecasts alone, by primary key."""
    return {key: found for key, (_course, found) in courses(actor, commitments, today).items()}


@dataclass(frozen=True)
class Outlook:
    """Commitments that will hardly be met, the largest share missing first. `cut` says how many were looked at and how many
    there are, where there are too many for one look."""

    risky: list[tuple[Commitment, Forecast]]
    cut: tuple[int, int] | None


def at_risk(actor: Actor, today: dt.date) -> Outlook:
    """Commitments in force that this person looks after and that will hardly be met."""
    led = Q(authority_lead_id=actor.person_id) | Q(supplier_lead_id=actor.person_id)
    rows = Commitment.objects.for_either_side(actor).filter(
        # Each way to lead can be found by an index of its own: a database that joins first looks at every commitment.
        led | Q(contract__in=contracts.own(actor).filter(led).order_by().values("pk")),
        contract__status=ContractStatus.IN_FORCE,
        kind=CommitmentKind.QUANTITY,
    )
    ends = Coalesce("due_on", "contract__ends_on")
    # The ids alone are put in order: whole rows take five times as long.
    every = list(rows.order_by(ends.asc(nulls_last=True), "pk").values_list("pk", flat=True))
    looked_at = rows.filter(pk__in=every[:MOST_LOOKED_AT])
    listed = list(looked_at.select_related("contract").order_by("pk"))
    cut = (MOST_LOOKED_AT, len(every)) if len(every) > MOST_LOOKED_AT else None
    found = forecasts(actor, listed, today)
    risky = [
        (each, found[each.pk]) for each in listed if each.pk in found and found[each.pk].outlook in WARNINGS
    ]
    risky.sort(key=lambda pair: (-pair[1].short_by * 10_000 // pair[1].promised, pair[0].pk))
    return Outlook(risky, cut)


def has_course(commitment: Commitment, periods: Periods) -> bool:
    """True for a counted promise of a sum, with a figure above nothing and days to spread it over."""
    return (
        commitment.kind == CommitmentKind.QUANTITY
        and commitment.aggregation == Aggregation.SUM
        and bool(commitment.quantity)
        and not commitment.contract.is_published_report
        and (_ends(commitment) is not None or bool(periods))
    )


def course_of(
    commitment: Commitment, told: Told, periods: Periods, owing: Owing, wholes: Sequence[Whole] = ()
) -> Course:
    """A commitment's plan and what was reported of it. A span is whole once everybody who owed a part of it then has reported,
    or all who together delivered the whole until they ended.

    The plan is the periods as promised, those with the same last day together. A promise without periods is taken to be
    spread evenly over quarters from the first day of the contract to the day it is due.
    """
    plan = _plan(commitment, periods)
    done: dict[dt.date, int] = {}
    by: dict[dt.date, set[int | None]] = defaultdict(set)
    ends = [end for end, _ in plan]
    for day, quantity, tier_two in told:
        end = ends[min(bisect_left(ends, day), len(ends) - 1)]
        done[end] = done.get(end, 0) + quantity
        by[end].add(tier_two)
    if owing == _OWED_BY_ONE and not wholes:
        # Nearly every promise: its own party alone owes it. A page reads hundreds of them.
        spans = [Span(end, planned, done.get(end), is_whole=None in by.get(end, ())) for end, planned in plan]
        return Course(tuple(spans), ends[-1])
    always = {who for who, since in owing.items() if since is None}
    later = [(who, since) for who, since in owing.items() if since is not None]
    spans = [
        Span(
            end,
            planned,
            done.get(end),
            is_whole=(always <= by[end] and all(who in by[end] for who, since in later if since <= end))
            or any(end <= each.until and by[end].issuperset(each.who) for each in wholes),
        )
        for end, planned in plan
    ]
    return Course(tuple(spans), ends[-1])


def _plan(commitment: Commitment, periods: Periods) -> Periods:
    planned: dict[dt.date, int] = defaultdict(int)
    for end_on, quantity in periods:
        planned[end_on] += quantity
    if planned:
        return sorted(planned.items())
    first, last = _starts(commitment), _ends(commitment)
    if last is None or commitment.quantity is None:
        raise ValueError("a commitment without a course was asked for one")
    days = max(1, (last - first).days + 1)
    ends = [first + QUARTER * n for n in range(1, days // QUARTER.days + 1)]
    ends = [*(end for end in ends if end < last), last]
    so_far = [commitment.quantity * ((end - first).days + 1) // days for end in ends]
    so_far[-1] = commitment.quantity
    return [(end, now - before) for end, now, before in zip(ends, so_far, [0, *so_far], strict=False)]


def begins(commitment: Commitment) -> dt.date:
    """The first day of a commitment's course: of its first period, else of its contract, else when it was written."""
    starts: dt.date | None = min((period.start_on for period in commitment.periods.all()), default=None)
    return starts or _starts(commitment)


def _starts(commitment: Commitment) -> dt.date:
    starts: dt.date | None = commitment.contract.starts_on
    return starts or london_day(commitment.created_at)


def _ends(commitment: Commitment) -> dt.date | None:
    ends: dt.date | None = commitment.due_on or commitment.contract.ends_on
    return ends


def _alike(commitment: Commitment) -> tuple[str, str]:
    return _metric(commitment).casefold(), commitment.unit.casefold()


def _metric(commitment: Commitment) -> str:
    return commitment.metric_code or commitment.metric_title or commitment.title


def _comparable(actor: Actor, wanted: list[Commitment]) -> list[Commitment]:
    """The newest finished commitments on each of the metrics that are wanted."""
    metrics = {_metric(each) for each in wanted}
    on_one = (
        Q(metric_code__in=metrics)
        | Q(metric_code="", metric_title__in=metrics)
        | Q(metric_code="", metric_title="", title__in=metrics)
    )
    rows: QuerySet[Commitment] = Commitment.objects.for_system(
        "finished commitments of contracts in scope"
    ).filter(
        on_one,
        contract__in=contracts.own(actor),
        contract__status=ContractStatus.FINISHED,
        kind=CommitmentKind.QUANTITY,
        aggregation=Aggregation.SUM,
        unit__in={each.unit for each in wanted},
    )
    metric = Case(
        When(~Q(metric_code=""), then="metric_code"),
        When(~Q(metric_title=""), then="metric_title"),
        default="title",
    )
    place_of = Window(RowNumber(), partition_by=[metric, F("unit")], order_by=F("pk").desc())
    newest = rows.order_by().annotate(newest=place_of).filter(newest__lte=MOST_PRECEDENTS).values_list("pk")
    read = Commitment.objects.for_system("finished commitments of contracts in scope").filter(pk__in=newest)
    return list(read.select_related("contract").only(*READ_OF_PRECEDENTS).order_by("-pk"))


def _periods(commitments: list[Commitment]) -> dict[int, Periods]:
    """The periods of each commitment as they were promised."""
    found: dict[int, Periods] = {each.pk: [] for each in commitments}
    rows = CommitmentPeriod.objects.for_system("periods of commitments that were read in scope").filter(
        commitment_id__in=found
    )
    for commitment_id, end_on, quantity in rows.order_by().values_list("commitment_id", "end_on", "quantity"):
        found[commitment_id].append((end_on, quantity))
    return found


def _owing(commitments: list[Commitment]) -> tuple[dict[int, Owing], Wholes]:
    """Who owes a part of each commitment, and who delivered all of it and has ended. A tier-two supplier owes from the day it
    accepted; the supplier nothing where others deliver the whole."""
    ever = ever_accepted_parts(each.pk for each in commitments)
    found: dict[int, Owing] = {}
    wholes: dict[int, Sequence[Whole]] = {}
    for each in commitments:
        if each.pk not in ever:
            found[each.pk], wholes[each.pk] = _OWED_BY_ONE, ()
            continue
        wholes[each.pk] = wholes_that_ended(each, ever.get(each.pk, []))
        parts = [part for part in ever.get(each.pk, []) if part.tier_two.status == TierTwoStatus.ACCEPTED]
        owing: dict[int | None, dt.date | None] = {
            part.tier_two_id: part.tier_two.answered_at and london_day(part.tier_two.answered_at)
            for part in parts
        }
        if not nothing_left_of(each, parts):
            owing[None] = None
        found[each.pk] = owing
    return found, wholes


def _told(commitments: list[Commitment]) -> dict[int, Told]:
    """The reports that count for each commitment: as verified where somebody decided, else as reported."""
    told: dict[int, Told] = defaultdict(list)
    # The moment of writing is read only where it is needed: a page reads thousands of reports, and moments are dear to read.
    written = Case(When(end_on__isnull=True, then="created_at"))
    rows = Report.objects.for_system("figures of commitments that were read in scope").filter(
        commitment_id__in={each.pk for each in commitments}, quantity__isnull=False
    )
    for commitment_id, end_on, written_at, quantity, verified, tier_two in rows.exclude(
        status=ReportStatus.CORRECTED
    ).values_list("commitment_id", "end_on", written, "quantity", "verified", "tier_two_id"):
        day = end_on or london_day(written_at)
        told[commitment_id].append((day, quantity if verified is None else verified, tier_two))
    return told
