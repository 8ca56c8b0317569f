"""Facts about a whole procurement, worked out once while its tables are written, for measures to count."""

from __future__ import annotations

import re
from typing import Any

COLUMNS = (
    ("cpv_division", "text"),
    ("delivery_region", "text"),
    ("tenderer_count", "whole"),
    ("asks_social_value", "truth"),
)
"""Derived columns of `procurements`, in the order in which `derive` gives them."""

_SOCIAL_VALUE = re.compile(r"\bsocial[\s-]+value\b|\bcommunity benefits?\b", re.IGNORECASE)
_WHOLE = re.compile(r"\s*[0-9]{1,9}\s*")
_COUNTS = ("finalStageBids", "validBids", "bids")


def derive(release: dict[str, Any]) -> tuple[str | None, str | None, int | None, bool | None]:
    """CPV division, region of delivery, number of tenderers, whether social value is asked for in words.

    Each is None where the release does not say. The first CPV code and the first region named stand for the whole.
    """
    tender = release.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    items = _items(release, tender)
    count = tenderers(tender.get("numberOfTenderers"), tender.get("tenderers"), release.get("bids"))
    return _division(tender, items), _region(items), count, _asks(tender)


def _dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list: the list itself where it holds nothing else, as nearly all do."""
    if not isinstance(value, list):
        return []
    for item in value:
        if type(item) is not dict:
            return [item for item in value if isinstance(item, dict)]
    return value


def _items(release: dict[str, Any], tender: dict[str, Any]) -> list[dict[str, Any]]:
    found = _dicts(tender.get("items"))
    for award in _dicts(release.get("awards")):
        if "items" in award:
            found = found + _dicts(award["items"])
    return found


def _division(tender: dict[str, Any], items: list[dict[str, Any]]) -> str | None:
    for holder in (tender, *items):
        own = holder.get("classification")
        code = division([own]) or division(holder.get("additionalClassifications"))
        if code:
            return code
    return None


def division(classifications: Any) -> str | None:
    """The CPV division that the first of some classifications names."""
    for found in _dicts(classifications):
        if found.get("scheme") == "CPV":
            code = division_of_code(found.get("id"))
            if code:
                return code
    return None


def division_of_code(code: Any) -> str | None:
    """The first two digits of a CPV code."""
    start = str(code or "")[:2]
    return start if len(start) == 2 and start.isdigit() else None


def _region(items: list[dict[str, Any]]) -> str | None:
    for item in items:
        found = region(item.get("deliveryAddresses"))
        if found:
            return found
    return None


def region(addresses: Any) -> str | None:
    """The first region that some addresses name."""
    for address in _dicts(addresses):
        if isinstance(address.get("region"), str) and address["region"].strip():
            return str(address["region"].strip())
    return None


def tenderers(said: Any, listed: Any, bids: Any) -> int | None:
    """How many there were: as said, as listed, or as the statistics of bids have it. Nought is believed only alone."""
    number = _number(said)
    if number:
        return number
    if isinstance(listed, list) and listed:
        return len(listed)
    statistics = _dicts(bids.get("statistics")) if isinstance(bids, dict) else []
    for measure in _COUNTS:
        values = [_number(entry.get("value")) for entry in statistics if entry.get("measure") == measure]
        counted = [value for value in values if value]
        if counted:
            return max(counted)
    return number


def _number(said: Any) -> int | None:
    """A whole number, also one written as text, from nought up; None of anything else."""
    if type(said) is str and _WHOLE.fullmatch(said):
        said = int(said)
    return said if type(said) is int and said >= 0 else None


def _asks(tender: dict[str, Any]) -> bool | None:
    says: bool | None = None
    for holder in (tender, *_dicts(tender.get("lots"))):
        for text in _texts(holder):
            if names_social_value(text):
                return True
            says = False
    return says


def names_social_value(text: str) -> bool:
    """Whether a text does. The pattern is tried only where it can match: most texts hold neither of its first words."""
    return may_name_social_value(text) and _SOCIAL_VALUE.search(text) is not None


def may_name_social_value(text: str) -> bool:
    """Whether it is worth trying the pattern."""
    if not text.isascii():
        return True
    lower = text.lower()
    return "social" in lower or "community benefit" in lower


def _texts(holder: dict[str, Any]) -> list[str]:
    """What a tender or a lot says in words."""
    found = [text for text in map(holder.get, _WORDED) if isinstance(text, str) and text.strip()]
    return found + texts_of_criteria(holder.get("awardCriteria"))


def texts_of_criteria(criteria: Any) -> list[str]:
    """What award criteria say in words."""
    entries = _dicts(criteria.get("criteria")) if isinstance(criteria, dict) else []
    names = ("name", "description")
    return [entry[name] for entry in entries for name in names if isinstance(entry.get(name), str)]


_WORDED = ("title", "description", "awardCriteriaDetails")
