"""Wording that a contract could not hold anybody to. Source: project judgement; each kind has its own advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from commonweal.domain.self_check.findings import Span


class Vague(StrEnum):
    """Why a wording is vague, which decides what is advised."""

    HEDGE = "hedge"
    HOW_MUCH = "how_much"
    HOW_OFTEN = "how_often"
    BOAST = "boast"
    OPEN_END = "open_end"


_PHRASES: dict[Vague, tuple[str, ...]] = {
    Vague.HEDGE: (
        "where possible", "wherever possible", "if possible", "where practicable", "where appropriate", "as appropriate",
        "aim to", "aims to", "aim for", "seek to", "seeks to", "endeavour to", "best endeavours", "strive to", "hope to",
        "look to", "work towards", "will consider", "will explore", "committed to", "intend to", "try to",
    ),
    Vague.HOW_MUCH: (
        "a number of", "a range of", "a variety of", "various", "several", "many", "significant", "significantly",
        "substantial", "a great deal of", "numerous", "up to", "as many as", "some",
    ),
    Vague.HOW_OFTEN: (
        "regular", "regularly", "frequent", "frequently", "periodically", "from time to time", "in due course",
        "as soon as possible", "promptly", "ongoing", "occasionally",
    ),
    Vague.BOAST: (
        "world-class", "world class", "leading provider", "industry-leading", "market-leading", "cutting-edge",
        "best in class", "passionate", "second to none", "holistic", "robust", "bespoke", "innovative", "state of the art",
    ),
    Vague.OPEN_END: ("etc", "and so on", "and so forth", "and more", "among others", "such like"),
}  # fmt: skip
_KIND = {phrase: kind for kind, phrases in _PHRASES.items() for phrase in phrases}
_PATTERN = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(re.escape(each) for each in sorted(_KIND, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)


def vague_in(text: str) -> Iterator[tuple[Vague, Span]]:
    """Every vague wording with its place, in the order of the text."""
    for match in _PATTERN.finditer(text):
        phrase = " ".join(match[0].lower().split())
        yield _KIND[phrase], Span(match.start(), match.end(), match[0])
