"""To whom an email about an organisation's work goes: its people who may do what is asked."""

from commonweal.domain.permissions import Permission, Role, permissions_of
from commonweal.organisations.models import Membership, Person


def who_may(organisation_id: int | None, permission: Permission) -> list[Person]:
    """People who belong to an organisation, sign in, and hold a role that gives `permission`, in the order they joined."""
    return [row.person for row in members_who_may(organisation_id, permission)]


def members_who_may(organisation_id: int | None, permission: Permission) -> list[Membership]:
    """The same as memberships, with person and organisation."""
    members = Membership.objects.for_system(
        "who is told by email of what waits for their organisation"
    ).filter(organisation_id=organisation_id, ended_at__isnull=True, person__is_active=True)
    rows = members.select_related("person", "organisation").order_by("pk")
    return [row for row in rows if permission in permissions_of(frozenset(map(Role, row.roles)))]
