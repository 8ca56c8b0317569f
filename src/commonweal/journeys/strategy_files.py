"""Files of the strategy stage: framework editions and boundaries, read and written for the pages that offer them."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.errors import Invalid
from commonweal.domain.places import PlaceKind
from commonweal.interchange.frameworks import (
    FileFault,
    UnreadableFramework,
    blank_xlsx,
    read_xlsx,
    read_yaml,
    write_xlsx,
    write_yaml,
)
from commonweal.lifecycle.strategy.actions import library, places
from commonweal.lifecycle.strategy.models import FrameworkEdition, Place
from commonweal.lifecycle.strategy.queries.library import adaptable_items, as_edition, items_of
from commonweal.organisations.models import Organisation
from commonweal.reference.boundaries import parse_boundaries

__all__ = [
    "FileFault",
    "UnreadableFramework",
    "blank_framework_xlsx",
    "framework_xlsx",
    "framework_yaml",
    "load_boundary_file",
    "load_framework",
]

MEGABYTE = 1024 * 1024
MAX_BOUNDARY_MEGABYTES = 20
_WORKBOOK = b"PK\x03\x04"


def load_framework(
    name: str, content: bytes, *, owner: Organisation, by: Actor, now: dt.datetime
) -> FrameworkEdition:
    """Load a body's own edition from YAML or from a workbook, told apart by their content.

    Raises:
        UnreadableFramework: the file has mistakes; every one is listed with its line or cell.
        Refused: the edition is there already, or would not follow the one before it.
    """
    known = adaptable_items(by)
    if content.startswith(_WORKBOOK) or name.lower().endswith(".xlsx"):
        edition = read_xlsx(content, known.keys())
    else:
        edition = read_yaml(content, known.keys())
    return library.load_own(edition, owner=owner, by=by, now=now)


def framework_yaml(edition: FrameworkEdition) -> bytes:
    """An edition as it was loaded, as YAML."""
    return write_yaml(as_edition(edition, items_of(edition)))


def framework_xlsx(edition: FrameworkEdition) -> bytes:
    """An edition as it was loaded, as a workbook."""
    return write_xlsx(as_edition(edition, items_of(edition)))


def blank_framework_xlsx() -> bytes:
    """A workbook with headings and choices, to fill in."""
    return blank_xlsx()


def load_boundary_file(
    name: str,
    content: bytes,
    *,
    owner: Organisation,
    parent: Place,
    kind: PlaceKind,
    source: str,
    by: Actor,
    now: dt.datetime,
) -> list[Place]:
    """Load wards or other boundaries from GeoJSON or TopoJSON, all or nothing.

    Raises:
        Invalid: the file is too large or not text, or the kind does not fit.
        ReferenceDataError: the file has mistakes; every one is listed with its path in the file.
    """
    if len(content) > MAX_BOUNDARY_MEGABYTES * MEGABYTE:
        raise Invalid("place.file_too_large", field="file", limit=MAX_BOUNDARY_MEGABYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("place.file_not_text", field="file") from error
    areas = parse_boundaries(text, name)
    boundaries = [places.Boundary(area.code, area.name, area.polygons) for area in areas]
    return places.load_boundaries(
        boundaries, owner=owner, parent=parent, kind=kind, source=source, by=by, now=now
    )
