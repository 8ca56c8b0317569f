"""Following an invitation's link."""

from typing import Any

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.journeys.mail import invitation_from_token
from commonweal.organisations import actions
from commonweal.organisations.models import Invitation, Membership, Person
from commonweal.web import session
from commonweal.web.errors import page as error_page
from commonweal.web.organisations.forms import JoinAsForm, JoinForm
from commonweal.web.pages import form_data, render, submit

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Join an organisation: choose a password, or join with the account one has."""
    invitation = invitation_from_token(token)
    if invitation is None:
        return error_page(request, 404)
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at < request.now:
        return render(request, "organisations/invitation_closed.html", status=410)
    known = Person.objects.filter(email=invitation.email).first()
    if known is not None and request.user != known:
        return render(
            request, "organisations/invitation_sign_in.html", {"invitation": invitation}, status=200
        )
    form = (JoinAsForm if known else JoinForm)(**form_data(request))
    form.title = _("Join %(organisation)s") % {"organisation": invitation.organisation.name}
    return submit(
        request,
        form,
        "organisations/join.html",
        context={"invitation": invitation},
        action=lambda data: _join(request, invitation, known, data),
        then=lambda _membership: reverse("week"),
        done=_("You have joined."),
    )


def _join(
    request: HttpRequest, invitation: Invitation, known: Person | None, data: dict[str, Any]
) -> Membership:
    with transaction.atomic():
        person = known or actions.register_person(
            name=invitation.name, email=invitation.email, password=data["password"], now=request.now
        )
        membership = actions.accept_invitation(invitation, person=person, now=request.now)
    if known is None:
        login(request, person, backend=BACKEND)
    session.choose(request, membership)
    return membership
