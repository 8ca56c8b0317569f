"""The measures of market health, one file each: what is counted, over what, why it matters and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from commonweal.reference.loader import read_header, read_mapping

KEYS = ("tenderers", "time_to_award", "sme", "vcse", "new_entrants", "concentration", "social_value")
"""In the order in which they are shown; each is the name of its file under `data/market`."""


@dataclass(frozen=True)
class Measure:
    """One measure in words. Every figure of it is shown with its definition and its coverage."""

    key: str
    title: str
    definition: str
    numerator: str
    denominator: str
    why: str
    direction: str


@cache
def measure(key: str) -> Measure:
    """The measure of this key. Raises ReferenceDataError when its file is not as it should be."""
    relative = f"market/{key}.yaml"
    node, lines = read_mapping(relative)
    found = Measure(
        key,
        *(
            node.text(name)
            for name in ("title", "definition", "numerator", "denominator", "why", "direction")
        ),
    )
    node.finish()
    node.raise_problems(relative, lines)
    return found


def shipped_measures_page() -> str:
    """The reference page of all measures, as Markdown."""
    header = read_header(f"market/{KEYS[0]}.yaml")
    parts = [
        "# Measures of market health",
        "`commonweal ocds market DIR --json` prints each of them under its key, with `definition` and `coverage` (known, of, "
        f"unknown and the share that is unknown). {header.source}. Checked by {header.checked_by} on {header.checked_on}, next "
        f"review by {header.next_review_on}. Written by `make docs` from `reference/data/market`.",
    ]
    for key in KEYS:
        each = measure(key)
        parts.append(
            f"## {each.title}\n\nKey `{each.key}`. {each.definition}\n\n"
            f"- Counted: {each.numerator}\n- Over: {each.denominator}\n- Why it matters: {each.why}\n"
            f"- Direction: {each.direction}"
        )
    return "\n\n".join(parts) + "\n"
