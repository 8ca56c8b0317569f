"""Tables inside HTML and inside the XML of older spreadsheets: many finance systems export either under the name `.xls`."""

from collections.abc import Iterator
from html.parser import HTMLParser

from commonweal.interchange.spend_files.amounts import Cell
from commonweal.interchange.spend_files.delimited import decoded

Rows = list[list[Cell]]
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WIDEST = 1_000


class NoTables(ValueError):
    """There is no table in it, or it cannot be read; the message says which."""


def web_tables(content: bytes) -> list[Rows]:
    """The rows of every table of an HTML page, or of an XML spreadsheet of 2003. Raises NoTables."""
    if _SPREADSHEET[1:-1].encode() in content[:4_000]:
        return list(_worksheets(content))
    parser = _Tables()
    parser.feed(decoded(content))
    parser.close()
    if not parser.tables:
        raise NoTables("is a web page without a table: save it as CSV or XLSX first")
    return parser.tables


class _Tables(HTMLParser):
    """Collects cells. A table in a cell is a table of its own; missing closing tags are no matter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Rows] = []
        self._open: list[Rows] = []
        self._text: list[str] | None = None
        self._width = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            if not self._open[-1]:
                self._open[-1].append([])
            self._text, self._width = [], _span(dict(attrs).get("colspan"))
        elif tag in ("br", "p", "div") and self._text is not None:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None:
            text = " ".join("".join(self._text).split())
            self._open[-1][-1] += [text or None, *([None] * (self._width - 1))]
            self._text = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.isdecimal() else 1


def _worksheets(content: bytes) -> Iterator[Rows]:
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise NoTables(f"the workbook cannot be read ({error})") from error
    for sheet in root.iter(f"{_SPREADSHEET}Worksheet"):
        yield [_row(each) for each in sheet.iter(f"{_SPREADSHEET}Row")]


def _row(row: "Element") -> list[Cell]:  # type: ignore[name-defined]  # noqa: F821
    cells: list[Cell] = []
    for each in row.iter(f"{_SPREADSHEET}Cell"):
        at = each.get(f"{_SPREADSHEET}Index", "")
        if at.isdecimal() and len(cells) < int(at) <= _WIDEST:
            cells += [None] * (int(at) - 1 - len(cells))
        data = each.find(f"{_SPREADSHEET}Data")
        cells.append(None if data is None else "".join(data.itertext()) or None)
    return cells
