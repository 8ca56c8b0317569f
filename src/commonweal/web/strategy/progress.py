"""Indicators with their observations, pathways with their milestones."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.progress import MILESTONE_TRANSITIONS, MilestoneStatus, Point
from commonweal.domain.quantities import number
from commonweal.lifecycle.strategy.actions import progress as actions
from commonweal.lifecycle.strategy.models import Indicator, Outcome, Pathway, PathwayMilestone
from commonweal.lifecycle.strategy.queries.progress import PathwayView, indicator_views
from commonweal.presentation import strategy_words as words
from commonweal.presentation.csv_text import csv_text
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.strategy.finding import may_edit, revision, to_edit, to_read
from commonweal.web.strategy.forms import (
    IndicatorForm,
    MilestoneForm,
    MoveForm,
    ObservationForm,
    PathwayForm,
    measure_from,
)
from commonweal.web.strategy.pictures import as_table, line
from commonweal.web.strategy.theory import outcome_url

_UP = ("outcome", "outcome__mission")


def indicator_url(indicator: Indicator) -> str:
    return reverse("strategy-indicator", kwargs={"indicator_id": indicator.external_id})


def pathway_url(pathway: Pathway) -> str:
    return reverse("strategy-pathway", kwargs={"pathway_id": pathway.external_id})


@page()
def indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """One indicator: where it stands, the line, the same as a table."""
    found = to_read(request, Indicator, indicator_id, *_UP)
    [view] = indicator_views([found])
    context = {
        "indicator": found,
        "outcome": found.outcome,
        "mission": found.outcome.mission,
        "view": view,
        "picture": line(view, width=640, height=160),
        "observations": list(
            found.observations.select_related("replaced_by").order_by("-observed_on", "-pk")
        ),
        "history": history_of(found, own=request.actor.organisation),
        "can_edit": may_edit(request, found.outcome.mission),
    }
    return render(request, "strategy/indicator.html", context, node=found)


@page()
def indicator_csv(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """The observations that stand, and the target, as a table."""
    [view] = indicator_views([to_read(request, Indicator, indicator_id, *_UP)])
    table = as_table(view)
    return attachment(csv_text(table.columns, table.rows), "indicator.csv", "text/csv; charset=utf-8")


@page()
def add_indicator(request: HttpRequest, outcome_id: str) -> HttpResponse:
    """Add a countable sign of an outcome."""
    found = to_edit(request, Outcome, outcome_id, "mission")
    return submit(
        request,
        IndicatorForm(**form_data(request), is_new=True),
        context={"back": outcome_url(found), "caption": found.title},
        action=lambda data: actions.add_indicator(
            found,
            title=data["title"],
            unit=data["unit"],
            source=data["source"],
            measure=measure_from(data),
            by=request.actor,
            now=request.now,
        ),
        then=indicator_url,
        done=_("The indicator is added."),
        node=found,
    )


@page()
def edit_indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Change an indicator's words and its two points."""
    found = to_edit(request, Indicator, indicator_id, *_UP)
    stored = {
        "title": found.title,
        "source": found.source,
        "baseline_value": found.baseline_thousandths,
        "baseline_on": found.baseline_on,
        "target_value": found.target_thousandths,
        "target_on": found.target_on,
    }
    shown = {
        name: number(value) if name.endswith("_value") and value is not None else value
        for name, value in stored.items()
    }
    return submit(
        request,
        IndicatorForm(**form_data(request), initial=stored, revision=found.revision, is_new=False),
        context={"back": indicator_url(found), "caption": found.title},
        action=lambda data: actions.edit_indicator(
            found,
            title=data["title"],
            source=data["source"],
            measure=measure_from(data),
            by=request.actor,
            now=request.now,
            revision=revision(request),
        ),
        then=indicator_url,
        done=_("The indicator is saved."),
        node=found,
        current=lambda: shown,
    )


