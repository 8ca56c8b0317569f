"""Places as a tree: state, country, region, county, authority, and beneath it wards, localities and estates.

A combined authority lies in a country; which authorities belong to it is a membership beside the tree.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from commonweal.domain.errors import Invalid

_GSS = re.compile(r"[EWSNK]\d{8}")


class PlaceKind(StrEnum):
    """The levels of the tree, from wide to narrow."""

    STATE = "state"
    COUNTRY = "country"
    REGION = "region"
    COMBINED_AUTHORITY = "combined_authority"
    COUNTY = "county"
    AUTHORITY = "authority"
    WARD = "ward"
    LOCALITY = "locality"
    ESTATE = "estate"
    NEIGHBOURHOOD = "neighbourhood"


#: Kinds that a body adds by hand within its own area.
LOCAL_KINDS = (PlaceKind.LOCALITY, PlaceKind.ESTATE, PlaceKind.NEIGHBOURHOOD)
#: Kinds that a body may load from a file of boundaries.
LOADED_KINDS = (PlaceKind.WARD, *LOCAL_KINDS)

_BY_AREA = (PlaceKind.COUNTY, PlaceKind.AUTHORITY, PlaceKind.WARD)
#: The kinds a place of each kind may lie in.
WITHIN: dict[PlaceKind, tuple[PlaceKind, ...]] = {
    PlaceKind.STATE: (),
    PlaceKind.COUNTRY: (PlaceKind.STATE,),
    PlaceKind.REGION: (PlaceKind.COUNTRY,),
    PlaceKind.COMBINED_AUTHORITY: (PlaceKind.COUNTRY, PlaceKind.REGION),
    PlaceKind.COUNTY: (PlaceKind.COUNTRY, PlaceKind.REGION),
    PlaceKind.AUTHORITY: (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.COUNTY),
    PlaceKind.WARD: (PlaceKind.AUTHORITY,),
    PlaceKind.LOCALITY: _BY_AREA,
    PlaceKind.ESTATE: (*_BY_AREA, PlaceKind.LOCALITY, PlaceKind.NEIGHBOURHOOD),
    PlaceKind.NEIGHBOURHOOD: (*_BY_AREA, PlaceKind.LOCALITY),
}


def check_within(kind: PlaceKind, parent: PlaceKind) -> None:
    """Raise Invalid unless a place of `kind` may lie in one of kind `parent`."""
    if parent not in WITHIN[kind]:
        raise Invalid("place.parent_of_wrong_kind", field="parent", kind=kind.value, parent_kind=parent.value)


def is_gss_code(code: str) -> bool:
    """True for the shape of an official code: a nation's letter and eight digits (K for more than one nation)."""
    return _GSS.fullmatch(code) is not None


def ancestors(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Codes from the place's parent up to the top of the tree.

    Raises:
        Invalid: ``place.circle`` when the parents run in a circle.
    """
    found: list[str] = []
    above = parents[code]
    while above is not None:
        if above == code or above in found:
            raise Invalid("place.circle", field="parent", place=code)
        found.append(above)
        above = parents[above]
    return tuple(found)


def descendants(code: str, parents: Mapping[str, str | None]) -> frozenset[str]:
    """Codes of everything that lies in the place, without itself."""
    return frozenset(other for other in parents if other != code and code in ancestors(other, parents))


def check_tree(parents: Mapping[str, str | None], kinds: Mapping[str, PlaceKind]) -> None:
    """Raise Invalid for a parent that is not in the tree, is of a wrong kind, or closes a circle."""
    for code, parent in parents.items():
        if parent is None:
            continue
        if parent not in parents:
            raise Invalid("place.parent_unknown", field="parent", place=code, parent=parent)
        check_within(kinds[code], kinds[parent])
        ancestors(code, parents)


def roots(parents: Mapping[str, str | None]) -> Iterable[str]:
    """Codes of the places that lie in no other."""
    return (code for code, parent in parents.items() if parent is None)
