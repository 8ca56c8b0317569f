"""Fetching for the strategy pages: fetching is the permission check."""

from typing import Any

from django.http import HttpRequest

from commonweal.domain.permissions import Permission
from commonweal.lifecycle.strategy.models import Mission
from commonweal.lifecycle.strategy.queries.readable import readable
from commonweal.organisations.access import fetch


def to_read(request: HttpRequest, model: Any, external_id: str, *related: str) -> Any:
    """A mission or a part of one that the actor may read: their own, or in a published report."""
    found = (
        readable(model, request.actor).select_related(*related) if related else readable(model, request.actor)
    )
    return fetch(found, external_id, request.actor, Permission.MISSION_READ)


def to_edit(request: HttpRequest, model: Any, external_id: str, *related: str) -> Any:
    """The actor's own, to change it."""
    own = model.objects.for_authority(request.actor)
    return fetch(
        own.select_related(*related) if related else own, external_id, request.actor, Permission.MISSION_EDIT
    )


def may_edit(request: HttpRequest, mission: Mission) -> bool:
    """Whether to offer changes: the mission is the actor's own, has not ended, and their role allows it."""
    is_own = mission.authority_id == request.actor.organisation_id
    return is_own and mission.ended_at is None and request.actor.can(Permission.MISSION_EDIT)


def revision(request: HttpRequest) -> int | None:
    """The revision that the person read, from the form they sent."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdigit() else None
