"""An engagement as the authority sees it: what it is, who was asked, what they said, what was heard and changed."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonweal.domain.engagements import TRANSITIONS, EngagementStatus
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.planning import queries
from commonweal.lifecycle.planning.models import Engagement, EngagementAnswer
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.organisations.queries import names_of
from commonweal.presentation.before_words import BEFORE_WORDS, difference_words
from commonweal.presentation.csv_text import csv_text
from commonweal.publication import queries as publication
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import page, render

S = EngagementStatus
MOVE: dict[str, Any] = {
    S.OPEN: _("Send the invitations"),
    S.CLOSED: _("Close it"),
    S.WITHDRAWN: _("Withdraw it"),
}
REOPEN = _("Take answers again")


def url_of(name: str, engagement: Engagement, **more: str) -> str:
    """The address of one of an engagement's pages."""
    return reverse(name, kwargs={"engagement_id": engagement.external_id, **more})


def move_words(engagement: Engagement, to: EngagementStatus) -> Any:
    """What the button says."""
    return REOPEN if engagement.status == S.CLOSED and to is S.OPEN else MOVE[to]


@page()
def engagements(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The engagements of a procurement."""
    found = procurements.procurement(request.actor, procurement_id)
    rows = queries.engagements(request.actor).filter(entry=found.pipeline_entry)
    context = {
        "procurement": found,
        "engagements": list(rows),
        "before": BEFORE_WORDS,
        "can_edit": request.actor.can(Permission.PROCUREMENT_EDIT) and found.pipeline_entry is not None,
    }
    return render(request, "engagement/engagements.html", context, node=found)


@page()
def engagement(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """One engagement."""
    found = queries.engagement(request.actor, engagement_id)
    invited = list(found.invitations.prefetch_related("answers"))
    heard = list(found.heard.prefetch_related("changes"))
    can_edit = request.actor.can(Permission.PROCUREMENT_EDIT)
    context = {
        "engagement": found,
        "procurement": found.entry.procurement,
        "invited": invited,
        "questions": [(each, each.answers.all()) for each in _questions(found)],
        "heard": [
            (
                each,
                [
                    (change, [difference_words(row) for row in change.differences])
                    for change in each.changes.all()
                ],
            )
            for each in heard
        ],
        "people": names_of(each.noted_by for each in heard),
        "published": _published(found),
        "call": _call(found),
        "asked": list(found.asked.select_related("invitation")),
        "before": BEFORE_WORDS,
        "moves": [
            (move_words(found, to), url_of("engagement-move", found, to=to.value), to is S.WITHDRAWN)
            for to in TRANSITIONS.following(S(found.status))
        ]
        if can_edit
        else [],
        "can_edit": can_edit,
        "can_publish": request.actor.can(Permission.PIPELINE_PUBLISH),
        "history": history_of(found),
    }
    return render(request, "engagement/engagement.html", context, node=found.entry.procurement)


def _questions(found: Engagement) -> Any:
    """The questions with their answers and who gave them: two queries."""
    answers = EngagementAnswer.objects.for_system("answers to an engagement that was read in scope")
    return found.questions.prefetch_related(Prefetch("answers", answers.select_related("invitation")))


def _published(found: Engagement) -> Any:
    try:
        return publication.engagement(found.external_id)[0]
    except NotFound:
        return None


def _call(found: Engagement) -> Any:
    try:
        return publication.engagement_call(found.external_id)[0]
    except NotFound:
        return None


@page()
def answers_csv(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Every answer, for the authority alone."""
    found = queries.engagement(request.actor, engagement_id)
    rows = (
        (question.position, question.text, answer.invitation.name, answer.text)
        for question in _questions(found)
        for answer in question.answers.all()
    )
    text = csv_text(("number", "question", "supplier", "answer"), rows)
    return attachment(text, "answers.csv", "text/csv; charset=utf-8")
