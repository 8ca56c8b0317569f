"""What was spent on a contract as a workbook and a table, and read back from either."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.contract_spend import (
    CSV_CONTRACT,
    CSV_HEAD,
    MOST_BYTES,
    NEW_ROWS,
    SPEND,
    SpendEntry,
    manifest,
)
from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.money import decimal_string
from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import ABOUT, INSTRUCTIONS, Holds
from commonweal.domain.periods import london_day
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.contracts.spend import entries_of, plain
from commonweal.presentation.csv_text import csv_text

KIND = "contract-spend-sheet"


def known(contract: Contract) -> list[SpendEntry]:
    """The entries that count."""
    return [plain(each) for each in entries_of(contract)]


def spend_file(contract: Contract, kind: str) -> bytes:
    """What was spent as XLSX, ODS or CSV; each can be brought back. Raises NotFound: another kind of file."""
    if kind == "csv":
        rows = (
            (each.start_on, each.end_on, decimal_string(each.pence), each.note, contract.external_id)
            for each in known(contract)
        )
        return csv_text((*CSV_HEAD, CSV_CONTRACT), rows).encode()
    if kind == "xlsx":
        from commonweal.interchange.packs.xlsx import write_xlsx

        return write_xlsx(book(contract))
    if kind == "ods":
        from commonweal.interchange.packs.ods import write_ods

        return write_ods(book(contract))
    raise NotFound("record.not_found", kind=KIND)


def book(contract: Contract) -> Book:
    """The workbook as plain values."""
    rows = tuple(map(_row, known(contract)))
    empty = tuple(Cell(holds=column.holds) for column in SPEND.columns)
    heads = tuple(column.title for column in SPEND.columns)
    widths = tuple(column.width for column in SPEND.columns)
    page = Page(SPEND.name, contract.title, SPEND.meaning, heads, widths, rows + (empty,) * NEW_ROWS)
    return Book(
        title=_("Spend: %(title)s") % {"title": contract.title},
        author=contract.authority.name,
        language="en-GB",
        header=contract.title,
        draft="",
        pages=(_instructions(), page, _about(contract)),
    )


def _row(entry: SpendEntry) -> tuple[Cell, ...]:
    return (
        Cell(holds=Holds.DAY, value=entry.start_on),
        Cell(holds=Holds.DAY, value=entry.end_on),
        Cell(holds=Holds.MONEY, value=Decimal(entry.pence) / 100),
        Cell(holds=Holds.TEXT, value=entry.note or None),
    )


def _instructions() -> Page:
    told = (
        _("Each row is one period that was paid for: from which day to which, and how much in pounds without VAT."),
        _("No day stands in two rows. A row that stands already changes nothing: bring the same file as often as you like."),
        _("An amount that stands is corrected on its page, not here."),
        _("Bring the file back on the contract’s page. It comes in whole or not at all, with every mistake by sheet and cell."),
    )  # fmt: skip
    rows = tuple((Cell(f"{number}."), Cell(line)) for number, line in enumerate(told, start=1))
    return Page(INSTRUCTIONS, _("How to use this workbook"), "", (_("No."), _("What to do")), (6, 110), rows)


def _about(contract: Contract) -> Page:
    rows = tuple((Cell(key), Cell(value)) for key, value in manifest(contract.external_id).items())
    return Page(ABOUT, ABOUT, _("What this file says about itself"), (_("What"), _("Value")), (20, 80), rows)


def take_in(contract: Contract, name: str, content: bytes, *, by: Actor, now: dt.datetime) -> int:
    """Read a file that came back and enter all of it, or nothing. Returns how many entries are new.

    Raises:
        UnreadableWorkbook: with every mistake by sheet and cell. Invalid: the file is too large. Anything else as
            `actions.enter_spend`.
    """
    from commonweal.interchange.contract_spend import read_spend

    if len(content) > MOST_BYTES:
        raise Invalid("owner_sheet.too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    entries = read_spend(
        name,
        content,
        contract_id=contract.external_id,
        known=known(contract),
        starts_on=contract.starts_on,
        today=london_day(now),
    )
    return actions.enter_spend(contract, entries, by=by, now=now) if entries else 0
