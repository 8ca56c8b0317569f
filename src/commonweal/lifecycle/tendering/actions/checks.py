"""What every action on a tender asks first: is it the supplier's own, is it in time, is it in the right state."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.tenders import EDITABLE, TenderStatus
from commonweal.lifecycle.procurement.corrections import is_withdrawn
from commonweal.lifecycle.tendering.late import takes_late
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.queries import is_open


def check_own(tender: Tender, by: Actor, permission: Permission) -> None:
    """Raise `NotFound` for anybody but the tender's supplier, `NotPermitted` for one of its people without the role."""
    if by.organisation_id != tender.supplier_id:
        raise NotFound("record.not_found", kind="tender")
    by.must(permission)


def check_in_time(tender: Tender, now: dt.datetime) -> None:
    """Raise `Refused` ``tender.deadline_passed`` after the deadline. A tender at exactly that instant is in time."""
    if not is_open(tender, now):
        raise Refused("tender.deadline_passed", deadline_at=tender.round.deadline_at)


def check_writable(tender: Tender, now: dt.datetime) -> None:
    """As `check_in_time`, but a draft may be finished late where late tenders are kept for a decision."""
    if not takes_late(tender, now):
        check_in_time(tender, now)


def check_editable(tender: Tender) -> None:
    """Raise `Refused` ``tender.not_editable`` unless there is a draft to work on."""
    if TenderStatus(tender.status) not in EDITABLE:
        raise Refused("tender.not_editable", status=tender.status)


def locked(tender: Tender) -> Tender:
    """The tender's row, locked until the transaction ends, so that two people act one after the other."""
    found: Tender = (
        Tender.objects.for_system("a tender's own row, locked while it is acted on")
        .select_for_update(of=("self",))
        .select_related("lot__procurement", "round", "ask_version")
        .get(pk=tender.pk)
    )
    return found


def check_ask_stands(tender: Tender) -> None:
    """Raise `Refused` ``tender.ask_withdrawn`` while the ask is withdrawn for correction. Drafts may be written on."""
    if is_withdrawn(tender.lot.procurement):
        raise Refused("tender.ask_withdrawn")
