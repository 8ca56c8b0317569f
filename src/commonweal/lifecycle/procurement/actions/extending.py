"""Moving the deadline of the round that is open to a later time. Nothing else in the ask changes."""

import datetime as dt
from dataclasses import replace

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Refused
from commonweal.domain.periods import is_in_time
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus, check_deadlines
from commonweal.lifecycle.procurement.corrections import withdrawal_of
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.models import AskVersion, Procurement, Round
from commonweal.records.work import change, check_revision, locked, transaction


def extend_deadline(
    procurement: Procurement,
    deadline: dt.datetime,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> AskVersion:
    """Set a later deadline before the one that stands has passed; it becomes the next version of the ask.

    The version is the one that stands with another deadline, so no second approval is asked for. The seal stays: its
    lock follows the round's deadline.

    Raises:
        NotPermitted. Stale: somebody changed the procurement meanwhile.
        Refused: no tenders are taken, the deadline has passed, the ask is withdrawn for correction (its next version sets
            a deadline), or the new time is not later, not before the next round's, or not before the contract starts.
    """
    by.must(Permission.ASK_PUBLISH)
    deadline = deadline.astimezone(dt.UTC).replace(microsecond=0)
    with transaction(by=by, at=now) as work:
        fresh = locked(procurement)
        check_revision(fresh, revision)
        round_ = _extendable(fresh, now)
        last = _last(fresh)
        content = last.read()
        if deadline <= round_.deadline_at:
            raise Refused("extension.not_later", deadline_at=round_.deadline_at)
        extended = _with_deadline(content, round_.number, deadline)
        open_rounds = [each.deadline_at for each in extended.rounds if each.number >= round_.number]
        check_deadlines(open_rounds, now=now, starts_on=content.contract_starts_on)
        before = round_.deadline_at
        change(round_, deadline_at=deadline)
        change(procurement, tender_deadline_at=deadline)
        version = _kept(last, extended, by, now)
        work.record(
            Event.DEADLINE_EXTENDED, procurement.ask, round=round_.number, before=before, after=deadline
        )
    return version


def state_round(procurement: Procurement, round_: Round, *, by: Actor, now: dt.datetime) -> AskVersion:
    """The next version of the ask, whose tenders are due in `round_`: nothing else in it changes.

    For `open_next_round`, within its transaction. The round has a deadline.
    """
    last = _last(procurement)
    assert round_.deadline_at is not None
    return _kept(last, _with_deadline(last.read(), round_.number, round_.deadline_at), by, now)


def _last(procurement: Procurement) -> AskVersion:
    versions = AskVersion.objects.for_system("the version whose deadline is moved")
    found: AskVersion = versions.filter(ask__procurement_id=procurement.pk).order_by("-number")[0]
    return found


def _kept(last: AskVersion, content: AskContent, by: Actor, now: dt.datetime) -> AskVersion:
    """The version after `last`, saved."""
    version = AskVersion(
        ask_id=last.ask_id,
        number=content.version,
        content=content.to_json().decode(),
        digest=content.digest(),
        judged=last.judged,
        published_at=now,
        published_by=by.person,
    )
    version.save()
    return version


def _extendable(procurement: Procurement, now: dt.datetime) -> Round:
    """The round that is open. Raises `Refused`."""
    if procurement.status != ProcurementStatus.OPEN:
        raise Refused("extension.not_open")
    if withdrawal_of(procurement) is not None:
        raise Refused("extension.withdrawn")
    round_: Round = locked(procurement.rounds.get(number=procurement.round_number))
    if round_.deadline_at is None or not is_in_time(now, round_.deadline_at):
        raise Refused("extension.deadline_passed")
    return round_


def _with_deadline(ask: AskContent, number: int, deadline: dt.datetime) -> AskContent:
    rounds = tuple(
        replace(each, deadline_at=deadline) if each.number == number else each for each in ask.rounds
    )
    return replace(ask, version=ask.version + 1, tender_deadline_at=deadline, rounds=rounds)
