"""Moving a contract from one status to another, with its history."""

from typing import Any

from commonweal.domain.contracts import CONTRACT_STATUSES, ContractStatus
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, ContractStatusChange
from commonweal.records.work import Work, change

EVENTS = {
    ContractStatus.IN_FORCE: Event.CONTRACT_ENTERED,
    ContractStatus.NOT_ENTERED: Event.CONTRACT_NOT_ENTERED,
    ContractStatus.FINISHED: Event.CONTRACT_FINISHED,
    ContractStatus.TERMINATED: Event.CONTRACT_TERMINATED,
}


def move(
    work: Work,
    contract: Contract,
    new: ContractStatus,
    *,
    reason: str = "",
    revision: int | None = None,
    **facts: Any,
) -> None:
    """Make one allowed move inside an open unit of work. Raises `Refused` when the table does not allow it."""
    old = ContractStatus(contract.status)
    CONTRACT_STATUSES.check(old, new)
    change(contract, revision=revision, status=new, **facts)
    note_status(work, contract, old=old.value, new=new, reason=reason)
    work.record(EVENTS[new], contract, old=old.value, new=new.value)


def note_status(work: Work, contract: Contract, *, old: str, new: ContractStatus, reason: str = "") -> None:
    """Append one row to the contract's history."""
    ContractStatusChange(
        contract=contract, old=old, new=new, reason=reason, changed_at=work.at, changed_by=work.by.person
    ).save()
