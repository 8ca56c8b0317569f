"""Exact arithmetic on outlines with whole-number corners."""

from __future__ import annotations

from math import isqrt

Point = tuple[int, int]
Ring = tuple[Point, ...]  # closed: the last corner joins the first


def signed_area_twice(ring: Ring) -> int:
    """Twice the enclosed area, positive when the corners run anticlockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in _edges(ring))


def perimeter(ring: Ring) -> int:
    """The length of the outline, each edge rounded down to a whole unit."""
    return sum(_length(a, b) for a, b in _edges(ring))


def first_crossing(ring: Ring, *, ignore_shorter_than: int = 0) -> int | None:
    """The number of an edge that properly crosses another, or None. Edges that only touch are let pass.

    A crossing with an edge shorter than `ignore_shorter_than` is let pass too. Edges are taken from west to east and
    compared only while their spans overlap.
    """
    edges = sorted(
        (min(a[0], b[0]), max(a[0], b[0]), number, a, b)
        for number, (a, b) in enumerate(_edges(ring))
        if _length(a, b) >= ignore_shorter_than
    )  # fmt: skip
    active: list[tuple[int, int, int, Point, Point]] = []
    for edge in edges:
        active = [other for other in active if other[1] > edge[0]]
        for other in active:
            if _cross(edge[3], edge[4], other[3], other[4]):
                return max(edge[2], other[2])
        active.append(edge)
    return None


def _length(a: Point, b: Point) -> int:
    return isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(zip(ring, ring[1:] + ring[:1], strict=True))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, p: Point) -> int:
    turn = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    return (turn > 0) - (turn < 0)
