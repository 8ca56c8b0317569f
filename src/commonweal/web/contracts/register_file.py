"""The register of a contract as a CSV table and as a workbook."""

import io
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from commonweal.domain.quantities import SCALE
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.contracts.terms import TermSeen
from commonweal.lifecycle.delivery.queries import Line
from commonweal.presentation.csv_text import csv_text
from commonweal.web.contracts import wording

HEAD = (
    "id",
    "commitment",
    "kind",
    "owed_by",
    "unit",
    "promised",
    "reported",
    "verified",
    "basis",
    "promise_in_words",
    "note",
)


def figure(thousandths: int | None) -> Decimal | int | None:
    """An exact number for a cell; None where there is no figure."""
    if thousandths is None:
        return None
    whole, part = divmod(thousandths, SCALE)
    return Decimal(thousandths) / SCALE if part else whole


def _row(line: Line) -> tuple[Any, ...]:
    commitment = line.commitment
    return (
        commitment.external_id,
        commitment.title,
        commitment.kind,
        commitment.owed_by,
        commitment.unit,
        figure(line.figures.promised),
        figure(line.figures.reported),
        figure(line.figures.verified),
        line.basis.value,
        wording.promised(line) if line.figures.promised is None or commitment.rate_per_pence else "",
        commitment.note,
    )


def as_csv(lines: list[Line]) -> str:
    """One row per commitment; a figure that nobody gave is an empty cell."""
    return csv_text(HEAD, (_row(line) for line in lines))


TERM_HEAD = (
    "id",
    "kind",
    "condition",
    "to_be_shown",
    "stated_in",
    "charter",
    "level",
    "due",
    "every_months",
    "state",
    "reason",
)


def _term(seen: TermSeen) -> tuple[Any, ...]:
    term = seen.term
    return (
        term.external_id,
        term.kind,
        term.title,
        term.words,
        term.stated_in,
        term.charter.title if term.charter else "",
        term.level,
        term.due_on.isoformat() if term.due_on else "",
        term.every_months,
        seen.state.value,
        seen.latest.reason if seen.latest else "",
    )


def terms_as_csv(terms: list[TermSeen]) -> str:
    """One row per condition or charter, with where it stands and what was last decided."""
    return csv_text(TERM_HEAD, map(_term, terms))


def _terms(book: Any, terms: list[TermSeen], bold: Any) -> None:
    if not terms:
        return
    sheet = book.add_worksheet("Conditions and charters")
    for column, title in enumerate(TERM_HEAD):
        sheet.write_string(0, column, title, bold)
    for number, seen in enumerate(terms, start=1):
        for column, value in enumerate(_term(seen)):
            if value is not None and value != "":
                sheet.write(number, column, value)
    sheet.freeze_panes(1, 3)
    sheet.set_column(2, 4, 40)


def as_workbook(contract: Contract, lines: list[Line], terms: list[TermSeen]) -> bytes:
    """The register as XLSX, with a sheet that says where it comes from. Text is never taken for a formula."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Register")
    for column, title in enumerate(HEAD):
        sheet.write_string(0, column, title, bold)
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(_row(line)):
            if value is not None and value != "":
                sheet.write(number, column, value)
    _terms(book, terms, bold)
    sheet.freeze_panes(1, 2)
    sheet.set_column(1, 1, 50)
    sheet.set_column(2, len(HEAD) - 1, 16)
    about = book.add_worksheet("About")
    for number, (name, text) in enumerate(_about(contract)):
        about.write_string(number, 0, name, bold)
        about.write_string(number, 1, text)
    about.set_column(0, 0, 20)
    about.set_column(1, 1, 90)
    book.close()
    return out.getvalue()


def _about(contract: Contract) -> list[tuple[str, str]]:
    return [
        (_("Contract"), contract.title),
        (_("Contracting authority"), contract.authority.name),
        (_("Supplier"), contract.supplier_shown or _("not named in the source")),
        (_("Source"), contract.source or _("entered here")),
        (
            _("Figures"),
            _(
                "Promised, reported and verified are three different figures. An empty cell means that nobody said."
            ),
        ),
    ]
