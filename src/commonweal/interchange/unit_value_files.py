"""Reading files of unit values, such as the open unit cost database.

Either a CSV whose first line names its columns (`id`, `title`, `unit`, `cost`, `year`, `source`, `grade`, `assumptions`,
in any order), or the fourteen unnamed columns of the unit cost database's sheets: topic, group, code, title, bearer,
second bearer, unit, cost, year of prices, cost today, source, grade, note, link. Values are read as given, in prices of
their year; the column of values brought to today is not used, since a valuation states its own price index.
"""

import csv
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from commonweal.domain.valuation import Grade, Kind, UnitValue, certain

_UNNAMED = ("topic", "group", "id", "title", "bearer", "second_bearer", "unit", "cost", "year", "cost_today", "source",
            "grade", "assumptions", "link")  # fmt: skip
_REQUIRED = ("id", "title", "unit", "cost", "year", "source")
_GRADES = {"g": Grade.HIGH, "a": Grade.MEDIUM, "r": Grade.LOW, **{grade.value: grade for grade in Grade}}
_YEAR = re.compile(r"^((?:19|20)\d\d)(?:[/-]\d{2,4})?$")
_ECONOMIC = re.compile(r"econom|society|individual|employer", re.IGNORECASE)


class UnreadableUnitValues(ValueError):
    """The file cannot be read as unit values; `line` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass
class UnitValueFile:
    """What a file holds: values by id, and each row that was left out with its line and reason."""

    values: dict[str, UnitValue] = field(default_factory=dict)
    rejected: list[tuple[int, str]] = field(default_factory=list)


def read_unit_values(content: bytes) -> UnitValueFile:
    """Read a CSV of unit values. A code used again gets `-2`, `-3` after it, in file order. Raises UnreadableUnitValues."""
    reader = csv.reader(io.StringIO(_text(content), newline=""), strict=True)
    found = UnitValueFile()
    names: tuple[str, ...] | None = None
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if names is None:
                names = _names(row, reader.line_num)
                if names is not _UNNAMED:
                    continue
            _take(found, dict(zip(names, row, strict=False)), reader.line_num)
    except csv.Error as error:
        raise UnreadableUnitValues(reader.line_num, f"the row cannot be read as CSV ({error})") from error
    if names is None:
        raise UnreadableUnitValues(1, "the file is empty")
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _names(row: list[str], line: int) -> tuple[str, ...]:
    names = tuple(re.sub(r"[^a-z]+", "_", cell.strip().lower()) for cell in row)
    missing = [name for name in _REQUIRED if name not in names]
    if not missing:
        return names
    if len(row) == len(_UNNAMED) and _YEAR.match(row[_UNNAMED.index("year")].strip()):
        return _UNNAMED
    raise UnreadableUnitValues(line, f"the columns {', '.join(missing)} are missing")


def _take(found: UnitValueFile, row: dict[str, str], line: int) -> None:
    cells = {name: " ".join(cell.split()) for name, cell in row.items()}
    year, cost = _YEAR.match(cells.get("year", "")), _cost(cells.get("cost", ""))
    if not cells.get("id"):
        found.rejected.append((line, "it has no id"))
    elif cost is None:
        found.rejected.append((line, f'"{cells.get("cost", "")[:30]}" is not an amount'))
    elif year is None:
        found.rejected.append((line, f'"{cells.get("year", "")[:30]}" is not a year of prices'))
    else:
        name = _free(found, cells["id"])
        found.values[name] = _unit_value(name, cells, cost, int(year[1]))


def _cost(text: str) -> Fraction | None:
    try:
        number = Decimal(text.replace("£", "").replace(",", "").strip())
    except InvalidOperation:
        return None
    return Fraction(number) if number.is_finite() else None


def _free(found: UnitValueFile, name: str) -> str:
    if name not in found.values:
        return name
    return next(f"{name}-{number}" for number in range(2, 10_000) if f"{name}-{number}" not in found.values)


def _unit_value(name: str, cells: dict[str, str], cost: Fraction, year: int) -> UnitValue:
    return UnitValue(
        id=name,
        title=cells.get("title", ""),
        unit=cells.get("unit", "") or "unit",
        kind=Kind.ECONOMIC if _ECONOMIC.search(cells.get("bearer", "")) else Kind.FISCAL,
        pounds=certain(cost),
        price_year=year,
        source=cells.get("source", ""),
        source_year=str(year),
        assumptions=cells.get("assumptions", "") or "None stated in the file",
        grade=_GRADES.get(cells.get("grade", "").lower(), Grade.NOT_GRADED),
    )
