"""What every template may use: who acts, where they may go, what mode this is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from commonweal.domain.permissions import Permission, Side
from commonweal.journeys.installation import demonstration_sign_ins
from commonweal.web.navigation import items


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every rendered page. Cheap: whatever it needs was read by the middleware."""
    actor = getattr(request, "actor", None)
    membership = getattr(request, "membership", None)
    return {
        "demonstration": settings.DEMONSTRATION,
        "actor": actor,
        "person": request.user if getattr(request, "user", None) and request.user.is_authenticated else None,
        "membership": membership,
        "can_switch": len(getattr(request, "memberships", ())) > 1,
        "navigation": items(actor, request.path),
        "reads_organisation": bool(actor and actor.can(Permission.ORGANISATION_READ)),
        "is_supplier": bool(actor and actor.side is Side.SUPPLIER),
        "request_id": getattr(request, "id", ""),
        "lang": get_language() or "en-gb",
        "csrf_token": get_token(request),
        **_demonstration_people(request),
    }


def _demonstration_people(request: HttpRequest) -> dict[str, Any]:
    """On the sign-in page of a demonstration: who can be signed in as."""
    match = getattr(request, "resolver_match", None)
    if not settings.DEMONSTRATION or match is None or match.view_name != "account_login":
        return {}
    people = demonstration_sign_ins()
    return {"demonstration_people": people, "demonstration_password": people[0].password if people else ""}
