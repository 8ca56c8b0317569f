"""Builders of what belongs to an organisation."""

from commonweal.domain.permissions import Role
from commonweal.organisations import actions
from commonweal.organisations.models import Invitation
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


WORLD = {"invitation": invitation}
