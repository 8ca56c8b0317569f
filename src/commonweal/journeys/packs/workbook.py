"""The response workbook of one ask, as plain values: what each cell says or waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.domain.asks import AskContent
from commonweal.domain.consortium import MOST_PARTIES
from commonweal.domain.packs import workbook as format_
from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.filling import Entries, entries
from commonweal.domain.packs.workbook import Column, Holds, Response, Sheet
from commonweal.domain.tender_parts import asks_price
from commonweal.journeys.packs.parts import Pack, how_much, word
from commonweal.journeys.packs.schedule import LANGUAGE
from commonweal.presentation.formats import moment, quantity
from commonweal.presentation.formats import number as figure


def book(pack: Pack, response: Response | None = None) -> Book:
    """The whole workbook; with `response` it is filled in as far as that goes."""
    ask = pack.ask
    typed = entries(ask, response) if response else {}
    with override(LANGUAGE.lower()):
        named = format_.lists(ask)
        return Book(
            title=_("%(title)s: response workbook") % {"title": ask.title},
            author=ask.authority_name,
            language=LANGUAGE,
            header=_("Draft, not to be filled in")
            if pack.is_draft
            else _("Version %(n)s") % {"n": ask.version},
            draft=_("DRAFT: not issued. It cannot be brought back.") if pack.is_draft else "",
            pages=(
                _instructions(pack),
                *(_with(page, typed) for page in _forms(ask)),
                _metrics(ask),
                _lists(named),
                _about(pack),
            ),
            lists={name: (column, len(labels)) for column, (name, labels) in enumerate(named.items())},
        )


def _page(sheet: Sheet, rows: Sequence[tuple[Cell, ...]], row_height: int = 0) -> Page:
    return Page(
        sheet.name,
        sheet.name,
        _(sheet.meaning),
        # Headings are part of the format: the reader knows the columns by them.
        tuple(column.title for column in sheet.columns),
        tuple(column.width for column in sheet.columns),
        tuple(rows),
        row_height,
    )


def _with(page: Page, typed: Entries) -> Page:
    """The page with what was filled in."""
    rows = tuple(
        tuple(replace(cell, value=typed.get((page.name, row, column))) for column, cell in enumerate(cells))
        for row, cells in enumerate(page.rows)
    )
    return replace(page, rows=rows)


def _instructions(pack: Pack) -> Page:
    lines = tuple((Cell(f"{number}."), Cell(line)) for number, line in enumerate(_how_to(pack), start=1))
    title = _("How to fill in this workbook")
    return Page(format_.INSTRUCTIONS, title, pack.ask.title, (_("No."), _("What to do")), (6, 110), lines)


def _how_to(pack: Pack) -> Iterator[str]:
    yield _(
        "Read the ask schedule first. This workbook asks the same as the online tender, and comes back whole or not at all."
    )
    yield _(
        "Type in the cells with a yellow ground. All others are locked; there is no password, and no need to unlock them."
    )
    yield _("In the sheet “Your tender” give your organisation's name, choose the lot and enter the price.")
    yield _(
        "In “Organisations” name members of your consortium and subcontractors, if there are any. "
        "In “Who delivers” say which part of a commitment each delivers."
    )
    if pack.ask.conditions:
        yield _("In “Conditions” say for each condition of participation whether and how you meet it.")
    if pack.ask.schedule:
        yield _(
            "In “Price schedule” price every line of your lot. "
            "The price in “Your tender” may then stay empty: the total is taken."
        )
    yield _(
        "In “Answers” write plain text. The words are counted beside the cell. Alt and Enter begin a new line."
    )
    yield _(
        "In “Commitments” enter each promise in a row of its own and choose its kind. Leave out what you do not promise."
    )
    yield _(
        "A quantity needs at least one row in “Amounts”. A pathway needs at least one row in “Milestones”."
    )
    yield _(
        "Units come with our metrics: see “Metrics”. For a measure of your own choose the aim and give the unit."
    )
    yield _(
        "Numbers are plain, like 12 or 0.5. Days are dates, like 31/12/2027. Amounts of money are in pounds without VAT."
    )
    yield _(
        "Enter no formulas, add no sheets, merge no cells and keep the file's kind. "
        "What we cannot read we refuse, and say in which cell."
    )
    yield _("Send it back by %(moment)s, London time. A tender at exactly that moment is in time.") % {
        "moment": moment(pack.ask.tender_deadline_at)
    }


def _forms(ask: AskContent) -> Iterator[Page]:
    yield _page(format_.TENDER, list(_tender(ask)))
    yield _page(format_.ORGANISATIONS, _blank(format_.ORGANISATIONS, MOST_PARTIES))
    yield _page(format_.CONDITIONS, list(_conditions(ask)))
    yield _page(format_.PRICES, list(_prices(ask)))
    yield _page(format_.ANSWERS, list(_answers(ask)), row_height=160)
    yield _page(format_.COMMITMENTS, _blank(format_.COMMITMENTS, format_.COMMITMENT_ROWS))
    yield _page(format_.AMOUNTS, _blank(format_.AMOUNTS, format_.AMOUNT_ROWS))
    yield _page(format_.MILESTONES, _blank(format_.MILESTONES, format_.MILESTONE_ROWS))
    yield _page(format_.DELIVERY, _blank(format_.DELIVERY, format_.DELIVERY_ROWS))


def _conditions(ask: AskContent) -> Iterator[tuple[Cell, ...]]:
    for label, each in format_.condition_labels(ask).items():
        asked = "\n\n".join(filter(None, (each.text, each.shown_by)))
        yield (
            Cell(label),
            Cell(asked),
            *(Cell(holds=column.holds, choices=column.choices) for column in format_.CONDITIONS.columns[2:]),
        )


def _prices(ask: AskContent) -> Iterator[tuple[Cell, ...]]:
    lots = {lot_id: label for label, lot_id in format_.lists(ask)["lots"].items()}
    for label, line in format_.line_labels(ask).items():
        yield (
            Cell(label),
            Cell(word("line_kind", line.kind)),
            Cell(quantity(line.quantity, line.unit) if line.quantity else ""),
            Cell(lots.get(line.lot_id, "")),
            Cell(holds=format_.line_holds(line)),
        )


def _tender(ask: AskContent) -> Iterator[tuple[Cell, ...]]:
    price = (
        _("In pounds without VAT, over the whole contract.")
        if asks_price(ask)
        else _("Leave this empty: no price is asked.")
    )
    words = {
        "organisation": (_("Name of your organisation"), _("As it is registered.")),
        "lot": (_("Lot"), _("Choose from the list. Use one workbook for each lot.")),
        "price": (_("Price"), price),
    }
    for key, holds, choices in format_.TENDER_LINES:
        title, hint = words[key]
        yield Cell(title), Cell(holds=holds, choices=choices), Cell(hint)


def _answers(ask: AskContent) -> Iterator[tuple[Cell, ...]]:
    column = _letter(format_.ANSWERS.place("answer"))
    for number, row in enumerate(format_.answer_rows(ask), start=format_.ANSWERS.first_row):
        label = row.label
        if row.parts > 1:
            label = _("%(label)s, part %(part)s of %(parts)s") % {
                "label": label,
                "part": row.part,
                "parts": row.parts,
            }
        asked = (
            "\n\n".join(filter(None, (row.criterion.text, row.criterion.question))) if row.part == 1 else ""
        )
        yield (
            Cell(label),
            Cell(asked[: format_.LONGEST_CELL]),
            Cell(figure(row.criterion.word_limit)),
            Cell(holds=Holds.TEXT),
            Cell(holds=Holds.COUNTED, formula=format_.word_formula(f"{column}{number}")),
        )


def _blank(sheet: Sheet, rows: int) -> list[tuple[Cell, ...]]:
    return [
        tuple(_blank_cell(sheet, column, number) for column in sheet.columns) for number in range(1, rows + 1)
    ]


def _blank_cell(sheet: Sheet, column: Column, number: int) -> Cell:
    if column.holds is Holds.FIXED:
        return Cell(str(number))
    if column.holds is Holds.COUNTED:
        place = f"{_letter(sheet.place('words'))}{sheet.first_row + number - 1}"
        return Cell(holds=Holds.COUNTED, formula=format_.word_formula(place))
    return Cell(holds=column.holds, choices=column.choices)


def _letter(place: int) -> str:
    return chr(ord("A") + place)


def _metrics(ask: AskContent) -> Page:
    questions = {each.id: label for label, each in format_.question_labels(ask).items()}
    by_metric = {metric.id: questions[each.id] for each in ask.questions for metric in each.metrics}
    rows = [
        (
            Cell(label),
            Cell(each.unit),
            Cell(by_metric[each.id]),
            Cell(how_much(each)),
            Cell(word("period", each.period)),
        )
        for label, each in format_.metric_labels(ask).items()
    ]
    return _page(format_.METRICS, rows)


def _lists(named: dict[str, dict[str, str]]) -> Page:
    columns = [list(entries) for entries in named.values()]
    height = max(len(column) for column in columns)
    rows = [
        tuple(Cell(column[row] if row < len(column) else "") for column in columns) for row in range(height)
    ]
    note = _("What can be chosen in the other sheets. For reading only.")
    return Page(format_.LISTS, format_.LISTS, note, tuple(named), (40,) * len(columns), tuple(rows))


def _about(pack: Pack) -> Page:
    rows = tuple((Cell(key), Cell(value)) for key, value in format_.manifest(pack.ask, pack.digest).items())
    note = _("By this we know which ask and which version you answer. Leave it as it is.")
    return Page(format_.ABOUT, format_.ABOUT, note, (_("What"), _("Value")), (24, 80), rows)
