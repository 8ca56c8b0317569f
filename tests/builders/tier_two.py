"""A third supplier that delivers a part of the contract in force for its supplier."""

from commonweal.domain.permissions import Role, Side
from commonweal.lifecycle.contracts import actions, tier_two
from commonweal.lifecycle.contracts.models import Commitment, TierTwoSupplier
from commonweal.organisations import actions as organisations
from commonweal.organisations.models import Organisation
from tests.builders.contracts import ENTERED_AT
from tests.cast import World


def a_third_supplier(world: World) -> Organisation:
    """A small supplier with somebody who reports for it."""
    found = organisations.create_organisation(
        name="Example Training CIC", side=Side.SUPPLIER, now=world.now, is_fictional=True, size="micro"
    )
    world.cast.member(Role.DELIVERY_LEAD, found)
    return found


def named(
    world: World, commitment: Commitment, quantity: int | None = 40_000, part: str = ""
) -> TierTwoSupplier:
    """Named by the delivery lead, with one part; nobody was asked yet."""
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    row = actions.name_tier_two(
        world.contract,
        name="Example Training CIC",
        work="Teaches half of the hours.",
        by=lead,
        now=ENTERED_AT,
    )
    actions.set_part(row, commitment, quantity=quantity, part=part, by=lead, now=ENTERED_AT)
    return tier_two.tier_two(lead, row.external_id)


def invited(world: World) -> TierTwoSupplier:
    """Asked for 40 of the 100.5 hours; it has not answered."""
    lead = world.cast.actor(Role.DELIVERY_LEAD)
    return actions.invite_tier_two(
        named(world, world.commitment), world.third_supplier, by=lead, now=ENTERED_AT
    )


def accepted(world: World) -> TierTwoSupplier:
    """It said yes: it reports on its 40 hours itself."""
    own = world.cast.actor(Role.DELIVERY_LEAD, world.third_supplier)
    row = tier_two.tier_two(own, world.tier_two.external_id)
    return actions.answer_tier_two(row, accepts=True, by=own, now=ENTERED_AT)


WORLD = {"third_supplier": a_third_supplier, "tier_two": invited}
