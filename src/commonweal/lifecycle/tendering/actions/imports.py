"""Tenders that another suite received: a table is kept until its columns are confirmed, then written whole or not at all.

Reading the table and telling whose row is whose is `journeys.tender_imports`; here stand only the writes.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import word_count
from commonweal.domain.errors import Invalid, NotFound, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.tender_tables import TenderRow, check_meanings, folded, offer_of
from commonweal.domain.tenders import TENDER, TenderStatus
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.tendering.actions.opened_rows import write_offer
from commonweal.lifecycle.tendering.events import TenderEvent, TenderImportEvent
from commonweal.lifecycle.tendering.imports import remembered
from commonweal.lifecycle.tendering.models import (
    ImportColumn,
    ImportedTender,
    ImportStatus,
    Tender,
    TenderAnswer,
    TenderImport,
    TenderPrice,
)
from commonweal.lifecycle.tendering.queries import current_round
from commonweal.organisations.models import Organisation
from commonweal.records.work import Work, change, check_revision, locked, transaction

MOST_BYTES = 10_000_000
BATCH = 500


@dataclass(frozen=True)
class Arrival:
    """One row to write: for whom, as which tender (None for a new one), and only what is not stored yet."""

    row: TenderRow
    supplier: Organisation
    tender: Tender | None
    price_pence: int | None
    answers: tuple[tuple[str, str], ...]
    quantities: tuple[tuple[str, int], ...]

    @property
    def is_new(self) -> bool:
        """True when no opened tender stands for this row."""
        return self.tender is None or self.tender.status != TenderStatus.OPENED


def check_open(procurement: Procurement, by: Actor) -> None:
    """Raise unless tenders may be imported: the tenders here are opened, and no assessment has begun."""
    by.must(Permission.ASSESSMENT_MANAGE)
    if by.organisation_id != procurement.authority_id:
        raise NotFound("record.not_found", kind="procurement")
    if procurement.status != ProcurementStatus.OPENED:
        raise Refused("tender_import.not_now")


def bring(
    procurement: Procurement,
    name: str,
    content: bytes,
    *,
    source: str,
    opened_on: dt.date,
    by: Actor,
    now: dt.datetime,
) -> TenderImport:
    """Keep a table until its columns are confirmed.

    Raises:
        Refused: ``tender_import.not_now``. Invalid: too large, no name of the suite, or opened before the deadline or in future.
    """
    check_open(procurement, by)
    round_ = current_round(procurement)
    if len(content) > MOST_BYTES:
        raise Invalid("tender_import.too_large", field="file", megabytes=MOST_BYTES // 1_000_000)
    if not source.strip():
        raise Invalid("tender_import.source_missing", field="source")
    if opened_on > london_day(now):
        raise Invalid("tender_import.opened_in_future", field="opened_on")
    if round_.deadline_at is not None and opened_on < london_day(round_.deadline_at):
        raise Invalid("tender_import.opened_before_deadline", field="opened_on")
    with transaction(by=by, at=now) as work:
        one = TenderImport(
            procurement=procurement,
            round=round_,
            name=name[-180:],
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            source=source.strip(),
            opened_on=opened_on,
            brought_at=now,
            brought_by=by.person,
        )
        one.save()
        work.record(TenderImportEvent.BROUGHT, one, size=len(content), sha256=one.sha256)
    return one


def confirm_columns(
    one: TenderImport,
    headings: Sequence[str],
    meanings: Sequence[str],
    ask: AskContent,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> TenderImport:
    """Say what each column means. It is remembered for the authority's next table.

    Raises:
        Invalid: as `check_meanings`. Refused: imported or left aside already, or not now. Stale: somebody else said it first.
    """
    check_open(one.procurement, by)
    check_meanings(meanings, ask)
    with transaction(by=by, at=now) as work:
        check_revision(locked(one), revision)
        _check_waiting(one)
        change(one, meanings=list(meanings))
        _remember(one.procurement, dict(zip(map(folded, headings), meanings, strict=True)))
        work.record(TenderImportEvent.COLUMNS_CONFIRMED, one, columns=sum(1 for each in meanings if each))
    return one


def _remember(procurement: Procurement, said: Mapping[str, str]) -> None:
    kept = remembered(procurement)
    for heading, meaning in said.items():
        if not heading or kept.get(heading) == meaning or len(heading) > 200:
            continue
        if heading in kept:
            rows = ImportColumn.objects.for_system(
                "columns that the authority of a fetched procurement confirmed"
            )
            change(rows.get(authority_id=procurement.authority_id, heading=heading), meaning=meaning)
        else:
            ImportColumn(authority_id=procurement.authority_id, heading=heading, meaning=meaning).save()


def write(
    one: TenderImport,
    arrivals: Sequence[Arrival],
    version: AskVersion,
    *,
    by: Actor,
    now: dt.datetime,
) -> TenderImport:
    """Write every row, in the transaction of the journey that planned it. What is stored already is left as it is."""
    check_open(one.procurement, by)
    _check_waiting(one)
    with transaction(by=by, at=now) as work:
        ask = version.read()
        new = [each for each in arrivals if each.is_new]
        answers: list[TenderAnswer] = []
        for each in arrivals:
            tender = _tender(each, one, version, work) if each.is_new else each.tender
            assert tender is not None  # an arrival that is not new has one
            _write_figures(each, tender, ask)
            answers += [
                TenderAnswer(
                    tender=tender,
                    criterion_id=criterion,
                    text=text,
                    words=word_count(text),
                    created_at=work.at,
                )
                for criterion, text in each.answers
            ]
        TenderAnswer.objects.bulk_create(answers, batch_size=BATCH)
        change(
            one,
            status=ImportStatus.SAVED.value,
            content=None,
            rows=len(arrivals),
            new_tenders=len(new),
            new_answers=len(answers),
            settled_at=now,
            settled_by=by.person,
        )
        work.record(TenderImportEvent.SAVED, one, rows=len(arrivals), tenders=len(new), answers=len(answers))
    return one


def _tender(each: Arrival, one: TenderImport, version: AskVersion, work: Work) -> Tender:
    """The tender of a row: a new one, or the one that lapsed here or was withdrawn."""
    stated = {"status": TenderStatus.OPENED.value, "opened_at": work.at, "opened_by": work.by.person}
    if each.tender is None:
        lot = one.procurement.lots.get(external_id=each.row.lot_id)
        tender = Tender(lot=lot, round=one.round, supplier=each.supplier, ask_version=version, **stated)
        tender.save()
    else:
        TENDER.check(TenderStatus(each.tender.status), TenderStatus.OPENED)
        tender = change(each.tender, ask_version=version, **stated)
    ImportedTender(table=one, tender=tender, row=each.row.row, name_there=each.row.supplier).save()
    work.record(TenderEvent.IMPORTED, tender, table=one.external_id)
    return tender


def _write_figures(each: Arrival, tender: Tender, ask: AskContent) -> None:
    if each.price_pence is not None:
        TenderPrice(tender=tender, lot=tender.lot, pence=each.price_pence).save()
    held = tender.commitments.count() if each.quantities else 0
    for position, (metric_id, quantity) in enumerate(each.quantities, start=held + 1):
        write_offer(tender, position, offer_of(ask, metric_id, quantity, f"import-{position}"), ask)


def discard(one: TenderImport, *, by: Actor, now: dt.datetime) -> TenderImport:
    """Leave a table aside; nothing of it is kept but that it came."""
    by.must(Permission.ASSESSMENT_MANAGE)
    with transaction(by=by, at=now) as work:
        _check_waiting(locked(one))
        change(one, status=ImportStatus.DISCARDED.value, content=None, settled_at=now, settled_by=by.person)
        work.record(TenderImportEvent.DISCARDED, one)
    return one


def _check_waiting(one: TenderImport) -> None:
    if one.status != ImportStatus.WAITING:
        raise Refused("tender_import.settled")
