"""From an award to a contract: promises carried over at award, binding on entry into contract."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Refused
from commonweal.journeys.award import enter_into_contract
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import Contract


def prepare(award: AwardDecision, *, by: Actor, now: dt.datetime) -> Contract:
    """Carry the awarded tender's promises over into a contract that does not bind yet."""
    return actions.prepare_from_award(tender=award.tender, award=award, by=by, now=now)


def enter_prepared(
    contract: Contract, *, starts_on: dt.date, ends_on: dt.date, by: Actor, now: dt.datetime
) -> Contract:
    """Enter into a contract that was prepared from an award; award, procurement and contract move together.

    Raises:
        Refused: it has no award, or the award may not be entered into yet.
    """
    if contract.award is None:
        raise Refused("contract.award_not_ready")
    return enter_into_contract(contract.award, starts_on=starts_on, ends_on=ends_on, by=by, now=now)
