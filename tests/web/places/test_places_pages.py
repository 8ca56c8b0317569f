"""Places in the browser: the tree, a map beside its table, files of boundaries."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.domain.permissions import Role
from commonweal.lifecycle.strategy.models import Place
from tests.cast import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world: World) -> Client:
    client = Client()
    client.force_login(world.cast.person(Role.MISSION_LEAD))
    return client


def fill(client: Client, url: str, **fields: object):
    page = client.get(url)
    assert page.status_code == 200, url
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode()))
    return client.post(url, {**hidden, **fields})


def wards(*names: str, ring: list[list[float]] | None = None) -> bytes:
    """A GeoJSON file of squares near Sunderland, on the National Grid."""
    features = []
    for number, name in enumerate(names):
        east = 440_000 + number * 1000
        square = [
            [east, 557_000],
            [east + 900, 557_000],
            [east + 900, 557_900],
            [east, 557_900],
            [east, 557_000],
        ]
        features.append(
            {
                "type": "Feature",
                "properties": {"WD25CD": f"E0500110{number}", "WD25NM": name},
                "geometry": {"type": "Polygon", "coordinates": [ring or square]},
            }
        )
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def load(client: Client, place: Place, content: bytes):
    return fill(
        client,
        f"/places/{place.external_id}/load",
        kind="ward",
        source="ONS, wards May 2025, OGL v3",
        file=SimpleUploadedFile("wards.geojson", content),
    )


def test_loaded_wards_stand_on_the_map_and_in_the_table(world: World, lead: Client) -> None:
    assert (
        load(lead, world.place, wards("Castle", "Copt Hill"))["Location"]
        == f"/places/{world.place.external_id}"
    )
    page = lead.get(f"/places/{world.place.external_id}").content.decode()
    picture = page.split("<svg", 2)[-1].split("</svg>")[0]
    table = page.split("<table", 1)[1]
    for name in ("Castle", "Copt Hill"):
        assert name in picture
        assert name in table
    assert "ONS, wards May 2025, OGL v3" in page
    assert "Castle" in lead.get(f"/places/{world.place.external_id}/parts.csv").content.decode()


def test_mistakes_in_a_file_are_listed_by_their_place_and_nothing_is_loaded(
    world: World, lead: Client
) -> None:
    open_ring = [[440_000, 557_000], [441_000, 557_000], [441_000, 558_000]]
    answer = load(lead, world.place, wards("Castle", ring=open_ring))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "features[0].geometry.coordinates[0]" in text
    assert "Nothing was loaded" in text
    assert not Place.objects.for_system("test").filter(kind="ward").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"not json", b"{}", b"[]"])
def test_what_is_no_file_of_boundaries_is_told_in_words(world: World, lead: Client, content: bytes) -> None:
    answer = load(lead, world.place, content)
    assert answer.status_code == 422


def test_an_estate_is_added_by_hand_and_renamed(world: World, lead: Client) -> None:
    added = fill(
        lead, f"/places/{world.place.external_id}/add", kind="estate", name="Fictional Close", source=""
    )
    estate = Place.objects.for_system("test").get(name="Fictional Close")
    assert added["Location"] == f"/places/{estate.external_id}"
    fill(lead, f"{added['Location']}/edit", name="Fictional Court", source="A list of streets")
    page = lead.get(added["Location"]).content.decode()
    assert "Fictional Court" in page
    assert "Added by hand" in page


def test_a_place_is_found_by_its_name_or_code(world: World, lead: Client) -> None:
    assert world.place
    for asked in ("sunder", "E08000024"):
        assert f"/places/{world.place.external_id}" in lead.get(f"/places?q={asked}").content.decode()
    assert "No place has “nowhere”" in lead.get("/places?q=nowhere").content.decode()


def test_a_shared_authority_is_drawn_from_postcode_points(world: World, lead: Client) -> None:
    page = lead.get(f"/places/{world.place.external_id}").content.decode()
    assert "Map of Sunderland" in page
    assert "Postcode Directory" in page
    assert "Example Combined Authority" in page
    assert "No commitment that you may see names it as its place yet." in page
