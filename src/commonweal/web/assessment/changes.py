"""What happens around a panel: training, somebody who leaves, when scores are due, and the conflicts assessment."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import Conflict, ConflictsReview
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.procurement.queries import procurement as fetch_procurement
from commonweal.organisations.queries import names_of
from commonweal.web.assessment.forms import (
    ConflictForm,
    ConflictsReviewForm,
    DueForm,
    LeaveForm,
    TrainingForm,
)
from commonweal.web.assessment.panels import about_member, caption, home
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


@page()
def training(request: HttpRequest, member_id: str) -> HttpResponse:
    """Note how a panel member was trained."""
    member = queries.member(request.actor, member_id)
    form = TrainingForm(
        **form_data(request), initial={"trained_on": member.trained_on, "words": member.training}
    )
    return about_member(
        request,
        member,
        form,
        action=lambda data: actions.note_training(
            member, trained_on=data["trained_on"], words=data["words"], by=request.actor, now=request.now
        ),
        done=_("The note is saved."),
    )


@page()
def leave(request: HttpRequest, member_id: str) -> HttpResponse:
    """Record that a panel member leaves."""
    member = queries.member(request.actor, member_id)
    return about_member(
        request,
        member,
        LeaveForm(**form_data(request)),
        action=lambda data: actions.leave(member, because=data["because"], by=request.actor, now=request.now),
        done=_("It is recorded that they left."),
    )


@page()
def due(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Say when scores are due."""
    one = queries.assessment(request.actor, assessment_id, _P.ASSESSMENT_MANAGE)
    form = DueForm(**form_data(request), initial={"due_on": one.scores_due_on}, revision=one.revision)
    return submit(
        request,
        form,
        context={"back": home(one), "caption": caption(one)},
        action=lambda data: actions.set_due(
            one,
            due_on=data["due_on"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _one: home(one),
        done=_("The day is saved."),
        node=one.lot.procurement,
        current=lambda: {
            "due_on": queries.assessment(request.actor, assessment_id, _P.ASSESSMENT_MANAGE).scores_due_on
        },
    )


def _conflicts_url(procurement: Procurement) -> str:
    return reverse("procurement-conflicts", args=[procurement.external_id])


def _standing(request: HttpRequest, procurement: Procurement) -> list[Conflict]:
    rows = Conflict.objects.for_authority(request.actor).filter(procurement=procurement)
    return list(rows.filter(replaced_by__isnull=True))


@page()
def conflicts(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The conflicts assessment as it stands, and every look at it."""
    procurement = fetch_procurement(request.actor, procurement_id, _P.ASSESSMENT_READ)
    standing = _standing(request, procurement)
    replaced = Conflict.objects.for_authority(request.actor).filter(
        procurement=procurement, replaced_by__isnull=False
    )
    reviews = list(ConflictsReview.objects.for_authority(request.actor).filter(procurement=procurement))
    context = {
        "heading": _("Conflicts assessment"),
        "caption": procurement.title,
        "back": reverse("procurement", args=[procurement.external_id]),
        "procurement": procurement,
        "standing": standing,
        "replaced": list(replaced),
        "reviews": reviews,
        "names": names_of([*(each.noted_by for each in standing), *(each.noted_by for each in reviews)]),
        "today": london_day(request.now),
        "may_manage": request.actor.can(_P.ASSESSMENT_MANAGE),
    }
    return render(request, "assessment/conflicts.html", context, node=procurement)


@page()
def add_conflict(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Note an interest and what is done about it."""
    procurement = fetch_procurement(request.actor, procurement_id, _P.ASSESSMENT_MANAGE)
    standing = {each.external_id: each for each in _standing(request, procurement)}
    form = ConflictForm(**form_data(request), standing=[(key, each.whose) for key, each in standing.items()])
    return submit(
        request,
        form,
        context={"back": _conflicts_url(procurement), "caption": procurement.title},
        action=lambda data: actions.note_conflict(
            procurement,
            whose=data["whose"],
            interest=data["interest"],
            mitigation=data["mitigation"],
            review_on=data["review_on"],
            replaces=standing.get(data["replaces"]),
            by=request.actor,
            now=request.now,
        ),
        then=lambda _conflict: _conflicts_url(procurement),
        done=_("It is added."),
        node=procurement,
    )


@page()
def review_conflicts(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Record a look at the conflicts assessment."""
    procurement = fetch_procurement(request.actor, procurement_id, _P.ASSESSMENT_MANAGE)
    return submit(
        request,
        ConflictsReviewForm(**form_data(request)),
        context={"back": _conflicts_url(procurement), "caption": procurement.title},
        action=lambda data: actions.review_conflicts(procurement, **data, by=request.actor, now=request.now),
        then=lambda _review: _conflicts_url(procurement),
        done=_("The review is recorded."),
        node=procurement,
    )
