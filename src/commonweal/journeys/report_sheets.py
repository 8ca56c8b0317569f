"""The workbook in which the reports of a contract are entered: made from what can be reported on, and read back into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from commonweal.domain.actors import Actor
from commonweal.domain.errors import DomainError, NotFound
from commonweal.domain.packs.book import Book, Cell, Page
from commonweal.domain.packs.workbook import ABOUT, INSTRUCTIONS, LISTS, Holds
from commonweal.domain.periods import london_day
from commonweal.domain.quantities import SCALE
from commonweal.domain.report_sheets import MOST_LINES, OF_A_SIDE, REPORTS, YES_NO, Line, manifest
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery import actions, report_lines
from commonweal.lifecycle.delivery.models import ReportSheet, ReportSheetStatus
from commonweal.organisations.models import Membership

#: Workbooks up to this size are read at once; larger ones by the worker.
AT_ONCE = 40_000


def sheet_file(contract: Contract, kind: str, *, by: Actor, now: dt.datetime) -> bytes:
    """The workbook as XLSX or ODS, with a row for everything that can be reported on today.

    Raises:
        NotFound: another kind of file. NotPermitted, Refused: the actor owes no report on this contract.
    """
    actions.check_may_bring(contract, by)
    if kind == "xlsx":
        from commonweal.interchange.packs.xlsx import write_xlsx

        return write_xlsx(book(contract, by=by, now=now))
    if kind == "ods":
        from commonweal.interchange.packs.ods import write_ods

        return write_ods(book(contract, by=by, now=now))
    raise NotFound("record.not_found", kind=ReportSheet.KIND)


def lines_of(contract: Contract, *, by: Actor, now: dt.datetime) -> dict[str, Line]:
    """What can be reported on today, by id, in the order of the register."""
    found = report_lines.reportable(contract, by, london_day(now))
    return {id_: thing.line for id_, thing in found.items()}


def book(contract: Contract, *, by: Actor, now: dt.datetime) -> Book:
    """The workbook as plain values."""
    lines = list(lines_of(contract, by=by, now=now).values())[:MOST_LINES]
    is_side = report_lines.is_side(contract, by)
    columns = OF_A_SIDE if is_side else REPORTS.columns
    heads, widths = tuple(each.title for each in columns), tuple(each.width for each in columns)
    page = Page(REPORTS.name, contract.title, REPORTS.meaning, heads, widths, tuple(map(_row, lines)))
    return Book(
        title=_("Reports: %(title)s") % {"title": contract.title},
        author=contract.authority.name,
        language="en-GB",
        header=contract.title,
        draft="",
        pages=(_instructions(is_side), page, *(() if is_side else (_lists(),)), _about(contract, by)),
        lists={} if is_side else {"yes_no": (0, len(YES_NO))},
    )


def _row(line: Line) -> tuple[Cell, ...]:
    days = [
        Cell(holds=Holds.DAY) if line.asks_days else Cell(day.isoformat() if day else "")
        for day in (line.start_on, line.end_on)
    ]
    promised = "" if line.promised is None else f"{Decimal(line.promised) / SCALE:f}"
    figure = Cell(holds=Holds.NUMBER) if line.is_counted else Cell("")
    return (
        Cell(line.id),
        Cell(line.commitment),
        Cell(line.unit),
        *days,
        Cell(promised),
        figure,
        Cell(holds=Holds.TEXT),
        Cell(holds=Holds.NUMBER),
        *((Cell(holds=Holds.CHOICE, choices="yes_no"),) if line.is_part else ()),
    )


def _lists() -> Page:
    rows = tuple((Cell(label),) for label in YES_NO)
    return Page(LISTS, LISTS, _("What may be chosen"), ("yes_no",), (36,), rows)


def _instructions(is_side: bool) -> Page:
    told = [
        _("Each row is one period, milestone or promise that you have not reported on yet."),
        _("Say how much was done, in the unit, and what happened. Nothing done is a report too: 0, with words."),
        _("Leave a row empty that you do not report on. Type only in the cells with a yellow ground."),
        _("Where From and To are empty and yellow, enter the days that you report on."),
        _("People’s names are not needed. Evidence is added to each report on its page."),
        _("Bring the file back where it came from. It comes in whole or not at all, with every mistake by sheet and cell."),
    ]  # fmt: skip
    if not is_side:
        told.insert(2, _("Report on your own part alone: the others report on theirs."))
        told.insert(
            3, _("Choose Yes in the last column to keep the words, and files added later, for the authority.")
        )
    rows = tuple((Cell(f"{number}."), Cell(line)) for number, line in enumerate(told, start=1))
    heads = (_("No."), _("What to do"))
    return Page(INSTRUCTIONS, _("How to use this workbook"), "", heads, (6, 110), rows)


def _about(contract: Contract, by: Actor) -> Page:
    said = manifest(contract.external_id, by.organisation or "")
    rows = tuple((Cell(key), Cell(value)) for key, value in said.items())
    return Page(ABOUT, ABOUT, _("What this file says about itself"), (_("What"), _("Value")), (20, 80), rows)


def take_in(sheet: ReportSheet, *, by: Actor, now: dt.datetime) -> ReportSheet:
    """Read a workbook that waits and save it whole, or note every mistake and save nothing."""
    from commonweal.interchange.packs.faults import MOST_FAULTS, WHOLE, UnreadableWorkbook
    from commonweal.interchange.report_sheets import read_report_sheet

    if sheet.status != ReportSheetStatus.WAITING or sheet.content is None:
        return sheet
    try:
        actions.check_may_bring(sheet.contract, by)
        entries = read_report_sheet(
            sheet.name,
            bytes(sheet.content),
            wanted=manifest(sheet.contract.external_id, by.organisation or ""),
            lines=lines_of(sheet.contract, by=by, now=now),
            progress=lambda done, rows: actions.say_progress(sheet, done, rows),
        )
        return actions.save_report_sheet(sheet, entries, by=by, now=now)
    except UnreadableWorkbook as error:
        faults = [(fault.place, fault.code, dict(fault.params)) for fault in error.faults]
    except actions.Faulty as error:
        faults = list(error.faults[:MOST_FAULTS])
    except DomainError as error:
        faults = [(WHOLE, error.code, dict(error.params))]
    return actions.refuse_report_sheet(sheet, faults, by=by, now=now)


def work_on(sheet_id: str, *, clock: Callable[[], dt.datetime]) -> None:
    """Read a large workbook in the worker, as the person who brought it, if they may still. Nothing when it was read already."""
    rows = ReportSheet.objects.for_system("the report workbook that the worker was given")
    sheet = rows.select_related("contract__authority").filter(external_id=sheet_id).first()
    if sheet is None or sheet.status != ReportSheetStatus.WAITING:
        return
    members = Membership.objects.for_system("who brought a report workbook back")
    membership = members.filter(
        person_id=sheet.brought_by_id, organisation_id=sheet.brought_for_id, ended_at__isnull=True
    ).first()
    if membership is not None:
        take_in(sheet, by=membership.actor(), now=clock())
        return
    from commonweal.domain.actors import SYSTEM

    fault = ("the file", "report_sheet.membership_ended", {})
    actions.refuse_report_sheet(sheet, [fault], by=SYSTEM, now=clock())
