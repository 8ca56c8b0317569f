"""How many commitments are promised in a place, for the map and the table of places."""

from collections import defaultdict
from collections.abc import Iterable

from commonweal.domain.actors import Actor
from commonweal.domain.thread import NodeKind
from commonweal.lifecycle.strategy.models import Place
from commonweal.thread.nodes import SOURCES, Viewer


def commitments_in(actor: Actor, places: Iterable[Place]) -> dict[int, int]:
    """For each place by its key, how many commitments that the actor may see are promised there or in a part of it.

    A commitment that is promised in several parts of a place counts once. Two queries, and one for each level of the
    tree that commitments lie in.
    """
    found = _placed(actor)
    above = _ways_up({place for _, place in found})
    held: dict[int, set[int]] = defaultdict(set)
    for commitment, place in found:
        for each in above[place]:
            held[each].add(commitment)
    return {place.pk: len(held[place.pk]) for place in places}


def _placed(actor: Actor) -> set[tuple[int, int]]:
    """Commitments and places by key, whether the commitment names the place or one of its periods does."""
    rows = SOURCES[NodeKind.COMMITMENT].rows(Viewer(actor))
    whole = rows.filter(place__isnull=False).values_list("pk", "place_id")
    parts = rows.filter(periods__place__isnull=False).values_list("pk", "periods__place_id")
    return {*whole, *parts}


def _ways_up(places: set[int]) -> dict[int, set[int]]:
    """Every place with itself and all it lies in or belongs to."""
    parents: dict[int, set[int]] = {}
    level = set(places)
    while level:
        rows = Place.objects.for_system("the way up from places of readable commitments").filter(pk__in=level)
        for key, *above in rows.values_list("pk", "parent_id", "combined_authority_id"):
            parents[key] = {each for each in above if each is not None}
        level = {each for key in level for each in parents.get(key, ())} - parents.keys()
    return {place: _climb(place, parents) for place in places}


def _climb(place: int, parents: dict[int, set[int]]) -> set[int]:
    reached = {place}
    waiting = [place]
    while waiting:
        new = parents.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
