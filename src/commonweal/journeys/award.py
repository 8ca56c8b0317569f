"""From a decision to award to a contract: what was promised is carried over unretyped and binds on entry."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import ContractStatus
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.contracts.actions import enter_from_award, not_entered
from commonweal.lifecycle.contracts.models import Contract
from commonweal.records.work import transaction


def enter_into_contract(
    award: AwardDecision,
    *,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Contract:
    """Enter into the contract that was awarded: its commitments are the tender's own, and bind from now.

    Raises:
        Refused: the award is not ready (summaries, notice, standstill), or the contract was entered into already.
        NotPermitted: the actor may not enter into contracts, or may not act on awards.
        Invalid: the contract would end before it starts.
    """
    actions.check_ready(award, now=now)
    with transaction(by=by, at=now):
        contract = enter_from_award(
            award=award,
            tender=award.tender,
            award_is_ready=True,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by,
            now=now,
        )
        actions.note_entered(award, by=by, now=now, revision=revision)
    return contract


def withdraw_award(
    award: AwardDecision, *, reason: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> AwardDecision:
    """Withdraw a decision to award; a contract that was prepared for it is not entered into."""
    with transaction(by=by, at=now):
        actions.withdraw(award, reason=reason, by=by, now=now, revision=revision)
        prepared = Contract.objects.for_authority(by).filter(
            tender=award.tender, status=ContractStatus.PREPARED.value
        )
        for contract in prepared:
            not_entered(contract, reason=reason, by=by, now=now)
    return award
