"""Boundaries from GeoJSON or TopoJSON as areas on the British National Grid, in whole metres.

Input may be in longitude and latitude (the rule for GeoJSON) or already on the National Grid; coordinates beyond 180
mean the latter. What cannot be drawn truly is refused: open or crossing outlines, no area, places outside the
United Kingdom.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from commonweal.reference.nodes import Problem, ReferenceDataError
from commonweal.reference.outlines import Point, Ring, first_crossing, perimeter, signed_area_twice
from commonweal.reference.projection import national_grid

MAX_AREAS = 20_000
MAX_POSITIONS = 1_000_000
CODE_FIELD = re.compile(r"^[A-Z]{2,8}\d{2}(CD|cd)$")
PLAIN_CODES = ("code", "id")
PLAIN_NAMES = ("name", "title")

Polygon = tuple[Ring, ...]  # the outer ring first, then its holes


@dataclass(frozen=True)
class Area:
    """A named area: its code, its name and its polygons in whole metres of the National Grid."""

    code: str
    name: str
    polygons: tuple[Polygon, ...]


class _Reading:
    """One pass over a file: what is wrong, and how many positions were seen."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.positions = 0

    def note(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))


def parse_boundaries(
    text: str,
    name: str,
    *,
    code_field: str | None = None,
    name_field: str | None = None,
    layer: str | None = None,
) -> tuple[Area, ...]:
    """Every area of a GeoJSON feature collection or of one `layer` of a TopoJSON topology.

    Without field names the first property such as WD25CD is the code and its twin WD25NM the name; where there is none,
    a property called code or id, else the feature's own id, and one called name or title. Raises
    ReferenceDataError with every mistake by its path, such as `features[3].geometry.coordinates[0][0]`.
    """
    reading = _Reading()
    value = _json(text, name)
    features = _features(value, reading, layer)
    fields = code_field, name_field
    areas = [_area(feature, path, fields, reading) for path, feature in features]
    found = tuple(area for area in areas if area is not None)
    _refuse_repeats(found, reading)
    if not found and not reading.problems:
        reading.note("the file", "holds no areas")
    if reading.problems:
        raise ReferenceDataError(name, reading.problems)
    return found


def _json(text: str, name: str) -> dict[str, Any]:
    def refuse(word: str) -> None:
        raise ValueError(f"{word} is not a number")

    try:
        value = json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise ReferenceDataError(
            name, [Problem("the file", f"is not JSON: {error.msg}", error.lineno)]
        ) from error
    except RecursionError as error:
        raise ReferenceDataError(name, [Problem("the file", "is nested too deeply to be read")]) from error
    except ValueError as error:
        raise ReferenceDataError(name, [Problem("the file", f"cannot be read: {error}")]) from error
    if not isinstance(value, dict):
        raise ReferenceDataError(name, [Problem("the file", "must be a GeoJSON or TopoJSON object")])
    return value


def _features(
    value: dict[str, Any], reading: _Reading, layer: str | None
) -> list[tuple[str, dict[str, Any]]]:
    """Path and feature (`properties`, `id`, `polygons` as rings of raw positions)."""
    kind = value.get("type")
    if kind == "FeatureCollection":
        found = _geojson(value, reading)
    elif kind == "Topology":
        found = _topojson(value, reading, layer)
    else:
        reading.note("type", f"must be FeatureCollection or Topology, not {kind!r}")
        return []
    if len(found) > MAX_AREAS:
        reading.note("the file", f"holds more than {MAX_AREAS:,} areas")
        return []
    return found


def _geojson(value: dict[str, Any], reading: _Reading) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for index, feature in enumerate(_list(value.get("features"), "features", reading)):
        path = f"features[{index}]"
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if not isinstance(geometry, dict):
            reading.note(path, "must be a feature with a geometry")
            continue
        polygons = _by_type(geometry, geometry.get("coordinates"), f"{path}.geometry", reading)
        found.append((path, {**feature, "polygons": polygons}))
    return found


