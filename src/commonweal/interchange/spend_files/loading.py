"""Loading files into a dataset: a folder with `payments.parquet`, `rejected.parquet` and `manifest.json`.

Amounts are integer pence. For every file and in all, rows in = loaded + rejected; this is checked, not assumed.
"""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commonweal.domain.money import decimal_string
from commonweal.interchange.spend_files.headers import NoHeader
from commonweal.interchange.spend_files.mapping import NOTHING_GIVEN, GivenMapping
from commonweal.interchange.spend_files.parquet import DatasetWriter
from commonweal.interchange.spend_files.rows import Payment
from commonweal.interchange.spend_files.sheets_read import (
    SheetRead,
    read_sheet,
    summaries_last,
    sums_other_sheets,
)
from commonweal.interchange.spend_files.sources import Sheet, Unreadable, sheets

FORMAT = 1
Progress = Callable[[str, int], None]


@dataclass
class SheetCounts:
    """What one sheet (a file, a member of an archive, a page of a workbook) gave. Money in pence."""

    name: str
    header_line: int | None
    mapping: dict[str, Any]
    rows_in: int = 0
    loaded: int = 0
    duplicates: int = 0
    credits: int = 0
    redacted: int = 0
    undated: int = 0
    without_supplier: int = 0
    pence: int = 0
    duplicate_pence: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def rejected(self) -> int:
        return sum(self.reasons.values())


@dataclass
class Loaded:
    """What loading gave: the sheets, and those passed over with the reason."""

    sheets: list[SheetCounts] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    same_content: list[tuple[str, str]] = field(default_factory=list)

    def total(self, name: str) -> int:
        return sum(getattr(each, name) for each in self.sheets)

    def reasons(self) -> dict[str, int]:
        counted: Counter[str] = sum((each.reasons for each in self.sheets), Counter())
        return dict(sorted(counted.items()))


class NothingFound(Unreadable):
    """None of the files holds a table of payments."""


def load(
    paths: Sequence[Path],
    body: str,
    out: Path,
    *,
    given: GivenMapping = NOTHING_GIVEN,
    progress: Progress | None = None,
) -> Loaded:
    """Read `paths` into the dataset folder `out`, which is replaced when it is a dataset and refused when not.

    Raises Unreadable (nothing is written then) for a file that cannot be read or holds no payments.
    """
    check_target(out)
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    try:
        loaded = _load(paths, partial, given, progress)
        (partial / "manifest.json").write_text(
            json.dumps(manifest(loaded, body), indent=1, ensure_ascii=False), "utf-8"
        )
        if out.exists():
            shutil.rmtree(out)
        partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return loaded


def check_target(out: Path) -> None:
    """Raise Unreadable when `out` holds something that is not a dataset: it would be lost."""
    if out.is_dir() and any(out.iterdir()) and not (out / "manifest.json").is_file():
        raise Unreadable(f"{out}: is a folder with other files in it; name a new folder for the dataset")
    if out.exists() and not out.is_dir():
        raise Unreadable(f"{out}: is a file; name a new folder for the dataset")


def _load(paths: Sequence[Path], folder: Path, given: GivenMapping, progress: Progress | None) -> Loaded:
    loaded, digests = Loaded(), dict[bytes, str]()
    with DatasetWriter(folder) as writer:
        for path in paths:
            found = 0
            for sheet in summaries_last(sheets(path)):
                found += _load_sheet(sheet, loaded, writer, given, digests)
                if progress:
                    progress(sheet.name, loaded.total("rows_in"))
            if not found:
                reason = next(
                    (why for name, why in loaded.passed_over if name.startswith(path.name)), "no tables in it"
                )
                raise NothingFound(f"{path}: {reason}")
    return loaded


