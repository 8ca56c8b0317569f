"""Publishing the ask: the draft becomes a numbered version that is never edited, and tenders are invited."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.publishing import check_publishable
from commonweal.lifecycle.procurement import policies
from commonweal.lifecycle.procurement.actions.statuses import shift
from commonweal.lifecycle.procurement.approval import check_approved
from commonweal.lifecycle.procurement.draft import content
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.fit import check_no_stop, fit_of
from commonweal.lifecycle.procurement.fit_record import record_of
from commonweal.lifecycle.procurement.formulas import FORMULAS
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.records.work import change, transaction


def publish(
    procurement: Procurement, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> AskVersion:
    """Freeze the draft as the next version and open the procurement to tenders.

    The journey `journeys.publish.publish_ask` calls this together with the sealing and the public page.

    Raises:
        NotPermitted: the actor may not publish.
        Refused, Invalid: the first thing that stands in the way.
        Stale: somebody changed the procurement meanwhile.
    """
    by.must(Permission.ASK_PUBLISH)
    with transaction(by=by, at=now) as work:
        # The move comes first: it locks the procurement, so what is frozen is what stands at that moment.
        shift(procurement, ProcurementStatus.OPEN, by=by, now=now, revision=revision)
        version = freeze(procurement, by=by, now=now)
        work.record(Event.PUBLISHED, procurement.ask, version=version.number, digest=version.digest)
    return version


def freeze(procurement: Procurement, *, by: Actor, now: dt.datetime) -> AskVersion:
    """Append the draft as the next version. Inside a transaction of its caller, with the procurement locked.

    Raises:
        Refused, Invalid: the first thing that stands in the way; last, that no second person approved these words.
    """
    frozen = content(procurement)
    check_publishable(frozen, now=now, price_formulas=FORMULAS)
    check_no_stop(procurement, by=by)
    for error in policies.in_the_way(procurement, frozen):
        raise error
    check_approved(procurement.ask, frozen)
    change(procurement, tender_deadline_at=frozen.tender_deadline_at)
    version = AskVersion(
        ask=procurement.ask,
        number=frozen.version,
        content=frozen.to_json().decode(),
        digest=frozen.digest(),
        judged=record_of(fit_of(procurement)),
        published_at=now,
        published_by=by.person,
    )
    version.save()
    return version
