"""A forecast in words and as a picture: how a promise stands, why, and what that rests on."""

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from commonweal.domain.forecast import ENOUGH_PRECEDENTS, Course, Forecast, Outlook
from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.delivery import forecasting
from commonweal.presentation.charts.courses import Ends, Step, course_chart, course_table
from commonweal.presentation.charts.svg import Table
from commonweal.presentation.formats import percent, quantity

OUTLOOK: dict[Outlook, Any] = {
    Outlook.MET: gettext_lazy("Met"),
    Outlook.ENDED_SHORT: gettext_lazy("Ended short"),
    Outlook.ON_COURSE: gettext_lazy("On course"),
    Outlook.LIKELY: gettext_lazy("Likely to be met"),
    Outlook.AT_RISK: gettext_lazy("At risk"),
    Outlook.BEHIND: gettext_lazy("Behind"),
    Outlook.TOO_EARLY: gettext_lazy("Too early to say"),
}
OUTLOOK_TAG: dict[Outlook, str] = {
    Outlook.MET: "ok",
    Outlook.ENDED_SHORT: "stop",
    Outlook.ON_COURSE: "ok",
    Outlook.LIKELY: "ok",
    Outlook.AT_RISK: "warn",
    Outlook.BEHIND: "stop",
    Outlook.TOO_EARLY: "",
}
_REASON: dict[Outlook, Any] = {
    Outlook.MET: gettext_lazy("%(done)s done; the promise is %(promised)s."),
    Outlook.ENDED_SHORT: gettext_lazy(
        "Its last day has passed with %(done)s of %(promised)s done: %(short)s are missing."
    ),
    Outlook.ON_COURSE: gettext_lazy(
        "Even at its weakest it comes to about %(low)s; the promise is %(promised)s."
    ),
    Outlook.LIKELY: gettext_lazy(
        "At the present pace it comes to about %(central)s; the promise is %(promised)s. At its weakest it stops at %(low)s."
    ),
    Outlook.AT_RISK: gettext_lazy(
        "At the present pace it comes to about %(central)s, %(short)s short of the promise. At its strongest it can still be met."
    ),
    Outlook.BEHIND: gettext_lazy(
        "Even at its strongest it comes to about %(high)s; the promise is %(promised)s. At the present pace about %(short)s "
        "will be missing."
    ),
    Outlook.TOO_EARLY: gettext_lazy(
        "A forecast needs reports on two parts of the plan, or five finished commitments on the same metric."
    ),
}


@dataclass(frozen=True)
class Shown:
    """What the page of a commitment shows of its forecast."""

    tag: Any
    tag_kind: str
    reason: str
    rests_on: list[str]
    picture: Markup
    table: Table


def reason(of: Forecast, unit: str = "") -> str:
    """Why it stands as it does, in one or two sentences."""
    return str(_REASON[of.outlook]) % {
        "done": quantity(of.done, unit),
        "promised": quantity(of.promised, unit),
        "central": quantity(_about(of.central), unit),
        "low": quantity(_about(of.low), unit),
        "high": quantity(_about(of.high), unit),
        "short": quantity(of.short_by if of.outlook is Outlook.ENDED_SHORT else _about(of.short_by), unit),
    }


def _about(thousandths: int | None) -> int | None:
    """To the whole unit, from ten units on: a forecast is not known to the thousandth. Half a unit is rounded up."""
    if thousandths is None or thousandths < 10 * SCALE:
        return thousandths
    return (thousandths + SCALE // 2) // SCALE * SCALE


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
                "%(n)s part of the plan has ended without a report. It counts as still to come.",
                "%(n)s parts of the plan have ended without a report. They count as still to come.",
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
        None if of.central is None or of.low is None or of.high is None else Ends(of.low, of.central, of.high)
    )
    words = reason(of, commitment.unit)
    picture = course_chart(
        forecasting.begins(commitment),
        steps,
        ends,
        chart_id=f"course-{commitment.external_id}",
        title=_("%s over time") % commitment.title,
        description=words,
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
