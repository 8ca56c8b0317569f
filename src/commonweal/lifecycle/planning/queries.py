"""All reads of the planning stage."""

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet


def entries(actor: Actor) -> ScopedQuerySet:
    """The pipeline of the actor's authority, the soonest first."""
    return PipelineEntry.objects.for_authority(actor)


def entry(actor: Actor, external_id: str, permission: Permission = Permission.PIPELINE_READ) -> PipelineEntry:
    """One entry, for somebody who may. Raises NotFound or NotPermitted."""
    found: PipelineEntry = fetch(entries(actor), external_id, actor, permission)
    return found
