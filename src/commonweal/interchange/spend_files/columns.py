"""What a column's cells hold, in whole percentages of the cells that hold anything."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.interchange.spend_files.amounts import Cell, NotAnAmount, is_blank, pence
from commonweal.interchange.spend_files.dates import NotADate, day

_HAS_LETTERS = re.compile(r"[A-Za-z].*[A-Za-z]")
_PENCE_SHOWN = re.compile(r"[.,]\d{1,2}\b|[£()]")
_DATE_MARKS = re.compile(r"[/-]|[A-Za-z]{3}")


@dataclass(frozen=True)
class Shares:
    """Percentages (0-100) of the filled cells; `distinct` counts different texts, `filled` the cells."""

    filled: int
    amounts: int
    dates: int
    pence_shown: int
    letters: int
    distinct: int
    looks_like_dates: bool


def shares(cells: Sequence[Cell]) -> Shares:
    """Measure a sample of a column."""
    filled = [cell for cell in cells if not is_blank(cell)]
    texts = [str(cell) for cell in filled]
    return Shares(
        filled=len(filled),
        amounts=_percent(sum(map(_is_amount, filled)), filled),
        dates=_percent(sum(map(_is_date, filled)), filled),
        pence_shown=_percent(sum(_shows_pence(cell) for cell in filled), filled),
        letters=_percent(sum(bool(_HAS_LETTERS.search(text)) for text in texts), filled),
        distinct=len(set(texts)),
        looks_like_dates=sum(_marks_date(cell) for cell in filled) * 2 > len(filled),
    )


def looks_like_supplier(held: Shares, name: str) -> bool:
    """Names of suppliers are text with many different values; a column headed otherwise must be nameless."""
    return held.filled > 0 and held.letters >= 80 and held.dates < 50 and not name


def _percent(part: int, whole: Sequence[object]) -> int:
    return part * 100 // len(whole) if whole else 0


def _is_amount(cell: Cell) -> bool:
    try:
        return pence(cell) is not None
    except NotAnAmount:
        return isinstance(cell, str) and cell.strip().lower().startswith("redact")


def _is_date(cell: Cell) -> bool:
    return _reads_as_day(cell, month_first=False) or _reads_as_day(cell, month_first=True)


def _reads_as_day(cell: Cell, *, month_first: bool) -> bool:
    try:
        return day(cell, month_first=month_first) is not None
    except NotADate:
        return False


def _shows_pence(cell: Cell) -> bool:
    if isinstance(cell, float):
        return cell != int(cell)
    return isinstance(cell, str) and bool(_PENCE_SHOWN.search(cell))


def _marks_date(cell: Cell) -> bool:
    return not isinstance(cell, str | int | float) or (
        isinstance(cell, str) and bool(_DATE_MARKS.search(cell))
    )
