"""All reads of the planning stage."""

from commonweal.domain.actors import Actor
from commonweal.domain.engagements import EngagementStatus
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.planning.models import Engagement, EngagementInvitation, PipelineEntry
from commonweal.organisations.access import fetch
from commonweal.records.scopes import ScopedQuerySet


def entries(actor: Actor) -> ScopedQuerySet:
    """The pipeline of the actor's authority, the soonest first."""
    return PipelineEntry.objects.for_authority(actor)


def entry(actor: Actor, external_id: str, permission: Permission = Permission.PIPELINE_READ) -> PipelineEntry:
    """One entry, for somebody who may. Raises NotFound or NotPermitted."""
    found: PipelineEntry = fetch(entries(actor), external_id, actor, permission)
    return found


def engagements(actor: Actor) -> ScopedQuerySet:
    """Engagements of the actor's authority, the newest first."""
    return Engagement.objects.for_authority(actor).select_related("entry__authority", "entry__procurement")


def engagement(
    actor: Actor, external_id: str, permission: Permission = Permission.PROCUREMENT_READ
) -> Engagement:
    """One engagement of the authority, for somebody who may. Raises NotFound or NotPermitted."""
    found: Engagement = fetch(engagements(actor), external_id, actor, permission)
    return found


#: A supplier knows of an engagement once invitations were sent.
_TOLD = (EngagementStatus.OPEN.value, EngagementStatus.CLOSED.value)


def invitations(actor: Actor) -> ScopedQuerySet:
    """Invitations that the actor's supplier was sent, the newest first."""
    rows = EngagementInvitation.objects.for_supplier(actor).filter(engagement__status__in=_TOLD)
    return rows.select_related("engagement__entry__authority").order_by("-pk")


def invitation(
    actor: Actor, external_id: str, permission: Permission = Permission.OPPORTUNITY_READ
) -> EngagementInvitation:
    """One invitation of the actor's supplier. Raises NotFound or NotPermitted."""
    found: EngagementInvitation = fetch(invitations(actor), external_id, actor, permission)
    return found