@page()
def observe(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Record a dated value, or one that corrects another (`?corrects=` its id)."""
    found = to_edit(request, Indicator, indicator_id, *_UP)
    wrong = found.observations.filter(external_id=request.GET.get("corrects", "")).first()
    initial = (
        {"observed_on": wrong.observed_on, "value": wrong.thousandths, "source": wrong.source}
        if wrong
        else {}
    )
    form = ObservationForm(**form_data(request), initial=initial, unit=found.unit, corrects=wrong is not None)
    return submit(
        request,
        form,
        context={"back": indicator_url(found), "caption": found.title},
        action=lambda data: actions.observe(
            found,
            point=Point(data["observed_on"], data["value"]),
            source=data["source"],
            note=data["note"],
            replaces=wrong,
            by=request.actor,
            now=request.now,
        ),
        then=lambda _result: indicator_url(found),
        done=_("The observation is recorded."),
        node=found,
    )


@page()
def pathway(request: HttpRequest, pathway_id: str) -> HttpResponse:
    """One pathway with its milestones in order."""
    found = to_read(request, Pathway, pathway_id, *_UP)
    milestones = list(found.milestones.prefetch_related("changes"))
    context = {
        "pathway": found,
        "outcome": found.outcome,
        "mission": found.outcome.mission,
        "view": PathwayView(found, tuple(milestones)),
        "history": history_of(found, own=request.actor.organisation),
        "can_edit": may_edit(request, found.outcome.mission),
        "words": words,
    }
    return render(request, "strategy/pathway.html", context, node=found)


@page()
def add_pathway(request: HttpRequest, outcome_id: str) -> HttpResponse:
    """Add a pathway to an outcome."""
    found = to_edit(request, Outcome, outcome_id, "mission")
    return submit(
        request,
        PathwayForm(**form_data(request)),
        context={"back": outcome_url(found), "caption": found.title},
        action=lambda data: actions.add_pathway(found, by=request.actor, now=request.now, **data),
        then=pathway_url,
        done=_("The pathway is added. Now give it milestones."),
        node=found,
    )


@page()
def add_milestone(request: HttpRequest, pathway_id: str) -> HttpResponse:
    """Add the next milestone."""
    found = to_edit(request, Pathway, pathway_id, *_UP)
    return submit(
        request,
        MilestoneForm(**form_data(request)),
        context={"back": pathway_url(found), "caption": found.title},
        action=lambda data: actions.add_milestone(found, by=request.actor, now=request.now, **data),
        then=lambda _result: pathway_url(found),
        done=_("The milestone is added."),
        node=found,
    )


def _milestone(request: HttpRequest, milestone_id: str) -> Any:
    return to_edit(
        request, PathwayMilestone, milestone_id, "pathway", "pathway__outcome", "pathway__outcome__mission"
    )


@page()
def edit_milestone(request: HttpRequest, milestone_id: str) -> HttpResponse:
    """Change a milestone's words or due day."""
    found = _milestone(request, milestone_id)
    stored = {"title": found.title, "due_on": found.due_on}
    form = MilestoneForm(**form_data(request), initial=stored, revision=found.revision)
    form.title = _("Change the milestone")
    return submit(
        request,
        form,
        context={"back": pathway_url(found.pathway), "caption": found.pathway.title},
        action=lambda data: actions.edit_milestone(
            found, by=request.actor, now=request.now, revision=revision(request), **data
        ),
        then=lambda _result: pathway_url(found.pathway),
        done=_("The milestone is saved."),
        node=found.pathway,
        current=lambda: stored,
    )


@page()
def move_milestone(request: HttpRequest, milestone_id: str) -> HttpResponse:
    """Move a milestone to another status."""
    found = _milestone(request, milestone_id)
    following = MILESTONE_TRANSITIONS.following(MilestoneStatus(found.status))
    return submit(
        request,
        MoveForm(**form_data(request), revision=found.revision, statuses=following),
        context={"back": pathway_url(found.pathway), "caption": found.title},
        action=lambda data: actions.move_milestone(
            found,
            status=MilestoneStatus(data["status"]),
            reached_on=data["reached_on"],
            reason=data["reason"],
            by=request.actor,
            now=request.now,
            revision=revision(request),
        ),
        then=lambda _result: pathway_url(found.pathway),
        done=_("The milestone is saved."),
        node=found.pathway,
    )
