"""What was spent on the contract in force."""

import datetime as dt

from commonweal.domain.contract_spend import SpendEntry
from commonweal.domain.permissions import Role
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import ContractSpend
from commonweal.lifecycle.contracts.spend import entries_of
from tests.builders.delivery import in_first_period
from tests.cast import World


def a_month(world: World, pounds: int, *, days_in: int = 0) -> SpendEntry:
    """Thirty days of the contract, so many days after its first."""
    first = world.contract.starts_on + dt.timedelta(days=days_in)
    return SpendEntry(first, first + dt.timedelta(days=29), pounds * 100, "Ledger, period 1")


def spent(world: World, *entries: SpendEntry) -> int:
    return actions.enter_spend(
        world.contract, entries, by=world.cast.actor(Role.CONTRACT_MANAGER), now=in_first_period(world)
    )


def an_entry(world: World) -> ContractSpend:
    """£25,000 in the first month."""
    spent(world, a_month(world, 25_000))
    found: ContractSpend = entries_of(world.contract).get()
    return found


WORLD = {"contract_spend": an_entry}
