"""Publishing an ask: the version, the seal and the public page come about together or not at all."""

import datetime as dt
import secrets
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.procurements import ProcurementStatus, check_openers
from commonweal.journeys.clarifications import show
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.tendering.actions.openers import name_openers
from commonweal.lifecycle.tendering.models import OpenerKey
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.publication import actions as publication
from commonweal.publication.models import PublicKind
from commonweal.records.work import transaction


def publish_ask(
    procurement: Procurement,
    openers: Sequence[OpenerKey],
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
    rng: Rng = secrets.token_bytes,
) -> AskVersion:
    """Publish the draft, seal the procurement to its openers and show the ask to everybody.

    Args:
        openers: the keys of at least three different people, any two of whom will open the tenders together.
        rng: `rng(n)` gives n random bytes; tests give their own.

    Raises:
        Refused, Invalid: what stands in the way, or fewer than three openers. Nothing is saved then.
        NotPermitted, Stale: as `procurement.actions.publish`.
    """
    check_openers([key.person_id for key in openers])
    with transaction(by=by, at=now):
        version = procurement_actions.publish(procurement, by=by, now=now, revision=revision)
        name_openers(procurement, openers, by=by, now=now, rng=rng)
        publication.publish_ask(version.read(), authority_id=procurement.authority_id, by=by, now=now)
        show(procurement, by=by, now=now)
    return version


def terminate(
    procurement: Procurement, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> Procurement:
    """End a procurement without a contract. The public page says so, with the reason; what was asked is kept.

    Raises:
        Invalid: no reason. Refused: it cannot be terminated from where it stands.
    """
    with transaction(by=by, at=now):
        procurement_actions.move(
            procurement, ProcurementStatus.TERMINATED, reason=reason, by=by, now=now, revision=revision
        )
        publication.withdraw(PublicKind.ASK, procurement.external_id, reason=reason, by=by, now=now)
    return procurement


def close_due(now: dt.datetime) -> None:
    """Close every procurement whose deadline has passed. The clock calls this; calling it again changes nothing."""
    for procurement in queries.due_to_close(now):
        procurement_actions.close_if_due(procurement, now=now)
