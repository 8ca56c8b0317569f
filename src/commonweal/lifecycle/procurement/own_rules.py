"""Reading what an authority sets for all of its asks: local policies and scoring scales of its own."""

from __future__ import annotations

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement.models import LocalPolicy, ScoringScale
from commonweal.organisations.access import fetch


def policies(actor: Actor) -> list[LocalPolicy]:
    """Every policy of the authority, the latest to come into force first."""
    return list(LocalPolicy.objects.for_authority(actor).order_by("-from_on", "-pk"))


def policy(actor: Actor, external_id: str) -> LocalPolicy:
    """One policy, for somebody who may change it."""
    found: LocalPolicy = fetch(
        LocalPolicy.objects.for_authority(actor), external_id, actor, Permission.POLICY_EDIT
    )
    return found


def scales(actor: Actor) -> list[ScoringScale]:
    """The authority's own scoring scales that are not retired, by title."""
    return list(ScoringScale.objects.for_authority(actor).filter(retired_at__isnull=True))


def scale(actor: Actor, external_id: str) -> ScoringScale:
    """One of them, for somebody who may change it."""
    rows = ScoringScale.objects.for_authority(actor).filter(retired_at__isnull=True)
    found: ScoringScale = fetch(rows, external_id, actor, Permission.POLICY_EDIT)
    return found
