"""A row of a workbook is as tall as its text, so that nothing is cut or written over when it is printed."""

import io

import openpyxl

from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import Holds
from commonweal.interchange.packs.xlsx import write_xlsx


def heights(*cells: Cell, row_height: int = 0) -> list[float | None]:
    rows = tuple((cell,) for cell in cells)
    page = Page("One", "One", "", ("Words",), (20,), rows, row_height)
    book = Book("A book", "Somebody", "en-GB", "", "", (page,))
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(book)))["One"]
    return [sheet.row_dimensions[row].height for row in range(4, 4 + len(cells))]


def test_a_row_has_a_line_for_each_width_of_its_text_and_each_line_break():
    one_line, folded, broken = heights(Cell("Short"), Cell("a" * 41), Cell("One\n\nThree"))
    assert (one_line, folded, broken) == (None, 45, 45)


def test_what_was_filled_in_counts_and_no_row_is_taller_than_the_format_allows():
    assert heights(Cell(holds=Holds.TEXT, value="b" * 30), Cell("c" * 5_000)) == [30, 408.75]


def test_a_height_that_the_page_states_stands():
    assert heights(Cell("d" * 100), row_height=150) == [150]
