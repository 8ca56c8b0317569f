"""The tree of places: shared by everybody, with what each body adds of its own."""

import pytest
from django.db import IntegrityError
from django.db import transaction as database

from commonweal.domain.errors import Invalid, NotPermitted, Stale
from commonweal.domain.permissions import Role
from commonweal.domain.places import PlaceKind
from commonweal.lifecycle.strategy.actions import places
from commonweal.lifecycle.strategy.actions.places import Boundary, SharedPlace
from commonweal.lifecycle.strategy.models import Place, PlaceShape
from commonweal.lifecycle.strategy.queries import places as read
from commonweal.records.scopes import UnscopedQuery
from tests.builders.strategy import SHARED
from tests.cast import World

pytestmark = pytest.mark.django_db
SQUARE = (((0, 0), (100, 0), (100, 100), (0, 100)),)
WARDS = (Boundary("E05001157", "Castle", (SQUARE,)), Boundary("E05001158", "Copt Hill", (SQUARE,)))


def lead(world: World) -> dict[str, object]:
    return {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}


def elsewhere(world: World) -> dict[str, object]:
    return {"by": world.cast.actor(Role.MISSION_LEAD, world.cast.other_authority), "now": world.now}


def load_wards(world: World) -> list[Place]:
    return places.load_boundaries(
        WARDS,
        owner=world.cast.authority,
        parent=world.place,
        kind=PlaceKind.WARD,
        source="Boundaries, May 2025",
        **lead(world),
    )


def test_the_shared_tree_is_loaded_once(world: World) -> None:
    assert [each.code for each in read.ancestors_of(world.place)] == ["E12000001", "E92000001", "K02000001"]
    assert places.load_shared(SHARED, source="The shipped list", now=world.now) == 0


def test_a_renamed_place_is_renamed_and_a_new_one_added(world: World) -> None:
    assert world.place
    newer = (
        *SHARED[:-1],
        SharedPlace("E08000024", "City of Sunderland", PlaceKind.AUTHORITY, "E12000001"),
        SharedPlace("E08000021", "Newcastle upon Tyne", PlaceKind.AUTHORITY, "E12000001"),
    )
    assert places.load_shared(newer, source="The shipped list", now=world.now) == 2
    actor = world.cast.actor(Role.READER)
    place = read.place_by_code(actor, "E08000024")
    assert (place.name, place.combined_authority, place.revision) == ("City of Sunderland", None, 2)


def test_a_list_that_is_no_tree_changes_nothing(world: World) -> None:
    broken = (SharedPlace("E92000001", "England", PlaceKind.COUNTRY, "K02000001"),)
    with pytest.raises(Invalid, match=r"place\.parent_unknown"):
        places.load_shared(broken, source="x", now=world.now)
    assert not Place.objects.for_system("test").exists()


def test_a_combined_authority_knows_its_members(world: World) -> None:
    actor = world.cast.actor(Role.READER)
    assert read.members_of(actor, world.place.combined_authority) == [world.place]


def test_everybody_sees_shared_places_and_only_the_owner_its_own(world: World) -> None:
    estate = world.estate
    for organisation, sees in ((None, True), (world.cast.other_authority, False)):
        actor = world.cast.actor(Role.READER, organisation)
        assert read.place_by_code(actor, "E08000024") == world.place
        assert (read.search(actor, "sample estate") == [estate]) is sees
        assert (estate in read.parts_of(actor, world.place)) is sees


def test_places_are_never_read_without_a_scope() -> None:
    with pytest.raises(UnscopedQuery):
        list(Place.objects.all())


def test_loaded_wards_belong_to_the_body_that_loaded_them(world: World) -> None:
    wards = load_wards(world)
    assert [ward.name for ward in wards] == ["Castle", "Copt Hill"]
    actor = world.cast.actor(Role.READER)
    assert set(read.shapes_for(actor, wards)) == {ward.pk for ward in wards}
    assert read.place_by_code(world.cast.actor(Role.READER, world.cast.other_authority), "E05001157") is None


def test_two_bodies_may_load_the_same_ward(world: World) -> None:
    load_wards(world)
    [theirs, _] = places.load_boundaries(
        WARDS,
        owner=world.cast.other_authority,
        parent=world.place,
        kind=PlaceKind.WARD,
        source="Their own file",
        **elsewhere(world),
    )
    assert theirs.owner == world.cast.other_authority


def test_loading_again_draws_the_newest_shape_and_keeps_the_older(world: World) -> None:
    first = load_wards(world)
    assert load_wards(world) == first
    newest = read.shapes_for(world.cast.actor(Role.READER), first)
    assert PlaceShape.objects.for_system("test").count() == 4
    assert newest[first[0].pk].pk == max(shape.pk for shape in first[0].shapes.all())


