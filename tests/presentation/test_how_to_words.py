"""What a how-to names in bold or italics is on the product's pages, in the same words."""

import re
from pathlib import Path

import pytest

from tools import messages

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
NAMED = re.compile(r"\*\*([^*]+)\*\*|(?<!\*)\*([^*]+)\*(?!\*)")
LEAD = re.compile(r"^\d+\. \*\*[^*]+\*\*", re.MULTILINE)
"""The words in bold that begin a step, and say what it is about."""

EMPHASIS = {
    "delivery-lead.md": {
        *("When a report is questioned", "Read the decision", "Lessons"),
        *("Somebody delivers a part for you?", "Asked by another supplier?"),
    },
    "leader.md": {"Every figure opens", "A year"},
    "procurement-officer.md": {"rounds", "ask schedule", "own policies", "response workbook"},
    "supplier.md": {"Answers", "pathway"},
}  # fmt: skip
"""What begins a paragraph or stresses a word and names nothing on the screen."""


@pytest.fixture(scope="module")
def on_screen() -> set[str]:
    texts = (each.id if isinstance(each.id, tuple) else (each.id,) for each in messages.found() if each.id)
    return {" ".join(text.split()).casefold() for several in texts for text in several}


@pytest.mark.parametrize("page", sorted(path.name for path in HOW_TO.glob("*.md")))
def test_what_a_how_to_names_is_on_screen(page, on_screen):
    text = " ".join(LEAD.sub("", (HOW_TO / page).read_text("utf-8")).split())
    named = {(bold or italic).rstrip(".:,") for bold, italic in NAMED.findall(text)}
    unknown = {each for each in named if each.casefold() not in on_screen}
    assert sorted(unknown - EMPHASIS.get(page, set())) == []
