"""Which column of a sheet has which meaning; shown to a person, saved per body, and given back for the next file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any


class MappingFileError(ValueError):
    """A mapping file that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class ColumnMapping:
    """Columns by meaning. `columns` maps a field to a position from 0; `names` are the headers as published.

    `month_first` says how ambiguous dates read; `date_from_name` is the ISO day taken from the file's name when there
    is no date column; `basis` says how each column was found: name, content, or given by a person;
    `scale` is the pounds that one stands for in the column of amounts: 1000 where it is in thousands; `year_from_name` is the
    year in the file's name where months are named without one; `has_decimal_comma` says that amounts read 1.234,56,
    `years_first` that `24-Apr` is April 2024; `ends_at` is the number of columns of a text table whose records keep to its
    header; `is_by_month` says that its months were columns, and each filled one of a row is a row.
    """

    columns: Mapping[str, int]
    names: tuple[str, ...]
    month_first: bool = False
    date_from_name: str | None = None
    year_from_name: str | None = None
    basis: Mapping[str, str] = field(default_factory=dict)
    is_card: bool = False
    serials: frozenset[int] = frozenset()
    scale: Fraction = Fraction(1)
    has_decimal_comma: bool = False
    years_first: bool = False
    ends_at: int | None = None
    is_by_month: bool = False

    def described(self) -> dict[str, Any]:
        """As JSON for the manifest and for confirmation by a person."""
        used = set(self.columns.values())
        return {
            "columns": {
                name: self.names[at] or f"column {at + 1}" for name, at in sorted(self.columns.items())
            },
            "found_by": dict(sorted(self.basis.items())),
            "not_used": [name for at, name in enumerate(self.names) if at not in used and name],
            "dates": "month first" if self.month_first else "day first",
            "date_from_name": self.date_from_name,
            "purchase_cards": self.is_card,
            **({"one_stands_for": _number(self.scale)} if self.scale != 1 else {}),
            **({"decimal_comma": True} if self.has_decimal_comma else {}),
            **({"months_were_columns": True} if self.is_by_month else {}),
            **({"short_dates": "24-Apr is April 2024"} if self.years_first else {}),
            **({"year_from_name": self.year_from_name} if self.year_from_name else {}),
        }


def _number(scale: Fraction) -> int | float:
    return int(scale) if scale.denominator == 1 else float(scale)


@dataclass(frozen=True)
class GivenMapping:
    """What a person fixed: header names by field, and optionally how dates read.

    `is_whole`: a field that is not given has no column; otherwise it is looked for. `by_header` holds what was fixed
    for sheets with one header, by its `signature`; other sheets take the rest of this mapping.
    """

    columns: Mapping[str, str]
    month_first: bool | None = None
    is_whole: bool = False
    by_header: Mapping[str, "GivenMapping"] = field(default_factory=dict)

    def of(self, names: Sequence[str]) -> "GivenMapping":
        """What was fixed for sheets with this header."""
        return self.by_header.get(signature(names), self) if self.by_header else self


def signature(names: Sequence[str]) -> str:
    """A header as a short text: the same for sheets with the same column names in the same order."""
    shown = "\x1f".join(" ".join(name.lower().split()) for name in names).rstrip("\x1f")
    return hashlib.sha256(shown.encode()).hexdigest()[:32]


NOTHING_GIVEN = GivenMapping({})


def read_given_mapping(path: Path, allowed: frozenset[str]) -> GivenMapping:
    """Read `{"columns": {field: header name}, "dates": "day first"}`, the shape that a manifest shows.

    Raises MappingFileError when the file is not that.
    """
    try:
        value = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise MappingFileError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise MappingFileError(f"{path}: is not JSON ({error})") from error
    columns = value.get("columns") if isinstance(value, dict) else None
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        raise MappingFileError(
            f'{path}: $.columns must map fields to header names, as {{"amount": "Net Amount"}}'
        )
    unknown = sorted(set(columns) - allowed)
    if unknown:
        raise MappingFileError(
            f"{path}: $.columns.{unknown[0]} is no field; fields are {', '.join(sorted(allowed))}"
        )
    dates = value.get("dates")
    if dates not in (None, "day first", "month first"):
        raise MappingFileError(f'{path}: $.dates must be "day first" or "month first"')
    return GivenMapping(columns, None if dates is None else dates == "month first")
