"""The offline score sheet of one assessor: what it says about itself, and what may stand in its cells.

The format is `commonweal.scores.1`: one sheet for each question, one row for each tender. It carries one assessor's own
marks and nobody else's, and comes back to the same seat or not at all. It says how each mark stood when it was made, so
that only what was changed in it is taken in, and nothing that was changed online in the meantime is undone.
"""

import hashlib
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
class Stood:
    """How a mark stood when the sheet was made: hundredths, and the digest of its reason."""

    score: int | None
    reason: str

    def written(self) -> str:
        """One cell of the sheet that says what it is."""
        return f"{'-' if self.score is None else self.score} {self.reason}"

    @classmethod
    def read(cls, text: str) -> "Stood":
        """What such a cell says; a mark that was not there, where it says nothing of the kind."""
        score, _space, reason = text.partition(" ")
        return cls(int(score), reason) if score.isdecimal() and reason else cls(None, reason or digest_of(""))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one row says: a mark in hundredths or none yet, and a reason; how both stood; and where their cells are."""

    tender_id: str
    criterion_id: str
    score: int | None
    reason: str
    stood: Stood
    cells: tuple[str, str]


class ChangedMeanwhile(Exception):
    """Cells of marks that were changed in the sheet and, otherwise, online since it was made."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = tuple(cells)
        super().__init__(", ".join(self.cells))


def digest_of(reason: str) -> str:
    """Short, and the same however a spreadsheet ends its lines and keeps its spaces."""
    return hashlib.sha256(" ".join(reason.split()).encode()).hexdigest()[:16]


def stood_at(tender_id: str, criterion_id: str) -> str:
    """The key under which the sheet says how a mark stood."""
    return f"{tender_id} {criterion_id}"


def merged(entry: Entry, score: int | None, reason: str) -> tuple[int | None, str, list[str]]:
    """The mark and reason to store, given those that are stored, and the cells that were changed in both places.

    An empty cell, and one that is as the sheet was made, leaves what is stored.
    """
    clashes = []
    own_score, own_reason = score, reason
    if entry.score not in (None, entry.stood.score, score):
        own_score = entry.score
        clashes += [entry.cells[0]] if score != entry.stood.score else []
    digest, held = digest_of(entry.reason), digest_of(reason)
    if entry.reason and digest not in (entry.stood.reason, held):
        own_reason = entry.reason
        clashes += [entry.cells[1]] if held != entry.stood.reason else []
    return own_score, own_reason, clashes


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
