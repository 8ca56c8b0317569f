"""Shapes of authorities from postcode points: an open, honest drawing, not an official boundary.

Postcodes are counted on a square grid; each cell takes the authority with most postcodes; gaps inland take the nearest
one; outlines follow cell edges and are simplified once per shared line, so that neighbours still touch.
"""

from collections import defaultdict
from itertools import pairwise

import numpy
from scipy import ndimage

CELL = 500  # metres
REACH = 10  # cells: an empty cell further inland than this stays empty
TOLERANCE = 1.1  # cells
SPECK = 12  # cells: a smaller separate part is taken for a stray postcode


def topology(codes, points) -> dict:
    """A TopoJSON topology of one polygon set per code, on the British National Grid."""
    names = sorted(set(codes.tolist()))
    grid = _grid(numpy.searchsorted(numpy.array(names), codes) + 1, points)
    rings = {label: _rings(grid, label) for label in range(1, len(names) + 1)}
    arcs, parts = _cut(rings)
    simple = _simplify(arcs, parts)
    geometries = [
        {"type": "MultiPolygon", "id": names[label - 1], "arcs": _polygons(parts[label], arcs)}
        for label in rings
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [CELL, CELL], "translate": [0, 0]},
        "arcs": [_deltas(arc) for arc in simple],
        "objects": {"authorities": {"type": "GeometryCollection", "geometries": geometries}},
    }


