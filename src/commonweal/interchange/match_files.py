"""Reading and writing the files of `commonweal match`: names with optional postcode, company and charity number.

Columns are found by their heading in any case and order, under the names that finance systems and public registers use;
others are left out, and so are titles above the headings. A file without a column of ids has them from its company or
charity numbers where each row has one of its own, and from the numbers of its rows (1, 2, ...) otherwise. The text may be
UTF-8, UTF-16 or Windows-1252, with or without a byte order mark, separated by commas, semicolons, tabs or bars.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("id", "name", "postcode", "company_number", "charity_number", "sme", "vcse")
REQUIRED = ("name",)
OUTPUT = ("query_id", "register_id", "score", "reason", "link")
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 100_000
_MOST_TITLES = 10
_A_NAME = re.compile(r"name|supplier|vendor|payee|beneficiary|creditor|merchant", re.IGNORECASE)
_PACKED = {
    b"PK\3\4": "a workbook or an archive",
    b"\xd0\xcf\x11\xe0": "a workbook",
    b"\x1f\x8b": "an archive",
    b"%PDF": "a PDF file",
}
"""What begins with these bytes is no text."""
_WHO = (
    "supplier|vendor|company|organi[sz]ation|org|charity|payee|beneficiary|creditor|merchant|entity|contractor|provider|"
    "body|business"
)
_NUMBER = "(?:no|num|number|id)"
_REGISTERED = "(?:reg|registration|registered)"
_ALSO_CALLED = {
    "id": (
        f"(?:{_WHO}|query|register)_?(?:{_NUMBER}|code|ref|reference)",
        "ref|reference|code|uid|urn|row|row_id|unique_id|identifier|record_id",
    ),
    "name": (
        rf"(?:{_WHO})_?(?:full_|legal_|trading_)?name(?:_\w+)?",
        f"(?:name_of_(?:the_)?)?(?:{_WHO})s?",
        "(?:full|legal|trading|registered|account|known)_?name",
    ),
    "postcode": (r"(?:\w+_)?post_?(?:al_)?code(?:_\w+)?", "zip(?:_code)?"),
    "company_number": (
        f"companies_house_?(?:registration_)?{_NUMBER}?",
        rf"(?:\w+_)?company_?{_REGISTERED}?_?{_NUMBER}",
        f"{_REGISTERED}_?{_NUMBER}|crn",
    ),
    "charity_number": (
        rf"(?:\w+_)?charity_?(?:commission_)?{_REGISTERED}?_?{_NUMBER}",
        f"ccew_?{_NUMBER}?",
    ),
    "sme": (r"(?:is_)?sme(?:_\w+)?", r"(?:\w+_)?size"),
    "vcse": (r"(?:is_)?(?:vc|vcs|vcse|vcfse)(?:_\w+)?",),
}
"""What a heading may be called, surest first; the agreed name itself comes before all of them."""


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
    table, lines = _from_heading(*_table(_text(content)))
    if not table:
        raise UnreadableNames(1, "the file is empty; its first line must name its columns, name among them")
    places = _places(table[0])
    _check_width(table, lines, max(places[name] for name in ("id", "name") if name in places))
    columns = [_column(table[1:], places.get(name)) for name in COLUMNS]
    if "id" not in places:
        columns[0] = _made_ids(columns, len(table) - 1)
    _check_ids(columns[0], lines[1:], ids_repeat)
    return NameList(*columns)


def _table(text: str) -> tuple[list[list[str]], list[int]]:
    """The rows that hold anything, and the line on which each ends. Quotation marks inside a cell that do not belong there
    are taken as they stand, as long as every line closes those it opens."""
    try:
        return _rows(text, is_strict=True)
    except UnreadableNames:
        if any(line.count('"') % 2 for line in text.splitlines()):
            raise
        return _rows(text, is_strict=False)


def _from_heading(table: list[list[str]], lines: list[int]) -> tuple[list[list[str]], list[int]]:
    """The rows from the first that names most columns, a column of names among them; titles above it are no rows."""
    named = [_named(row) if any(row) else {} for row in table[:_MOST_TITLES]]
    at = max(range(len(named)), key=lambda at: (len(named[at]) if "name" in named[at] else 0, -at), default=0)
    return table[at:], lines[at:]


def _rows(text: str, *, is_strict: bool) -> tuple[list[list[str]], list[int]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=is_strict)
    table: list[list[str]] = []
    lines: list[int] = []
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                table.append(row)
                lines.append(rows.line_num)
    except csv.Error as error:
        raise UnreadableNames(rows.line_num, f"the row cannot be read as CSV ({error})") from error
    return table, lines


def _text(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableNames(1, "it is not whole UTF-16 text") from error
    packed = next((what for start, what in _PACKED.items() if content.startswith(start)), None)
    if packed:
        raise UnreadableNames(1, f"it is {packed}: save the table as CSV first")
    if b"\0" in content:
        raise UnreadableNames(
            content[: content.index(b"\0")].count(b"\n") + 1, "it is not text (a zero byte)"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    start = text.lstrip("\r\n").split("\n", _MOST_TITLES)[:_MOST_TITLES]
    heading = next(
        (line for line in start if any(map(line.count, _DELIMITERS)) and _A_NAME.search(line)), start[0]
    )
    return max(_DELIMITERS, key=heading.count)


def _places(heading: list[str]) -> dict[str, int]:
    """The place of each known column; the first wins when a heading is there twice."""
    places = _named(heading)
    for name in REQUIRED:
        if name not in places:
            raise UnreadableNames(1, f'there is no column "{name}" (found: {", ".join(heading)[:200]})')
    return places


def _named(heading: list[str]) -> dict[str, int]:
    called = [re.sub(r"[^a-z0-9]+", "_", cell.strip().lower()).strip("_") for cell in heading]
    places = {name: called.index(name) for name in COLUMNS if name in called}
    for name in ("charity_number", "company_number", *COLUMNS):
        for pattern in _ALSO_CALLED[name] if name not in places else ():
            free = (at for at, text in enumerate(called) if at not in places.values())
            found = next((at for at in free if re.fullmatch(pattern, called[at])), None)
            if found is not None:
                places[name] = found
                break
    return places


def _made_ids(columns: list[list[str]], rows: int) -> list[str]:
    """Ids of a file that gives none: its own official numbers where they tell every row apart, else its rows' numbers."""
    for name in ("company_number", "charity_number"):
        numbers = columns[COLUMNS.index(name)]
        if all(numbers) and len(set(numbers)) == rows:
            return list(numbers)
    return [str(number) for number in range(1, rows + 1)]


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
