"""Award criteria: their kinds, their weighting in basis points, and the bands by which answers are scored.

The criteria, their weighting and the scoring bands are fixed in the tender documents before tenders are invited
(Procurement Act 2023, section 23). Weightings are integer basis points of the whole: 10,000 is 100%.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from commonweal.domain.errors import Invalid
from commonweal.domain.weights import WHOLE, check_total

#: Scores are hundredths of a mark from 0 to 100 marks.
TOP_SCORE = 10_000


class CriterionKind(StrEnum):
    """Price is scored by a stated formula; quality and social value are scored by assessors."""

    PRICE = "price"
    QUALITY = "quality"
    SOCIAL_VALUE = "social_value"


@dataclass(frozen=True)
class Band:
    """One step of a scoring scale. `score` is in hundredths of a mark, 0 to 10,000."""

    score: int
    title: str
    text: str


#: The scale a criterion starts with. Source: project judgement, built to reward learning and honest uncertainty;
#: an authority edits the words in its own copy.
DEFAULT_BANDS = (
    Band(0, "No answer", "Nothing is offered, or what is offered does not answer the question."),
    Band(2_500, "Weak", "Parts of the question are answered. What will be done, by whom or when is unclear."),
    Band(5_000, "Fair", "The question is answered. Some of what will be done, by whom and when is specific."),
    Band(7_500, "Good", "What will be done, by whom and when is specific, and how we would know is stated."),
    Band(
        10_000,
        "Very good",
        "As good, and the answer says what is uncertain, how we would learn, and what happens if it does not work.",
    ),
)


def check_weights(weights: Iterable[int]) -> None:
    """Raise `Invalid` unless each weighting (basis points) is above nothing and they total 100% exactly."""
    listed = list(weights)
    if not listed:
        raise Invalid("ask.no_criteria", field="criteria")
    if any(not 0 < weight <= WHOLE for weight in listed):
        raise Invalid("criterion.weight_out_of_range", field="weight")
    check_total(listed)


def check_bands(bands: Iterable[Band]) -> None:
    """Raise `Invalid` unless the bands rise from no mark to full marks and each has its words."""
    listed = list(bands)
    scores = [band.score for band in listed]
    if len(listed) < 2 or scores[0] != 0 or scores[-1] != TOP_SCORE:
        raise Invalid("criterion.bands_incomplete", field="bands")
    if any(later <= earlier for earlier, later in pairwise(scores)):
        raise Invalid("criterion.bands_out_of_order", field="bands")
    if not all(band.title.strip() and band.text.strip() for band in listed):
        raise Invalid("criterion.band_without_words", field="bands")
