"""The handover of the contract in force, by ordinary actions."""

from commonweal.domain.permissions import Role
from commonweal.journeys import handover as journey
from commonweal.lifecycle.contracts import actions, handovers
from commonweal.lifecycle.contracts.models import Contract, Handover
from tests.builders.contracts import ENTERED_AT
from tests.cast import World


def a_handover(world: World) -> Handover:
    """Begun by the procurement officer; nothing in it is confirmed."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    return again(actions.begin_handover(world.contract, by=officer, now=ENTERED_AT).contract)


def a_sent_handover(world: World) -> Handover:
    """Confirmed as suggested and sent to the contract manager."""
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    found = world.handover
    actions.confirm_lines(found, journey.suggested_lines(found), by=officer, now=ENTERED_AT)
    every, first = journey.suggested_reviews(found.contract)
    actions.set_reviews(found, every_months=every, first_on=first, words="", by=officer, now=ENTERED_AT)
    actions.send_handover(again(found.contract), by=officer, now=ENTERED_AT)
    return again(found.contract)


def again(contract: Contract) -> Handover:
    """The handover as it is stored now, with what its journeys read."""
    found = handovers.handover_of(contract)
    assert found is not None
    return found


WORLD = {"handover": a_handover}
