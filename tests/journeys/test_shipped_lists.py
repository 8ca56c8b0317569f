"""The lists that ship are loaded into every installation, once."""

import datetime as dt

import pytest

from commonweal.domain.library import Wording
from commonweal.journeys import published_cases, shipped_lists
from commonweal.lifecycle.strategy.models import FrameworkEdition, FrameworkItem, Mission, Place
from commonweal.reference.published_cases import published_cases as printed

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)


def test_places_and_national_frameworks_are_loaded_once() -> None:
    said: list[str] = []
    shipped_lists.load(now=NOW, say=said.append)
    assert said[0] == "Loaded 412 places."
    assert said[1:] == ["Loaded PPN 06/20 Social Value Model.", "Loaded PPN 002 Social Value Model."]
    again: list[str] = []
    shipped_lists.load(now=NOW, say=again.append)
    assert again == []


def test_an_authority_lies_in_its_region_and_belongs_to_its_combined_authority() -> None:
    shipped_lists.load_places(now=NOW)
    sunderland = Place.objects.for_system("test").get(code="E08000024")
    assert sunderland.parent.name == "North East"
    assert sunderland.combined_authority.name == "North East Mayoral Combined Authority"
    camden = Place.objects.for_system("test").get(code="E09000007")
    assert (camden.parent.name, camden.parent.parent.name) == ("London", "England")


def test_the_shipped_models_carry_how_far_each_wording_is_checked() -> None:
    shipped_lists.load_frameworks(now=NOW)
    items = FrameworkItem.objects.for_system("test").filter(edition__code="ppn002")
    assert {item.wording for item in items} == {wording.value for wording in Wording}
    old = FrameworkEdition.objects.for_system("test").get(code="ppn0620")
    assert old.usable_to == dt.date(2025, 9, 30)


def test_camdens_estates_mission_carries_its_full_theory_of_change() -> None:
    published_cases.load(now=NOW)
    estates = Mission.objects.for_system("test").get(external_id="camden-estates")
    goals = estates.outcomes.filter(kind="goal")
    assert [goal.rests_on.count() for goal in goals] == [7, 5, 4]
    assert (estates.deadline_on, estates.answers.count()) == (dt.date(2030, 12, 31), 0)


def test_every_published_mission_is_recorded_with_its_source() -> None:
    published_cases.load(now=NOW)
    missions = {mission.external_id: mission for mission in Mission.objects.for_system("test")}
    assert set(missions) == {each.id for each in printed().missions}
    assert all(mission.source and mission.is_published_record for mission in missions.values())
    assert missions["sunderland-dynamic"].is_abridged
