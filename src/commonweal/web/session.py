"""Through which of their memberships a signed-in person is acting now."""

from urllib.parse import urlencode

from django.http import HttpRequest

from commonweal.organisations.models import Membership
from commonweal.organisations.queries import memberships_of
from commonweal.presentation.addresses import ACTING_FOR, address

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


def offer_to_switch(request: HttpRequest, acting: Membership | None) -> str | None:
    """Where a link leads that was sent to this person for another of their organisations: to the page that offers to switch.

    None for every other request. Following a link never switches by itself, and it names no organisation that the person does
    not belong to.
    """
    wanted = request.GET.get(ACTING_FOR) if request.method == "GET" else None
    if not wanted or acting is None or acting.organisation.external_id == wanted:
        return None
    memberships = getattr(request, "memberships", [])
    other = next((each for each in memberships if each.organisation.external_id == wanted), None)
    if other is None:
        return None
    asked = urlencode({"to": other.external_id, "next": request.get_full_path()})
    return f"{address('switch-organisation')}?{asked}"


def choose(request: HttpRequest, membership: Membership) -> None:
    """Act through this membership from now on."""
    request.session[CHOSEN] = membership.external_id
