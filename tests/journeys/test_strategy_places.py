"""Commitments are counted where they are promised, and once in everything that place lies in."""

import pytest

from commonweal.domain.permissions import Role
from commonweal.journeys.strategy_places import commitments_in
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.lifecycle.strategy.queries.places import ancestors_of
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_a_commitment_counts_where_it_is_promised_and_in_all_above(world: World) -> None:
    estate, reader = world.estate, world.cast.actor(Role.READER)
    keys = list(world.contract.commitments.values_list("pk", flat=True))[:2]
    before = commitments_in(reader, [estate])[estate.pk]
    Commitment.objects.for_system("test").filter(pk__in=keys).update(place=estate)
    places = [estate, *ancestors_of(estate), world.place.combined_authority]
    assert set(commitments_in(reader, places).values()) == {before + len(keys)}
    other = world.cast.actor(Role.READER, world.cast.other_authority)
    assert set(commitments_in(other, places).values()) == {0}


def test_nothing_is_promised_where_nobody_said_so(world: World) -> None:
    assert commitments_in(world.cast.actor(Role.READER), [world.place]) == {world.place.pk: 0}
