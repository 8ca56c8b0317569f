"""Writing one part of a portfolio extract: reports that are new, and those that changed taken out and put in again."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.analytics.portfolio import dataset
from commonweal.analytics.portfolio.dataset import NOT_STATED, Manifest, Part
from commonweal.domain.delivery import ReportStatus
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery import standing

ROWS = 100_000
_ACCEPTED = (ReportStatus.ACCEPTED.value, ReportStatus.ACCEPTED_IN_PART.value)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Seen:
    """Reports read before, in order: their primary keys, revisions, and entries (0 where none counts)."""

    reports: Any
    revisions: Any
    entries: Any


def groups(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Rows in lists of at most `size`."""
    left = iter(rows)
    while group := list(islice(left, size)):
        yield group


def year_number(text: str) -> int:
    """A year of the portfolio as the extract keeps it."""
    return int(text) if text else NOT_STATED


class PartWriter:
    """Writes one part of the reports."""

    def __init__(self, folder: Path, fresh: Manifest, rules: dict[int, str]) -> None:
        self._folder, self._rules, self._is_first = folder, rules, not fresh.parts
        self.entry = fresh.entries
        self._name = f"{fresh.number:05d}.parquet"
        self._writer = pq.ParquetWriter(dataset.part(folder, self._name), dataset.REPORTS, compression="zstd")
        self._rows, self._taken_out, self._latest = 0, 0, 0

    def take_out(self, before: Manifest, seen: Seen, leaving: Any) -> None:
        """Write again, with weight -1, the entries of reports that changed or are no longer there."""
        wanted = seen.entries[leaving & (seen.entries > 0)]
        if not len(wanted):
            return
        for part in before.parts:
            table = pq.read_table(dataset.part(self._folder, part.name))
            is_out = np.isin(table["entry"].to_numpy(), wanted) & (table["weight"].to_numpy() > 0)
            found = table.filter(pa.array(is_out))
            weights = pa.array(np.full(len(found), -1, np.int8))
            self._write(found.set_column(found.column_names.index("weight"), "weight", weights))
            self._taken_out += len(found)
            # A commitment that is gone has no rule: the tables have changed then, and all is prepared anew.
            self._latest += sum(self._rules.get(key) == "latest" for key in found["commitment"].to_pylist())

    def put_in(self, rows: Iterable[tuple[Any, ...]], progress: Progress) -> dict[int, int]:
        """Write reports that count; the entry that each was given."""
        entries: dict[int, int] = {}
        for group in groups(rows, ROWS):
            made = []
            for pk, _, commitment, end_on, status, quantity, verified, people, is_kept in group:
                if status == ReportStatus.CORRECTED:
                    continue
                self.entry += 1
                entries[pk] = self.entry
                made.append((
                    self.entry, pk, commitment, year_number(standing.year_of(end_on)), delivery.sequence_of(end_on, pk),
                    quantity, verified, status in _ACCEPTED, 1, None if is_kept else people))  # fmt: skip
            self._write(dataset.rows_table(dataset.REPORTS, made))
            progress(len(group))
        return entries

    def _write(self, table: Any) -> None:
        self._writer.write_table(table)
        self._rows += len(table)

    def close(self) -> Part | None:
        """The part that was written; None when it holds nothing and is not the first."""
        self._writer.close()
        if not self._rows and not self._is_first:
            dataset.part(self._folder, self._name).unlink()
            return None
        return Part(self._name, self._rows, self._taken_out, self._latest)
