"""A date in any of the notations that councils publish: day first unless the column shows otherwise.

Spreadsheet serial numbers (days since 30 December 1899) are read as dates, a month alone as its first day.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from commonweal.interchange.spend_files.amounts import Cell, is_blank

EARLIEST, LATEST = dt.date(1980, 1, 1), dt.date(2100, 1, 1)
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range((EARLIEST - _SERIAL_ZERO).days, (LATEST - _SERIAL_ZERO).days)
#: What spreadsheets show for an empty date cell.
_ZERO_DATES = re.compile(
    r"^(1900-01-00|00?[/.-]00?[/.-]0{2,4}|0?0/01/1900|1899-12-3[01]|01/01/1900|0)( 00:00(:00)?)?$"
)
#: The first days of spreadsheets and databases, which they give for an empty date.
_NO_DATES = frozenset(
    {dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1), dt.date(1753, 1, 1), dt.date(1, 1, 1)}
)
_MONTHS = {name: number for number, names in enumerate((
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december"), start=1) for name in names.split()}  # fmt: skip
_WELSH = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
_NAMES = {number: name for name, number in _MONTHS.items()}
_MONTHS |= {name: number for number, name in enumerate(_WELSH, start=1)}
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,?\s+", re.IGNORECASE)
_PERIOD_OF = re.compile(
    r"^((week|month|period|fortnight) (ending|ended|end|commencing|beginning|of)|w/?[ec])\b[\s:-]*",
    re.IGNORECASE,
)
_TIME = re.compile(r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]m)?(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_ZONE = re.compile(r"(?<=\d{4}-\d\d-\d\d)(Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_MIDDLE_TIME = re.compile(r" \d{1,2}:\d{2}(:\d{2})?( [A-Z]{3,4})?(?= (19|20)\d{2}$)")
"""`Mon Apr 01 00:00:00 BST 2024`, as some programs print a date."""
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212_", "-") | dict.fromkeys("\u200b\u200e\u200f\ufeff")
)
"""Dashes that are not the keyboard's, and marks that nobody sees."""
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_COMPACT_DAY_FIRST = re.compile(r"^(\d{1,2})(\d{2})(\d{4})$")
_NUMBERS = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{2}|\d{4})$")
_WORD_MIDDLE = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*(?:of )?([a-z]{3,10})[\s/.,-]*(\d{4}|\d{2})$", re.IGNORECASE
)
_WORD_MIDDLE_YEAR_FIRST = re.compile(r"^(\d{4})[\s/.-]*([a-z]{3,10})[\s/.-]*(\d{1,2})$", re.IGNORECASE)
_WORD_FIRST = re.compile(r"^([a-z]{3,10})[\s.-]+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"^([a-z]{3,10})[\s/.'-]*(\d{4}|\d{2})$", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"^(\d{4})[-/ ]?(\d{2})$")
_MONTH_NUMBER_YEAR = re.compile(r"^(0?[1-9]|1[0-2])\s?[-/]\s?((?:19|20)\d{2})$")


class NotADate(ValueError):
    """The cell holds something, but no date."""


def day(cell: Cell, *, month_first: bool = False) -> dt.date | None:
    """The date, or None for a blank cell. Raises NotADate for anything else."""
    if isinstance(cell, str):
        return _day_of_text(cell.strip(" \t\r\n'’\""), month_first)
    if cell is None:
        return None
    if isinstance(cell, dt.datetime):
        return _within(cell.date(), str(cell))
    if isinstance(cell, dt.date):
        return _within(cell, str(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _day_of_number(cell)
    raise NotADate(str(cell))


def _day_of_number(number: float) -> dt.date | None:
    whole = int(number)
    if whole == 0:
        return None
    if whole in _SERIALS:
        return _SERIAL_ZERO + dt.timedelta(days=whole)
    return _day_of_text(str(whole), False)


@lru_cache(maxsize=100_000)
def _day_of_text(text: str, month_first: bool) -> dt.date | None:
    if is_blank(text) or text == "-" or _ZERO_DATES.match(text):
        return None
    text = text.translate(_DASHES).strip()
    bare = _WEEKDAY.sub("", _PERIOD_OF.sub("", _TIME.sub("", _ZONE.sub("", text)))).strip()
    bare = _MIDDLE_TIME.sub("", bare)
    if re.fullmatch(r"\d{5}(\.\d+)?", bare) and int(bare[:5]) in _SERIALS:
        return _SERIAL_ZERO + dt.timedelta(days=int(bare[:5]))
    try:
        return _within(dt.date(*_parts(bare, month_first)), text)
    except (ValueError, TypeError) as error:
        raise NotADate(text) from error


def _parts(text: str, month_first: bool) -> tuple[int, int, int]:
    if (found := _ISO.match(text) or _COMPACT.match(text)) and int(found[1]) >= EARLIEST.year:
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.match(text) or _COMPACT_DAY_FIRST.match(text):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        return (year, first, second) if month_first else (year, second, first)
    return _parts_with_words(text)


def _parts_with_words(text: str) -> tuple[int, int, int]:
    if found := _WORD_MIDDLE.match(text):
        return _year(found[3]), _month(found[2]), int(found[1])
    if found := _WORD_MIDDLE_YEAR_FIRST.match(text):
        return int(found[1]), _month(found[2]), int(found[3])
    if found := _WORD_FIRST.match(text):
        return int(found[3]), _month(found[1]), int(found[2])
    return _parts_of_month(text)


def _parts_of_month(text: str) -> tuple[int, int, int]:
    if found := _MONTH_YEAR.match(text):
        return _year(found[2]), _month(found[1]), 1
    if found := _YEAR_MONTH.match(text):
        return int(found[1]), int(found[2]), 1
    if found := _MONTH_NUMBER_YEAR.match(text):
        return int(found[2]), int(found[1]), 1
    if whole := _of_financial_year(text):
        return whole
    raise ValueError(text)


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return 2000 + number if number < 80 else 1900 + number


def _month(word: str) -> int:
    if word.lower() not in _MONTHS:
        raise ValueError(word)
    return _MONTHS[word.lower()]


def _within(value: dt.date, text: str) -> dt.date | None:
    if value in _NO_DATES:
        return None
    if not EARLIEST <= value < LATEST:
        raise NotADate(text)
    return value


_YEARS = re.compile(r"^(?:fy ?)?(\d{4}|\d{2})(?:\s*[-/_]\s*(\d{4}|\d{2}))?(?:\.0)?$", re.IGNORECASE)
_DAY_MONTH = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s/.-]*([a-z]{3,9})$", re.IGNORECASE)
_PERIOD = re.compile(r"^(?:ap|p|period|month|m)?\s*0?(\d{1,2})(?:\.0)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Numbered:
    """What the numbers 1 to 12 of a column are by its heading and that of the years: periods from April of a financial year,
    or months of a calendar year."""

    periods: bool = False
    months: bool = False

    @classmethod
    def under(cls, heading: str, years: str = "") -> "Numbered":
        """By plain headings: `fiscal period`; `month` beside `year`, but not beside `financial year`."""
        is_calendar = re.search(r"\b(financial|fiscal|accounting|tax|fy)\b", years) is None
        words = heading.split()
        return cls("period" in words, "month" in words and "period" not in words and is_calendar)


NOT_NUMBERED = Numbered()


def with_year(cell: Cell, year: Cell, numbered: Numbered = NOT_NUMBERED) -> Cell:
    """A month's name, or a day and a month (`3-Apr`), completed by the year of another column, as text; any other cell as it
    is. Of a financial year such as 2023/24, January to March lie in the second year."""
    if cell is None or is_blank(year):
        return cell
    month, day_of_month = _month_and_day(cell.strip()) if isinstance(cell, str) else (None, "")
    found = _YEARS.match(str(year).strip())
    if found and month is None and (numbered.periods if found[2] else numbered.months):
        month = _month_of_period(str(cell)) if found[2] else _month_number(str(cell))
    if not found or month is None:
        return cell
    number = _year(found[1]) + (1 if found[2] and month in (1, 2, 3) else 0)
    return f"{number}-{month:02d}{day_of_month}"


def _month_and_day(text: str) -> tuple[int | None, str]:
    found = _DAY_MONTH.match(text)
    if found and found[2].lower() in _MONTHS:
        return _MONTHS[found[2].lower()], f"-{int(found[1]):02d}"
    return _MONTHS.get(text.lower()), ""


def _month_number(text: str) -> int | None:
    found = re.match(r"^\s*0?([1-9]|1[0-2])(\.0)?\s*$", text)
    return int(found[1]) if found else None


def _month_of_period(text: str) -> int | None:
    found = _PERIOD.match(text.strip())
    number = int(found[1]) if found else 0
    return (number + 2) % 12 + 1 if 1 <= number <= 12 else None


_SPAN = r"(?P<first>20\d{2}|\d{2})\s*[/-]\s*(?P<second>20\d{2}|\d{2})"
_IN_SPAN = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"^(?P<month>(?:ap|p|m|period|month)?[ .-]*\d{{1,2}}|[a-z]{{3,10}})[\s,/-]+(?:fy ?)?{_SPAN}$",
        rf"^(?:fy ?)?{_SPAN}[\s,/-]+(?P<month>(?:ap|p|m|period|month)[ .-]*\d{{1,2}}|[a-z]{{3,10}})$",
    )
)


def _of_financial_year(text: str) -> tuple[int, int, int] | None:
    """The first day of a month or period named with its financial year: `P01 2024/25` is April 2024, `Mar 24/25` March 2025."""
    found = next(filter(None, (shape.match(text) for shape in _IN_SPAN)), None)
    if not found:
        return None
    first, second = _year(found["first"]), _year(found["second"])
    month = _MONTHS.get(found["month"].lower()) or _month_of_period(re.sub("[ .-]", "", found["month"]))
    if second != first + 1 or month is None:
        return None
    return first + (month in (1, 2, 3)), month, 1


def has_years_first(cells: Iterable[Cell], *, year_is_known: bool) -> bool:
    """True when `24-Apr` in a column is April 2024 and not the 24th: the numbers are one year, or two that follow each other,
    and the months run on through them. Where nothing else gives a year, three months with one number are a year too: no body
    pays on the same day of the month three times running."""
    pairs = {(int(found[1]), _MONTHS[found[2].lower()]) for found in _days_and_months(cells)}
    numbers = sorted({number for number, _ in pairs})
    if not numbers or numbers[0] not in _SHORT_YEARS or numbers[-1] > numbers[0] + 1:
        return False
    if len(numbers) == 1:
        return len(pairs) >= 3 and not year_is_known
    first, second = ([month for number, month in pairs if number == each] for each in numbers)
    return max(second) < min(first)


_SHORT_YEARS = range(10, 40)


def _days_and_months(cells: Iterable[Cell]) -> Iterable[re.Match[str]]:
    found = (_DAY_MONTH.match(cell.strip()) for cell in cells if isinstance(cell, str))
    return (each for each in found if each and each[2].lower() in _MONTHS)


def with_year_first(cell: Cell) -> Cell:
    """`24-Apr` as April 2024; any other cell as it is."""
    found = next(iter(_days_and_months([cell])), None)
    return f"20{int(found[1]):02d}-{_MONTHS[found[2].lower()]:02d}" if found else cell


def is_month_first(cells: Iterable[Cell]) -> bool:
    """True when a column's dates put the month first: some can only be so, and more than can only be day first."""
    day_first = month_first = 0
    for cell in cells:
        found = _NUMBERS.match(_TIME.sub("", cell.strip())) if isinstance(cell, str) else None
        if found:
            first, second = int(found[1]), int(found[2])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    return month_first > day_first


_NAMED_MONTH = re.compile(r"(?<![a-z])([a-z]{3,9})[\s_.-]*(20\d{2}|\d{2})(?!\d)", re.IGNORECASE)
_NUMBERED_MONTH = re.compile(r"(?<!\d)(20\d{2})[\s_.-]?(0[1-9]|1[0-2])(?!\d)")


def is_month(cell: Cell) -> bool:
    """True for a month alone, such as `March 2026`."""
    return isinstance(cell, str) and any(
        each.match(cell.strip()) for each in (_MONTH_YEAR, _YEAR_MONTH, _MONTH_NUMBER_YEAR)
    )


def month_in(text: str) -> dt.date | None:
    """The one month that a text names with its year (`Payments April 2019`, `spend-2019-04`), as its first day. None when
    there is none, or more than one: `April to June 2019`."""
    months = {_MONTHS[word] for word in _words(text) if word in _MONTHS}
    named = {
        dt.date(_year(found[2]), _MONTHS[found[1].lower()], 1)
        for found in _NAMED_MONTH.finditer(text)
        if found[1].lower() in _MONTHS
    }
    if not months:
        named = {dt.date(int(found[1]), int(found[2]), 1) for found in _NUMBERED_MONTH.finditer(text)}
    return named.pop() if len(named) == 1 and len(months) <= 1 else None


def month_in_name(name: str) -> dt.date | None:
    """The month a sheet, else its file, else its folder is named after; a month alone takes the one year of the whole name."""
    for part in reversed(re.split(r"[#:/]", name)):
        months = {_MONTHS[word] for word in _words(part) if word in _MONTHS}
        if found := month_in(part):
            return found
        if len(months) > 1:
            return None
        if months and (year := year_in_name(name)):
            return day(with_year(_NAMES[months.pop()], year))
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"(?<![a-z])[a-z]{3,9}(?![a-z])", text.lower())


_FINANCIAL_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*[-_/ ]?\s*(?:20)?(\d{2})(?!\d)")
_CALENDAR_YEAR = re.compile(r"(?<![\d£])(20\d{2})(?!\d)")


def year_in_name(name: str) -> str | None:
    """The year a file or sheet is named after, as `with_year` takes it (`2023/24` or `2023`); None without exactly one."""
    spans = {
        found[1] for found in _FINANCIAL_YEAR.finditer(name) if int(found[2]) == (int(found[1]) + 1) % 100
    }
    if len(spans) == 1:
        first = int(spans.pop())
        return f"{first}/{(first + 1) % 100:02d}"
    years = {found[1] for found in _CALENDAR_YEAR.finditer(name)}
    return years.pop() if len(years) == 1 and not spans else None
