"""Extending a deadline, stating what becomes of late tenders, and deciding on one that came late."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.clarifications import names_in
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.domain.periods import is_in_time
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tendering_content import LatePolicy
from commonweal.domain.tenders import TENDER, TenderStatus
from commonweal.lifecycle.procurement.actions.extending import extend_deadline
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.actions.checks import check_own, locked
from commonweal.lifecycle.tendering.actions.drafts import destroy_draft
from commonweal.lifecycle.tendering.actions.submissions import package_draft, remove_package
from commonweal.lifecycle.tendering.clarifications import terms_of
from commonweal.lifecycle.tendering.events import OpeningEvent, TenderEvent
from commonweal.lifecycle.tendering.late import late_policy, must_decide, takes_late
from commonweal.lifecycle.tendering.models import (
    DeadlineExtension,
    LateTender,
    Receipt,
    Tender,
    TenderingTerms,
)
from commonweal.lifecycle.tendering.queries import current_round, latest_ask, opening_of
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.organisations.queries import names_of, own_organisation
from commonweal.outbox import actions as outbox
from commonweal.records.work import change, check_revision, transaction
from commonweal.records.work import locked as locked_record

_BEFORE = (ProcurementStatus.PLANNED, ProcurementStatus.ENGAGEMENT, ProcurementStatus.DESIGN)


def extend(
    procurement: Procurement,
    deadline: dt.datetime,
    reason: str,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> DeadlineExtension:
    """Move the deadline of the open round to a later time, for everybody, before it has passed.

    Raises:
        Invalid: no reason. NotPermitted, Refused, Stale: as `procurement.actions.extending.extend_deadline`.
    """
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind=procurement.KIND)
    by.must(Permission.ASK_PUBLISH)
    if not reason.strip():
        raise Invalid("extension.reason_missing", field="reason")
    with transaction(by=by, at=now):
        before = current_round(procurement).deadline_at
        version = extend_deadline(procurement, deadline, by=by, now=now, revision=revision)
        round_ = current_round(procurement)
        made = DeadlineExtension(
            round=round_,
            version=version,
            before=before,
            after=round_.deadline_at,
            reason=reason.strip(),
            extended_at=now,
            extended_by=by.person,
        )
        made.save()
    return made


def state_late_policy(
    procurement: Procurement, policy: LatePolicy, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> TenderingTerms:
    """State what becomes of late tenders. It is part of what is published, so it cannot change afterwards.

    Raises:
        Refused: ``late.policy_published``. Stale: somebody stated something meanwhile.
    """
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind=procurement.KIND)
    by.must(Permission.ASK_PUBLISH)
    with transaction(by=by, at=now) as work:
        fresh = locked_record(procurement)
        if ProcurementStatus(fresh.status) not in _BEFORE:
            raise Refused("late.policy_published")
        terms = terms_of(procurement)
        if terms is None:
            terms = TenderingTerms(procurement=procurement, late_tenders=policy.value)
            terms.save()
        else:
            terms = change(terms, revision=revision, late_tenders=policy.value)
        work.record(OpeningEvent.LATE_POLICY_STATED, procurement, policy=policy.value)
    return terms


def submit_late(tender: Tender, code: str, because: str, *, by: Actor, now: dt.datetime, rng: Rng) -> Receipt:
    """Seal a tender that comes after the deadline and keep it unopened for a decision.

    Args:
        because: why it is late, in words that do not show whose it is.

    Raises:
        Refused: it is in time, late tenders are refused, the opening has begun, or something is missing.
        Invalid: no reason, or one that names the tenderer.
    """
    check_own(tender, by, Permission.TENDER_SUBMIT)
    said = because.strip()
    if not said:
        raise Invalid("late.reason_missing", field="because")
    found = names_in(said, [own_organisation(by).name, *names_of([by.person]).values()])
    if found:
        raise Invalid("late.names_tenderer", field="because", found=", ".join(found))
    with transaction(by=by, at=now) as work:
        # The procurement first, as the opening does: a tender comes before the opening or not at all.
        locked_record(tender.lot.procurement)
        own = locked(tender)
        _check_late(own, now)
        TENDER.check(TenderStatus(own.status), TenderStatus.LATE)
        receipt = package_draft(own, code, by=by, now=now, rng=rng)
        destroy_draft(own)
        late = LateTender(
            tender=own,
            deadline_at=own.round.deadline_at,
            received_at=now,
            received_by=by.person,
            because=said,
        )
        late.save()
        change(
            tender, status=TenderStatus.LATE.value, submissions=receipt.number, ask_version=latest_ask(own)
        )
        outbox.send("tender.submitted", tender=tender.external_id, receipt=receipt.external_id)
        outbox.send("late.received", late=late.external_id)
        work.record(TenderEvent.SUBMITTED_LATE, tender, number=receipt.number)
    return receipt


def decide(
    late: LateTender, *, admit: bool, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> LateTender:
    """Admit a late tender, to be opened with the others, or turn it away unopened.

    Raises:
        Invalid: no reason. Refused: decided already, or the opening has begun. Stale.
    """
    procurement = late.tender.lot.procurement
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind=late.KIND)
    must_decide(by)
    if not reason.strip():
        raise Invalid("late.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        locked_record(procurement)
        fresh = locked_record(late)
        check_revision(fresh, revision)
        if fresh.is_admitted is not None:
            raise Refused("late.decided_already")
        if opening_of(late.tender.round) is not None:
            raise Refused("late.opening_begun")
        own = locked(late.tender)
        to = TenderStatus.SUBMITTED if admit else TenderStatus.TURNED_AWAY
        TENDER.check(TenderStatus(own.status), to)
        if not admit:
            remove_package(own)
        change(own, status=to.value)
        decided = change(late, is_admitted=admit, reason=reason.strip(), decided_at=now, decided_by=by.person)
        outbox.send("late.decided", late=late.external_id)
        event = OpeningEvent.LATE_ADMITTED if admit else OpeningEvent.LATE_TURNED_AWAY
        work.record(event, procurement, late=late.external_id)
    return decided


def _check_late(tender: Tender, now: dt.datetime) -> None:
    deadline = tender.round.deadline_at
    if deadline is not None and is_in_time(now, deadline):
        raise Refused("late.in_time")
    if late_policy(tender.lot.procurement) is not LatePolicy.KEPT:
        raise Refused("late.refused")
    if opening_of(tender.round) is not None:
        raise Refused("late.opening_begun")
    if not takes_late(tender, now):
        raise Refused("tender.deadline_passed", deadline_at=deadline)
