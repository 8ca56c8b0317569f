"""Scoring scales that ship with the product, read from `data/scoring_scales.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from commonweal.domain.criteria import Band, check_bands
from commonweal.domain.errors import Invalid
from commonweal.domain.library import Wording
from commonweal.reference.loader import read_mapping
from commonweal.reference.nodes import Node

_FILE = "scoring_scales.yaml"
_WORDINGS = tuple(each.value for each in Wording)


@dataclass(frozen=True)
class PublishedScale:
    """One scale. `wording` says how far its words were checked against where they were published."""

    id: str
    title: str
    source: str
    wording: Wording
    rewards_learning: bool
    bands: tuple[Band, ...]


@cache
def scoring_scales() -> tuple[PublishedScale, ...]:
    """Every shipped scale in the order of the file. Raises ReferenceDataError for bad data."""
    top, lines = read_mapping(_FILE)
    found = tuple(_scale(node) for node in top.nodes("scales"))
    top.finish()
    top.raise_problems(_FILE, lines)
    return found


def _scale(node: Node) -> PublishedScale:
    scale = PublishedScale(
        id=node.text("id"),
        title=node.text("title"),
        source=node.text("source"),
        wording=Wording(node.choice("wording", _WORDINGS)),
        rewards_learning=node.boolean("rewards_learning"),
        bands=tuple(_band(each) for each in node.nodes("bands")),
    )
    node.finish()
    try:
        check_bands(scale.bands)
    except Invalid as error:
        node.note(error.code, "bands")
    return scale


def _band(node: Node) -> Band:
    band = Band((node.integer("marks") or 0) * 100, node.text("title"), node.text("text"))
    node.finish()
    return band
