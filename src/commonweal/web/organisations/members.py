"""People of one's own organisation: invite, change roles, end."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission, Role
from commonweal.organisations import actions
from commonweal.organisations.access import fetch
from commonweal.organisations.models import Invitation, Membership
from commonweal.organisations.queries import of_own, own_organisation
from commonweal.web.organisations.forms import ConfirmForm, InviteForm, RolesForm
from commonweal.web.pages import form_data, page, submit


def _home(_result: Any = None) -> str:
    return reverse("organisation")


@page(Permission.MEMBER_MANAGE)
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody by email."""
    own = own_organisation(request.actor)
    return submit(
        request,
        InviteForm(**form_data(request), side=request.actor.side),
        context={"back": _home()},
        action=lambda data: actions.invite(
            organisation=own,
            name=data["name"],
            email=data["email"],
            roles=[Role(role) for role in data["roles"]],
            by=request.actor,
            now=request.now,
        ),
        then=_home,
        done=lambda invitation: _("An invitation is on its way to %(email)s.") % {"email": invitation.email},
    )


@page()
def withdraw(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Make an invitation's link useless."""
    scoped = of_own(Invitation, request.actor)
    invitation = fetch(scoped, invitation_id, request.actor, Permission.MEMBER_MANAGE)
    form = ConfirmForm(
        **form_data(request),
        title=_("Withdraw the invitation to %(email)s?") % {"email": invitation.email},
        button=_("Withdraw it"),
    )
    return submit(
        request,
        form,
        context={"back": _home()},
        action=lambda _data: actions.withdraw_invitation(invitation, by=request.actor, now=request.now),
        then=_home,
        done=_("The invitation is withdrawn."),
    )


def _member(request: HttpRequest, membership_id: str) -> Membership:
    scoped = of_own(Membership, request.actor).filter(ended_at__isnull=True)
    found = scoped.select_related("person", "organisation")
    member: Membership = fetch(found, membership_id, request.actor, Permission.MEMBER_MANAGE)
    return member


@page()
def roles(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Change what a member may do."""
    member = _member(request, membership_id)
    form = RolesForm(
        **form_data(request),
        side=request.actor.side,
        initial={"roles": member.roles},
        revision=member.revision,
    )
    return submit(
        request,
        form,
        "organisations/member.html",
        context={"back": _home(), "member": member, "caption": member.person.name},
        action=lambda data: actions.change_roles(
            member,
            roles=[Role(role) for role in data["roles"]],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=_home,
        done=_("The roles are saved."),
        current=lambda: {"roles": ", ".join(_member(request, membership_id).role_titles)},
    )


@page()
def end(request: HttpRequest, membership_id: str) -> HttpResponse:
    """End a membership."""
    member = _member(request, membership_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("End %(name)s’s membership?") % {"name": member.person.name},
        intro=_("They can no longer act for your organisation. What they did stays in the record."),
        button=_("End the membership"),
    )
    return submit(
        request,
        form,
        context={"back": _home()},
        action=lambda _data: actions.end_membership(member, by=request.actor, now=request.now),
        then=_home,
        done=_("The membership has ended."),
    )
