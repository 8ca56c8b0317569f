"""The map of a place and its parts: loaded boundaries where there are any, else shapes made from postcode points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from commonweal.domain.actors import Actor
from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.strategy.models import Place
from commonweal.lifecycle.strategy.queries.places import shapes_for
from commonweal.presentation.charts import MapArea, area_map
from commonweal.reference import places as shipped
from commonweal.reference.loader import read_header


@dataclass(frozen=True, slots=True)
class Map:
    """The picture, the sources of what it draws, and how many of the places it leaves out for want of a shape."""

    picture: Markup | None
    sources: tuple[str, ...]
    undrawn: int


def place_url(place: Place) -> str:
    return reverse("place", kwargs={"place_id": place.external_id})


def map_of(actor: Actor, places: Iterable[Place], counts: Mapping[int, int], *, title: str) -> Map:
    """A map of `places`, shaded by how many commitments are promised in each (by key). One query."""
    listed = list(places)
    loaded = shapes_for(actor, listed)
    areas, sources = [], []
    for place in listed:
        polygons, source = _polygons(place, loaded)
        if polygons:
            areas.append(
                MapArea(place.code, place.name, polygons, counts[place.pk] * SCALE, place_url(place))
            )
            sources.append(source)
    picture = None
    if areas:
        picture = area_map(
            tuple(areas),
            unit=_("commitments"),
            chart_id="places",
            title=title,
            description=_(
                "The darker a place, the more commitments name it as their place. Each shape leads to the page of its place."
            ),
        )
    return Map(picture, tuple(dict.fromkeys(sources)), len(listed) - len(areas))


def _polygons(place: Place, loaded: dict[int, Any]) -> tuple[Any, str]:
    if place.pk in loaded:
        shape = loaded[place.pk]
        rings = tuple(tuple(tuple((x, y) for x, y in ring) for ring in polygon) for polygon in shape.polygons)
        return rings, shape.source
    area = shipped.shapes().get(place.code) if place.owner_id is None else None
    return (area.polygons, read_header(shipped.SHAPES).source) if area else (None, "")
