"""What an actor may read: their own authority's, and beside it what is in a published report."""

from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.missions import MissionOrigin
from commonweal.domain.permissions import Side
from commonweal.records.scopes import ScopedQuerySet


def readable(model: Any, actor: Actor) -> ScopedQuerySet:
    """Rows of a mission or of its parts that the actor may read. Who acts for a supplier or a partnership reads none.

    The way to the mission is taken from the model's own scope, so that the two cannot differ.
    """
    own: ScopedQuerySet = model.objects.for_authority(actor)
    if actor.side is not Side.AUTHORITY:
        return own
    path = model.SCOPES["authority"].removesuffix("authority_id")
    everybody = model.objects.for_system("missions in published reports are read by every authority")
    found: ScopedQuerySet = own | everybody.filter(**{f"{path}origin": MissionOrigin.PUBLISHED.value})
    return found