def _by_type(geometry: dict[str, Any], body: Any, path: str, reading: _Reading) -> list[tuple[str, Any]]:
    """Path and body of each polygon."""
    kind = geometry.get("type")
    inner = "arcs" if "arcs" in geometry else "coordinates"
    if kind == "Polygon":
        return [(f"{path}.{inner}", body)]
    if kind == "MultiPolygon":
        parts = _list(body, f"{path}.{inner}", reading)
        return [(f"{path}.{inner}[{index}]", part) for index, part in enumerate(parts)]
    reading.note(f"{path}.type", f"must be Polygon or MultiPolygon, not {kind!r}")
    return []


def _topojson(
    value: dict[str, Any], reading: _Reading, layer: str | None
) -> list[tuple[str, dict[str, Any]]]:
    objects = value.get("objects")
    if not isinstance(objects, dict) or not objects:
        reading.note("objects", "must name at least one layer")
        return []
    chosen = layer or next(iter(objects))
    if not isinstance(objects.get(chosen), dict):
        reading.note("objects", f"has no layer {chosen!r}, only {', '.join(map(str, objects))}")
        return []
    arcs = _decoded_arcs(value, reading)
    found = []
    for index, geometry in enumerate(
        _list(objects[chosen].get("geometries"), f"objects.{chosen}.geometries", reading)
    ):
        path = f"objects.{chosen}.geometries[{index}]"
        if not isinstance(geometry, dict):
            reading.note(path, "must be a geometry")
            continue
        parts = _by_type(geometry, geometry.get("arcs"), path, reading)
        polygons = [(at, _joined(part, arcs, at, reading)) for at, part in parts]
        found.append((path, {**geometry, "polygons": polygons}))
    return found


def _decoded_arcs(value: dict[str, Any], reading: _Reading) -> list[list[list[float]]]:
    transform = value.get("transform")
    scale, shift = [1, 1], [0, 0]
    if isinstance(transform, dict):
        scale, shift = transform.get("scale", scale), transform.get("translate", shift)
    if not (_is_position(scale) and _is_position(shift)):
        reading.note("transform", "must hold a scale and a translate of two numbers each")
        return []
    arcs = []
    for index, arc in enumerate(_list(value.get("arcs"), "arcs", reading)):
        points, x, y = [], 0, 0
        for place, step in enumerate(_list(arc, f"arcs[{index}]", reading)):
            if not _is_position(step):
                reading.note(f"arcs[{index}][{place}]", f"must be two numbers, not {step!r}")
                return []
            x, y = (x + step[0], y + step[1]) if transform else (step[0], step[1])
            points.append([x * scale[0] + shift[0], y * scale[1] + shift[1]])
        arcs.append(points)
    return arcs


def _joined(
    polygon: Any, arcs: list[list[list[float]]], path: str, reading: _Reading
) -> list[list[list[float]]]:
    rings = []
    for index, ring in enumerate(_list(polygon, path, reading)):
        points: list[list[float]] = []
        for place, number in enumerate(_list(ring, f"{path}[{index}]", reading)):
            at = f"{path}[{index}][{place}]"
            if (
                isinstance(number, bool)
                or not isinstance(number, int)
                or not -len(arcs) <= number < len(arcs)
            ):
                reading.note(at, f"names no arc: {number!r}")
                return []
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            if points and arc and points[-1] != arc[0]:
                reading.note(at, "does not begin where the arc before it ends")
                return []
            points += arc[1:] if points else arc
        rings.append(points)
    return rings


def _area(
    feature: dict[str, Any], path: str, fields: tuple[str | None, str | None], reading: _Reading
) -> Area | None:
    before = len(reading.problems)
    code, title = _identity(feature, path, fields, reading)
    polygons = tuple(_polygon(rings, at, reading) for at, rings in feature["polygons"])
    if not polygons and len(reading.problems) == before:
        reading.note(path, "has no outline")
    if len(reading.problems) == before:
        _refuse_crossings(feature["polygons"], polygons, reading)
    return Area(code, title, polygons) if len(reading.problems) == before else None


def _identity(
    feature: dict[str, Any], path: str, fields: tuple[str | None, str | None], reading: _Reading
) -> tuple[str, str]:
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    code_field = (
        fields[0]
        or next((key for key in properties if CODE_FIELD.match(key)), None)
        or _plain_field(properties, PLAIN_CODES)
    )
    code = properties.get(code_field) if code_field else feature.get("id")
    if code_field is None and code is None:
        reading.note(
            f"{path}.properties",
            "names no code: give each area one, in a property such as WD25CD, code or id",
        )
        return "", ""
    name_field = fields[1] or _name_field(properties, code_field)
    title = properties.get(name_field, code) if name_field else code
    for field, found in ((code_field or "id", code), (name_field or "id", title)):
        if not isinstance(found, str) or not found.strip():
            reading.note(f"{path}.properties.{field}", f"must be text, not {found!r}")
            return "", ""
    return str(code).strip(), str(title).strip()


