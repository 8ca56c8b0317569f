"""A forecast in words and as a picture: how a promise stands, why, and what that rests on."""

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from commonweal.domain.forecast import ENOUGH_PRECEDENTS, Course, Forecast, Outlook
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery import forecasting
from commonweal.presentation.charts.courses import Ends, Step, course_chart, course_table
from commonweal.presentation.charts.svg import NARROW, Table
from commonweal.presentation.forecast_words import OUTLOOK, OUTLOOK_TAG, about, reason
from commonweal.presentation.formats import percent


@dataclass(frozen=True)
class Shown:
    """What the page of a commitment shows of its forecast."""

    tag: Any
    tag_kind: str
    reason: str
    rests_on: list[str]
    picture: Markup
    table: Table


def rests_on(of: Forecast) -> list[str]:
    """What a forecast leans on, and what it does not know."""
    found = []
    if of.own_pace is not None:
        found.append(_("Its own pace: %s of what was planned so far was done.") % percent(of.own_pace))
    if of.precedents:
        found.append(
            _("%(n)s finished commitments on the same metric: what they did on the rest of their plan.")
            % {"n": of.precedents}
        )
    elif of.outlook not in (Outlook.MET, Outlook.ENDED_SHORT):
        found.append(
            _("No precedent: fewer than %s commitments on the same metric have finished.") % ENOUGH_PRECEDENTS
        )
    if of.unreported:
        found.append(
            ngettext(
                "%(n)s part of the plan has ended and is not reported in full. It counts as still to come.",
                "%(n)s parts of the plan have ended and are not reported in full. They count as still to come.",
                of.unreported,
            )
            % {"n": of.unreported}
        )
    return found


def shown(actor: Any, commitment: Commitment, today: dt.date) -> Shown | None:
    """The forecast of one commitment; None where there can be none."""
    found = forecasting.courses(actor, [commitment], today).get(commitment.pk)
    if found is None:
        return None
    course, of = found
    steps = _steps(course)
    ends = (
        None
        if of.central is None or of.low is None or of.high is None
        else Ends(*(about(each) for each in (of.low, of.central, of.high)))
    )
    words = reason(of, commitment.unit)
    title = _("%s over time") % commitment.title
    begins, chart_id = forecasting.begins(commitment), f"course-{commitment.external_id}"
    picture = course_chart(begins, steps, ends, chart_id=chart_id, title=title, description=words)
    picture += course_chart(
        begins, steps, ends, chart_id=f"{chart_id}-narrow", title=title, description=words, width=NARROW
    )
    return Shown(
        OUTLOOK[of.outlook],
        OUTLOOK_TAG[of.outlook],
        words,
        rests_on(of),
        picture,
        course_table(steps, ends, unit=commitment.unit),
    )


def _steps(course: Course) -> tuple[Step, ...]:
    """Plan and deeds added up; nothing is drawn as done after the last report."""
    last = max((n for n, span in enumerate(course.spans) if span.done is not None), default=-1)
    planned = accumulate(span.planned for span in course.spans)
    done = accumulate(span.done or 0 for span in course.spans)
    return tuple(
        Step(span.end_on, p, d if n <= last else None)
        for n, (span, p, d) in enumerate(zip(course.spans, planned, done, strict=True))
    )
