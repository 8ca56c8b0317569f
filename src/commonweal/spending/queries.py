"""All reads of a body's spending."""

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.domain.spend import SpendStatus
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet
from commonweal.spending.models import ContractsRegister, SpendColumns, SpendLoad, SpendModel, SpendServes


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


def model(actor: Actor) -> SpendModel | None:
    """What the body's payments taught, or are about to; None when nobody has asked for it."""
    found: SpendModel | None = SpendModel.objects.for_authority(actor).select_related("load").first()
    return found


def registers(actor: Actor) -> ScopedQuerySet:
    """The contracts registers of the actor's body, the latest first."""
    return ContractsRegister.objects.for_authority(actor)


def register(
    actor: Actor, external_id: str, permission: Permission = Permission.INSIGHT_READ
) -> ContractsRegister:
    """One contracts register, for somebody who may. Raises NotFound or NotPermitted."""
    found: ContractsRegister = fetch(registers(actor), external_id, actor, permission)
    return found
