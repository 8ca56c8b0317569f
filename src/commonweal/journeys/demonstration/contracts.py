"""The borough's contracts get somebody who looks after them on each side; the one that ran its course is finished.

Reads `entered` of the assessment stage. Leaves `contracts` in `demo.things`: by the same key, the contracts in a list.
"""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.periods import LONDON, london_day, london_moment
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import Contract

MORNING = dt.time(10)
MANAGER, LEAD = "contracts", "delivery"


def load(demo: Demonstration) -> None:
    """Name the people who look after each contract and finish what has ended."""
    demo.things["contracts"] = {key: list(listed) for key, listed in demo.things["entered"].items()}
    for listed in demo.things["contracts"].values():
        for contract in listed:
            _look_after(demo, contract)


def supplier_key(demo: Demonstration, contract: Contract) -> str:
    """The key of the supplier in the demonstration's table of people."""
    return next(key for key, each in demo.suppliers.items() if each.pk == contract.supplier_id)


def delivery_lead(demo: Demonstration, contract: Contract) -> Actor:
    """Who reports for the contract's supplier."""
    return demo.actor(LEAD, supplier_key(demo, contract))


def morning(day: dt.date) -> dt.datetime:
    """Ten o'clock in London on a day."""
    return london_moment(day, MORNING)


def _look_after(demo: Demonstration, contract: Contract) -> None:
    assert contract.entered_at is not None
    entered = contract.entered_at.astimezone(LONDON).date()
    actions.name_leads(
        contract,
        authority_lead=demo.member(MANAGER).person,
        supplier_lead=demo.member(LEAD, supplier_key(demo, contract)).person,
        by=demo.actor(MANAGER),
        now=morning(entered + dt.timedelta(days=3)),
    )
    if contract.ends_on is not None and contract.ends_on < london_day(demo.now):
        actions.finish(contract, by=demo.actor(MANAGER), now=morning(contract.ends_on + dt.timedelta(days=1)))
