"""Reading and writing the files of `commonweal match`: names with optional postcode, company and charity number.

Columns are found by their heading in any case and order; others are left out. The text may be UTF-8, UTF-16 or
Windows-1252, with or without a byte order mark, separated by commas, semicolons, tabs or bars.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("id", "name", "postcode", "company_number", "charity_number", "sme", "vcse")
REQUIRED = ("id", "name")
OUTPUT = ("query_id", "register_id", "score", "reason", "link")
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 100_000
_ALSO_CALLED = {
    "post_code": "postcode",
    "companynumber": "company_number",
    "company_no": "company_number",
    "company_registration_number": "company_number",
    "charitynumber": "charity_number",
    "charity_no": "charity_number",
    "registered_charity_number": "charity_number",
    "size": "sme",
}


@dataclass(frozen=True)
class NameList:
    """A file of names: every column has one text for each row, empty where nothing is given."""

    ids: list[str]
    names: list[str]
    postcodes: list[str]
    company_numbers: list[str]
    charity_numbers: list[str]
    sme: list[str]
    vcse: list[str]


class UnreadableNames(ValueError):
    """The file cannot be used. `line` counts from 1 and is 0 when no line is to blame."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_names(content: bytes, *, ids_repeat: bool = False) -> NameList:
    """Read a file of names.

    Args:
        content: the bytes of the file.
        ids_repeat: whether several rows may have one id, as other names of the same entry.

    Raises:
        UnreadableNames: not text, a missing column, a row with too many or too few cells, an empty or repeated id.
    """
    text = _text(content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    table: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                table.append(row)
                lines.append(rows.line_num)
    except csv.Error as error:
        raise UnreadableNames(rows.line_num, f"the row cannot be read as CSV ({error})") from error
    if not table:
        raise UnreadableNames(1, "the file is empty; its first line must name the columns id and name")
    places = _places(table[0])
    _check_width(table, lines, max(places[name] for name in REQUIRED))
    columns = [_column(table[1:], places.get(name)) for name in COLUMNS]
    _check_ids(columns[0], lines[1:], ids_repeat)
    return NameList(*columns)


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableNames(1, "it is not whole UTF-16 text") from error
    if b"\0" in content:
        raise UnreadableNames(
            content[: content.index(b"\0")].count(b"\n") + 1, "it is not text (a zero byte)"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    heading = text.lstrip("\r\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=heading.count)


def _places(heading: list[str]) -> dict[str, int]:
    """The place of each known column; the first wins when a heading is there twice."""
    places: dict[str, int] = {}
    for place, cell in enumerate(heading):
        name = re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()).strip("_")
        places.setdefault(_ALSO_CALLED.get(name, name), place)
    for name in REQUIRED:
        if name not in places:
            raise UnreadableNames(1, f'there is no column "{name}" (found: {", ".join(heading)[:200]})')
    return places


def _check_width(table: list[list[str]], lines: list[int], last: int) -> None:
    width = len(table[0])
    for row, line in zip(table, lines, strict=True):
        if len(row) <= last:
            raise UnreadableNames(line, f"the row has {len(row)} cells, and id and name need {last + 1}")
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise UnreadableNames(
                line, f"the row has {len(row)} cells and the first line {width}; quote the commas"
            )


def _column(rows: list[list[str]], place: int | None) -> list[str]:
    if place is None:
        return [""] * len(rows)
    return [row[place].strip()[:_LONGEST_CELL] if place < len(row) else "" for row in rows]


def _check_ids(ids: list[str], lines: list[int], ids_repeat: bool) -> None:
    seen: set[str] = set()
    for name, line in zip(ids, lines, strict=True):
        if not name:
            raise UnreadableNames(line, "the id is empty")
        if name in seen and not ids_repeat:
            raise UnreadableNames(line, f'the id "{name[:60]}" is used twice')
        seen.add(name)


def written_rows(rows: Iterable[tuple[str, str, int, str, str]]) -> Iterable[str]:
    """The output as lines of CSV, heading first. The score is in tenths and written with one place."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(OUTPUT)
    for query, entry, score, reason, link in rows:
        writer.writerow((query, entry, f"{score // 10}.{score % 10}", reason, link))
        if buffer.tell() > 1_000_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
