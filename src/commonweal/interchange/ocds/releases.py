"""The releases that a JSON value holds: a release itself, a record, a package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WRAPPERS = frozenset(("releases", "records", "compiledRelease", "versionedRelease"))
"""Fields that only a record or a package has."""


def releases_of(value: Any) -> Iterator[tuple[Any, str]]:
    """Each release with its path in the value ("" when the value is the release).

    A record's embedded releases come first; its compiled release is given only where releases are linked or absent.
    A versioned release alone gives nothing.
    """
    if not isinstance(value, dict):
        yield value, ""
    elif isinstance(value.get("records"), list):
        for number, record in enumerate(value["records"]):
            yield from ((release, f"/records/{number}{path}") for release, path in _of_record(record))
    elif "compiledRelease" in value or "versionedRelease" in value:
        yield from _of_record(value)
    elif isinstance(value.get("releases"), list):
        yield from ((release, f"/releases/{number}") for number, release in enumerate(value["releases"]))
    else:
        yield value, ""


def _of_record(record: Any) -> Iterator[tuple[Any, str]]:
    if not isinstance(record, dict):
        yield record, ""
        return
    listed = record.get("releases")
    embedded = [] if not isinstance(listed, list) else list(enumerate(listed))
    if embedded and all(_is_embedded(release) for _, release in embedded):
        yield from ((release, f"/releases/{number}") for number, release in embedded)
    elif "compiledRelease" in record:
        yield record["compiledRelease"], "/compiledRelease"


def _is_embedded(release: Any) -> bool:
    return isinstance(release, dict) and "ocid" in release and "url" not in release
