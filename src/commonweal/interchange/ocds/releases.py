"""The releases that a JSON value holds: a release itself, a record, a package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

WRAPPERS = frozenset(("releases", "records", "compiledRelease", "versionedRelease"))
"""Fields that only a record or a package has."""


def releases_of(value: Any, depth: int = 3) -> Iterator[tuple[Any, str]]:
    """Each release with its path in the value ("" when the value is the release).

    A record's embedded releases come first; its compiled release is given only where releases are linked or absent.
    A versioned release alone gives nothing. Of an object that is none of these, as in the answers of some search
    services, the releases, records and packages in it are given; of a list those of its members, lists in lists up to `depth`.
    """
    if isinstance(value, list) and value and depth:
        for number, member in enumerate(value):
            yield from ((release, f"/{number}{path}") for release, path in releases_of(member, depth - 1))
    elif not isinstance(value, dict):
        yield value, ""
    elif isinstance(value.get("records"), list):
        for number, record in enumerate(value["records"]):
            yield from ((release, f"/records/{number}{path}") for release, path in _of_record(record))
    elif _is_record(value):
        yield from _of_record(value)
    elif isinstance(value.get("releases"), list):
        for number, release in enumerate(value["releases"]):
            if isinstance(release, list):
                yield from (
                    (each, f"/releases/{number}{path}") for each, path in releases_of(release, depth - 1)
                )
            else:
                yield release, f"/releases/{number}"
    elif "ocid" in value or not (inside := list(_inside(value, "", _DEPTH))):
        yield value, ""
    else:
        yield from inside


_DEPTH = 3
"""Levels below an unknown object that are looked at for something known."""


def _inside(value: Any, path: str, depth: int) -> Iterator[tuple[Any, str]]:
    if depth == 0 or not isinstance(value, dict | list):
        return
    for name, below in value.items() if isinstance(value, dict) else enumerate(value):
        here = f"{path}/{name}"
        if isinstance(below, dict) and ("ocid" in below or not WRAPPERS.isdisjoint(below)):
            yield from ((release, f"{here}{where}") for release, where in releases_of(below))
        else:
            yield from _inside(below, here, depth - 1)


def _is_record(value: dict[str, Any]) -> bool:
    """Whether it holds a compiled or versioned release; a release with a field of that name is a release."""
    held = (value.get("compiledRelease"), value.get("versionedRelease"))
    return any(isinstance(each, dict) for each in held) or (
        "tag" not in value and ("compiledRelease" in value or "versionedRelease" in value)
    )


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
    return isinstance(release, dict) and "url" not in release and not _SECTIONS.isdisjoint(release)


_SECTIONS = frozenset(("ocid", "planning", "tender", "awards", "contracts", "parties", "buyer"))
"""Fields of which a release that is only linked has none."""
