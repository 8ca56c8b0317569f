"""How well a body learns together: each measure with what it counts, what it rests on, a picture and the same as a table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.learning_health import Aspect, Counted, Health
from commonweal.domain.learning_health import HealthMeasure as M
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.delivery.health import health_of
from commonweal.lifecycle.strategy.models import Mission
from commonweal.organisations.access import fetch
from commonweal.presentation.charts.parts import Whole, part_bars
from commonweal.presentation.charts.svg import NARROW
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import percent
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render

_P = Permission
ASPECT: dict[Aspect, Any] = {
    Aspect.LEARNING: gettext_lazy("Quality of learning"),
    Aspect.RELATIONSHIPS: gettext_lazy("Relationships"),
    Aspect.CHANGES: gettext_lazy("Changes made"),
}
NAME: dict[M, Any] = {
    M.HELD: gettext_lazy("Reviews held"),
    M.WITH_LESSON: gettext_lazy("Reviews with a lesson"),
    M.PASSED_ON: gettext_lazy("Lessons passed on"),
    M.ALL_PREPARED: gettext_lazy("Everybody prepared"),
    M.OWNED_BY_SEVERAL: gettext_lazy("Actions shared"),
    M.ACTIONS_DONE: gettext_lazy("Actions done"),
    M.ANSWERED: gettext_lazy("Suggestions answered"),
    M.TAKEN_UP: gettext_lazy("Suggestions taken up"),
    M.BELIEFS_JUDGED: gettext_lazy("Beliefs looked at again"),
}
COUNTS: dict[M, Any] = {
    M.HELD: gettext_lazy("Reviews that were held, of those held or due by today"),
    M.WITH_LESSON: gettext_lazy("Held reviews that a lesson came of, of all held"),
    M.PASSED_ON: gettext_lazy(
        "Lessons linked to an assumption, offered to an ask or proposed to the library, of all lessons"
    ),
    M.ALL_PREPARED: gettext_lazy(
        "Held reviews for which every organisation handed in what it prepared, of all held"
    ),
    M.OWNED_BY_SEVERAL: gettext_lazy(
        "Held reviews whose actions are owned by people of two organisations or more, of those with actions"
    ),
    M.ACTIONS_DONE: gettext_lazy("Actions that are done, of those done or due by today"),
    M.ANSWERED: gettext_lazy(
        "Suggestions to asks and to the library that somebody decided about, of all that were made"
    ),
    M.TAKEN_UP: gettext_lazy("Suggestions taken up, of those decided about"),
    M.BELIEFS_JUDGED: gettext_lazy(
        "Assumptions that somebody judged after a lesson spoke of them, of those that lessons spoke of"
    ),
}
CAUTION: dict[Aspect, Any] = {
    Aspect.LEARNING: gettext_lazy("A lesson in every review is not the aim: some weeks teach little."),
    Aspect.RELATIONSHIPS: gettext_lazy(
        "These say whether both sides do their part. Whether people trust each other is heard in the room."
    ),
    Aspect.CHANGES: gettext_lazy("Not taking a suggestion up, with a good reason, is learning too."),
}


@page(_P.INSIGHT_READ)
def health(request: HttpRequest) -> HttpResponse:
    """All measures over the body's reviews, or over those about one mission."""
    mission = _mission(request)
    found = health_of(request.actor, london_day(request.now), mission)
    context = {
        "health": found,
        "missions": list(
            Mission.objects.for_authority(request.actor).filter(ended_at__isnull=True).order_by("statement")
        ),
        "mission": mission,
        "groups": [
            (ASPECT[aspect], CAUTION[aspect], _picture(aspect, found), _of(aspect, found))
            for aspect in Aspect
        ],
        "names": NAME,
        "counts": COUNTS,
        "query": request.GET.urlencode(),
    }
    return render(request, "delivery/health.html", context)


def _mission(request: HttpRequest) -> Mission | None:
    wanted = request.GET.get("mission", "")
    if not wanted:
        return None
    rows = Mission.objects.for_authority(request.actor)
    found: Mission = fetch(rows, wanted, request.actor, _P.MISSION_READ)
    return found


def _of(aspect: Aspect, found: Health) -> list[Counted]:
    return [each for each in found.measures if each.aspect is aspect]


def _picture(aspect: Aspect, found: Health) -> Any:
    """One bar for each measure that has a whole; None where none has."""
    wholes = tuple(
        Whole(str(NAME[each.measure]), (each.count, each.of - each.count))
        for each in _of(aspect, found)
        if each.of
    )
    if not wholes:
        return None
    said = ". ".join(
        f"{NAME[each.measure]}: {each.count} / {each.of}" for each in _of(aspect, found) if each.of
    )
    names = (_("yes"), _("not, or not yet"))
    drawn = [
        part_bars(
            wholes,
            names,
            chart_id=f"health-{aspect.value}{suffix}",
            title=str(ASPECT[aspect]),
            description=said,
            **width,
        )
        for suffix, width in (("", {}), ("-narrow", {"width": NARROW}))
    ]
    return drawn[0] + drawn[1]


@page(_P.INSIGHT_READ)
def health_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    found = health_of(request.actor, london_day(request.now), _mission(request))
    rows = [
        (
            each.measure.value,
            each.aspect.value,
            each.count,
            each.of,
            "" if each.share is None else percent(each.share),
            COUNTS[each.measure],
        )
        for each in found.measures
    ]
    rows.append(
        (
            "coverage",
            "",
            found.looked_at,
            found.contracts,
            "" if found.coverage is None else percent(found.coverage),
            _("Running contracts that a held review looked at, of all running"),
        )
    )
    head = ("measure", "aspect", "count", "of", "share", "what_it_counts")
    return attachment(csv_text(head, rows), "learning-health.csv", "text/csv; charset=utf-8")
