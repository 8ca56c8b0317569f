"""Withdrawing a published ask to correct it, and issuing the corrected version. What was published is kept."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import is_in_time
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.procurement.actions.publishing import freeze
from commonweal.lifecycle.procurement.corrections import withdrawal_of
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.models import AskVersion, AskWithdrawal, Procurement
from commonweal.records.work import check_revision, locked, transaction


def withdraw_version(
    procurement: Procurement, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> AskWithdrawal:
    """Withdraw the version that stands, so that the draft can be corrected. No tender can be submitted meanwhile.

    Raises:
        Invalid: no reason. NotPermitted: the actor may not publish.
        Refused: nothing is open, it is withdrawn already, its deadline has passed, or a later round has begun
            and the published ask does not say that criteria may be refined.
    """
    by.must(Permission.ASK_PUBLISH)
    if not reason.strip():
        raise Invalid("ask_withdrawal.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        fresh = locked(procurement)
        check_revision(fresh, revision)
        _check_withdrawable(fresh, now)
        version = _stands(procurement)
        withdrawal = AskWithdrawal(
            version=version, reason=reason.strip(), withdrawn_at=now, withdrawn_by=by.person
        )
        withdrawal.save()
        work.record(Event.VERSION_WITHDRAWN, procurement.ask, version=version.number)
    return withdrawal


def reissue(
    procurement: Procurement, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> AskVersion:
    """Issue the corrected draft as the next version, under the rules of the first: whole, in time, approved again.

    Raises:
        NotPermitted, Refused, Invalid: as `publish`; ``ask_withdrawal.not_withdrawn`` when nothing was withdrawn.
    """
    by.must(Permission.ASK_PUBLISH)
    with transaction(by=by, at=now) as work:
        fresh = locked(procurement)
        check_revision(fresh, revision)
        if fresh.status != ProcurementStatus.OPEN or withdrawal_of(fresh) is None:
            raise Refused("ask_withdrawal.not_withdrawn")
        version = freeze(procurement, by=by, now=now)
        work.record(Event.REISSUED, procurement.ask, version=version.number, digest=version.digest)
    return version


def latest_version(procurement: Procurement) -> AskVersion | None:
    """The version that was published last, if any was."""
    rows = AskVersion.objects.for_system("the published ask of a procurement that was fetched")
    found: AskVersion | None = rows.filter(ask__procurement=procurement).order_by("-number").first()
    return found


def _stands(procurement: Procurement) -> AskVersion:
    found: AskVersion = procurement.ask.versions.order_by("-number")[0]
    return found


def _check_withdrawable(procurement: Procurement, now: dt.datetime) -> None:
    if procurement.status != ProcurementStatus.OPEN:
        raise Refused("ask_withdrawal.not_open")
    if procurement.round_number > 1 and not _stands(procurement).read().how.may_refine:
        raise Refused("ask_withdrawal.later_round")
    if withdrawal_of(procurement) is not None:
        raise Refused("ask_withdrawal.withdrawn_already")
    if procurement.tender_deadline_at is None or not is_in_time(now, procurement.tender_deadline_at):
        raise Refused("ask_withdrawal.deadline_passed")
