"""An edition as a workbook with two sheets: `Framework` (one field in each row) and `Items` (one item in each row).

Text is always written as text: a cell that begins with ``=`` never becomes a formula. A formula in a workbook that is
read counts as the value last calculated for it.
"""

import io
import warnings
import zipfile
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Any

from commonweal.domain.library import MAX_ITEMS, Edition, ItemKind, Wording
from commonweal.domain.metrics import Aggregation, MetricKind
from commonweal.interchange.frameworks.assemble import (
    EDITION_FIELDS,
    ITEM_FIELDS,
    FileFault,
    Raw,
    Row,
    UnreadableFramework,
    assemble,
)

MAX_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 60_000_000
FRAMEWORK_SHEET = "Framework"
ITEMS_SHEET = "Items"
_HEADER_ROW = 1
_SPARE_ROWS = 200
# What a person filling in the workbook is told about each field of the edition.
_MEANING = {
    "code": "Short name of the framework, the same in every edition",
    "edition": "Which edition this is; blank means its first day",
    "title": "Full title",
    "wording": "verified, reported or provisional",
    "usable_from": "First day it may be used, like 2025-02-13",
    "usable_to": "Last day it may be used; blank while it runs",
    "mandatory_from": "First day it must be used; blank if never",
    "published_on": "Day it was published",
    "replaces": "Code of the framework it replaces",
    "usable_note": "Anything to know about its use",
    "source": "Where the text was read",
    "licence": "Licence of the text",
    "note": "Anything else a reader should know",
}
_CHOICES: dict[str, type[StrEnum]] = {
    "kind": ItemKind,
    "wording": Wording,
    "metric_kind": MetricKind,
    "aggregate": Aggregation,
}
_WIDTHS = {"title": 80, "parent": 12, "unit": 16, "adapts": 20}


def read_xlsx(data: bytes, known: Collection[str] | None = None) -> Edition:
    """The edition in a workbook. Raises UnreadableFramework naming the cell of every mistake.

    `known` holds the items of other frameworks that may be adapted, as ``framework/code``; None accepts any.
    """
    book = _open(data)
    try:
        head, head_faults = _head(_sheet(book, FRAMEWORK_SHEET))
        rows, row_faults = _rows(_sheet(book, ITEMS_SHEET))
    finally:
        book.close()
    head.faults[:0] = [*head_faults, *row_faults]
    return assemble(head, rows, known)


def _stop(place: str, code: str, **params: object) -> UnreadableFramework:
    return UnreadableFramework([FileFault(place, code, params)])


def _open(data: bytes) -> Any:
    # Imported where it is used: reading YAML must not cost a web worker the memory of a workbook library.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    if len(data) > MAX_BYTES:
        raise _stop("the file", "framework.file_too_large", limit=MAX_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED_BYTES:
                raise _stop("the file", "framework.file_too_large", limit=MAX_UNPACKED_BYTES)
        with warnings.catch_warnings():
            # openpyxl warns of features it leaves aside (styles, validation); none of them carries a value.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
    ) as error:
        raise _stop("the file", "framework.not_a_workbook") from error


def _sheet(book: Any, name: str) -> Any:
    for sheet in book.worksheets:
        if sheet.title.strip().lower() == name.lower():
            # A wrong stored size would hide rows from the reader.
            sheet.reset_dimensions()
            return sheet
    raise _stop("the file", "framework.sheet_missing", sheet=name)


