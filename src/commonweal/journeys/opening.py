"""What follows from an opening: emails to those whose turn it is. Called by the worker, once per outbox message."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Role
from commonweal.lifecycle.tendering.models import Opening
from commonweal.lifecycle.tendering.queries import openers_of, seal_of
from commonweal.organisations.models import Membership


def tell_other_openers(ids: dict[str, str], now: dt.datetime) -> None:
    """The first opener has done their part: tell the others, unless one of them was quicker than the worker."""
    opening = _opening(ids)
    if opening.second_id is not None:
        return
    procurement = opening.round.procurement
    seal = seal_of(procurement)
    named = {key.person_id for key in openers_of(seal)} if seal else set()
    waiting = [each for each in _holding(procurement.authority_id, Role.OPENER) if each.person_id in named]
    _send(
        [each for each in waiting if each.person_id != opening.first_id],
        subject=_("The tenders wait for you: %(title)s") % {"title": procurement.title},
        sentence=_(
            "%(name)s has done the first part of the opening. One other opener can open the tenders now."
        )
        % {"name": opening.first.name},
        path=reverse("opening", args=[procurement.external_id]),
    )


def tell_officers(ids: dict[str, str], now: dt.datetime) -> None:
    """The tenders are open: tell the procurement officers, whose turn it is."""
    opening = _opening(ids)
    procurement = opening.round.procurement
    _send(
        _holding(procurement.authority_id, Role.PROCUREMENT_OFFICER),
        subject=_("The tenders are open: %(title)s") % {"title": procurement.title},
        sentence=_("Number of tenders opened: %(count)s.") % {"count": opening.opened_count},
        path=reverse("opened-tenders", args=[procurement.external_id]),
    )


def _opening(ids: dict[str, str]) -> Opening:
    openings = Opening.objects.for_system("the opening that an email is about").select_related(
        "round__procurement", "first"
    )
    found: Opening = openings.get(external_id=ids["opening"])
    return found


def _holding(organisation_id: int, role: Role) -> list[Membership]:
    """Open memberships of an organisation that hold a role."""
    members = Membership.objects.for_system("who is told about an opening").filter(
        organisation_id=organisation_id, ended_at__isnull=True, person__is_active=True
    )
    return [each for each in members.select_related("person").order_by("pk") if role.value in each.roles]


def _send(members: Iterable[Membership], *, subject: str, sentence: str, path: str) -> None:
    for member in members:
        send_mail(
            subject=subject,
            message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
            % {"name": member.person.name, "sentence": sentence, "link": f"{settings.PUBLIC_ADDRESS}{path}"},
            from_email=None,
            recipient_list=[member.person.email],
        )