def _plain_field(properties: dict[str, Any], wanted: tuple[str, ...]) -> str | None:
    """The property with one of these names, however it is capitalised."""
    present = {key.lower(): key for key in properties}
    return next((present[key] for key in wanted if key in present), None)


def _name_field(properties: dict[str, Any], code_field: str | None) -> str | None:
    """The twin of a code such as WD25CD, else a property with a plain name."""
    if code_field and CODE_FIELD.match(code_field):
        return f"{code_field[:-2]}{'NM' if code_field.endswith('CD') else 'nm'}"
    return _plain_field(properties, PLAIN_NAMES)


def _polygon(rings: Any, path: str, reading: _Reading) -> Polygon:
    found = _list(rings, path, reading)
    if found == [] and not any(problem.path.startswith(path) for problem in reading.problems):
        reading.note(path, "has no outline")
    return tuple(_ring(ring, f"{path}[{index}]", reading) for index, ring in enumerate(found))


def _ring(positions: Any, path: str, reading: _Reading) -> Ring:
    """A closed outline without its repeated last point; an empty one after a problem was noted."""
    found = _list(positions, path, reading)
    reading.positions += len(found)
    if reading.positions > MAX_POSITIONS:
        reading.note(path, f"the file holds more than {MAX_POSITIONS:,} positions")
        return ()
    points: list[Point] = []
    for index, position in enumerate(found):
        point = _point(position)
        if point is None:
            reading.note(f"{path}[{index}]", f"is not a position in the United Kingdom: {position!r}")
            return ()
        points.append(point)
    return _checked_ring(points, path, reading)


def _checked_ring(points: list[Point], path: str, reading: _Reading) -> Ring:
    if len(points) < 4 or points[0] != points[-1]:
        reading.note(path, "must have at least four positions and end where it begins")
        return ()
    ring = tuple(here for here, there in pairwise(points) if here != there)
    if signed_area_twice(ring) == 0:
        reading.note(path, "encloses no area")
    return ring


def _refuse_crossings(raw: list[tuple[str, Any]], polygons: tuple[Polygon, ...], reading: _Reading) -> None:
    """An outline that crosses itself has no inside. Official boundaries drawn coarsely do so on very short edges; a
    crossing is let pass where one of the two edges is shorter than a fiftieth of the area's whole outline."""
    short = sum(perimeter(ring) for rings in polygons for ring in rings) // 50
    for (path, _), rings in zip(raw, polygons, strict=True):
        for index, ring in enumerate(rings):
            crossing = first_crossing(ring, ignore_shorter_than=short)
            if crossing is not None:
                reading.note(f"{path}[{index}][{crossing}]", "the outline crosses itself here")


def _point(position: Any) -> Point | None:
    if not _is_position(position):
        return None
    x, y = position[0], position[1]
    if abs(x) <= 180 and abs(y) <= 90:
        return national_grid(x, y) if -9 <= x <= 3 and 49 <= y <= 61.5 else None
    inside = -200_000 <= x <= 800_000 and -100_000 <= y <= 1_400_000
    return (round(x), round(y)) if inside else None


def _is_position(value: Any) -> bool:
    if not isinstance(value, list) or not 2 <= len(value) <= 4:
        return False
    return all(
        isinstance(each, (int, float)) and not isinstance(each, bool) and abs(each) < 1e9 for each in value
    )


def _list(value: Any, path: str, reading: _Reading) -> list[Any]:
    if isinstance(value, list):
        return value
    reading.note(path, f"must be a list, not {type(value).__name__}")
    return []


def _refuse_repeats(areas: tuple[Area, ...], reading: _Reading) -> None:
    seen: set[str] = set()
    for area in areas:
        if area.code in seen:
            reading.note("the file", f"holds the code {area.code!r} more than once")
        seen.add(area.code)
