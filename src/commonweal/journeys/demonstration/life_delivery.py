"""What is reported, verified, rated and forecast in the life of the contract of three years. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.delivery import Decision, ReportStatus
from commonweal.domain.quantities import SCALE, number
from commonweal.journeys import kpis
from commonweal.journeys.demonstration import life_words
from commonweal.journeys.demonstration.contracts import MANAGER
from commonweal.journeys.demonstration.life_words import QUARTERS, STORIES, Quarter
from commonweal.lifecycle.contracts.models import CommitmentMilestone, CommitmentPeriod
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.actions import Claim, Upload
from commonweal.lifecycle.delivery.models import Report

if TYPE_CHECKING:
    from commonweal.journeys.demonstration.life import Life

REPORTED, DECIDED, CORRECTED, AGAIN = 7, 24, 31, 36
"""Days after the end of a quarter."""
HALF_YEAR = 182
OVER_AND_ABOVE = (36, 44, 52, 40, 56, 48)
"""Hours earned by extra orders in each half year."""
RATED_QUARTERS = 3
"""KPIs are rated for three quarters at a time, so that no two ratings lie more than a year apart."""
RATED = AGAIN + 4
ANSWERED = 130
_Scene = tuple[int, Callable[["Life", int], object]]


def scenes(life: Life) -> Iterator[_Scene]:
    """Reports by quarter, half year and milestone, the authority's own promise, and the ratings of the first two years."""
    training = life.commitment(CommitmentKind.QUANTITY)
    for place, period in enumerate(training.periods.all()):
        ends = (period.end_on - life.starts_on).days
        yield from _quarter(place, ends)
    for place in range(len(STORIES)):
        yield (place + 1) * HALF_YEAR + REPORTED, partial(_story, place=place)
    yield 2 * HALF_YEAR + ANSWERED, _answer_story
    for place in range(len(OVER_AND_ABOVE)):
        yield (place + 1) * HALF_YEAR + REPORTED, partial(_rate, place=place)
    for step in life.commitment(CommitmentKind.PATHWAY).milestones.all():
        if step.due_on:
            yield (step.due_on - life.starts_on).days + REPORTED, partial(_milestone, position=step.position)
    yield 12, _own_promise
    ends = [period.end_on for period in training.periods.all()]
    for turn, last in enumerate(ends[RATED_QUARTERS - 1 : -1 : RATED_QUARTERS]):
        yield (last - life.starts_on).days + RATED, partial(_rate_kpis, turn=turn)


def _quarter(place: int, ends: int) -> Iterator[_Scene]:
    yield ends + REPORTED, partial(_report, place=place)
    yield ends + DECIDED, partial(_decide, place=place)
    if QUARTERS[place].corrected is not None:
        yield ends + CORRECTED, partial(_correct, place=place)
        yield ends + AGAIN, partial(_decide_again, place=place)


def _period(life: Life, place: int) -> CommitmentPeriod:
    return list(life.commitment(CommitmentKind.QUANTITY).periods.all())[place]


def _evidence(period: CommitmentPeriod, hours: int) -> Upload:
    table = f"from,to,hours\n{period.start_on},{period.end_on},{number(hours * SCALE)}\n"
    return Upload("hours.csv", table.encode(), "Hours by quarter, from the signing-in sheets, without names")


FROM_ELSEWHERE = 4
"""People on the sheets of the rejected report who train on another contract."""


def _report(life: Life, days: int, *, place: int) -> None:
    quarter, period = QUARTERS[place], _period(life, place)
    claim = Claim(quantity=quarter.claimed * SCALE, words=quarter.words, period=period, people=quarter.people)
    actions.report(
        life.commitment(CommitmentKind.QUANTITY),
        claim,
        evidence=[_evidence(period, quarter.claimed)],
        **life.told(days),
    )


def _latest(life: Life, place: int) -> Report:
    rows = Report.objects.for_system("the demonstration goes on").select_related("commitment__contract")
    found: Report = rows.filter(period=_period(life, place)).order_by("-pk")[0]
    return found


def _decide(life: Life, days: int, *, place: int) -> None:
    quarter = QUARTERS[place]
    actions.verify(
        _latest(life, place),
        decision=quarter.decision,
        reason=quarter.reason,
        quantity=None if quarter.part is None else quarter.part * SCALE,
        **life.said(MANAGER, days),
    )


def _correct(life: Life, days: int, *, place: int) -> None:
    """The supplier looked again, and agrees: the four people belong to another contract."""
    quarter: Quarter = QUARTERS[place]
    assert quarter.corrected is not None, "this scene is played for a corrected report alone"
    claim = Claim(
        quantity=quarter.corrected * SCALE,
        words="You are right about the four people. Without them it is this; their sheets are taken out.",
        people=None if quarter.people is None else quarter.people - FROM_ELSEWHERE,
    )
    evidence = [_evidence(_period(life, place), quarter.corrected)]
    actions.correct(_latest(life, place), claim, evidence=evidence, **life.told(days))


