"""The framework library: editions that never change, and a body's own layers over their items."""

import dataclasses
import datetime as dt

import pytest

from commonweal.audit.queries import history
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.library import Change, Finding, WordingState
from commonweal.domain.permissions import Role
from commonweal.lifecycle.strategy.actions import library
from commonweal.lifecycle.strategy.models import FrameworkEdition, FrameworkItem
from commonweal.lifecycle.strategy.queries import library as read
from commonweal.records.models import PublishedIsFinalError
from tests.builders.strategy import NATIONAL, OWN
from tests.cast import World

pytestmark = pytest.mark.django_db
CORRECTED = "Create and retain good jobs in the relevant area"


def lead(world: World) -> dict[str, object]:
    return {"by": world.cast.actor(Role.MISSION_LEAD), "now": world.now}


def verify(world: World, finding: Finding, title: str = "", **changes: object) -> None:
    values = {
        "authority": world.cast.authority,
        "finding": finding,
        "title": title,
        "source": "The official page",
        "checked_on": dt.date(2026, 2, 27),
        **lead(world),
        **changes,
    }
    library.verify_item(world.framework_criterion, **values)


def adapt(world: World, title: str, **changes: object) -> None:
    values = {
        "authority": world.cast.authority,
        "title": title,
        "reason": "Our own words",
        **lead(world),
        **changes,
    }
    library.adapt_item(world.framework_criterion, **values)


def seen(world: World, **changes: object) -> read.ItemView:
    return read.item_view(world.framework_criterion, world.cast.authority.pk, **changes)


def next_edition(**changes: object) -> object:
    values = {"edition": "2026", "usable_from": dt.date(2026, 6, 1), **changes}
    return dataclasses.replace(NATIONAL, **values)


def test_an_edition_is_stored_as_it_was_loaded(world: World) -> None:
    stored = read.as_edition(world.framework_edition, read.items_of(world.framework_edition))
    assert stored == NATIONAL
    assert read.as_edition(world.own_edition, read.items_of(world.own_edition)) == OWN
    [event] = history("framework-edition", world.own_edition.external_id)
    assert event.type == "library.edition_loaded"


def test_an_edition_and_its_items_are_never_edited_or_deleted(world: World) -> None:
    for row in (world.framework_edition, world.framework_criterion):
        with pytest.raises(PublishedIsFinalError):
            row.save()
        with pytest.raises(PublishedIsFinalError):
            row.delete()


def test_a_new_edition_begins_after_the_ones_before_it(world: World) -> None:
    assert world.framework_edition
    with pytest.raises(Refused, match=r"library\.edition_exists"):
        library.load_national(NATIONAL, now=world.now)
    with pytest.raises(Refused, match=r"library\.edition_not_after_latest"):
        library.load_national(next_edition(usable_from=NATIONAL.usable_from), now=world.now)
    library.load_national(next_edition(), now=world.now)


def test_a_new_edition_never_changes_what_an_earlier_procurement_sees(world: World) -> None:
    first, actor = world.framework_edition, world.cast.actor(Role.READER)
    began = {"on": dt.date(2026, 7, 1), "known_at": world.now + dt.timedelta(days=1)}
    assert read.edition_in_force(actor, "national", **began) == first
    second = library.load_national(next_edition(), now=world.now + dt.timedelta(days=2))
    assert read.edition_in_force(actor, "national", **began) == first
    later = {**began, "known_at": world.now + dt.timedelta(days=3)}
    assert read.edition_in_force(actor, "national", **later) == second


def test_a_body_does_not_take_a_national_code(world: World) -> None:
    assert world.framework_edition
    with pytest.raises(Refused, match=r"library\.code_is_national"):
        library.load_own(next_edition(), owner=world.cast.authority, **lead(world))


def test_an_own_edition_is_seen_by_its_body_alone(world: World) -> None:
    own = world.own_edition
    assert [each.code for each in read.editions_for(world.cast.actor(Role.READER))] == ["national", "example"]
    stranger = world.cast.actor(Role.READER, world.cast.other_authority)
    assert own not in read.editions_for(stranger)
    assert not FrameworkItem.objects.for_authority(stranger).filter(edition=own).exists()


def test_two_bodies_may_use_the_same_code(world: World) -> None:
    assert world.own_edition
    other = world.cast.other_authority
    theirs = library.load_own(OWN, owner=other, by=world.cast.actor(Role.MISSION_LEAD, other), now=world.now)
    assert theirs.pk != world.own_edition.pk


def test_an_item_of_an_own_framework_keeps_what_it_adapts_and_the_difference(world: World) -> None:
    item = world.own_edition.items.get(code="1a")
    assert item.adapts == world.framework_criterion
    pieces = read.item_view(item, world.cast.authority.pk).adapted_difference
    assert [(p.change, p.text) for p in pieces if p.change is not Change.SAME] == [
        (Change.REMOVED, "relevant area"),
        (Change.ADDED, "borough"),
    ]


def test_an_unknown_item_to_adapt_loads_nothing(world: World) -> None:
    broken = dataclasses.replace(
        OWN, items=(OWN.items[0], dataclasses.replace(OWN.items[1], adapts="national/9z"))
    )
    with pytest.raises(Invalid, match=r"library\.adapts_unknown"):
        library.load_own(broken, owner=world.cast.authority, **lead(world))
    assert not FrameworkEdition.objects.for_system("test").exists()


def test_an_item_may_stand_before_what_it_lies_under(world: World) -> None:
    turned = dataclasses.replace(OWN, code="turned", items=OWN.items[::-1])
    assert world.framework_edition
    loaded = library.load_own(turned, owner=world.cast.authority, **lead(world))
    assert read.as_edition(loaded, read.items_of(loaded)) == turned


