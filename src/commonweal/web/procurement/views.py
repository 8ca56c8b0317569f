"""The page of a procurement, moving it on, publishing its ask."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.permissions import ROLES, Permission
from commonweal.domain.procurements import (
    EDITABLE,
    NEEDS,
    NEEDS_REASON,
    TRANSITIONS,
    TURN_OF,
    ProcurementStatus,
)
from commonweal.journeys import publish as publishing
from commonweal.lifecycle.procurement import actions, draft, queries
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.clarifications import waiting_count
from commonweal.lifecycle.tendering.queries import ready_openers
from commonweal.organisations.queries import names_of
from commonweal.presentation.procurement_words import ASK_WORDS, MOVE, STATUS
from commonweal.presentation.words import sentence
from commonweal.web.ask.fit_context import questions_of
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm
from commonweal.web.procurement.before import before_of
from commonweal.web.procurement.forms import PublishForm

S = ProcurementStatus
#: Moves that a person makes from the procurement's own page. The others belong to later stages and to the clock.
MOVES_HERE = (S.ENGAGEMENT, S.DESIGN, S.WITHDRAWN, S.TERMINATED)
#: Where a later stage goes on, by status: what a person needs, the page, what the button says.
ONWARD: dict[ProcurementStatus, tuple[tuple[Permission, str, Any], ...]] = {
    S.CLOSED: ((Permission.TENDER_OPEN, "opening", gettext_lazy("Open the tenders")),),
    S.OPENED: (
        (Permission.ASSESSMENT_MANAGE, "assessment-begin", gettext_lazy("Begin the assessment")),
        (Permission.TENDER_OPENED_READ, "opened-tenders", gettext_lazy("Read the tenders")),
    ),
    S.ASSESSING: (
        (Permission.ASSESSMENT_READ, "procurement-assessments", gettext_lazy("Go to the assessment")),
        (Permission.TENDER_OPENED_READ, "opened-tenders", gettext_lazy("Read the tenders")),
    ),
    S.AWARD_DECIDED: (
        (
            Permission.ASSESSMENT_READ,
            "procurement-assessments",
            gettext_lazy("Go to the assessment and award"),
        ),
        (Permission.TENDER_OPENED_READ, "opened-tenders", gettext_lazy("Read the tenders")),
    ),
    S.IN_CONTRACT: (
        (Permission.ASSESSMENT_READ, "procurement-assessments", gettext_lazy("How it was assessed")),
    ),
}


@dataclass(frozen=True)
class Move:
    """A step a person may take now: what the button says and where it leads."""

    text: Any
    url: str
    is_end: bool


def _url(name: str, procurement: Procurement, **more: str) -> str:
    return reverse(name, kwargs={"procurement_id": procurement.external_id, **more})


def moves(actor: Any, procurement: Procurement) -> list[Move]:
    """What this person may do next from the page, by the table of transitions."""
    status = S(procurement.status)
    found = []
    for to in TRANSITIONS.following(status):
        permission = NEEDS[to]
        if to in MOVES_HERE and permission is not None and actor.can(permission):
            found.append(
                Move(MOVE[to], _url("procurement-move", procurement, to=to.value), to in NEEDS_REASON)
            )
    return found


def onward(actor: Any, procurement: Procurement) -> list[tuple[Any, str]]:
    """Buttons that lead this person to what a later stage does now."""
    listed = ONWARD.get(S(procurement.status), ())
    return [(text, _url(name, procurement)) for permission, name, text in listed if actor.can(permission)]


@page()
def procurement(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """One procurement: what it is, where it stands, what to do next, what it holds, what it serves, what happened."""
    found = queries.procurement(request.actor, procurement_id)
    status = S(found.status)
    turn = TURN_OF[status]
    changes = queries.history(found)
    context = {
        "procurement": found,
        "status": STATUS[status],
        "turn": _(ROLES[turn].title).lower() if turn else "",
        "words": ASK_WORDS,
        "lots": list(found.lots.all()),
        "rounds": list(found.rounds.all()),
        "places": [row.place for row in found.places.select_related("place")],
        "serves": list(found.serves.select_related("mission", "outcome__mission")),
        "version": queries.latest_version(found),
        "moves": moves(request.actor, found),
        "onward": onward(request.actor, found),
        "can_edit": status in EDITABLE and request.actor.can(Permission.PROCUREMENT_EDIT),
        "can_design": status is S.DESIGN and request.actor.can(Permission.ASK_EDIT),
        "status_changes": changes,
        "status_words": STATUS,
        "people": names_of(change.changed_by for change in changes),
        "history": history_of(found),
        "can_publish": request.actor.can(Permission.ASK_PUBLISH),
        "sees_questions": request.actor.can(Permission.PROCUREMENT_EDIT),
        "questions_waiting": waiting_count(found),
        **before_of(request, found),
    }
    return render(request, "procurement/procurement.html", context, node=found)


@page()
def move(request: HttpRequest, procurement_id: str, to: str) -> HttpResponse:
    """Move a procurement on, with a reason where one is needed."""
    new = _here(to)
    permission = NEEDS[new] or Permission.PROCUREMENT_EDIT
    found = queries.procurement(request.actor, procurement_id, permission)
    form = ConfirmForm(
        **form_data(request),
        title=_("%(move)s: “%(title)s”?") % {"move": MOVE[new], "title": found.title},
        button=MOVE[new],
        intro=_("The public page will say that it was terminated, and why.") if new is S.TERMINATED else "",
        why=_("Why? Suppliers and residents will read this") if new in NEEDS_REASON else None,
        revision=found.revision,
    )

    def act(data: dict[str, Any]) -> Procurement:
        said = {"by": request.actor, "now": request.now, "revision": form.cleaned_data["revision"]}
        if new is S.TERMINATED:
            return publishing.terminate(found, reason=data["reason"], **said)
        return actions.move(found, new, reason=data.get("reason", ""), **said)

    return submit(
        request,
        form,
        context={"back": _url("procurement", found)},
        action=act,
        then=lambda _result: _after(found, new),
        done=_("It stands at: %(status)s.") % {"status": STATUS[new]},
        node=found,
    )


def _after(moved: Procurement, to: ProcurementStatus) -> str:
    """Where the work goes on: talking to the market and designing the ask have pages of their own."""
    if to is S.DESIGN:
        return reverse("ask", kwargs={"ask_id": moved.ask.external_id})
    return _url("procurement-engagements" if to is S.ENGAGEMENT else "procurement", moved)


def _here(to: str) -> ProcurementStatus:
    if to not in {status.value for status in MOVES_HERE}:
        raise Http404
    return S(to)


@page()
def publish(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Name the openers and publish: the version, the seal and the public page together."""
    found = queries.procurement(request.actor, procurement_id, Permission.ASK_PUBLISH)
    keys = {key.external_id: key for key in ready_openers(request.actor)}
    form = PublishForm(
        **form_data(request),
        openers=[(key, each.person.name) for key, each in keys.items()],
        revision=found.revision,
    )
    obstacles = [sentence(each) for each in draft.in_the_way(found, now=request.now)]
    return submit(
        request,
        form,
        "procurement/publish.html",
        {
            "procurement": found,
            "obstacles": obstacles,
            "open_questions": questions_of(found.ask),
            "can_decide": request.actor.can(Permission.ASK_EDIT),
            "ready": len(keys),
            "back": reverse("ask", kwargs={"ask_id": found.ask.external_id}),
            "caption": found.title,
        },
        action=lambda data: publishing.publish_ask(
            found,
            [keys[key] for key in data["openers"]],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _version: _url("procurement", found),
        done=_("The ask is published and tenders are invited."),
        node=found,
    )
