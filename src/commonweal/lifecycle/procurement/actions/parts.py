"""Lots and rounds of a procurement, until tenders are invited."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import (
    ProcurementStatus,
    check_editable,
    check_round_deadline,
    check_value,
)
from commonweal.lifecycle.procurement.actions.statuses import editing
from commonweal.lifecycle.procurement.corrections import check_designable
from commonweal.lifecycle.procurement.events import ProcurementEvent as Event
from commonweal.lifecycle.procurement.models import Lot, Procurement, Round
from commonweal.records.work import change

MOST_LOTS = 50
MOST_ROUNDS = 5


def add_lot(
    procurement: Procurement,
    *,
    title: str,
    value_pence: int,
    value_ex_vat_pence: int | None = None,
    description: str = "",
    by: Actor,
    now: dt.datetime,
) -> Lot:
    """Add a lot. The values of all lots must come to the estimated value before the ask is published."""
    _may_edit(procurement, by)
    _check_lot(title, value_pence, value_ex_vat_pence)
    with editing(procurement, by=by, now=now) as work:
        number = _next_number(procurement.lots, MOST_LOTS, "procurement.too_many_lots")
        lot = Lot(
            procurement=procurement,
            number=number,
            title=title.strip(),
            description=description,
            value_pence=value_pence,
            value_ex_vat_pence=value_ex_vat_pence,
        )
        lot.save()
        work.record(Event.LOT_ADDED, procurement, lot=lot.external_id, value_pence=value_pence)
    return lot


def edit_lot(
    lot: Lot,
    *,
    title: str,
    value_pence: int,
    value_ex_vat_pence: int | None,
    description: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Lot:
    """Change a lot."""
    _may_correct(lot.procurement, by)
    _check_lot(title, value_pence, value_ex_vat_pence)
    with editing(lot.procurement, by=by, now=now) as work:
        change(
            lot,
            revision=revision,
            title=title.strip(),
            description=description,
            value_pence=value_pence,
            value_ex_vat_pence=value_ex_vat_pence,
        )
        work.record(Event.LOT_CHANGED, lot.procurement, lot=lot.external_id, value_pence=value_pence)
    return lot


def remove_lot(lot: Lot, *, by: Actor, now: dt.datetime) -> None:
    """Remove a lot, and number the others again. The last one stays: it is the procurement itself."""
    _may_edit(lot.procurement, by)
    if lot.procurement.lots.count() == 1:
        raise Refused("procurement.last_lot")
    with editing(lot.procurement, by=by, now=now) as work:
        work.record(Event.LOT_REMOVED, lot.procurement, lot=lot.external_id)
        procurement = lot.procurement
        lot.delete()
        _number_again(procurement.lots.all())


def add_round(
    procurement: Procurement, *, title: str, deadline_at: dt.datetime | None, by: Actor, now: dt.datetime
) -> Round:
    """Add a round after the ones there are. Raises Invalid for a deadline that has passed."""
    _may_edit(procurement, by)
    _check_round_title(title)
    with editing(procurement, by=by, now=now) as work:
        number = _next_number(procurement.rounds, MOST_ROUNDS, "procurement.too_many_rounds")
        check_round_deadline(deadline_at, before=None, number=number, now=now)
        added = Round(procurement=procurement, number=number, title=title.strip(), deadline_at=deadline_at)
        added.save()
        work.record(Event.ROUND_ADDED, procurement, round=number, deadline_at=deadline_at)
    return added


def edit_round(
    each: Round,
    *,
    title: str,
    deadline_at: dt.datetime | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Round:
    """Change a round's title or the instant of its deadline. Order is checked when the ask is published.

    Raises:
        Invalid: a new deadline that has passed already.
    """
    _may_correct(each.procurement, by)
    _check_round_title(title)
    check_round_deadline(deadline_at, before=each.deadline_at, number=each.number, now=now)
    with editing(each.procurement, by=by, now=now) as work:
        change(each, revision=revision, title=title.strip(), deadline_at=deadline_at)
        if each.number == each.procurement.round_number:
            change(each.procurement, tender_deadline_at=deadline_at)
        work.record(Event.ROUND_CHANGED, each.procurement, round=each.number, deadline_at=deadline_at)
    return each


def remove_round(each: Round, *, by: Actor, now: dt.datetime) -> None:
    """Remove a round after the first."""
    _may_edit(each.procurement, by)
    if each.number == 1:
        raise Refused("procurement.first_round")
    with editing(each.procurement, by=by, now=now) as work:
        work.record(Event.ROUND_REMOVED, each.procurement, round=each.number)
        procurement = each.procurement
        each.delete()
        _number_again(procurement.rounds.all())


def _may_edit(procurement: Procurement, by: Actor) -> None:
    by.must(Permission.PROCUREMENT_EDIT)
    check_editable(ProcurementStatus(procurement.status))


def _may_correct(procurement: Procurement, by: Actor) -> None:
    """Words, values and deadlines may be corrected in a withdrawn ask; which lots and rounds there are may not."""
    by.must(Permission.PROCUREMENT_EDIT)
    check_designable(procurement)


def _check_lot(title: str, value_pence: int, value_ex_vat_pence: int | None) -> None:
    if not title.strip():
        raise Invalid("lot.title_missing", field="title")
    check_value(value_pence, value_ex_vat_pence)


def _check_round_title(title: str) -> None:
    if not title.strip():
        raise Invalid("round.title_missing", field="title")


def _next_number(siblings: object, most: int, code: str) -> int:
    count: int = siblings.count()  # type: ignore[attr-defined]
    if count >= most:
        raise Refused(code, most=most)
    return count + 1


def _number_again(rows: object) -> None:
    for number, row in enumerate(rows, start=1):  # type: ignore[arg-type, var-annotated]
        if row.number != number:
            change(row, number=number)
