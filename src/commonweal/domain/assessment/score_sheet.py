"""The offline score sheet of one assessor: what it says about itself, and what may stand in its cells.

The format is `commonweal.scores.1`: one sheet for each question, one row for each tender. It carries one assessor's own
marks and nobody else's, and comes back to the same seat or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.domain.criteria import Band

FORMAT = "commonweal.scores.1"
#: Columns of a question's sheet, from 0; rows begin under the heading row.
TENDER, TENDERER, ANSWER, BAND, REASON = range(5)
FIRST_ROW = 4
#: Answers travel with the sheet up to so many of them; beyond, it would be too large to open.
MOST_ANSWERS = 1_000
MOST_REASON = 500


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """One question: its sheet's name, its criterion, and what each choice means in hundredths."""

    sheet: str
    criterion_id: str
    choices: dict[str, int]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a sheet that comes back must be: whose, of which assessment and ask, with which questions and tenders."""

    seat_id: str
    assessment_id: str
    ask_digest: str
    questions: tuple[SheetQuestion, ...]
    tenders: tuple[str, ...]

    def manifest(self) -> dict[str, str]:
        """What the sheet says about itself."""
        return {
            "format": FORMAT,
            "seat": self.seat_id,
            "assessment": self.assessment_id,
            "ask": self.ask_digest,
        }


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says: a mark in hundredths or none yet, and a reason."""

    tender_id: str
    criterion_id: str
    score: int | None
    reason: str


def sheet_name(number: int) -> str:
    """``Question 3``."""
    return f"Question {number}"


def choices_of(bands: Sequence[Band]) -> dict[str, int]:
    """What may be chosen, best first: ``75 - Good`` for a band of 75 marks."""
    return {
        f"{_marks(band.score)} - {band.title}": band.score for band in sorted(bands, key=lambda b: -b.score)
    }


def _marks(score: int) -> str:
    whole, part = divmod(score, 100)
    return f"{whole}.{part:02d}".rstrip("0") if part else str(whole)
