"""Through which of their memberships a signed-in person is acting now."""

from django.http import HttpRequest

from commonweal.organisations.models import Membership
from commonweal.organisations.queries import memberships_of

CHOSEN = "membership"


def membership_of(request: HttpRequest) -> Membership | None:
    """The chosen membership, else the first; None for anonymous people and those without any."""
    if not request.user.is_authenticated:
        return None
    memberships = memberships_of(request.user)  # type: ignore[arg-type]
    request.memberships = memberships  # type: ignore[attr-defined]
    chosen = request.session.get(CHOSEN)
    return next(
        (each for each in memberships if each.external_id == chosen), memberships[0] if memberships else None
    )


def choose(request: HttpRequest, membership: Membership) -> None:
    """Act through this membership from now on."""
    request.session[CHOSEN] = membership.external_id
