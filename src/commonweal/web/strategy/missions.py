"""Missions: the list, one mission, the five questions, adopting and ending."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.missions import Judgement, MissionStatus, Question, weakest
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.journeys import strategy_serving
from commonweal.lifecycle.delivery.queries import lessons_about
from commonweal.lifecycle.strategy.actions import missions as actions
from commonweal.lifecycle.strategy.models import Mission
from commonweal.lifecycle.strategy.queries import missions as queries
from commonweal.lifecycle.strategy.queries.progress import progress_of
from commonweal.lifecycle.strategy.queries.theory import theory_view
from commonweal.organisations.queries import own_organisation
from commonweal.presentation import strategy_words as words
from commonweal.presentation.formats import number
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.strategy.finding import may_edit, revision, to_edit, to_read
from commonweal.web.strategy.forms import AdoptForm, MissionForm, QuestionForm, ReasonForm
from commonweal.web.strategy.pictures import sparklines
from commonweal.web.threads.places import page_url
from commonweal.web.threads.words import BASIS

MOST_OF_AN_OUTCOME, MOST_DIRECT = 10, 50
"""Things on the page that serve one outcome, whose own page has all, and the mission directly."""


@page(Permission.MISSION_READ)
def missions(request: HttpRequest) -> HttpResponse:
    """The authority's missions as cards, and those of other bodies in published reports."""
    own = queries.missions_of(request.actor)
    published = queries.published_elsewhere(request.actor)
    counts = strategy_serving.line_counts(request.actor, [*own, *published])
    context = {
        "today": london_day(request.now),
        "can_see_places": request.actor.can(Permission.PLACE_READ),
        "own": [(card, counts[card.mission.external_id]) for card in queries.cards(own)],
        "published": [(card, counts[card.mission.external_id]) for card in queries.cards(published)],
        "can_edit": request.actor.can(Permission.MISSION_EDIT),
        "words": words,
    }
    return render(request, "strategy/missions.html", context)


@page()
def mission(request: HttpRequest, mission_id: str) -> HttpResponse:
    """One mission: what it is, what to do next, its theory, what serves it with gaps first, what happened."""
    found = to_read(request, Mission, mission_id, "authority")
    view = theory_view(found)
    answers = queries.latest_answers(found)
    serving = strategy_serving.served_by(request.actor, found, list(view.outcomes.values()))
    progress = progress_of(view.outcomes.values())
    context = {
        "mission": found,
        "today": london_day(request.now),
        "view": view,
        "serving": serving,
        "most": MOST_OF_AN_OUTCOME,
        "most_direct": MOST_DIRECT,
        "progress": progress,
        "pictures": sparklines(indicator for each in progress.values() for indicator in each.indicators),
        "questions": [(question, answers.get(question)) for question in Question],
        "weakest": weakest({question: Judgement(answer.judgement) for question, answer in answers.items()}),
        "readiness": queries.readiness_of(found),
        "next": _next_step(found, answers, serving),
        "lede": _lede(serving),
        "address_of": lambda node: page_url(request.actor, node.ref),
        "basis_words": BASIS,
        "lessons": lessons_about(request.actor, found.pk),
        "link_ids": {link.pk: link.external_id for link in view.links},
        "history": history_of(found, own=request.actor.organisation),
        "can_edit": may_edit(request, found),
        "words": words,
    }
    return render(request, "strategy/mission.html", context, node=found)


def _lede(serving: strategy_serving.ServedBy) -> str:
    """The page in one sentence: how much serves the mission, and how many outcomes have nothing."""
    counts = serving.counts
    said = ngettext(
        "One thing serves this mission.", "%(n)s things serve this mission.", len(serving.things)
    ) % {"n": number(len(serving.things))}
    if not serving.things:
        said = _("Nothing serves this mission yet.")
    if counts.promised or counts.reported:
        said += " " + _(
            "%(promised)s commitments are promised, %(reported)s reported, %(verified)s verified."
        ) % {
            "promised": number(counts.promised),
            "reported": number(counts.reported),
            "verified": number(counts.verified),
        }
    gaps = len(serving.gaps)
    if gaps:
        said += " " + ngettext(
            "One outcome has nothing serving it.", "%(n)s outcomes have nothing serving them.", gaps
        ) % {"n": gaps}
    return said


