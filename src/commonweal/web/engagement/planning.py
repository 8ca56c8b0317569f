"""Planning an engagement, its questions and invitations, and moving it on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.engagements import EngagementStatus
from commonweal.domain.permissions import Permission
from commonweal.journeys import engagement as journeys
from commonweal.lifecycle.planning import actions, queries
from commonweal.lifecycle.planning.models import Engagement
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.organisations.access import fetch
from commonweal.organisations.queries import suppliers_by_name
from commonweal.presentation.before_words import ENGAGEMENT_STATUS
from commonweal.web.engagement.forms import EngagementForm, InviteForm, QuestionForm
from commonweal.web.engagement.views import move_words, url_of
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm

_FIELDS = ("kind", "purpose", "meets", "where", "answers_until")
_EDIT = Permission.PROCUREMENT_EDIT


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    return {"title": data["name"].strip(), **{name: data[name] for name in _FIELDS}}


def _home(found: Engagement) -> str:
    return url_of("engagement", found)


@page()
def plan(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Plan an event or a questionnaire."""
    found = procurements.procurement(request.actor, procurement_id, _EDIT)
    if found.pipeline_entry is None:
        raise Http404
    return submit(
        request,
        EngagementForm(**form_data(request)),
        context={
            "back": reverse("procurement-engagements", kwargs={"procurement_id": procurement_id}),
            "caption": found.title,
        },
        action=lambda data: actions.plan_engagement(
            found.pipeline_entry, by=request.actor, now=request.now, **_facts(data)
        ),
        then=_home,
        done=_("It is planned. Now add questions and invite suppliers."),
        node=found,
    )


def _stored(found: Engagement) -> dict[str, Any]:
    return {"name": found.title, **{name: getattr(found, name) for name in _FIELDS}}


@page()
def edit(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Change it before invitations are sent."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    form = EngagementForm(**form_data(request), initial=_stored(found), revision=found.revision)
    return submit(
        request,
        form,
        context={"back": _home(found), "heading": _("Change the engagement")},
        action=lambda data: actions.edit_engagement(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **_facts(data)
        ),
        then=_home,
        done=_("The change is saved."),
        current=lambda: _stored(queries.engagement(request.actor, engagement_id)),
    )


@page()
def add_question(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Add a question."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    return submit(
        request,
        QuestionForm(**form_data(request)),
        context={"back": _home(found), "caption": found.title},
        action=lambda data: actions.add_question(found, data["text"], by=request.actor, now=request.now),
        then=lambda _question: _home(found),
        done=_("The question is added."),
    )


@page()
def remove_question(request: HttpRequest, engagement_id: str, question_id: str) -> HttpResponse:
    """Take a question back."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    question = fetch(found.questions.all(), question_id, request.actor, _EDIT)
    return submit(
        request,
        ConfirmForm(
            **form_data(request), title=_("Remove this question?"), button=_("Remove it"), intro=question.text
        ),
        context={"back": _home(found)},
        action=lambda _data: actions.remove_question(question, by=request.actor, now=request.now),
        then=lambda _none: _home(found),
        done=_("The question is removed."),
    )


@page()
def invite(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Invite suppliers that are here, or another by email."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    present = set(found.invitations.values_list("supplier_id", flat=True))
    # A supplier that is known from published reports alone has nobody here who could read an invitation.
    here = {
        each.external_id: each for each in suppliers_by_name().filter(source="") if each.pk not in present
    }
    form = InviteForm(**form_data(request), suppliers=[(key, each.name) for key, each in here.items()])
    return submit(
        request,
        form,
        context={"back": _home(found), "caption": found.title},
        action=lambda data: actions.invite(
            found,
            suppliers=[here[key] for key in data.get("suppliers", [])],
            name=data["name"],
            email=data["email"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _made: _home(found),
        done=_("They are on the list."),
    )


@page()
def uninvite(request: HttpRequest, engagement_id: str, invitation_id: str) -> HttpResponse:
    """Take an invitation back before it is sent."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    invitation = fetch(found.invitations.all(), invitation_id, request.actor, _EDIT)
    title = _("Do not invite %(name)s?") % {"name": invitation.name}
    return submit(
        request,
        ConfirmForm(**form_data(request), title=title, button=_("Take them off the list")),
        context={"back": _home(found)},
        action=lambda _data: actions.uninvite(invitation, by=request.actor, now=request.now),
        then=lambda _none: _home(found),
        done=_("They are off the list."),
    )


@page()
def move(request: HttpRequest, engagement_id: str, to: str) -> HttpResponse:
    """Send the invitations, close, take answers again, or withdraw."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    if to not in {
        EngagementStatus.OPEN.value,
        EngagementStatus.CLOSED.value,
        EngagementStatus.WITHDRAWN.value,
    }:
        raise Http404
    new = EngagementStatus(to)
    words = move_words(found, new)
    form = ConfirmForm(
        **form_data(request),
        title=_("%(move)s: “%(title)s”?") % {"move": words, "title": found.title},
        button=words,
        intro=_("The plan and the draft ask are kept as they stand now, so that you can show what changed.")
        if new is EngagementStatus.OPEN
        else "",
        revision=found.revision,
    )
    return submit(
        request,
        form,
        context={"back": _home(found)},
        action=lambda _data: journeys.move(
            found, new, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=_home,
        done=_("It stands at: %(status)s.") % {"status": ENGAGEMENT_STATUS[new]},
    )