def _cells(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold anything, with their number in the sheet."""
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MAX_ITEMS * 2:
            raise _stop(f"{sheet.title}!A{number}", "framework.too_many_items", limit=MAX_ITEMS)
        if any(value is not None and str(value).strip() for value in cells):
            yield number, list(cells)


def _head(sheet: Any) -> tuple[Row, list[FileFault]]:
    row = Row(f"{sheet.title}!A1")
    faults = []
    for number, cells in _cells(sheet):
        name = _name(cells[0])
        value = cells[1] if len(cells) > 1 else None
        if name in ("", "field"):
            continue
        if name in row.fields:
            faults.append(FileFault(f"{sheet.title}!A{number}", "framework.field_repeated", {"field": name}))
        if name in EDITION_FIELDS:
            row.fields[name] = Raw(value, f"{sheet.title}!B{number}")
        else:
            faults.append(FileFault(f"{sheet.title}!A{number}", "framework.field_unknown", {"field": name}))
    return row, faults


def _name(value: object) -> str:
    return "" if value is None else "_".join(str(value).strip().lower().split())


def _rows(sheet: Any) -> tuple[list[Row], list[FileFault]]:
    filled = _cells(sheet)
    number, cells = next(filled, (_HEADER_ROW, []))
    columns = [_name(cell) for cell in cells]
    faults = list(_column_faults(sheet.title, number, columns))
    return [_row(sheet.title, number, columns, cells) for number, cells in filled], faults


def _letter(index: int) -> str:
    """The name of a column by its 0-based place: A, ..., Z, AA, AB, ..."""
    high, low = divmod(index, 26)
    return (_letter(high - 1) if high else "") + chr(ord("A") + low)


def _column_faults(sheet: str, number: int, columns: list[str]) -> Iterator[FileFault]:
    for index, name in enumerate(columns):
        place = f"{sheet}!{_letter(index)}{number}"
        if name and name not in ITEM_FIELDS:
            yield FileFault(place, "framework.field_unknown", {"field": name})
        elif name and name in columns[:index]:
            yield FileFault(place, "framework.field_repeated", {"field": name})
    for name in ("kind", "code", "title"):
        if name not in columns:
            yield FileFault(f"{sheet}!A{number}", "framework.column_missing", {"field": name})


def _row(sheet: str, number: int, columns: list[str], cells: list[Any]) -> Row:
    row = Row(f"{sheet}!A{number}")
    for index, name in enumerate(columns):
        if name in ITEM_FIELDS:
            value = cells[index] if index < len(cells) else None
            row.fields.setdefault(name, Raw(value, f"{sheet}!{_letter(index)}{number}"))
    return row


def write_xlsx(edition: Edition) -> bytes:
    """The edition as a workbook that `read_xlsx` reads back unchanged."""
    return _write(
        {name: _shown(getattr(edition, name)) for name in EDITION_FIELDS},
        [[_shown(getattr(item, name)) for name in ITEM_FIELDS] for item in edition.items],
    )


def blank_xlsx() -> bytes:
    """The workbook with its headings, explanations and choices, for a body to fill in."""
    return _write(dict.fromkeys(EDITION_FIELDS, ""), [])


def _shown(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return value.value if isinstance(value, StrEnum) else str(value)


def _write(fields: dict[str, str], rows: list[list[str]]) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "bottom": 1})
        _write_framework(book.add_worksheet(FRAMEWORK_SHEET), fields, text, bold)
        _write_items(book.add_worksheet(ITEMS_SHEET), rows, text, bold)
    return target.getvalue()


def _write_framework(sheet: Any, fields: dict[str, str], text: Any, bold: Any) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70, text)
    sheet.set_column(2, 2, 50)
    for column, heading in enumerate(("Field", "Value", "What it means")):
        sheet.write_string(0, column, heading, bold)
    for number, (name, value) in enumerate(fields.items(), start=1):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, value, text)
        sheet.write_string(number, 2, _MEANING[name])
        if name == "wording":
            sheet.data_validation(number, 1, number, 1, _list_of(Wording))


def _write_items(sheet: Any, rows: list[list[str]], text: Any, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    last = len(rows) + _SPARE_ROWS
    for column, name in enumerate(ITEM_FIELDS):
        sheet.set_column(column, column, _WIDTHS.get(name, 14), text)
        sheet.write_string(0, column, name, bold)
        if name in _CHOICES:
            sheet.data_validation(1, column, last, column, _list_of(_CHOICES[name]))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value, text)


def _list_of(kind: type[StrEnum]) -> dict[str, object]:
    return {"validate": "list", "source": [each.value for each in kind]}