def _next_step(
    found: Mission, answers: dict[Question, Any], serving: strategy_serving.ServedBy
) -> tuple[str, str] | None:
    """The one primary action for who may edit: text and address."""
    key = {"mission_id": found.external_id}
    unanswered = next((question for question in Question if question not in answers), None)
    if found.status is MissionStatus.DRAFTING and unanswered:
        text = _("Answer the five questions") if not answers else _("Answer the next question")
        return text, reverse("strategy-question", kwargs={**key, "question": unanswered.value})
    if not serving.outcomes:
        return _("Add the first goal"), reverse("strategy-outcome-new", kwargs=key)
    if found.status is MissionStatus.DRAFTING:
        return _("Adopt the mission"), reverse("strategy-mission-adopt", kwargs=key)
    if serving.gaps:
        gap = serving.gaps[0]
        return _("See what the first gap needs"), reverse(
            "strategy-outcome", kwargs={"outcome_id": gap.external_id}
        )
    return _("Add a goal or an outcome"), reverse("strategy-outcome-new", kwargs=key)


@page(Permission.MISSION_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Write a mission."""
    return submit(
        request,
        MissionForm(**form_data(request)),
        context={"back": reverse("strategy-missions")},
        action=lambda data: actions.write(
            authority=own_organisation(request.actor), by=request.actor, now=request.now, **data
        ),
        then=_address,
        done=_("The mission is saved as a draft. Now ask it the five questions."),
    )


def _address(found: Mission) -> str:
    return reverse("strategy-mission", kwargs={"mission_id": found.external_id})


@page()
def edit(request: HttpRequest, mission_id: str) -> HttpResponse:
    """Change the sentence or the deadline."""
    found = to_edit(request, Mission, mission_id)
    stored = {"statement": found.statement, "deadline_on": found.deadline_on}
    form = MissionForm(**form_data(request), initial=stored, revision=found.revision)
    form.title = _("Change the mission")
    return submit(
        request,
        form,
        context={"back": _address(found)},
        action=lambda data: actions.edit(
            found, by=request.actor, now=request.now, revision=revision(request), **data
        ),
        then=_address,
        done=_("The mission is saved."),
        node=found,
        current=lambda: stored,
    )


@page()
def question(request: HttpRequest, mission_id: str, question: str) -> HttpResponse:
    """Answer one of the five questions; the next unanswered one follows."""
    found = to_edit(request, Mission, mission_id)
    if question not in set(Question):
        raise Http404
    asked = Question(question)
    latest = queries.latest_answers(found).get(asked)
    initial = {"judgement": latest.judgement, "words": latest.words} if latest else {}
    place = list(Question).index(asked) + 1
    return submit(
        request,
        QuestionForm(**form_data(request), initial=initial, question=asked),
        context={
            "back": _address(found),
            "caption": _("Question %(n)s of 5: %(mission)s") % {"n": place, "mission": found.statement},
        },
        action=lambda data: actions.answer_question(
            found,
            question=asked,
            judgement=Judgement(data["judgement"]),
            words=data["words"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _answer: _next_question(found),
        node=found,
    )


def _next_question(found: Mission) -> str:
    answers = queries.latest_answers(found)
    unanswered = next((each for each in Question if each not in answers), None)
    if unanswered is None:
        return _address(found)
    return reverse(
        "strategy-question", kwargs={"mission_id": found.external_id, "question": unanswered.value}
    )


@page()
def adopt(request: HttpRequest, mission_id: str) -> HttpResponse:
    """Make the draft the body's own aim."""
    found = to_edit(request, Mission, mission_id)
    return submit(
        request,
        AdoptForm(**form_data(request), revision=found.revision),
        context={"back": _address(found), "caption": found.statement},
        action=lambda _data: actions.adopt(
            found, by=request.actor, now=request.now, revision=revision(request)
        ),
        then=_address,
        done=_("The mission is adopted."),
        node=found,
    )


@page()
def end(request: HttpRequest, mission_id: str) -> HttpResponse:
    """End a mission and say why."""
    found = to_edit(request, Mission, mission_id)
    form = ReasonForm(
        **form_data(request),
        revision=found.revision,
        title=_("End this mission"),
        button=_("End the mission"),
        intro=_(
            "It is kept as it is, with everything that serves it. Nothing can be added to it afterwards."
        ),
    )
    return submit(
        request,
        form,
        context={"back": _address(found), "caption": found.statement},
        action=lambda data: actions.end(
            found, reason=data["reason"], by=request.actor, now=request.now, revision=revision(request)
        ),
        then=_address,
        done=_("The mission has ended."),
        node=found,
    )
