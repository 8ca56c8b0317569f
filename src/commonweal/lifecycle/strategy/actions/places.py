"""Loading the shared tree of places, loading boundaries, adding localities and estates by hand."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission
from commonweal.domain.places import LOADED_KINDS, LOCAL_KINDS, PlaceKind, check_tree, check_within
from commonweal.lifecycle.strategy.actions.missions import check_own
from commonweal.lifecycle.strategy.actions.theory import required_text
from commonweal.lifecycle.strategy.events import PlaceEvent as Event
from commonweal.lifecycle.strategy.models import Place, PlaceShape
from commonweal.organisations.models import Organisation
from commonweal.records.work import change, transaction


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """A place of the shipped list: codes are official, `parent` and `combined_authority` are codes."""

    code: str
    name: str
    kind: PlaceKind
    parent: str | None
    combined_authority: str | None = None


def load_shared(places: Sequence[SharedPlace], *, source: str, now: dt.datetime, by: Actor = SYSTEM) -> int:
    """Put the shipped list into the tree: new places are added, renamed ones renamed, none is removed.

    Returns the number added or changed; loading the same list again changes nothing.

    Raises:
        Invalid: the list is no tree (see `domain.places.check_tree`).
    """
    check_tree({each.code: each.parent for each in places}, {each.code: each.kind for each in places})
    stored = {
        place.code: place
        for place in Place.objects.for_system("load the shipped list of places").filter(owner=None)
    }
    touched: Place | None = None
    count = 0
    with transaction(by=by, at=now) as work:
        for each in _parents_first(places):
            place = _put(each, stored, source)
            if place is not None:
                touched, count = place, count + 1
        if touched is not None:
            work.record(Event.PLACES_LOADED, touched, places=count)
    return count


def _parents_first(places: Sequence[SharedPlace]) -> Iterable[SharedPlace]:
    """In an order in which whatever a place points to comes before it."""
    listed = {each.code: each for each in places}
    done: set[str] = set()

    def visit(code: str | None) -> Iterable[SharedPlace]:
        if code is None or code in done:
            return
        done.add(code)
        each = listed[code]
        yield from visit(each.parent)
        yield from visit(each.combined_authority)
        yield each

    for code in listed:
        yield from visit(code)


def _put(each: SharedPlace, stored: dict[str, Place], source: str) -> Place | None:
    """The place added or changed, or None when it stood already as listed."""
    wanted: dict[str, Any] = {
        "name": each.name,
        "kind": each.kind.value,
        "parent": stored[each.parent] if each.parent else None,
        "combined_authority": stored[each.combined_authority] if each.combined_authority else None,
        "source": source,
    }
    place = stored.get(each.code)
    if place is None:
        place = stored[each.code] = Place(code=each.code, external_id=each.code, **wanted)
        place.save()
        return place
    if all(getattr(place, name) == value for name, value in wanted.items()):
        return None
    change(place, **wanted)
    return place


@dataclass(frozen=True, slots=True)
class Boundary:
    """An area of a loaded file: rings of (east, north) in whole metres on the National Grid, the outer ring first."""

    code: str
    name: str
    polygons: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]


def load_boundaries(
    boundaries: Sequence[Boundary],
    *,
    owner: Organisation,
    parent: Place,
    kind: PlaceKind,
    source: str,
    by: Actor,
    now: dt.datetime,
) -> list[Place]:
    """Load a body's file of boundaries: a known code gets a new shape, an unknown one becomes a place in `parent`.

    All or nothing. Returns the places in the order of the file.
    """
    by.must(Permission.PLACE_EDIT)
    check_own(owner.pk, by)
    if kind not in LOADED_KINDS:
        raise Invalid("place.kind_not_loaded", field="kind", kind=kind.value)
    check_within(kind, PlaceKind(parent.kind))
    words = required_text(source, field="source", limit=500)
    codes = [each.code for each in boundaries]
    known = {place.code: place for place in Place.objects.for_authority(by).filter(code__in=codes)}
    with transaction(by=by, at=now) as work:
        for each in boundaries:
            if each.code not in known:
                known[each.code] = _loaded_place(each, owner, parent, kind, words)
            PlaceShape(owner=owner, place=known[each.code], polygons=each.polygons, source=words).save()
        work.record(Event.SHAPES_LOADED, parent, kind=kind.value, places=len(boundaries))
    return [known[code] for code in codes]


def _loaded_place(each: Boundary, owner: Organisation, parent: Place, kind: PlaceKind, source: str) -> Place:
    place = Place(
        owner=owner,
        code=required_text(each.code, field="code", limit=20),
        name=required_text(each.name, field="name", limit=120),
        kind=kind.value,
        parent=parent,
        source=source,
    )
    place.save()
    return place


def add_fictional_area(
    *, owner: Organisation, name: str, parent: Place, now: dt.datetime, by: Actor = SYSTEM
) -> Place:
    """Give a fictional body of a demonstration an area of its own, which is on no map. Only the system does so."""
    if not owner.is_fictional:
        raise Invalid("place.body_is_real", field="owner")
    check_within(PlaceKind.AUTHORITY, PlaceKind(parent.kind))
    with transaction(by=by, at=now) as work:
        place = Place(
            owner=owner, name=name, kind=PlaceKind.AUTHORITY.value, parent=parent, source="Fictional"
        )
        place.code = place.external_id
        place.save()
        work.record(Event.PLACE_ADDED, place, kind=place.kind, parent=parent.code)
    return place


def add_by_hand(
    *,
    owner: Organisation,
    parent: Place,
    name: str,
    kind: PlaceKind,
    by: Actor,
    now: dt.datetime,
    source: str = "",
) -> Place:
    """Add a locality, an estate or a neighbourhood within a place of the tree."""
    by.must(Permission.PLACE_EDIT)
    check_own(owner.pk, by)
    if kind not in LOCAL_KINDS:
        raise Invalid("place.kind_not_by_hand", field="kind", kind=kind.value)
    check_within(kind, PlaceKind(parent.kind))
    words = _unused_name(name, parent, by)
    with transaction(by=by, at=now) as work:
        place = Place(owner=owner, name=words, kind=kind.value, parent=parent, source=source.strip())
        place.code = place.external_id
        place.save()
        work.record(Event.PLACE_ADDED, place, kind=kind.value, parent=parent.code)
    return place


def _unused_name(name: str, parent: Place, by: Actor, but: Place | None = None) -> str:
    words = required_text(name, field="name", limit=120)
    beside = Place.objects.for_authority(by).filter(parent=parent, name__iexact=words)
    if beside.exclude(pk=but.pk if but else None).exists():
        raise Invalid("place.name_taken", field="name", name=words)
    return words


def edit_by_hand(
    place: Place, *, name: str, source: str, by: Actor, now: dt.datetime, revision: int | None = None
) -> Place:
    """Rename a place that was added by hand, or say better where its extent is described."""
    by.must(Permission.PLACE_EDIT)
    if not place.is_by_hand or place.owner_id != by.organisation_id:
        raise Invalid("place.not_by_hand")
    words = _unused_name(name, place.parent, by, place)
    with transaction(by=by, at=now) as work:
        change(place, revision=revision, name=words, source=source.strip())
        work.record(Event.PLACE_CHANGED, place)
    return place
