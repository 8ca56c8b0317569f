"""Builders of what belongs to an organisation."""

from commonweal.domain.permissions import Role
from commonweal.organisations import actions
from commonweal.organisations.actions import partnerships
from commonweal.organisations.models import Invitation, PartnershipMember
from tests.cast import World


def invitation(world: World) -> Invitation:
    """An open invitation to the owning authority."""
    return actions.invite(
        organisation=world.cast.authority,
        name="New colleague",
        email="new.colleague@example.org",
        roles=[Role.READER],
        by=world.cast.actor(Role.AUTHORITY_ADMINISTRATOR),
        now=world.now,
    )


def partner(world: World) -> PartnershipMember:
    """The owning authority, a member of the partnership."""
    return partnerships.add_partner(
        world.cast.partnership, world.cast.authority, lead="Cabinet member for housing", now=world.now
    )


def proposal(world: World) -> PartnershipMember:
    """The other partnership asks the owning authority, which has not answered."""
    administrator = world.cast.actor(Role.PARTNERSHIP_ADMINISTRATOR, world.cast.other_partnership)
    return partnerships.propose(
        world.cast.other_partnership, world.cast.authority, by=administrator, now=world.now
    )


WORLD = {"invitation": invitation, "partner": partner, "proposal": proposal}
