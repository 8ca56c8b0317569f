"""All reads of files of notices."""

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.markets.models import MarketReading, Notice
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet


def readings(actor: Actor) -> ScopedQuerySet:
    """The readings of the actor's body, the latest first."""
    return MarketReading.objects.for_authority(actor)


def reading(
    actor: Actor, external_id: str, permission: Permission = Permission.INSIGHT_READ
) -> MarketReading:
    """One reading, for somebody who may. Raises NotFound or NotPermitted."""
    found: MarketReading = fetch(readings(actor), external_id, actor, permission)
    return found


def notices(actor: Actor) -> ScopedQuerySet:
    """Every notice in the library of the actor's body, the latest first."""
    return Notice.objects.for_authority(actor)
