"""All reads of a body's spending."""

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import SpendStatus
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet
from commonweal.spending.models import SpendColumns, SpendLoad, SpendServes


def loads(actor: Actor) -> ScopedQuerySet:
    """The loads of the actor's body that were not removed, the latest first."""
    return SpendLoad.objects.for_authority(actor).exclude(status=SpendStatus.REMOVED)


def load(actor: Actor, external_id: str, permission: Permission = Permission.INSIGHT_READ) -> SpendLoad:
    """One load, for somebody who may. Raises NotFound or NotPermitted."""
    found: SpendLoad = fetch(loads(actor), external_id, actor, permission)
    return found


def saved_columns(authority_id: int) -> dict[str, SpendColumns]:
    """What a body's columns were said to mean, by the signature of the header."""
    rows = SpendColumns.objects.for_system("columns of the body whose files are read")
    return {each.signature: each for each in rows.filter(authority_id=authority_id)}


def serves(actor: Actor) -> list[SpendServes]:
    """Which service's spending serves which mission, in order of the service."""
    return list(SpendServes.objects.for_authority(actor).select_related("mission"))