def _grid(labels, points):
    """Label per cell (row = northing), 0 = empty, with an empty border."""
    cells = points // CELL + 1
    shape = (int(cells[:, 1].max()) + REACH + 2, int(cells[:, 0].max()) + REACH + 2)
    keys = (cells[:, 1] * shape[1] + cells[:, 0]) * (int(labels.max()) + 1) + labels
    found, counts = numpy.unique(keys, return_counts=True)
    grid = numpy.zeros(shape[0] * shape[1], dtype=numpy.int32)
    order = numpy.argsort(counts, kind="stable")  # the largest count is written last
    grid[found[order] // (int(labels.max()) + 1)] = found[order] % (int(labels.max()) + 1)
    grid = grid.reshape(shape)
    land = grid > 0
    closed = ndimage.binary_closing(numpy.pad(ndimage.binary_dilation(land), REACH), _disc(REACH))
    closed = ndimage.binary_fill_holes(closed)[REACH:-REACH, REACH:-REACH] | land
    nearest = ndimage.distance_transform_edt(~land, return_distances=False, return_indices=True)
    filled = numpy.where(closed, grid[tuple(nearest)], 0)
    filled[0, :] = filled[-1, :] = filled[:, 0] = filled[:, -1] = 0
    return _without_specks(filled)


def _disc(radius):
    y, x = numpy.ogrid[-radius : radius + 1, -radius : radius + 1]
    return x * x + y * y <= radius * radius


def _without_specks(grid):
    """Small separate parts of an authority on the mainland of others take their neighbour: stray postcodes."""
    result = grid.copy()
    for label in range(1, int(grid.max()) + 1):
        parts, count = ndimage.label(grid == label)
        sizes = numpy.bincount(parts.ravel())[1:]
        small = [
            number + 1 for number in range(count) if sizes[number] < SPECK and sizes[number] < sizes.max()
        ]
        result[numpy.isin(parts, small)] = 0
    emptied = (grid > 0) & (result == 0)
    parts, count = ndimage.label(emptied)
    beside = ndimage.maximum_filter(result, size=3)
    embedded = numpy.flatnonzero(ndimage.maximum(beside, parts, range(1, count + 1))) + 1
    nearest = ndimage.distance_transform_edt(result == 0, return_distances=False, return_indices=True)
    changed = numpy.where(numpy.isin(parts, embedded) & emptied, result[tuple(nearest)], result)
    return numpy.where(emptied & ~numpy.isin(parts, embedded), grid, changed)


def _rings(grid, label):
    """Closed outlines of a label as lattice points, the label always on the left."""
    onward = defaultdict(list)
    mine = grid == label
    for row, column in numpy.argwhere(mine).tolist():
        x, y = column, row
        if not mine[row - 1, column]:
            onward[(x, y)].append((x + 1, y))
        if not mine[row, column + 1]:
            onward[(x + 1, y)].append((x + 1, y + 1))
        if not mine[row + 1, column]:
            onward[(x + 1, y + 1)].append((x, y + 1))
        if not mine[row, column - 1]:
            onward[(x, y + 1)].append((x, y))
    rings = []
    while onward:
        start = min(onward)
        ring, at, came = [start], start, None
        while True:
            choices = onward[at]
            step = choices[0] if len(choices) == 1 else max(choices, key=lambda to: _leftness(came, at, to))
            choices.remove(step)
            if not choices:
                del onward[at]
            came, at = at, step
            if at == start:
                break
            ring.append(at)
        rings.append(ring)
    return rings


def _leftness(came, at, to):
    if came is None:
        return 0
    return (at[0] - came[0]) * (to[1] - at[1]) - (at[1] - came[1]) * (to[0] - at[0])


def _cut(rings):
    """Shared lines once each (`arcs`), and every ring as numbers of arcs (~n when walked backwards)."""
    neighbours = defaultdict(set)
    for every in rings.values():
        for ring in every:
            for here, there in _edges(ring):
                neighbours[here].add(there)
                neighbours[there].add(here)
    joints = {point for point, around in neighbours.items() if len(around) != 2}
    arcs, numbers = [], {}
    parts = {
        label: [_cut_ring(ring, joints, arcs, numbers) for ring in every] for label, every in rings.items()
    }
    return arcs, parts


def _cut_ring(ring, joints, arcs, numbers):
    first = next((place for place, point in enumerate(ring) if point in joints), ring.index(min(ring)))
    turned = ring[first:] + ring[:first] + [ring[first]]
    part, line = [], [turned[0]]
    for point in turned[1:]:
        line.append(point)
        if point in joints or point is turned[-1]:
            part.append(_number(tuple(line), arcs, numbers))
            line = [point]
    return part


def _number(line, arcs, numbers):
    if line in numbers:
        return numbers[line]
    if line[::-1] in numbers:
        return ~numbers[line[::-1]]
    numbers[line] = len(arcs)
    arcs.append(line)
    return numbers[line]


def _simplify(arcs, parts):
    """Fewer points per arc; an arc keeps all of them where a ring would vanish or turn inside out."""
    exact = set()
    while True:
        simple = [list(arc) if number in exact else _thin(list(arc)) for number, arc in enumerate(arcs)]
        broken = {number if number >= 0 else ~number for every in parts.values() for part in every
                  if _area(_walk(part, simple)) * _area(_walk(part, arcs)) <= 0 for number in part} - exact  # fmt: skip
        if not broken:
            return simple
        exact |= broken


def _thin(line):
    """Douglas and Peucker's method; a closed line is first split at its farthest point."""
    if line[0] == line[-1]:
        far = max(
            range(len(line)), key=lambda n: (line[n][0] - line[0][0]) ** 2 + (line[n][1] - line[0][1]) ** 2
        )
        return _thin(line[: far + 1])[:-1] + _thin(line[far:])
    keep, stack = {0, len(line) - 1}, [(0, len(line) - 1)]
    while stack:
        low, high = stack.pop()
        (ax, ay), (bx, by) = line[low], line[high]
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        away = [abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length for x, y in line[low + 1 : high]]
        if away and max(away) > TOLERANCE:
            middle = low + 1 + away.index(max(away))
            keep.add(middle)
            stack += [(low, middle), (middle, high)]
    return [line[n] for n in sorted(keep)]


def _walk(part, arcs):
    points = []
    for number in part:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += list(arc)[:-1]
    return points


def _edges(ring):
    return zip(ring, ring[1:] + ring[:1], strict=True)


def _area(ring):
    return sum(x * v - u * y for (x, y), (u, v) in _edges(ring)) / 2


def _polygons(rings, arcs):
    """Outer rings (anticlockwise) with the holes that lie inside them."""
    outer = [[part] for part in rings if _area(_walk(part, arcs)) > 0]
    for hole in (part for part in rings if _area(_walk(part, arcs)) < 0):
        point = _walk(hole, arcs)[0]
        holder = next((each for each in outer if _inside(point, _walk(each[0], arcs))), outer[0])
        holder.append(hole)
    return outer


def _inside(point, ring):
    x, y = point[0] + 0.5, point[1] + 0.5
    crossings = 0
    for (ax, ay), (bx, by) in _edges(ring):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            crossings += 1
    return crossings % 2 == 1


def _deltas(line):
    points = [line[0], *([x - u, y - v] for (u, v), (x, y) in pairwise(line))]
    return [list(point) for point in points]
