"""Partnerships: see one, ask an authority to join, answer, end a membership."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotPermitted
from commonweal.domain.permissions import Permission, Side
from commonweal.organisations import queries
from commonweal.organisations.access import fetch
from commonweal.organisations.actions import partnerships as actions
from commonweal.organisations.models import PartnershipMember
from commonweal.web.history import history_of
from commonweal.web.organisations.forms import AnswerForm, ConfirmForm, ProposeForm
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


def _home(_result: Any = None) -> str:
    return reverse("organisation")


@page(_P.ORGANISATION_READ)
def partnership(request: HttpRequest, partnership_id: str) -> HttpResponse:
    """Who belongs to a partnership and which role leads for each. For its own people and those of its members."""
    found = queries.partnership(request.actor, partnership_id)
    rows = queries.members_of_partnership(found)
    own = {each.pk for each in queries.partnership_rows(request.actor)}
    context = {
        "partnership": found,
        "members": rows,
        "own_rows": own,
        "is_partnership": request.actor.side is Side.PARTNERSHIP,
        "can_edit": request.actor.can(_P.ORGANISATION_EDIT),
        "history": history_of(found, own=request.actor.organisation),
    }
    return render(request, "organisations/partnership.html", context)


@page(_P.ORGANISATION_EDIT)
def propose(request: HttpRequest) -> HttpResponse:
    """Ask an authority to join one's own partnership."""
    if request.actor.side is not Side.PARTNERSHIP:
        raise NotPermitted("permission.missing", permission=_P.ORGANISATION_EDIT.value)
    own = queries.own_organisation(request.actor)
    # A form sent twice names an authority that the first one has asked: the action must hear of it, not the list.
    offered = queries.may_be_asked(own, or_were=request.method == "POST")
    authorities = {each.external_id: each for each in offered}
    return submit(
        request,
        ProposeForm(**form_data(request), authorities=authorities.values()),
        context={"back": _home()},
        action=lambda data: actions.propose(
            own, authorities[data["organisation"]], by=request.actor, now=request.now
        ),
        then=_home,
        done=lambda row: (
            _("%(name)s is asked to join. It is a member once its administrator accepts.")
            % {"name": row.member.name}
        ),
    )


def _row(request: HttpRequest, row_id: str) -> PartnershipMember:
    found = queries.partnership_rows(request.actor)
    row: PartnershipMember = fetch(found, row_id, request.actor, _P.ORGANISATION_EDIT)
    return row


@page()
def answer(request: HttpRequest, row_id: str) -> HttpResponse:
    """Join a partnership that asked, or say no."""
    row = _row(request, row_id)
    if request.actor.side is Side.PARTNERSHIP:
        raise NotPermitted("permission.missing", permission=_P.ORGANISATION_EDIT.value)
    form = AnswerForm(**form_data(request), revision=row.revision)

    def act(data: dict[str, Any]) -> PartnershipMember:
        given = {"by": request.actor, "now": request.now, "revision": form.cleaned_data["revision"]}
        if data["answer"] == "join":
            return actions.accept(row, lead=data["lead"], **given)
        return actions.decline(row, **given)

    return submit(
        request,
        form,
        context={"back": _home(), "caption": row.partnership.name},
        action=act,
        then=_home,
        done=lambda row: (
            _("Your authority belongs to the partnership now.")
            if row.accepted_at
            else _("Your authority did not join.")
        ),
    )


@page()
def end(request: HttpRequest, row_id: str) -> HttpResponse:
    """Leave a partnership, end a membership of one's own partnership, or take back a proposal."""
    row = _row(request, row_id)
    title, button, intro, done = _ending(request, row)
    form = ConfirmForm(**form_data(request), title=title, button=button, intro=intro, revision=row.revision)
    return submit(
        request,
        form,
        context={"back": _home()},
        action=lambda _data: actions.end(
            row, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=_home,
        done=done,
    )


def _ending(request: HttpRequest, row: PartnershipMember) -> tuple[str, str, str, str]:
    """Title, button, what follows, and what is said once it is done."""
    kept = _("What was shared and decided until now stays in the record.")
    names = {"member": row.member.name, "partnership": row.partnership.name}
    if not row.accepted_at:
        title = _("Take back the proposal to %(member)s?") % names
        return title, _("Take it back"), "", _("The proposal is taken back.")
    if request.actor.side is Side.PARTNERSHIP:
        title = _("End the membership of %(member)s?") % names
        return title, _("End the membership"), kept, _("The membership has ended.")
    title = _("Leave %(partnership)s?") % names
    return title, _("Leave the partnership"), kept, _("Your authority has left the partnership.")
