"""Loading boundaries: what is sound comes in as areas, what is not is refused with its place."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.reference.boundaries import parse_boundaries
from commonweal.reference.nodes import ReferenceDataError
from commonweal.reference.outlines import first_crossing, signed_area_twice
from commonweal.reference.projection import national_grid, project_airy

REAL = Path(__file__).parents[2] / "../shared/data/places"
real_data = pytest.mark.skipif(not REAL.is_dir(), reason="not run: real data not present")

SQUARE = [[-1.40, 54.90], [-1.38, 54.90], [-1.38, 54.92], [-1.40, 54.92], [-1.40, 54.90]]
WARDS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"FID": 7, "WD25CD": "E05000001", "WD25NM": "Castle"},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        }
    ],
}
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [500, 500], "translate": [1000, 2000]},
    "arcs": [[[0, 0], [4, 0], [0, 4]], [[4, 4], [-4, 0], [0, -4]]],
    "objects": {"areas": {"type": "GeometryCollection", "geometries": [
        {"type": "Polygon", "id": "A", "properties": {"areacd": "A1"}, "arcs": [[0, 1]]}]}},
}  # fmt: skip


def read(value, **options):
    return parse_boundaries(json.dumps(value), "wards.geojson", **options)


def refusal(value, **options):
    with pytest.raises(ReferenceDataError) as caught:
        read(value, **options)
    return [str(problem) for problem in caught.value.problems]


def changed(value, path, new):
    result = copy.deepcopy(value)
    at = result
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = new
    return result


def test_a_ward_comes_in_with_its_code_its_name_and_metres_on_the_grid():
    (ward,) = read(WARDS)
    assert (ward.code, ward.name) == ("E05000001", "Castle")
    (ring,) = ward.polygons[0]
    assert len(ring) == 4
    assert 1_200_000 < abs(signed_area_twice(ring)) / 2 * 0.5 < 1_500_000  # about 1.28 km by 2.23 km


def test_a_topology_is_joined_from_its_arcs_and_scaled():
    (area,) = read(TOPOLOGY)
    assert area.polygons == ((((1000, 2000), (3000, 2000), (3000, 4000), (1000, 4000)),),)
    assert area.code == "A"


def test_fields_may_be_named():
    assert read(TOPOLOGY, code_field="areacd")[0].code == "A1"


COORDINATES = ("features", 0, "geometry", "coordinates")


@pytest.mark.parametrize(
    ("path", "new", "message"),
    [
        (("type",), "Feature", "type: must be FeatureCollection or Topology, not 'Feature'"),
        (("features",), [], "the file: holds no areas"),
        (("features", 0), 5, "features[0]: must be a feature with a geometry"),
        (
            ("features", 0, "geometry", "type"),
            "Point",
            "features[0].geometry.type: must be Polygon or MultiPolygon",
        ),
        (COORDINATES, [], "features[0].geometry.coordinates: has no outline"),
        (
            (*COORDINATES, 0),
            SQUARE[:-1],
            "coordinates[0]: must have at least four positions and end where it begins",
        ),
        ((*COORDINATES, 0), [SQUARE[0], SQUARE[1], SQUARE[1], SQUARE[0]], "coordinates[0]: encloses no area"),
        (
            (*COORDINATES, 0, 2),
            ["x", 1],
            "coordinates[0][2]: is not a position in the United Kingdom: ['x', 1]",
        ),
        ((*COORDINATES, 0, 2), [12.5, 41.9], "coordinates[0][2]: is not a position in the United Kingdom"),
        ((*COORDINATES, 0, 1), [-1.39, 54.93], "the outline crosses itself here"),
        (("features", 0, "properties", "WD25CD"), 12, "features[0].properties.WD25CD: must be text, not 12"),
        (
            ("features", 0, "properties", "WD25NM"),
            " ",
            "features[0].properties.WD25NM: must be text, not ' '",
        ),
    ],
)
def test_what_cannot_be_drawn_truly_is_refused_with_its_place(path, new, message):
    assert message in " ".join(refusal(changed(WARDS, path, new)))


@pytest.mark.parametrize(
    ("properties", "own_id", "expected"),
    [
        ({"code": "L1", "name": "Riverside"}, None, ("L1", "Riverside")),
        ({"ID": "L1", "Title": "Riverside"}, None, ("L1", "Riverside")),
        ({"name": "Riverside"}, "L1", ("L1", "Riverside")),
        ({"name": "Riverside", "code": "no", "WD25CD": "E05", "WD25NM": "Castle"}, None, ("E05", "Castle")),
        ({"code": "L1"}, None, ("L1", "L1")),
    ],
)
def test_a_file_drawn_by_hand_names_its_areas_in_plain_words(properties, own_id, expected):
    area = {**WARDS["features"][0], "properties": properties, **({"id": own_id} if own_id else {})}
    (found,) = read({"type": "FeatureCollection", "features": [area]})
    assert (found.code, found.name) == expected


def test_an_area_without_a_code_is_told_where_codes_are_looked_for():
    message = refusal(changed(WARDS, ("features", 0, "properties"), {"name": "Riverside"}))
    assert "features[0].properties: names no code" in " ".join(message)


def test_a_file_nested_without_end_is_refused_in_words():
    with pytest.raises(ReferenceDataError, match="nested too deeply"):
        parse_boundaries("[" * 100_000, "wards.geojson")


@pytest.mark.parametrize(
    ("path", "new", "message"),
    [
        (("objects",), {}, "objects: must name at least one layer"),
        (("transform", "scale"), ["a", 1], "transform: must hold a scale"),
        (("arcs", 0, 1), [1], "arcs[0][1]: must be two numbers, not [1]"),
        (("objects", "areas", "geometries", 0, "arcs", 0), [0, 5], "arcs[0][1]: names no arc: 5"),
        (
            ("objects", "areas", "geometries", 0, "arcs", 0),
            [0, -2],
            "does not begin where the arc before it ends",
        ),
    ],
)
def test_a_broken_topology_is_refused_with_its_place(path, new, message):
    assert message in " ".join(refusal(changed(TOPOLOGY, path, new)))


def test_an_unknown_layer_names_the_known_ones():
    assert refusal(TOPOLOGY, layer="wards") == ["objects: has no layer 'wards', only areas"]


def test_a_code_may_appear_once_only():
    twice = {**WARDS, "features": WARDS["features"] * 2}
    assert refusal(twice) == ["the file: holds the code 'E05000001' more than once"]


def test_all_mistakes_are_found_in_one_pass():
    broken = changed(
        {**WARDS, "features": WARDS["features"] * 2}, ("features", 0, "geometry", "coordinates"), []
    )
    broken = changed(broken, ("features", 1), None)
    assert len(refusal(broken)) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": NaN}', "[" * 100_000])
def test_what_is_not_json_is_refused(text):
    with pytest.raises(ReferenceDataError):
        parse_boundaries(text, "wards.geojson")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    JSON,
    st.sampled_from([("features",), ("features", 0), COORDINATES, (*COORDINATES, 0), (*COORDINATES, 0, 1)]),
)
def test_no_geojson_whatever_breaks_the_reader_in_any_other_way(value, path):
    with pytest.raises(ReferenceDataError):
        read(changed(WARDS, path, value))


@settings(deadline=None)
@given(
    JSON,
    st.sampled_from(
        [("objects",), ("objects", "areas"), ("arcs",), ("arcs", 0), ("arcs", 0, 1), ("transform",)]
    ),
)
def test_no_topology_whatever_breaks_the_reader_in_any_other_way(value, path):
    try:
        read(changed(TOPOLOGY, path, value))
    except ReferenceDataError as error:
        assert error.problems


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=9, unique=True))
def test_a_crossing_is_found_exactly_where_comparing_every_pair_finds_one(points):
    ring = tuple(points)
    edges = list(zip(ring, ring[1:] + ring[:1], strict=True))

    def side(a, b, p):
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    def cross(a, b, c, d):
        return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0

    slow = any(cross(*one, *other) for one in edges for other in edges)
    assert (first_crossing(ring) is not None) is slow


def test_the_projection_agrees_with_ordnance_surveys_worked_example():
    """Caister water tower, "A guide to coordinate systems in Great Britain", annexe C: E 651409.903 N 313177.270."""
    east, north = project_airy(1 + 43 / 60 + 4.5177 / 3600, 52 + 39 / 60 + 27.2531 / 3600)
    assert (round(east, 2), round(north, 2)) == (651409.90, 313177.27)


@real_data
@pytest.mark.real_data
@pytest.mark.parametrize(
    ("place", "count"), [("camden_E09000007", 20), ("hackney_E09000012", 21), ("sunderland_E08000024", 25)]
)
def test_real_wards_load(place, count):
    text = (REAL / f"wards_{place}.geojson").read_text("utf-8")
    wards = parse_boundaries(text, place)
    assert len(wards) == count
    assert all(ward.code.startswith("E05") and ward.name for ward in wards)


@real_data
@pytest.mark.real_data
def test_real_positions_project_to_within_ten_metres():
    for path in REAL.glob("wards_*.geojson"):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            ward = feature["properties"]
            east, north = national_grid(ward["LONG"], ward["LAT"])
            assert abs(east - ward["BNG_E"]) < 10, ward["WD25NM"]
            assert abs(north - ward["BNG_N"]) < 10, ward["WD25NM"]


@real_data
@pytest.mark.real_data
def test_a_real_topology_loads_by_layer():
    text = (REAL / "uk_topo.json").read_text("utf-8")
    regions = parse_boundaries(text, "uk_topo.json", layer="rgn", code_field="areacd", name_field="areanm")
    assert "North East" in {region.name for region in regions}
    assert len(regions) == 12
