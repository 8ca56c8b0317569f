"""The tree of places as one body sees it."""

from collections.abc import Iterable

from django.db.models import F

from commonweal.domain.actors import Actor
from commonweal.lifecycle.strategy.models import Place, PlaceShape


def place_by_code(actor: Actor, code: str) -> Place | None:
    """The place with a code, the body's own before the shared one."""
    found = sorted(Place.objects.for_reader(actor).filter(code=code), key=lambda each: each.owner_id is None)
    return found[0] if found else None


def ancestors_of(place: Place) -> list[Place]:
    """From the place's parent up to the top. One query for each level, six at most."""
    found: list[Place] = []
    above = place.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def parts_of(actor: Actor, place: Place) -> list[Place]:
    """Places that lie directly in a place. One query."""
    return list(Place.objects.for_reader(actor).filter(parent=place).order_by("kind", "name"))


def members_of(actor: Actor, combined_authority: Place) -> list[Place]:
    """Authorities that belong to a combined authority. One query."""
    return list(
        Place.objects.for_reader(actor).filter(combined_authority=combined_authority).order_by("name")
    )


def tops(actor: Actor) -> list[Place]:
    """Places that lie in no other. One query."""
    return list(Place.objects.for_reader(actor).filter(parent__isnull=True).order_by("name"))


def search(actor: Actor, text: str, *, limit: int = 50) -> list[Place]:
    """Places whose name holds `text`, or whose code is it. One query."""
    named = Place.objects.for_reader(actor).select_related("parent")
    typed = text.strip()
    return list(
        (named.filter(name__icontains=typed) | named.filter(code__iexact=typed)).order_by("name")[:limit]
    )


def descendants_of(actor: Actor, place: Place, *, depth: int = 4) -> list[Place]:
    """Everything that lies in a place, level by level. One query for each level."""
    found: list[Place] = []
    level = [place.pk]
    for _ in range(depth):
        parts = list(
            Place.objects.for_reader(actor).filter(parent__in=level).select_related("parent").order_by("name")
        )
        if not parts:
            break
        found += parts
        level = [part.pk for part in parts]
    return found


def shapes_for(actor: Actor, places: Iterable[Place]) -> dict[int, PlaceShape]:
    """The newest loaded shape of each place that has one, a body's own before a shared one. One query."""
    shapes = PlaceShape.objects.for_reader(actor).filter(place__in=[place.pk for place in places])
    newest: dict[int, PlaceShape] = {}
    for shape in sorted(shapes, key=lambda each: (each.owner_id is not None, each.pk)):
        newest[shape.place_id] = shape
    return newest


def added_by(actor: Actor) -> list[Place]:
    """Places that the actor's body added by hand. One query."""
    own = Place.objects.for_reader(actor).filter(owner__isnull=False, code=F("external_id"))
    return list(own.select_related("parent").order_by("name"))
