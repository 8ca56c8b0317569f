"""Entering what was spent on a contract, and correcting it. Rates per pound owe by it from the same transaction on."""

import datetime as dt
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.contract_spend import SpendEntry, check_entry, check_overlap
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, ContractSpend
from commonweal.lifecycle.contracts.spend import entries_of, plain
from commonweal.records.work import locked, transaction


def enter_spend(contract: Contract, entries: Sequence[SpendEntry], *, by: Actor, now: dt.datetime) -> int:
    """Enter what was spent: all of it or nothing. What stands already, to the day and the penny, changes nothing.

    Returns how many were entered.

    Raises:
        Refused: the contract was never entered into. Invalid: a rule of an entry, or days that another one covers.
    """
    check_may_enter_spend(contract, by)
    with transaction(by=by, at=now) as work:
        # A lock on the contract: of two who enter one month at once the second is checked after the first.
        locked(contract)
        known = [plain(each) for each in entries_of(contract)]
        fresh: list[SpendEntry] = []
        for each in entries:
            if any(each.is_same(other) for other in known):
                continue
            check_entry(each, starts_on=contract.starts_on, today=london_day(now))
            check_overlap(each, known)
            known.append(each)
            fresh.append(each)
        for each in fresh:
            row = ContractSpend(
                contract=contract,
                start_on=each.start_on,
                end_on=each.end_on,
                pence=each.pence,
                note=each.note.strip(),
                entered_by_id=by.person_id,
            )
            row.save()
            work.record(Event.SPEND_ENTERED, contract, entry=row.external_id, pence=row.pence)
    return len(fresh)


def correct_spend(
    earlier: ContractSpend, *, pence: int, note: str, by: Actor, now: dt.datetime
) -> ContractSpend:
    """Put another amount in the place of an entry, for the same days. The earlier one stays and counts for nothing.

    Raises:
        Refused: somebody corrected it already: of two at once the second is told.
    """
    contract = earlier.contract
    check_may_enter_spend(contract, by)
    wanted = SpendEntry(earlier.start_on, earlier.end_on, pence, note.strip())
    check_entry(wanted, starts_on=contract.starts_on, today=london_day(now))
    with transaction(by=by, at=now) as work:
        locked(contract)
        if not entries_of(contract).filter(pk=earlier.pk).exists():
            raise Refused("contract_spend.corrected_already")
        row = ContractSpend(
            contract=contract,
            start_on=earlier.start_on,
            end_on=earlier.end_on,
            pence=pence,
            note=note.strip(),
            corrects=earlier,
            entered_by_id=by.person_id,
        )
        row.save()
        work.record(
            Event.SPEND_CORRECTED, contract, entry=row.external_id, corrects=earlier.external_id, pence=pence
        )
    return row


def check_may_enter_spend(contract: Contract, by: Actor) -> None:
    """Raise unless the actor looks after the authority's contract that was entered into."""
    by.must(Permission.CONTRACT_EDIT)
    if by.organisation_id != contract.authority_id:
        raise NotPermitted("lesson.not_the_authority")
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not contract.is_binding:
        raise Refused("contract_spend.not_binding")
