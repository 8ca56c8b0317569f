"""Facts about a whole procurement, worked out once while its tables are written, for measures to count."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    items = list(_items(release, tender))
    return _division(tender, items), _region(items), _tenderers(release, tender), _asks(tender)


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _items(release: dict[str, Any], tender: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from _dicts(tender.get("items"))
    for award in _dicts(release.get("awards")):
        yield from _dicts(award.get("items"))


def _division(tender: dict[str, Any], items: list[dict[str, Any]]) -> str | None:
    for holder in (tender, *items):
        for found in (holder.get("classification"), *_dicts(holder.get("additionalClassifications"))):
            if isinstance(found, dict) and found.get("scheme") == "CPV":
                code = str(found.get("id") or "")
                if code[:2].isdigit() and len(code) >= 2:
                    return code[:2]
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
    texts = list(_texts(tender))
    if not texts:
        return None
    return any(map(_names_social_value, texts))


def _names_social_value(text: str) -> bool:
    """The pattern, tried only where it can match: most texts hold neither of its first words."""
    if text.isascii():
        lower = text.lower()
        if "social" not in lower and "community benefit" not in lower:
            return False
    return _SOCIAL_VALUE.search(text) is not None


def _texts(tender: dict[str, Any]) -> Iterator[str]:
    for holder in (tender, *_dicts(tender.get("lots"))):
        for name in ("title", "description", "awardCriteriaDetails"):
            if isinstance(holder.get(name), str) and holder[name].strip():
                yield holder[name]
        criteria = holder.get("awardCriteria")
        for entry in _dicts(criteria.get("criteria")) if isinstance(criteria, dict) else []:
            yield from (entry[name] for name in ("name", "description") if isinstance(entry.get(name), str))
