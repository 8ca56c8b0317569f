"""Extending the deadline, what becomes of late tenders, and deciding on those that came."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tendering_content import LatePolicy
from commonweal.journeys import deadlines as journeys
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.tendering import late, queries
from commonweal.lifecycle.tendering.actions import deadlines as actions
from commonweal.lifecycle.tendering.clarifications import terms_of
from commonweal.organisations.queries import names_of
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.web.opening.forms import DecideForm, ExtendForm, PolicyForm
from commonweal.web.pages import form_data, page, render, submit


@page()
def extend(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Move the deadline to a later time, for everybody."""
    actor = request.actor  # type: ignore[attr-defined]
    found = procurements.procurement(actor, procurement_id, Permission.ASK_PUBLISH)
    back = reverse("procurement", args=[procurement_id])
    form = ExtendForm(
        **form_data(request), initial={"deadline": found.tender_deadline_at}, revision=found.revision
    )
    form.cancel_url = back
    stored = found.tender_deadline_at
    return submit(
        request,
        form,
        context={"caption": found.title, "back": back},
        action=lambda data: journeys.extend(
            found,
            data["deadline"],
            data["reason"],
            by=actor,
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _made: back,
        done=_("The deadline is extended, and every interested supplier is told."),
        node=found,
        current=lambda: {"deadline": stored},
    )


@page()
def policy(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """State what becomes of late tenders, before anything is published."""
    actor = request.actor  # type: ignore[attr-defined]
    found = procurements.procurement(actor, procurement_id, Permission.ASK_PUBLISH)
    stated = terms_of(found)
    current = late.late_policy(found)
    back = reverse("procurement", args=[procurement_id])
    form = PolicyForm(
        **form_data(request), initial={"policy": current.value}, revision=stated.revision if stated else None
    )
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"caption": found.title, "back": back},
        action=lambda data: actions.state_late_policy(
            found,
            LatePolicy(data["policy"]),
            by=actor,
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _terms: back,
        done=_("It is stated."),
        node=found,
        current=lambda: {"policy": TENDER_WORDS["late"][current]},
    )


@page()
def late_tenders(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Tenders that came late, without whose they are."""
    actor = request.actor  # type: ignore[attr-defined]
    found = procurements.procurement(actor, procurement_id)
    rows = late.late_tenders(actor, found)
    context = {
        "procurement": found,
        "rows": rows,
        "people": names_of(row.decided_by for row in rows),
        "words": TENDER_WORDS["late"][late.late_policy(found)],
        "can_decide": found.status in (ProcurementStatus.OPEN, ProcurementStatus.CLOSED)
        and queries.opening_of(queries.current_round(found)) is None,
    }
    return render(request, "opening/late.html", context, node=found)


@page()
def late_tender(request: HttpRequest, late_id: str) -> HttpResponse:
    """Decide on one of them."""
    actor = request.actor  # type: ignore[attr-defined]
    found = late.late_tender(actor, late_id)
    procurement = found.tender.lot.procurement
    back = reverse("late-tenders", args=[procurement.external_id])
    form = DecideForm(**form_data(request), revision=found.revision)
    form.cancel_url = back
    return submit(
        request,
        form,
        "opening/late_decide.html",
        {"caption": procurement.title, "back": back, "late": late.as_late(found)},
        action=lambda data: actions.decide(
            found,
            admit=data["admit"] == "yes",
            reason=data["reason"],
            by=actor,
            now=request.now,  # type: ignore[attr-defined]
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _late: back,
        done=_("It is decided, and whoever sent it is told."),
        node=procurement,
    )