def _load_sheet(
    sheet: Sheet, loaded: Loaded, writer: DatasetWriter, given: GivenMapping, digests: dict[bytes, str]
) -> bool:
    try:
        read = read_sheet(sheet, given)
    except NoHeader as error:
        loaded.passed_over.append((sheet.name, str(error)))
        return False
    if sums_other_sheets(read, (each.name for each in loaded.sheets)):
        loaded.passed_over.append(
            (sheet.name, "a summary of the other sheets, by its name and without dates")
        )
        return False
    counts, digest = _consume(read, writer)
    if counts.loaded and digest in digests:
        loaded.same_content.append((sheet.name, digests[digest]))
    digests.setdefault(digest, sheet.name)
    loaded.sheets.append(counts)
    return True


def _consume(read: SheetRead, writer: DatasetWriter) -> tuple[SheetCounts, bytes]:
    counts = SheetCounts(read.name, read.header_line, read.mapping.described())
    digest = hashlib.sha256()
    for outcome, is_duplicate in read.outcomes:
        counts.rows_in += 1
        if isinstance(outcome, Payment):
            writer.add(read.name, outcome, is_duplicate=is_duplicate, is_card=read.mapping.is_card)
            _count(counts, outcome, is_duplicate)
            digest.update(f"{outcome.paid_on}{outcome.pence}{outcome.supplier}{outcome.reference}\n".encode())
        else:
            writer.reject(read.name, outcome)
            counts.reasons[outcome.reason.value] += 1
    if counts.rows_in != counts.loaded + counts.rejected:
        raise AssertionError(
            f"{read.name}: {counts.rows_in} rows in, {counts.loaded} + {counts.rejected} out"
        )
    return counts, digest.digest()


def _count(counts: SheetCounts, payment: Payment, is_duplicate: bool) -> None:
    counts.loaded += 1
    counts.pence += payment.pence
    counts.duplicates += is_duplicate
    counts.duplicate_pence += payment.pence if is_duplicate else 0
    counts.credits += payment.pence < 0
    counts.redacted += payment.is_redacted
    counts.undated += payment.paid_on is None
    counts.without_supplier += payment.supplier is None


_FIGURES = (
    "rows_in",
    "loaded",
    "rejected",
    "duplicates",
    "credits",
    "redacted",
    "undated",
    "without_supplier",
)


def manifest(loaded: Loaded, body: str) -> dict[str, Any]:
    """Everything a person needs to judge the load: counts, money as integer pence, mappings, what was passed over."""
    return {
        "format": FORMAT,
        "body": body,
        **{name: loaded.total(name) for name in _FIGURES},
        "pence": loaded.total("pence"),
        "duplicate_pence": loaded.total("duplicate_pence"),
        "reasons": loaded.reasons(),
        "files": [_sheet_entry(each) for each in loaded.sheets],
        "passed_over": [{"file": name, "reason": why} for name, why in loaded.passed_over],
        "same_content": [{"file": name, "as": other} for name, other in loaded.same_content],
        "mappings": list(distinct_mappings(loaded.sheets)),
    }


def _sheet_entry(each: SheetCounts) -> dict[str, Any]:
    counted = {name: getattr(each, name) for name in _FIGURES}
    return {
        "file": each.name,
        "header_line": each.header_line,
        **counted,
        "pence": each.pence,
        "reasons": dict(each.reasons),
    }


def distinct_mappings(found: Iterable[SheetCounts]) -> Iterator[dict[str, Any]]:
    """Each different mapping once, with the number of sheets that have it."""
    grouped: dict[str, list[SheetCounts]] = {}
    for each in found:
        shape = {key: value for key, value in each.mapping.items() if key != "date_from_name"}
        grouped.setdefault(json.dumps(shape, sort_keys=True), []).append(each)
    for members in grouped.values():
        yield {**members[0].mapping, "files": len(members), "first_file": members[0].name}


def summary(loaded: Loaded) -> dict[str, Any]:
    """The JSON of `spend load` as docs/reference/cli.md gives it."""
    return {
        "files": len(loaded.sheets),
        "rows_in": loaded.total("rows_in"),
        "loaded": loaded.total("loaded"),
        "rejected": loaded.total("rejected"),
        "reasons": loaded.reasons(),
        "amount": decimal_string(loaded.total("pence")),
    }
