"""Telling suppliers about an opportunity: which of them, and whom of each, by email and never in each other's sight."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission, Role, permissions_of
from commonweal.journeys.going_on import going_on
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.queries import suppliers_who_looked
from commonweal.organisations.models import Membership


def interested(procurement: Procurement) -> list[str]:
    """External ids of the suppliers who are told of what happens: they looked, follow, asked or began a tender.

    After the first round the tenderers who are still in it, and nobody else.
    """
    if procurement.round_number > 1:
        return sorted({each.supplier.external_id for each in going_on(procurement)})
    return suppliers_who_looked(procurement)


def tell_supplier(supplier: str, procurement: Procurement, subject: str, words: str) -> None:
    """One email to each person of a supplier who writes tenders, each for itself, with the link to the opportunity."""
    send_about(supplier, procurement.external_id, subject, words)


def send_about(supplier: str, procurement_id: str, subject: str, words: str) -> None:
    """As `tell_supplier`, with the procurement's external id."""
    link = f"{settings.PUBLIC_ADDRESS}{reverse('opportunity', args=[procurement_id])}"
    for member in _who_tender(supplier):
        send_mail(
            subject=subject,
            message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
            % {"name": member.person.name, "sentence": words, "link": link},
            from_email=None,
            recipient_list=[member.person.email],
        )


def _who_tender(supplier: str) -> list[Membership]:
    members = Membership.objects.for_system("who at a supplier is told of a correction").filter(
        organisation__external_id=supplier, ended_at__isnull=True, person__is_active=True
    )
    rows = members.select_related("person").order_by("pk")
    return [row for row in rows if Permission.TENDER_WRITE in permissions_of(frozenset(map(Role, row.roles)))]
