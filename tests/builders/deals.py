"""A proposed price and term for the contract in force, by ordinary actions."""

import datetime as dt
from dataclasses import replace

from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions, deals
from commonweal.lifecycle.contracts.models import ContractChange
from tests.builders.contracts import ENTERED_AT, fresh
from tests.cast import World


def a_proposal(world: World, *, days: int = 90, role: Role = Role.DELIVERY_LEAD) -> ContractChange:
    """The supplier asks for three months more at the same price; its own approval is given."""
    contract = fresh(world.contract)
    stands = deals.deal_of(contract)
    assert stands.ends_on is not None
    made = actions.propose_contract_change(
        contract,
        replace(stands, ends_on=stands.ends_on + dt.timedelta(days=days)),
        reason="The school opens later.",
        takes_effect_on=ENTERED_AT.date(),
        by=world.cast.actor(role),
        now=ENTERED_AT,
    )
    return deals.change(world.cast.actor(Role.CONTRACT_MANAGER), made.external_id)


WORLD = {"deal": a_proposal}
