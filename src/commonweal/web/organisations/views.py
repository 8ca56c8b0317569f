"""Details of one's own organisation and its audit trail."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.audit.queries import events_of
from commonweal.domain.permissions import Permission, Side
from commonweal.organisations import actions
from commonweal.organisations.models import Invitation, Organisation
from commonweal.organisations.queries import members, of_own, own_organisation, partnership_rows
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of, lines
from commonweal.web.organisations.forms import IdentifierForm, OrganisationForm, SupplierForm
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
AUDIT_CSV_LIMIT = 10_000


@page(Permission.ORGANISATION_READ)
def organisation(request: HttpRequest) -> HttpResponse:
    """What the organisation is, who belongs to it and what happened."""
    own = own_organisation(request.actor)
    context = {
        "organisation": own,
        "identifiers": list(own.identifiers.order_by("scheme")),
        "members": list(members(request.actor)),
        "invitations": list(_open_invitations(request)),
        "partnerships": list(partnership_rows(request.actor)),
        "is_partnership": request.actor.side is Side.PARTNERSHIP,
        "history": history_of(own, own=own.external_id),
        "can_edit": request.actor.can(Permission.ORGANISATION_EDIT),
        "can_manage": request.actor.can(Permission.MEMBER_MANAGE),
        "can_audit": request.actor.can(Permission.AUDIT_READ),
    }
    return render(request, "organisations/organisation.html", context)


def _open_invitations(request: HttpRequest) -> Any:
    return (
        of_own(Invitation, request.actor)
        .filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=request.now)
        .order_by("email")
    )


@page(Permission.ORGANISATION_EDIT)
def edit(request: HttpRequest) -> HttpResponse:
    """Change the organisation's own details."""
    own = own_organisation(request.actor)
    form_class = SupplierForm if request.actor.side is Side.SUPPLIER else OrganisationForm
    return submit(
        request,
        form_class(**form_data(request), initial=_stored(own), revision=own.revision),
        context={"back": reverse("organisation")},
        action=lambda data: actions.change_organisation(
            own, by=request.actor, now=request.now, revision=_revision(request), **data
        ),
        then=lambda _result: reverse("organisation"),
        done=_("The details are saved."),
        current=lambda: _stored(own_organisation(request.actor)),
    )


def _revision(request: HttpRequest) -> int | None:
    given = request.POST.get("revision", "")
    return int(given) if given.isdigit() else None


def _stored(own: Organisation) -> dict[str, Any]:
    vcse = {True: "yes", False: "no", None: ""}[own.is_vcse]
    return {
        "name": own.name,
        "description": own.description,
        "size": own.size,
        "legal_form": own.legal_form,
        "is_vcse": vcse,
    }


@page(Permission.ORGANISATION_EDIT)
def add_identifier(request: HttpRequest) -> HttpResponse:
    """Add a register number."""
    own = own_organisation(request.actor)
    return submit(
        request,
        IdentifierForm(**form_data(request)),
        context={"back": reverse("organisation")},
        action=lambda data: actions.add_identifier(own, by=request.actor, now=request.now, **data),
        then=lambda _result: reverse("organisation"),
        done=_("The number is added."),
    )


@page(Permission.AUDIT_READ)
def audit(request: HttpRequest) -> HttpResponse:
    """The organisation's events, newest first, a page at a time."""
    before = request.GET.get("before", "")
    events = events_of(
        request.actor.organisation, before=int(before) if before.isdigit() else None, limit=PER_PAGE + 1
    )
    shown = events[:PER_PAGE]
    rows = list(zip(shown, lines(shown, own=request.actor.organisation), strict=True))
    older = shown[-1].number if len(events) > PER_PAGE else None
    return render(request, "organisations/audit.html", {"rows": rows, "older": older})


@page(Permission.AUDIT_READ)
def audit_csv(request: HttpRequest) -> HttpResponse:
    """The newest events as CSV with their digests, so that they can be checked against the anchor."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["number", "at", "event", "kind", "id", "person", "fields", "digest"])
    for event in events_of(request.actor.organisation, limit=AUDIT_CSV_LIMIT):
        writer.writerow(
            [
                event.number,
                event.at.isoformat(),
                event.type,
                event.kind,
                event.external_id,
                event.person,
                event.fields,
                event.digest,
            ]
        )
    return attachment(out.getvalue(), "audit.csv", "text/csv; charset=utf-8")
