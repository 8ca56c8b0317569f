"""Places of the United Kingdom: countries, regions, combined authorities, local authorities, postcode sectors, shapes.

The tree is state > country > region > (county >) local authority; a combined authority is a membership beside it.
Shapes are drawn from postcode points: open and honest, not official boundaries. Northern Ireland's districts have
none.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache

from commonweal.reference.boundaries import Area, parse_boundaries
from commonweal.reference.loader import DATA, read_header, read_rows
from commonweal.reference.outlines import Point

SHAPES = "places/shapes.topojson.gz"
NO_SHAPE_REASON = (
    "Northern Ireland's postcodes have a licence of their own, so its districts are listed without a shape."
)


@dataclass(frozen=True)
class PlaceGroup:
    """The state, a country, a region, or a combined, combined county or strategic authority. Codes are GSS codes."""

    code: str
    name: str
    kind: str
    parent: str | None


@dataclass(frozen=True)
class Authority:
    """A local authority. `centre` is the mean grid point in metres of its `postcodes`; None in Northern Ireland.

    `region` is for England, `county` for a district with a county council. `combined_authority` is its own membership;
    ask `combined_authority_of` for the one that covers it.
    """

    code: str
    name: str
    kind: str
    country: str
    region: str | None
    county: str | None
    combined_authority: str | None
    centre: Point | None
    postcodes: int


@dataclass(frozen=True)
class PostcodeSector:
    """A sector such as "SR5 2", its mean grid point, and the authorities that share it with their postcode counts."""

    code: str
    centre: Point
    authorities: tuple[tuple[str, int], ...]

    @property
    def main_authority(self) -> str:
        """The authority with most of its postcodes."""
        return self.authorities[0][0]


@cache
def groups() -> dict[str, PlaceGroup]:
    """Every group by code."""
    rows = read_rows("places/groups.csv")
    return {
        row["code"]: PlaceGroup(row["code"], row["name"], row["kind"], row["parent"] or None) for row in rows
    }


@cache
def authorities() -> dict[str, Authority]:
    """Every local authority by code, counties included."""
    return {row["code"]: _authority(row) for row in read_rows("places/authorities.csv")}


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        country=row["nation"],
        region=row["region"] or None,
        county=row["county"] or None,
        combined_authority=row["combined_authority"] or None,
        centre=(int(row["easting"]), int(row["northing"])) if row["easting"] else None,
        postcodes=int(row["postcodes"] or 0),
    )


def combined_authority_of(code: str) -> str | None:
    """The combined authority that covers an authority: its own, else its county's. Raises KeyError when unknown."""
    authority = authorities()[code]
    if authority.combined_authority or authority.county is None:
        return authority.combined_authority
    return authorities()[authority.county].combined_authority


def members(combined_authority: str) -> tuple[str, ...]:
    """The lower and single-tier authorities that a combined authority covers, in order of code."""
    return tuple(
        code
        for code, each in authorities().items()
        if each.kind != "county" and _covers(combined_authority, code)
    )


def _covers(combined_authority: str, code: str) -> bool:
    return combined_authority_of(code) == combined_authority


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above a place in the tree, nearest first. Raises KeyError for an unknown code."""
    above = _parent(code)
    return () if above is None else (above, *ancestors(above))


def _parent(code: str) -> str | None:
    if code in groups():
        return groups()[code].parent
    authority = authorities()[code]
    return authority.county or authority.region or authority.country


def children(code: str) -> tuple[str, ...]:
    """The codes directly below a place in the tree (regions of England, authorities of a region, districts)."""
    tree_groups = (
        each.code for each in groups().values() if each.parent == code and each.kind in ("country", "region")
    )
    return (*tree_groups, *(each for each in authorities() if _parent(each) == code))


@cache
def postcode_sectors() -> dict[str, PostcodeSector]:
    """Every postcode sector of Great Britain by its code."""
    return {row["sector"]: _sector(row) for row in read_rows("places/postcode_sectors.csv.gz")}


def _sector(row: dict[str, str]) -> PostcodeSector:
    shares = (share.split(":") for share in row["authorities"].split())
    counted = tuple((code, int(count)) for code, count in shares)
    return PostcodeSector(row["sector"], (int(row["easting"]), int(row["northing"])), counted)


def sector_of(postcode: str) -> PostcodeSector | None:
    """The sector of a full postcode in any spacing and case, or None when it is not one we know."""
    bare = "".join(postcode.split()).upper()
    return postcode_sectors().get(f"{bare[:-3]} {bare[-3]}") if 5 <= len(bare) <= 7 else None


@cache
def shapes() -> dict[str, Area]:
    """The drawn shape of each authority of Great Britain by code: lower and single tier, none for counties."""
    read_header(SHAPES)
    text = gzip.decompress((DATA / SHAPES).read_bytes()).decode()
    return {area.code: Area(area.code, authorities()[area.code].name, area.polygons)
            for area in parse_boundaries(text, SHAPES)}  # fmt: skip
