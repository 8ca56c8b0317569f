"""The theory of change: its picture and list, outcomes, links and assumptions, each on a page of its own."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import DomainError
from commonweal.domain.theory_of_change import (
    ASSUMPTION_TRANSITIONS,
    AssumptionState,
    OutcomeKind,
    find_path,
    serves_goals,
)
from commonweal.journeys import strategy_serving
from commonweal.lifecycle.delivery.queries import lessons_about
from commonweal.lifecycle.strategy.actions import theory as actions
from commonweal.lifecycle.strategy.models import Assumption, Mission, Outcome, OutcomeLink
from commonweal.lifecycle.strategy.queries.progress import progress_of
from commonweal.lifecycle.strategy.queries.theory import TheoryView, theory_view
from commonweal.presentation import strategy_words as words
from commonweal.presentation.charts import Cause, CauseLink, causes_table, theory_of_change
from commonweal.presentation.csv_text import csv_text
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.strategy.finding import may_edit, revision, to_edit, to_read
from commonweal.web.strategy.forms import AssumptionForm, JudgeForm, LinkForm, OutcomeForm, ReasonForm
from commonweal.web.threads.places import page_url
from commonweal.web.threads.words import BASIS

R = TypeVar("R")

PER_PAGE = 50
"""Things that serve an outcome."""


def outcome_url(outcome: Outcome) -> str:
    return reverse("strategy-outcome", kwargs={"outcome_id": outcome.external_id})


def theory_url(mission: Mission) -> str:
    return reverse("strategy-theory", kwargs={"mission_id": mission.external_id})


def link_url(link: OutcomeLink) -> str:
    return reverse("strategy-link", kwargs={"link_id": link.external_id})


def causes_of(view: TheoryView) -> tuple[tuple[Cause, ...], tuple[CauseLink, ...]]:
    """The theory as the chart takes it."""
    causes = tuple(
        Cause(key, outcome.title, outcome.kind, outcome_url(outcome))
        for key, outcome in view.outcomes.items()
    )
    links = tuple(
        CauseLink(
            link.cause.external_id,
            link.effect.external_id,
            "; ".join(each.text for each in view.assumptions.get(link.pk, ())) or None,
        )
        for link in view.links
    )
    return causes, links


@page()
def theory(request: HttpRequest, mission_id: str) -> HttpResponse:
    """The picture, the same as a nested list, and what can be added."""
    mission = to_read(request, Mission, mission_id)
    view = theory_view(mission)
    causes, links = causes_of(view)
    picture = None
    if causes:
        picture = theory_of_change(
            causes,
            links,
            chart_id="theory",
            title=_("Theory of change: %(mission)s") % {"mission": mission.statement},
            description=_("What leads to what, from left to right. The nested list below says the same."),
        )
    context = {
        "mission": mission,
        "view": view,
        "picture": picture,
        "progress": progress_of(view.outcomes.values()),
        "can_edit": may_edit(request, mission),
        "words": words,
    }
    return render(request, "strategy/theory.html", context, node=mission)


@page()
def theory_csv(request: HttpRequest, mission_id: str) -> HttpResponse:
    """The theory as a table."""
    mission = to_read(request, Mission, mission_id)
    table = causes_table(*causes_of(theory_view(mission)))
    return attachment(csv_text(table.columns, table.rows), "theory-of-change.csv", "text/csv; charset=utf-8")


@page()
def outcome(request: HttpRequest, outcome_id: str) -> HttpResponse:
    """One outcome: what it leads to and rests on, how it is seen to come, what serves it."""
    found = to_read(request, Outcome, outcome_id, "mission", "mission__authority")
    view = theory_view(found.mission)
    served = strategy_serving.serving_outcome(request.actor, found)
    context = {
        "outcome": found,
        "mission": found.mission,
        "goals": [view.outcomes[key] for key in serves_goals(view.theory, found.external_id)]
        if found.external_id in view.outcomes
        else [],
        "leads_to": [link for link in view.links if link.cause_id == found.pk],
        "rests_on": [link for link in view.links if link.effect_id == found.pk],
        "view": view,
        "progress": progress_of([found])[found.pk],
        "served": served,
        "things": Paginator(served.things, PER_PAGE).get_page(request.GET.get("page")),
        "address_of": lambda node: page_url(request.actor, node.ref),
        "basis_words": BASIS,
        "history": history_of(found, own=request.actor.organisation),
        "can_edit": may_edit(request, found.mission) and found.retired_at is None,
        "words": words,
    }
    return render(request, "strategy/outcome.html", context, node=found)


def effects_for(mission: Mission, outcome: Outcome | None = None) -> list[tuple[str, str]]:
    """What an outcome may lead to without closing a circle: goals first. Nothing it leads to already is offered."""
    view = theory_view(mission)
    here = outcome.external_id if outcome else None
    already = {link.effect_id for link in view.links if outcome and link.cause_id == outcome.pk}
    fitting = [
        each
        for key, each in view.outcomes.items()
        if key != here
        and each.pk not in already
        and not (here and find_path(view.theory.links, key, here))
        and (outcome is None or not outcome.is_goal or each.is_goal)
    ]
    fitting.sort(key=lambda each: not each.is_goal)
    return [(each.external_id, f"{each.title} ({words.OUTCOME_KIND[each.kind]})") for each in fitting]


def _named(mission: Mission, act: Callable[[], R]) -> R:
    """Act; an error that names outcomes by their ids is worded with their titles."""
    try:
        return act()
    except DomainError as error:
        titles = {each.external_id: each.title for each in mission.outcomes.all()}
        for name in ("path",):
            if name in error.params:
                error.params[name] = " → ".join(titles.get(key, key) for key in error.params[name])
        raise


@page()
def add_outcome(request: HttpRequest, mission_id: str) -> HttpResponse:
    """Add a goal or an outcome, linked at once to what it leads to."""
    mission = to_edit(request, Mission, mission_id)
    form = OutcomeForm(
        **form_data(request),
        effects=effects_for(mission),
        initial={"leads_to": request.GET.get("leads_to", "")},
    )

    def act(data: dict[str, Any]) -> Outcome:
        leads_to = data.pop("leads_to", "")
        effect = mission.outcomes.filter(external_id=leads_to).first() if leads_to else None
        kind = OutcomeKind(data.pop("kind"))
        return _named(
            mission,
            lambda: actions.add_outcome(
                mission, kind=kind, leads_to=effect, by=request.actor, now=request.now, **data
            ),
        )

    return submit(
        request,
        form,
        context={"back": theory_url(mission), "caption": mission.statement},
        action=act,
        then=outcome_url,
        done=_("It is part of the theory of change."),
        node=mission,
    )


@page()
def edit_outcome(request: HttpRequest, outcome_id: str) -> HttpResponse:
    """Change what an outcome says."""
    found = to_edit(request, Outcome, outcome_id, "mission")
    stored = {"title": found.title, "kind": found.kind, "description": found.description}
    form = OutcomeForm(**form_data(request), initial=stored, revision=found.revision)
    form.title = _("Change this outcome")

    def act(data: dict[str, Any]) -> Outcome:
        kind = OutcomeKind(data.pop("kind"))
        return _named(
            found.mission,
            lambda: actions.edit_outcome(
                found, kind=kind, by=request.actor, now=request.now, revision=revision(request), **data
            ),
        )

    return submit(
        request,
        form,
        context={"back": outcome_url(found)},
        action=act,
        then=outcome_url,
        done=_("The outcome is saved."),
        node=found,
        current=lambda: stored,
    )


@page()
def retire_outcome(request: HttpRequest, outcome_id: str) -> HttpResponse:
    """Take an outcome out of the theory."""
    found = to_edit(request, Outcome, outcome_id, "mission")
    form = ReasonForm(
        **form_data(request),
        revision=found.revision,
        title=_("Retire this outcome"),
        button=_("Retire the outcome"),
        intro=_("It leaves the theory of change with its links. What serves it already still shows it."),
    )
    return submit(
        request,
        form,
        context={"back": outcome_url(found), "caption": found.title},
        action=lambda data: actions.retire_outcome(
            found, reason=data["reason"], by=request.actor, now=request.now, revision=revision(request)
        ),
        then=lambda _result: theory_url(found.mission),
        done=_("The outcome is retired."),
        node=found,
    )


@page()
def add_link(request: HttpRequest, outcome_id: str) -> HttpResponse:
    """Say what an outcome leads to."""
    found = to_edit(request, Outcome, outcome_id, "mission")
    effects = effects_for(found.mission, found)

    def act(data: dict[str, Any]) -> OutcomeLink:
        effect = found.mission.outcomes.get(external_id=data["effect"])
        return _named(
            found.mission,
            lambda: actions.link(cause=found, effect=effect, by=request.actor, now=request.now),
        )

    return submit(
        request,
        LinkForm(**form_data(request), effects=effects, known=frozenset(theory_view(found.mission).outcomes)),
        "strategy/link_form.html",
        {"back": outcome_url(found), "caption": found.title, "effects": effects, "mission": found.mission},
        action=act,
        then=link_url,
        done=_("The link is added. What must be true for it to hold?"),
        node=found,
    )


@page()
def link(request: HttpRequest, link_id: str) -> HttpResponse:
    """One link with its assumptions."""
    found = to_read(request, OutcomeLink, link_id, "cause", "effect", "cause__mission")
    lessons: dict[int, list[Any]] = defaultdict(list)
    for each in lessons_about(request.actor, found.cause.mission_id):
        lessons[each.assumption_id].append(each)
    context = {
        "lessons": lessons,
        "link": found,
        "mission": found.cause.mission,
        "assumptions": list(found.assumptions.prefetch_related("judgements")),
        "can_edit": may_edit(request, found.cause.mission) and found.removed_at is None,
        "words": words,
    }
    return render(request, "strategy/link.html", context, node=found.cause)


@page()
def remove_link(request: HttpRequest, link_id: str) -> HttpResponse:
    """Say that the one does not lead to the other."""
    found = to_edit(request, OutcomeLink, link_id, "cause", "effect", "cause__mission")
    form = ReasonForm(
        **form_data(request),
        revision=found.revision,
        title=_("Remove this link"),
        button=_("Remove the link"),
        intro=_(
            "“%(cause)s” will no longer lead to “%(effect)s”. The link and its assumptions stay in the history."
        )
        % {"cause": found.cause.title, "effect": found.effect.title},
    )
    return submit(
        request,
        form,
        context={"back": link_url(found)},
        action=lambda data: actions.remove_link(
            found, reason=data["reason"], by=request.actor, now=request.now, revision=revision(request)
        ),
        then=lambda _result: theory_url(found.cause.mission),
        done=_("The link is removed."),
        node=found.cause,
    )


@page()
def note_assumption(request: HttpRequest, link_id: str) -> HttpResponse:
    """Write down what must hold for a link."""
    found = to_edit(request, OutcomeLink, link_id, "cause", "effect", "cause__mission")
    caption = _("“%(cause)s” leads to “%(effect)s”") % {
        "cause": found.cause.title,
        "effect": found.effect.title,
    }
    return submit(
        request,
        AssumptionForm(**form_data(request)),
        context={"back": link_url(found), "caption": caption},
        action=lambda data: actions.note_assumption(
            found, text=data["text"], by=request.actor, now=request.now
        ),
        then=lambda _result: link_url(found),
        done=_("The assumption is noted."),
        node=found.cause,
    )


@page()
def judge_assumption(request: HttpRequest, assumption_id: str) -> HttpResponse:
    """Decide what is believed about an assumption after what was learned."""
    found = to_edit(request, Assumption, assumption_id, "link", "link__cause", "link__cause__mission")
    old = AssumptionState(found.state)
    form = JudgeForm(
        **form_data(request), revision=found.revision, states=ASSUMPTION_TRANSITIONS.following(old)
    )
    return submit(
        request,
        form,
        context={"back": link_url(found.link), "caption": found.text},
        action=lambda data: actions.judge_assumption(
            found,
            state=AssumptionState(data["state"]),
            reason=data["reason"],
            by=request.actor,
            now=request.now,
            revision=revision(request),
        ),
        then=lambda _result: link_url(found.link),
        done=_("What was learned is kept with the assumption."),
        node=found.link.cause,
    )