def _decide_again(life: Life, days: int, *, place: int) -> None:
    actions.verify(
        _latest(life, place),
        decision=Decision.ACCEPT,
        reason="The sheets agree now. Thank you for looking again.",
        **life.said(MANAGER, days),
    )


def _span(life: Life, place: int) -> tuple[dt.date, dt.date]:
    return life.day(place * HALF_YEAR), life.day((place + 1) * HALF_YEAR - 1)


def _story(life: Life, days: int, *, place: int) -> None:
    """Told every half year; the second is asked about, and waits for an answer."""
    start, end = _span(life, place)
    claim = Claim(words=STORIES[place], start_on=start, end_on=end)
    report = actions.report(life.commitment(CommitmentKind.NARRATIVE), claim, **life.told(days))
    is_asked = place == 1
    actions.verify(
        report,
        decision=Decision.QUESTION if is_asked else Decision.ACCEPT,
        reason=life_words.ASKED_ABOUT if is_asked else "I was at the meeting and heard it told.",
        **life.said(MANAGER, days + 3),
    )


def _answer_story(life: Life, days: int) -> None:
    """The question is answered with another report, once she had been asked."""
    rows = Report.objects.for_system("the demonstration goes on").select_related("commitment__contract")
    asked = rows.get(commitment=life.commitment(CommitmentKind.NARRATIVE), status=ReportStatus.QUESTIONED)
    again = actions.correct(asked, Claim(words=life_words.ASKED_FIRST), **life.told(days))
    actions.verify(
        again,
        decision=Decision.ACCEPT,
        reason="She told it, and it was heard.",
        **life.said(MANAGER, days + 3),
    )


def _rate(life: Life, days: int, *, place: int) -> None:
    start, end = _span(life, place)
    hours = OVER_AND_ABOVE[place]
    claim = Claim(
        quantity=hours * SCALE, words="Earned by the orders of the half year.", start_on=start, end_on=end
    )
    report = actions.report(life.commitment(CommitmentKind.RATE), claim, **life.told(days))
    actions.verify(
        report,
        decision=Decision.ACCEPT,
        reason="The list of orders agrees with it.",
        **life.said(MANAGER, days + 3),
    )


def _milestone(life: Life, days: int, *, position: int) -> None:
    commitment = life.commitment(CommitmentKind.PATHWAY)
    step: CommitmentMilestone = commitment.milestones.get(position=position)
    claim = Claim(words=f"Reached: {step.shown_by[:1].lower()}{step.shown_by[1:]}.", milestone=step)
    report = actions.report(commitment, claim, **life.told(days))
    actions.verify(
        report,
        decision=Decision.ACCEPT,
        reason="I read what was shown and spoke with two of the people who took part.",
        **life.said(MANAGER, days + 4),
    )


def _own_promise(life: Life, days: int) -> None:
    """What the authority owes is reported on by those who bought, and verified by who looks after the contract."""
    commitment = life.commitment(CommitmentKind.NARRATIVE, OwedBy.AUTHORITY)
    claim = Claim(
        words="Keys and the repair history of all nine boiler rooms were handed over; one history has a gap of a year.",
        start_on=life.day(0),
        end_on=life.day(days),
    )
    report = actions.report(commitment, claim, **life.said("procurement", days))
    actions.verify(
        report,
        decision=Decision.ACCEPT,
        reason="The supplier signed for nine sets of keys. The gap is noted.",
        **life.said(MANAGER, days + 2),
    )


def _rate_kpis(life: Life, days: int, *, turn: int) -> None:
    """The two service measures as the desk counted them, and the hours as they were verified."""
    periods = list(life.commitment(CommitmentKind.QUANTITY).periods.all())[turn * RATED_QUARTERS :]
    start, end = periods[0].start_on, periods[:RATED_QUARTERS][-1].end_on
    counted, decided = life_words.RATINGS[turn]
    for kpi, given, (rating, reason) in zip(
        life.contract.kpis.order_by("number"), (*counted, None), decided, strict=True
    ):
        figures = kpis.figures_for(
            kpi, start_on=start, end_on=end, given=None if given is None else given * SCALE
        )
        kpis.decide(kpi, figures, rating=rating, reason=reason, **life.said(MANAGER, days))


def rate_at_the_end(life: Life, days: int) -> None:
    """The last ratings, up to the last day."""
    _rate_kpis(life, days, turn=len(life_words.RATINGS) - 1)
