"""Reports from a workbook: all of them or none, in one transaction, as if each had been entered on its own.

The two sides of a contract bring one, and a tier-two supplier with what it did of its own parts.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.delivery import check_people, check_report, check_span, overlaps_any
from commonweal.domain.errors import DomainError, Invalid, NotPermitted, Refused
from commonweal.domain.packs.workbook import Sheet
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.report_sheets import MOST_BYTES, REPORTS, Entry
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.contracts.tier_two import own_parts
from commonweal.lifecycle.delivery import report_lines
from commonweal.lifecycle.delivery.actions.reporting import check_days, may_report
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, ReportSheet, ReportSheetStatus
from commonweal.records.work import Work, change, locked, transaction

BATCH = 1_000
Fault = tuple[str, str, dict[str, object]]


class Faulty(Exception):
    """Rows of a workbook that cannot be saved, each with its cell. Nothing was saved."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} rows cannot be saved")


def bring_report_sheet(
    contract: Contract, name: str, content: bytes, *, by: Actor, now: dt.datetime
) -> ReportSheet:
    """Keep a workbook that came back until it is read.

    Raises:
        NotPermitted: the actor owes nothing on this contract and delivers no part of it. Refused: it is not binding, or known
            from a published report.
        Invalid: ``report_sheet.too_large``.
    """
    check_may_bring(contract, by)
    if len(content) > MOST_BYTES:
        raise Invalid("report_sheet.too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    with transaction(by=by, at=now) as work:
        sheet = ReportSheet(
            contract=contract,
            brought_by_id=by.person_id,
            brought_for_id=by.organisation_id,
            name=name[-180:],
            content=content,
        )
        sheet.save()
        digest = hashlib.sha256(content).hexdigest()
        work.record(Event.SHEET_BROUGHT, contract, sheet=sheet.external_id, size=len(content), sha256=digest)
    return sheet


def check_may_bring(contract: Contract, by: Actor) -> None:
    """Raise unless the actor reports for a party of a binding contract, or for one that delivers a part of it."""
    owes = any(may_report(Commitment(contract=contract, owed_by=owed), by) for owed in report_lines.OWED)
    if not owes and not (by.can(Permission.REPORT_WRITE) and own_parts(contract, by)):
        raise NotPermitted("report.not_the_one_who_owes")
    if contract.is_published_report:
        raise Refused("contract.published_is_as_printed")
    if not contract.is_binding or contract.status == ContractStatus.NOT_ENTERED:
        raise Refused("report.not_binding")


def may_bring(contract: Contract, by: Actor) -> bool:
    """True when `check_may_bring` would not raise."""
    try:
        check_may_bring(contract, by)
    except (NotPermitted, Refused):
        return False
    return True


def say_progress(sheet: ReportSheet, done: int, rows: int) -> None:
    """Say how far the reading has come. Not an act of anybody: nothing but the page that waits looks at it."""
    found = ReportSheet.objects.for_system("the report workbook that the worker was given").filter(
        pk=sheet.pk
    )
    found.update(done=done, rows=rows)


def refuse_report_sheet(
    sheet: ReportSheet, faults: Sequence[Fault], *, by: Actor, now: dt.datetime
) -> ReportSheet:
    """Note why nothing of a workbook was saved, and forget the file."""
    with transaction(by=by, at=now) as work:
        noted = [[place, code, params] for place, code, params in faults]
        change(sheet, status=ReportSheetStatus.REFUSED, faults=noted, content=None)
        work.record(Event.SHEET_REFUSED, sheet.contract, sheet=sheet.external_id, faults=len(faults))
    return sheet


def save_report_sheet(
    sheet: ReportSheet, entries: Sequence[Entry], *, by: Actor, now: dt.datetime
) -> ReportSheet:
    """Save a report for every row.

    Raises:
        NotPermitted, Refused: as `bring_report_sheet`. Faulty: a row breaks a rule; each such row with its cell.
    """
    contract = sheet.contract
    check_may_bring(contract, by)
    with transaction(by=by, at=now) as work:
        _hold(contract)
        # Read under the lock: a part that ended meanwhile is not reported on.
        check_may_bring(contract, by)
        if ReportSheet.objects.for_either_side(by).get(pk=sheet.pk).status != ReportSheetStatus.WAITING:
            return sheet
        reports = _reports(contract, entries, by, now)
        Report.objects.bulk_create(reports, batch_size=BATCH)
        for row in reports:
            work.touch(row)
        _record(reports, work)
        change(sheet, status=ReportSheetStatus.SAVED, rows=len(entries), saved=len(reports), content=None)
        work.record(Event.SHEET_SAVED, contract, sheet=sheet.external_id, reports=len(reports))
    return sheet


def _hold(contract: Contract) -> None:
    """Lock the contract and its commitments: of two workbooks brought at once the second is checked after the first is saved,
    and so is a workbook after a report on a page, which locks the commitment it is about."""
    locked(contract)
    list(contract.commitments.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _record(reports: Sequence[Report], work: Work) -> None:
    for row in reports:
        work.record(Event.REPORT_MADE, row, commitment=row.commitment.external_id, quantity=row.quantity)


def _reports(contract: Contract, entries: Sequence[Entry], by: Actor, now: dt.datetime) -> list[Report]:
    known = report_lines.reportable(contract, by, london_day(now))
    spans = report_lines.spans_reported(contract, by)
    found: list[Report] = []
    faults: list[Fault] = []
    for entry in entries:
        try:
            thing = known.get(entry.line.id)
            if thing is None:
                raise Refused("report.already_reported", field="id")
            row = _report(thing, entry, by, now)
            check_days(row, now)
            if entry.line.asks_days and row.start_on and row.end_on:
                taken = spans.setdefault(thing.commitment.pk, [])
                if overlaps_any(row.start_on, row.end_on, taken):
                    raise Refused("report.already_reported", field="start_on")
                taken.append((row.start_on, row.end_on))
            found.append(row)
        except DomainError as error:
            faults.append((_cell(REPORTS, entry.row, error.field), error.code, dict(error.params)))
    if faults:
        raise Faulty(faults)
    return found


def _report(thing: report_lines.Thing, entry: Entry, by: Actor, now: dt.datetime) -> Report:
    check_report(
        CommitmentKind(thing.commitment.kind),
        quantity=entry.quantity,
        words=entry.words,
        has_milestone=thing.milestone is not None,
        promised=thing.period.quantity if thing.period else None,
    )
    check_people(entry.people)
    start_on = thing.period.start_on if thing.period else entry.start_on
    end_on = thing.period.end_on if thing.period else entry.end_on
    check_span(start_on, end_on, today=london_day(now))
    return Report(
        commitment=thing.commitment,
        tier_two=thing.part.tier_two if thing.part else None,
        is_for_authority_only=entry.is_for_authority_only,
        period=thing.period,
        milestone=thing.milestone,
        start_on=start_on,
        end_on=end_on,
        quantity=entry.quantity,
        words=entry.words,
        people=entry.people,
        reported_by_id=by.person_id,
        reported_for_id=by.organisation_id,
        created_at=now,
    )


def _cell(sheet: Sheet, row: int, field: str | None) -> str:
    keys = [column.key for column in sheet.columns]
    key = field if field in keys else "id"
    return f"{sheet.name}!{chr(ord('A') + sheet.place(key))}{row}"
