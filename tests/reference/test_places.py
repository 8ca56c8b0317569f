"""Places of the United Kingdom: complete, in one tree, and true to the official list where that list is at hand."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.reference import places
from commonweal.reference.loader import DATA
from commonweal.reference.outlines import first_crossing, signed_area_twice

REAL = Path(__file__).parents[2] / "../shared/data/places"
real_data = pytest.mark.skipif(not REAL.is_dir(), reason="not run: real data not present")


def test_every_authority_of_each_nation_is_there():
    kinds = Counter(each.kind for each in places.authorities().values())
    assert kinds == {
        "unitary": 63, "district": 164, "metropolitan_district": 36, "london_borough": 32, "city_corporation": 1,
        "county": 21, "welsh_unitary": 22, "scottish_unitary": 32, "ni_district": 11,
    }  # fmt: skip


def test_every_place_leads_up_to_the_united_kingdom():
    for code in (*places.authorities(), *places.groups()):
        assert (code, *places.ancestors(code))[-1] == "K02000001"


def test_walking_down_from_the_top_finds_every_authority_once():
    found, waiting = [], ["K02000001"]
    while waiting:
        code = waiting.pop()
        found += [code] if code in places.authorities() else []
        waiting += places.children(code)
    assert sorted(found) == sorted(places.authorities())


def test_a_district_stands_under_its_county_and_region():
    assert places.ancestors("E07000200") == ("E10000029", "E12000006", "E92000001", "K02000001")
    assert places.ancestors("E09000007") == ("E12000007", "E92000001", "K02000001")
    assert places.ancestors("S12000033") == ("S92000003", "K02000001")


def test_a_combined_authority_is_a_membership_beside_the_tree():
    assert places.combined_authority_of("E08000024") == "E47000014"
    assert len(places.members("E47000014")) == 7
    assert len(places.members("E47000001")) == 10
    assert len(places.members("E61000001")) == 33
    assert places.combined_authority_of("E09000007") == "E61000001"
    assert places.combined_authority_of("W06000015") is None


def test_a_district_is_covered_by_its_countys_combined_authority():
    assert places.authorities()["E07000035"].combined_authority is None
    assert places.combined_authority_of("E07000035") == "E47000013"


def test_northern_ireland_is_listed_without_a_shape_and_this_is_said():
    districts = [each for each in places.authorities().values() if each.kind == "ni_district"]
    assert all(each.centre is None and each.code not in places.shapes() for each in districts)
    assert "Northern Ireland" in places.NO_SHAPE_REASON


def test_every_other_lower_or_single_tier_authority_has_a_sound_shape():
    expected = {
        code for code, each in places.authorities().items() if each.kind not in ("county", "ni_district")
    }
    assert set(places.shapes()) == expected
    for area in places.shapes().values():
        for outer, *holes in area.polygons:
            assert signed_area_twice(outer) > 0, area.name
            assert all(signed_area_twice(hole) < 0 for hole in holes), area.name
            assert first_crossing(outer) is None, area.name


def test_neighbours_share_their_lines_so_nothing_overlaps():
    """Each edge of an outline is walked at most once in each direction over the whole map."""
    walked = Counter()
    for area in places.shapes().values():
        for polygon in area.polygons:
            for ring in polygon:
                walked.update(zip(ring, ring[1:] + ring[:1], strict=True))
    assert max(walked.values()) == 1


def test_a_postcode_finds_its_sector_in_any_spacing():
    sector = places.sector_of("sr5 2aa")
    assert sector == places.sector_of("SR52AA")
    assert sector.main_authority == "E08000024"
    assert places.sector_of("ZZ99 9ZZ") is None


@settings(deadline=None)
@given(st.text(max_size=12))
def test_no_text_whatever_breaks_the_search_for_a_sector(text):
    assert places.sector_of(text) is None or places.sector_of(text).authorities


def test_sectors_name_known_authorities_with_the_largest_share_first():
    for sector in places.postcode_sectors().values():
        counts = [count for _, count in sector.authorities]
        assert counts == sorted(counts, reverse=True)
        assert all(code in places.authorities() for code, _ in sector.authorities)


def test_counted_postcodes_agree_between_sectors_and_authorities():
    by_authority = Counter()
    for sector in places.postcode_sectors().values():
        by_authority.update(dict(sector.authorities))
    for code, authority in places.authorities().items():
        if authority.kind != "county":
            assert by_authority[code] == authority.postcodes, code


def test_no_postcode_of_northern_ireland_ships():
    assert not [code for code in places.postcode_sectors() if code.startswith("BT")]


def test_the_places_stay_small():
    assert sum(path.stat().st_size for path in (DATA / "places").iterdir()) < 1_000_000


# Where the comparison list is known to lag behind or to differ, with the reason.
OTHER_CODES = {
    "E08000016": "E08000038",
    "E08000019": "E08000039",
}  # Barnsley and Sheffield were given new codes in 2025
OTHER_NAMES = {
    "E06000023", "E06000059", "S12000013", "E06000019", "E06000010", "E07000146", "E07000138", "W06000016", "S12000026",
    "W06000014",
}  # fmt: skip  # the list's everyday names, such as "City of Bristol" for "Bristol, City of"
OTHER_REGIONS = {"E10000007", "E10000019"}  # Derbyshire and Lincolnshire lie in the East Midlands
MERGED = {"NECA": "E47000014", "NTCA": "E47000014"}  # both gave way to the North East's in May 2024


@pytest.fixture(scope="module")
def official():
    with (REAL / "uk_local_authorities_current.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["current-authority"] == "True"]
    return {OTHER_CODES.get(row["gss-code"], row["gss-code"]): row for row in rows}


@real_data
@pytest.mark.real_data
def test_codes_agree_with_the_official_list(official):
    councils = {code for code, row in official.items() if row["local-authority-type"] not in ("COMB", "SRA")}
    assert councils == set(places.authorities())


@real_data
@pytest.mark.real_data
def test_names_agree_with_the_official_list(official):
    different = {
        code
        for code, each in places.authorities().items()
        if each.name != official[code]["nice-name"].strip()
    }
    assert different == OTHER_NAMES


@real_data
@pytest.mark.real_data
def test_regions_agree_with_the_official_list(official):
    english = [each for each in places.authorities().values() if each.region]
    different = {
        each.code for each in english if places.groups()[each.region].name != official[each.code]["region"]
    }
    assert different - {each.code for each in english if each.county in OTHER_REGIONS} == OTHER_REGIONS


@real_data
@pytest.mark.real_data
def test_combined_authorities_agree_with_the_official_list(official):
    own = (
        {row["local-authority-code"]: code for code, row in official.items()} | MERGED | {"GLA": "E61000001"}
    )
    for code, each in places.authorities().items():
        listed = official[code]["combined-authority"]
        if listed:
            assert each.combined_authority == own[listed], each.name
        else:
            assert each.combined_authority in (None, "E47000015", "E47000018"), (
                each.name
            )  # too new for the list


@real_data
@pytest.mark.real_data
def test_centres_lie_near_the_official_ones(official):
    for code, each in places.authorities().items():
        if each.centre and each.kind != "county" and official[code]["x"]:
            east, north = float(official[code]["x"]), float(official[code]["y"])
            assert abs(each.centre[0] - east) < 60_000, each.name
            assert abs(each.centre[1] - north) < 60_000, each.name
