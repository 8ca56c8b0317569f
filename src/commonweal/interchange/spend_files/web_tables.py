"""Tables inside HTML and inside the XML of older spreadsheets: many finance systems export either under the name `.xls`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from commonweal.interchange.spend_files.amounts import Cell
from commonweal.interchange.spend_files.delimited import decoded
from commonweal.interchange.spend_files.merged import Corner, spread_down

Rows = list[list[Cell]]
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST, _TALLEST = 1_000, 100_000
_MOST_PADDING = 5_000_000
"""Empty places of one table that its merged cells may ask for: a few words of a page could else fill the memory."""


class NoTables(ValueError):
    """There is no table in it, or it cannot be read; the message says which."""


def web_tables(content: bytes) -> list[Rows]:
    """The rows of every table of an HTML page, or of an XML spreadsheet of 2003. Raises NoTables."""
    if _SPREADSHEET[1:-1].encode() in content[:4_000]:
        return list(_worksheets(content))
    parser = _Tables()
    parser.feed(decoded(content))
    parser.close()
    parser.end_cell()
    if not parser.tables:
        what = (
            "XML"
            if content.lstrip()[:5] == b"<?xml" and b"<html" not in content[:4_000].lower()
            else "a web page"
        )
        raise NoTables(f"is {what} without a table: save it as CSV or XLSX first")
    return [table.filled() for table in parser.tables]


@dataclass
class _Table:
    """Rows as they come. `merged` are cells over several rows, `taken` the last row that such a cell has of a column."""

    rows: Rows = field(default_factory=list)
    merged: list[tuple[Corner, Corner]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)
    padding: int = 0

    def put(self, cell: Cell, width: int, height: int) -> None:
        """A cell at the next free place of the last row."""
        row, here = self.rows[-1], len(self.rows) - 1
        self._pass_taken(row, here)
        if height > 1:
            self.merged.append(((here, len(row)), (here + height - 1, len(row) + width - 1)))
            self.taken |= dict.fromkeys(range(len(row), len(row) + width), here + height - 1)
        row.append(cell)
        self._pad(row, width - 1)

    def _pass_taken(self, row: list[Cell], here: int) -> None:
        while self.taken.get(len(row), -1) >= here:
            self._pad(row, 1)

    def _pad(self, row: list[Cell], places: int) -> None:
        self.padding += places
        if self.padding > _MOST_PADDING:
            raise NoTables("holds merged cells that are larger than any table")
        row.extend([None] * places)

    def filled(self) -> Rows:
        """The rows, with what is merged written into each."""
        for here, row in enumerate(self.rows):
            self._pass_taken(row, here)
        spread_down(self.rows, self.merged)
        return self.rows


class _Tables(HTMLParser):
    """Collects cells. A table in a cell is a table of its own; missing closing tags are no matter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = 1, 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.end_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self.end_cell()
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open:
            self.end_cell()
            if not self._open[-1].rows:
                self._open[-1].rows.append([])
            given = dict(attrs)
            self._text = []
            self._span = _span(given.get("colspan"), _WIDEST), _span(given.get("rowspan"), _TALLEST)
        elif tag in ("br", "p", "div") and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self.end_cell()
        elif tag == "table" and self._open:
            self.end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end_cell(self) -> None:
        """Put the cell that is open, at the end of the page too."""
        if self._text is not None:
            self._open[-1].put(" ".join("".join(self._text).split()) or None, *self._span)
            self._text = None


def _span(text: str | None, most: int) -> int:
    return min(max(int(text), 1), most) if text and text.isdecimal() else 1


def _worksheets(content: bytes) -> Iterator[Rows]:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise NoTables(f"the workbook cannot be read ({error})") from error
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        table = _Table()
        for row in sheet.iter(f"{_SPREADSHEET}Row"):
            _add_row(table, row)
        yield table.filled()


def _add_row(table: _Table, row: "Element") -> None:  # type: ignore[name-defined]  # noqa: F821
    """A row may say its number, and a cell its column: what is left out between is empty."""
    number = row.get(f"{_SPREADSHEET}Index", "")
    if number.isdecimal() and len(table.rows) < int(number) <= _TALLEST:
        table.rows += [[] for _ in range(int(number) - 1 - len(table.rows))]
    table.rows.append([])
    cells = table.rows[-1]
    for each in row.iter(f"{_SPREADSHEET}Cell"):
        at = each.get(f"{_SPREADSHEET}Index", "")
        if at.isdecimal() and len(cells) < int(at) <= _WIDEST:
            cells += [None] * (int(at) - 1 - len(cells))
        data = each.find(f"{_SPREADSHEET}Data")
        text = None if data is None else "".join(data.itertext()) or None
        width, height = (each.get(f"{_SPREADSHEET}Merge{way}") for way in ("Across", "Down"))
        table.put(text, _merged(width, _WIDEST), _merged(height, _TALLEST))


def _merged(more: str | None, most: int) -> int:
    """How many columns or rows a cell has that says how many more it has."""
    return min(int(more) + 1, most) if more and more.isdecimal() else 1
