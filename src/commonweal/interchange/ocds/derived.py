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
_COUNTS = ("finalStageBids", "validBids", "bids")


def derive(release: dict[str, Any]) -> tuple[str | None, str | None, int | None, bool | None]:
    """CPV division, region of delivery, number of tenderers, whether social value is asked for in words.

    Each is None where the release does not say. The first CPV code and the first region named stand for the whole.
    """
    tender = release.get("tender")
    tender = tender if isinstance(tender, dict) else {}
    items = _items(release, tender)
    return _division(tender, items), _region(items), _tenderers(release, tender), _asks(tender)


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
        for found in (holder.get("classification"), *_dicts(holder.get("additionalClassifications"))):
            if isinstance(found, dict) and found.get("scheme") == "CPV":
                code = str(found.get("id") or "")[:2]
                if len(code) == 2 and code.isdigit():
                    return code
    return None


def _region(items: list[dict[str, Any]]) -> str | None:
    for item in items:
        for address in _dicts(item.get("deliveryAddresses")):
            if isinstance(address.get("region"), str) and address["region"].strip():
                return str(address["region"].strip())
    return None


def _tenderers(release: dict[str, Any], tender: dict[str, Any]) -> int | None:
    said: Any = tender.get("numberOfTenderers")
    if isinstance(said, int) and type(said) is int and said >= 0:
        return said
    if isinstance(tender.get("tenderers"), list) and tender["tenderers"]:
        return len(tender["tenderers"])
    bids = release.get("bids")
    statistics = _dicts(bids.get("statistics")) if isinstance(bids, dict) else []
    for measure in _COUNTS:
        values: list[int] = [
            entry["value"]
            for entry in statistics
            if entry.get("measure") == measure and type(entry.get("value")) is int
        ]
        if values:
            return max(values)
    return None


def _asks(tender: dict[str, Any]) -> bool | None:
    says: bool | None = None
    for holder in (tender, *_dicts(tender.get("lots"))):
        for text in _texts(holder):
            if _names_social_value(text):
                return True
            says = False
    return says


def _names_social_value(text: str) -> bool:
    """The pattern, tried only where it can match: most texts hold neither of its first words."""
    if text.isascii():
        lower = text.lower()
        if "social" not in lower and "community benefit" not in lower:
            return False
    return _SOCIAL_VALUE.search(text) is not None


def _texts(holder: dict[str, Any]) -> list[str]:
    """What a tender or a lot says in words."""
    found = [text for text in map(holder.get, _WORDED) if isinstance(text, str) and text.strip()]
    criteria = holder.get("awardCriteria")
    for entry in _dicts(criteria.get("criteria")) if isinstance(criteria, dict) else ():
        found += [entry[name] for name in ("name", "description") if isinstance(entry.get(name), str)]
    return found


_WORDED = ("title", "description", "awardCriteriaDetails")
