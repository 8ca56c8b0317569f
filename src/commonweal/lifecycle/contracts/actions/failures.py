"""Recording failures of performance: what happened, what it led to, and corrections as new entries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.kpis import FailureGround, PenaltyType, check_failure
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.events import ContractEvent as Event
from commonweal.lifecycle.contracts.models import Contract, Kpi, PerformanceFailure
from commonweal.records.work import locked, transaction


@dataclass(frozen=True)
class FailureFacts:
    """What is recorded of a failure. `penalty_pence` is the value of a penalty, where one was set."""

    ground: FailureGround
    requirement: str
    description: str
    decided_on: dt.date
    kpi: Kpi | None = None
    penalty_type: PenaltyType | None = None
    penalty_on: dt.date | None = None
    penalty_pence: int | None = None


def record_failure(
    contract: Contract, facts: FailureFacts, *, by: Actor, now: dt.datetime
) -> PerformanceFailure:
    """Record a breach, or a failure to improve after a proper opportunity, on a binding contract."""
    stored = _checked(contract, facts, by, now)
    with transaction(by=by, at=now) as work:
        row = PerformanceFailure(contract=contract, recorded_by_id=by.person_id, **stored)
        row.save()
        work.record(Event.FAILURE_RECORDED, contract, failure=row.external_id, ground=row.ground)
    return row


def correct_failure(
    earlier: PerformanceFailure, facts: FailureFacts, *, by: Actor, now: dt.datetime
) -> PerformanceFailure:
    """Put a new entry in the place of an earlier one, which stays and is marked as corrected."""
    stored = _checked(earlier.contract, facts, by, now)
    with transaction(by=by, at=now) as work:
        locked(earlier)
        if PerformanceFailure.objects.for_authority(by).filter(corrects=earlier).exists():
            raise Refused("failure.corrected_already")
        row = PerformanceFailure(
            contract=earlier.contract, corrects=earlier, recorded_by_id=by.person_id, **stored
        )
        row.save()
        work.record(
            Event.FAILURE_CORRECTED, earlier.contract, failure=row.external_id, corrects=earlier.external_id
        )
    return row


def _checked(contract: Contract, facts: FailureFacts, by: Actor, now: dt.datetime) -> dict[str, Any]:
    by.must(Permission.CONTRACT_EDIT)
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not contract.is_binding:
        raise Refused("failure.contract_not_binding")
    if facts.kpi is not None and facts.kpi.contract_id != contract.pk:
        raise Invalid("failure.kpi_of_another_contract", field="kpi")
    check_failure(
        requirement=facts.requirement,
        description=facts.description,
        decided_on=facts.decided_on,
        today=london_day(now),
        penalty_type=facts.penalty_type,
        penalty_on=facts.penalty_on,
        penalty_pence=facts.penalty_pence,
    )
    return {
        "ground": facts.ground,
        "requirement": facts.requirement.strip(),
        "description": facts.description.strip(),
        "decided_on": facts.decided_on,
        "kpi": facts.kpi,
        "penalty_type": facts.penalty_type or "",
        "penalty_on": facts.penalty_on,
        "penalty_pence": facts.penalty_pence,
        "is_partial_termination": facts.ground is FailureGround.PARTIAL_TERMINATION,
    }
