"""Putting the lists that ship with the product into the database: places and national social value frameworks.

Every installation needs them, demonstration or production. Loading again adds what a new version brings and changes
nothing else: an edition that is there is never touched.
"""

import datetime as dt
from collections.abc import Callable

from commonweal.domain.places import PlaceKind
from commonweal.interchange.frameworks import read_yaml
from commonweal.lifecycle.strategy.actions import library, places
from commonweal.lifecycle.strategy.models import FrameworkEdition
from commonweal.reference import places as listed
from commonweal.reference.loader import DATA, read_header, shipped_files

FRAMEWORKS = "social_value"
_KINDS = {
    "state": PlaceKind.STATE,
    "country": PlaceKind.COUNTRY,
    "region": PlaceKind.REGION,
    "combined_authority": PlaceKind.COMBINED_AUTHORITY,
    "combined_county_authority": PlaceKind.COMBINED_AUTHORITY,
    "strategic_authority": PlaceKind.COMBINED_AUTHORITY,
    "county": PlaceKind.COUNTY,
}


def load(*, now: dt.datetime, say: Callable[[str], None]) -> None:
    """Load what is missing of every shipped list; `say` is told what was loaded."""
    if added := load_places(now=now):
        say(f"Loaded {added} places.")
    for edition in load_frameworks(now=now):
        say(f"Loaded {edition.title}.")


def load_places(*, now: dt.datetime) -> int:
    """The tree of the United Kingdom down to local authorities. Returns how many places were added or changed."""
    groups = [
        places.SharedPlace(each.code, each.name, _KINDS[each.kind], each.parent)
        for each in listed.groups().values()
    ]
    bodies = [
        places.SharedPlace(
            each.code,
            each.name,
            _KINDS.get(each.kind, PlaceKind.AUTHORITY),
            each.county or each.region or each.country,
            listed.combined_authority_of(each.code),
        )
        for each in listed.authorities().values()
    ]
    source = read_header("places/authorities.csv").source
    return places.load_shared([*groups, *bodies], source=source, now=now)


def load_frameworks(*, now: dt.datetime) -> list[FrameworkEdition]:
    """National frameworks, the older first. Returns the editions that were not there before."""
    files = [path for path in shipped_files() if path.parent == DATA / FRAMEWORKS]
    editions = sorted((read_yaml(path.read_bytes()) for path in files), key=lambda each: each.usable_from)
    stored = FrameworkEdition.objects.for_system("which shipped frameworks are loaded").filter(owner=None)
    known = {(each.code, each.edition) for each in stored}
    return [
        library.load_national(edition, now=now)
        for edition in editions
        if (edition.code, edition.edition) not in known
    ]
