"""Moving a procurement from one status to the next, with its history."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import is_in_time
from commonweal.domain.procurements import NEEDS, NEEDS_REASON, TRANSITIONS, ProcurementStatus
from commonweal.lifecycle.procurement.actions.extending import state_round
from commonweal.lifecycle.procurement.corrections import check_designable, is_withdrawn
from commonweal.lifecycle.procurement.events import ProcurementEvent as Event
from commonweal.lifecycle.procurement.models import Procurement, StatusChange
from commonweal.records.work import Work, change, transaction

#: Statuses that have an action of their own, because more happens than a move.
_BY_THEIR_OWN_ACTION = frozenset({ProcurementStatus.OPEN, ProcurementStatus.CLOSED})


@contextmanager
def editing(procurement: Procurement, *, by: Actor, now: dt.datetime) -> Iterator[Work]:
    """A unit of work on a procurement that may still be edited.

    The procurement is locked and looked at again, so that nothing slips in while somebody else publishes it.

    Raises:
        Refused: tenders have been invited, perhaps since the caller read it, and the ask is not withdrawn.
    """
    with transaction(by=by, at=now) as work:
        rows = Procurement.objects.for_system("a procurement locked while it is edited")
        check_designable(rows.select_for_update().get(pk=procurement.pk))
        yield work


def move(
    procurement: Procurement,
    to: ProcurementStatus,
    *,
    by: Actor,
    now: dt.datetime,
    reason: str = "",
    revision: int | None = None,
) -> Procurement:
    """Move a procurement on. Later stages call this when they open, assess, award or enter into contract.

    Raises:
        Refused: the table does not allow it, or tenders are invited (`publish`) or closed (`close_if_due`) another way.
        NotPermitted: the actor lacks what the status needs.
        Invalid: a reason is needed and there is none.
        Stale: somebody else moved it first.
    """
    if to in _BY_THEIR_OWN_ACTION:
        raise Refused("procurement.status_has_its_own_action", new=to.value)
    permission = NEEDS[to]
    if permission is not None:
        by.must(permission)
    return shift(procurement, to, by=by, now=now, reason=reason, revision=revision)


def close_if_due(procurement: Procurement, *, now: dt.datetime) -> bool:
    """Close to tenders once the deadline has passed; True when it was closed. A tender at that instant is in time.

    An ask that is withdrawn for correction is not closed: its next version sets another deadline.
    """
    if procurement.status != ProcurementStatus.OPEN or procurement.tender_deadline_at is None:
        return False
    if is_in_time(now, procurement.tender_deadline_at) or is_withdrawn(procurement):
        return False
    shift(procurement, ProcurementStatus.CLOSED, by=SYSTEM, now=now)
    return True


def open_next_round(procurement: Procurement, *, by: Actor, now: dt.datetime) -> Procurement:
    """Invite the next round of tenders after assessing one: the next version of the ask, due as the round was published.

    Raises:
        Refused: there is no next round, or its deadline has passed.
    """
    needed = NEEDS[ProcurementStatus.OPEN]
    assert needed is not None
    by.must(needed)
    following = procurement.rounds.filter(number=procurement.round_number + 1).first()
    if following is None:
        raise Refused("procurement.no_next_round")
    if following.deadline_at is None or following.deadline_at <= now:
        raise Refused("procurement.deadline_past", round=following.number)
    with transaction(by=by, at=now) as work:
        shift(procurement, ProcurementStatus.OPEN, by=by, now=now)
        change(procurement, round_number=following.number, tender_deadline_at=following.deadline_at)
        state_round(procurement, following, by=by, now=now)
        work.record(Event.ROUND_OPENED, procurement, round=following.number)
    return procurement


def shift(
    procurement: Procurement,
    to: ProcurementStatus,
    *,
    by: Actor,
    now: dt.datetime,
    reason: str = "",
    revision: int | None = None,
) -> Procurement:
    """Change the status by the table and write its history. For actions of this stage, which ask for permission."""
    old = ProcurementStatus(procurement.status)
    TRANSITIONS.check(old, to)
    if to in NEEDS_REASON and not reason.strip():
        raise Invalid("procurement.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        # The revision that was read is compared under a lock: of two people who move it at once, one is told.
        read = procurement.revision if revision is None else revision
        change(procurement, revision=read, status=to.value)
        write_history(procurement, old.value, to, by=by, now=now, reason=reason)
        work.record(Event.STATUS_CHANGED, procurement, old=old.value, new=to.value)
    return procurement


def write_history(
    procurement: Procurement,
    old: str,
    new: ProcurementStatus,
    *,
    by: Actor,
    now: dt.datetime,
    reason: str = "",
) -> None:
    """Append one row of history."""
    StatusChange(
        procurement=procurement,
        old=old,
        new=new.value,
        reason=reason.strip(),
        changed_at=now,
        changed_by=by.person,
    ).save()