def test_wording_is_shown_as_not_checked_until_a_steward_checks_it(world: World) -> None:
    assert seen(world).state is WordingState.PROVISIONAL
    verify(world, Finding.CONFIRMED)
    view = seen(world)
    assert (view.state, view.wording) == (WordingState.CONFIRMED, world.framework_criterion.title)
    assert view.verification.verified_by == world.cast.actor(Role.MISSION_LEAD).person


def test_a_correction_is_a_new_version_and_the_item_stays(world: World) -> None:
    before = world.framework_criterion.title
    verify(world, Finding.CORRECTED, CORRECTED)
    view = seen(world)
    assert (view.state, view.wording) == (WordingState.CORRECTED, CORRECTED)
    assert FrameworkItem.objects.for_system("test").get(pk=world.framework_criterion.pk).title == before


def test_a_corrected_wording_that_is_confirmed_stays_corrected(world: World) -> None:
    verify(world, Finding.CORRECTED, CORRECTED)
    verify(world, Finding.CONFIRMED)
    view = seen(world)
    assert (view.state, view.wording, view.verification.finding) == (
        WordingState.CORRECTED,
        CORRECTED,
        "confirmed",
    )


def test_a_finding_counts_for_the_stewards_own_body(world: World) -> None:
    verify(world, Finding.CORRECTED, CORRECTED)
    elsewhere = read.item_view(world.framework_criterion, world.cast.other_authority.pk)
    assert (elsewhere.state, elsewhere.wording) == (
        WordingState.PROVISIONAL,
        world.framework_criterion.title,
    )


def test_what_was_seen_at_an_earlier_moment_can_be_seen_again(world: World) -> None:
    before = world.framework_criterion.title
    verify(world, Finding.CORRECTED, CORRECTED, now=world.now + dt.timedelta(days=5))
    adapt(world, "Create good jobs in the borough", now=world.now + dt.timedelta(days=9))
    wordings = [seen(world, at=world.now + dt.timedelta(days=days)).wording for days in (1, 6, 10)]
    assert wordings == [before, CORRECTED, "Create good jobs in the borough"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "strategy.text_missing"),
        ({"title": "Create good jobs in the relevant area"}, "library.wording_unchanged"),
        ({"title": "x" * 1001}, "strategy.text_too_long"),
        ({"title": "x", "source": " "}, "strategy.text_missing"),
        ({"title": "x", "checked_on": dt.date(2026, 3, 3)}, "library.checked_in_future"),
    ],
)
def test_a_correction_needs_new_words_a_source_and_a_day(
    world: World, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        verify(world, Finding.CORRECTED, **changes)
    assert refusal.value.code == code


def test_only_a_steward_verifies_and_only_an_editor_adapts_or_loads(world: World) -> None:
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    with pytest.raises(NotPermitted):
        verify(world, Finding.CONFIRMED, by=officer)
    adapt(world, "Jobs for our residents", by=officer)
    reader = world.cast.actor(Role.READER)
    with pytest.raises(NotPermitted):
        adapt(world, "x", by=reader)
    with pytest.raises(NotPermitted):
        library.load_own(OWN, owner=world.cast.authority, by=reader, now=world.now)


def test_a_steward_speaks_for_their_own_body(world: World) -> None:
    for attempt in (
        lambda: verify(world, Finding.CONFIRMED, authority=world.cast.other_authority),
        lambda: adapt(world, "x", authority=world.cast.other_authority),
        lambda: library.load_own(OWN, owner=world.cast.other_authority, **lead(world)),
    ):
        with pytest.raises(Invalid, match=r"strategy\.not_your_authority"):
            attempt()


def test_an_adaptation_keeps_the_item_the_difference_and_the_reason(world: World) -> None:
    adapt(world, "Create good jobs in the borough")
    view = seen(world)
    assert view.adaptation.item == world.framework_criterion
    assert (view.wording, view.adaptation.reason) == ("Create good jobs in the borough", "Our own words")
    assert [p.text for p in view.adapted_difference if p.change is Change.ADDED] == ["borough"]
    assert view.state is WordingState.PROVISIONAL


def test_a_later_correction_says_that_the_adaptation_rests_on_older_words(world: World) -> None:
    adapt(world, "Create good jobs in the borough")
    assert not seen(world).is_adapted_from_older
    verify(world, Finding.CORRECTED, CORRECTED)
    assert seen(world).is_adapted_from_older


def test_an_adaptation_changes_the_words(world: World) -> None:
    with pytest.raises(Invalid, match=r"library\.wording_unchanged"):
        adapt(world, world.framework_criterion.title)
    adapt(world, "Ours")
    with pytest.raises(Invalid, match=r"library\.wording_unchanged"):
        adapt(world, "Ours")


def test_an_own_framework_is_not_adapted_but_given_a_new_edition(world: World) -> None:
    with pytest.raises(Refused, match=r"library\.adapts_own"):
        library.adapt_item(
            world.own_edition.items.get(code="1"),
            authority=world.cast.authority,
            title="x",
            reason="x",
            **lead(world),
        )


def test_a_whole_edition_is_viewed_in_three_queries(world: World, django_assert_num_queries: object) -> None:
    verify(world, Finding.CONFIRMED)
    with django_assert_num_queries(3):
        views = read.item_views(read.items_of(world.framework_edition), world.cast.authority.pk)
    assert len(views) == 5


def test_items_to_adapt_are_national_and_of_the_newest_edition(world: World) -> None:
    assert world.own_edition
    newer = library.load_national(next_edition(), now=world.now)
    found = read.adaptable_items(world.cast.actor(Role.MISSION_LEAD))
    assert set(found) == {f"national/{item.code}" for item in NATIONAL.items}
    assert {item.edition_id for item in found.values()} == {newer.pk}