def test_wards_lie_in_an_authority(world: World) -> None:
    with pytest.raises(Invalid, match=r"place\.parent_of_wrong_kind"):
        places.load_boundaries(
            WARDS,
            owner=world.cast.authority,
            parent=world.place.parent,
            kind=PlaceKind.WARD,
            source="x",
            **lead(world),
        )


def test_a_body_does_not_load_regions_or_authorities(world: World) -> None:
    with pytest.raises(Invalid, match=r"place\.kind_not_loaded"):
        places.load_boundaries(
            WARDS,
            owner=world.cast.authority,
            parent=world.place.parent,
            kind=PlaceKind.AUTHORITY,
            source="x",
            **lead(world),
        )


def test_a_file_with_one_bad_area_loads_nothing(world: World) -> None:
    bad = (*WARDS, Boundary("E05001159", " ", (SQUARE,)))
    with pytest.raises(Invalid, match=r"strategy\.text_missing"):
        places.load_boundaries(
            bad,
            owner=world.cast.authority,
            parent=world.place,
            kind=PlaceKind.WARD,
            source="x",
            **lead(world),
        )
    assert not PlaceShape.objects.for_system("test").exists()


def test_an_estate_is_added_by_hand_within_the_tree(world: World) -> None:
    assert (world.estate.parent, world.estate.is_by_hand) == (world.place, True)
    assert not world.place.is_by_hand


@pytest.mark.parametrize("kind", [PlaceKind.WARD, PlaceKind.AUTHORITY, PlaceKind.REGION])
def test_official_places_are_not_added_by_hand(world: World, kind: PlaceKind) -> None:
    with pytest.raises(Invalid, match=r"place\.kind_not_by_hand"):
        places.add_by_hand(owner=world.cast.authority, parent=world.place, name="x", kind=kind, **lead(world))


def test_a_fictional_body_has_an_area_that_is_on_no_map(world: World) -> None:
    area = places.add_fictional_area(
        owner=world.cast.authority, name="Borough of Example", parent=world.place.parent, now=world.now
    )
    estate = places.add_by_hand(
        owner=world.cast.authority, parent=area, name="Fictional Estate", kind=PlaceKind.ESTATE, **lead(world)
    )
    assert read.ancestors_of(estate)[0] == area
    body = world.cast.other_authority
    body.is_fictional = False
    with pytest.raises(Invalid, match=r"place\.body_is_real"):
        places.add_fictional_area(owner=body, name="x", parent=world.place.parent, now=world.now)


def test_two_places_side_by_side_have_two_names(world: World) -> None:
    assert world.estate
    with pytest.raises(Invalid, match=r"place\.name_taken"):
        places.add_by_hand(
            owner=world.cast.authority,
            parent=world.place,
            name="sample estate",
            kind=PlaceKind.ESTATE,
            **lead(world),
        )


def test_an_estate_is_renamed_by_its_owner_alone(world: World) -> None:
    places.edit_by_hand(world.estate, name="Sample Gardens", source="", revision=1, **lead(world))
    assert world.estate.name == "Sample Gardens"
    with pytest.raises(Stale):
        places.edit_by_hand(world.estate, name="Other", source="", revision=1, **lead(world))
    with pytest.raises(Invalid, match=r"place\.not_by_hand"):
        places.edit_by_hand(world.estate, name="x", source="", **elsewhere(world))
    with pytest.raises(Invalid, match=r"place\.not_by_hand"):
        places.edit_by_hand(world.place, name="x", source="", **lead(world))


def test_a_reader_adds_nothing(world: World) -> None:
    reader = {"by": world.cast.actor(Role.READER), "now": world.now}
    with pytest.raises(NotPermitted):
        places.add_by_hand(
            owner=world.cast.authority, parent=world.place, name="x", kind=PlaceKind.ESTATE, **reader
        )
    with pytest.raises(NotPermitted):
        places.load_boundaries(
            WARDS, owner=world.cast.authority, parent=world.place, kind=PlaceKind.WARD, source="x", **reader
        )


def test_the_database_refuses_an_owned_region(world: World) -> None:
    region, body = world.place.parent, world.cast.authority
    with pytest.raises(IntegrityError), database.atomic():
        Place.objects.for_system("test").filter(pk=region.pk).update(owner=body)


def test_descendants_are_read_level_by_level(world: World, django_assert_num_queries: object) -> None:
    estate, actor = world.estate, world.cast.actor(Role.READER)
    region = world.place.parent
    with django_assert_num_queries(3):
        assert read.descendants_of(actor, region) == [world.place, estate]


def test_search_finds_a_code_and_part_of_a_name(world: World) -> None:
    assert world.place
    actor = world.cast.actor(Role.READER)
    assert read.search(actor, " e08000024 ") == [world.place]
    assert read.search(actor, "sunder") == [world.place]
    assert read.search(actor, "nowhere") == []
    assert [each.name for each in read.tops(actor)] == ["United Kingdom"]
