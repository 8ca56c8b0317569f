"""Looking at files before they are loaded: each different header once, with what its columns seem to mean and examples."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from commonweal.interchange.spend_files.amounts import Cell
from commonweal.interchange.spend_files.headers import SAMPLED_ROWS, SEARCHED_ROWS, NoHeader
from commonweal.interchange.spend_files.mapping import NOTHING_GIVEN, GivenMapping, signature
from commonweal.interchange.spend_files.sheets_read import (
    SheetRead,
    is_blank_record,
    read_sheet,
    summaries_last,
    sums_other_sheets,
)
from commonweal.interchange.spend_files.sources import Sheet, Unreadable, sheets

EXAMPLES = 3
LONGEST_EXAMPLE = 60


@dataclass
class FoundHeader:
    """One header of the files. `columns` are names by field; `examples` hold a few cells for each column."""

    signature: str
    names: tuple[str, ...]
    columns: dict[str, str]
    month_first: bool
    is_given: bool
    examples: tuple[tuple[str, ...], ...]
    first_file: str
    files: int = 1

    def as_json(self) -> dict[str, Any]:
        """For keeping until a person has confirmed it."""
        return {**vars(self), "names": list(self.names), "examples": [list(each) for each in self.examples]}


def inspect(
    paths: Iterable[Path],
    given: GivenMapping = NOTHING_GIVEN,
    progress: Callable[[str, int], None] | None = None,
) -> list[FoundHeader]:
    """Each different header of the files, in the order they come. Only the first rows of a sheet are read.

    Raises Unreadable for a file that cannot be read, or when no file holds a table of payments.
    """
    found: dict[str, FoundHeader] = {}
    seen: list[str] = []
    why = "no tables in it"
    for number, sheet in enumerate(_all(paths), start=1):
        try:
            each = _looked_at(sheet, given, seen)
        except NoHeader as error:
            why = f"{sheet.name}: {error}"
            continue
        seen.append(sheet.name)
        if each.signature in found:
            found[each.signature].files += 1
        else:
            found[each.signature] = each
        if progress:
            progress(sheet.name, number)
    if not found:
        raise Unreadable(why)
    return list(found.values())


def _all(paths: Iterable[Path]) -> Iterator[Sheet]:
    for path in paths:
        yield from summaries_last(sheets(path))


def _looked_at(sheet: Sheet, given: GivenMapping, seen: list[str]) -> FoundHeader:
    start = list(itertools.islice(sheet.records, SEARCHED_ROWS + SAMPLED_ROWS))
    read = read_sheet(replace(sheet, records=iter(start)), given)
    if sums_other_sheets(read, seen):
        raise NoHeader("a summary of the other sheets, by its name and without dates")
    names, width = read.mapping.names, len(read.mapping.names)
    while width and not names[width - 1] and width - 1 not in read.mapping.columns.values():
        width -= 1
    rows = _after_header(start, read)
    key = signature(names)
    return FoundHeader(
        signature=key,
        names=tuple(name or f"column {at + 1}" for at, name in enumerate(names[:width])),
        columns={field: names[at] or f"column {at + 1}" for field, at in read.mapping.columns.items()},
        month_first=read.mapping.month_first,
        is_given=key in given.by_header,
        examples=tuple(tuple(_examples(rows, at)) for at in range(width)),
        first_file=sheet.name,
    )


def _after_header(start: list[tuple[int, list[Cell]]], read: SheetRead) -> list[list[Cell]]:
    after = read.header_line or 0
    return [cells for line, cells in start if line > after and not is_blank_record(cells)]


def _examples(rows: list[list[Cell]], at: int) -> Iterator[str]:
    """The first different cells of a column that hold something."""
    texts = (str(row[at]).strip() for row in rows if at < len(row) and row[at] is not None)
    different = dict.fromkeys(text for text in texts if text)
    return (text[:LONGEST_EXAMPLE] for text in itertools.islice(different, EXAMPLES))
