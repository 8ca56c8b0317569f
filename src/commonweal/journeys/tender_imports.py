"""Tenders beside another suite: its table read by confirmed columns, each row matched to a supplier, then written whole.

A row is matched by its company number, or to a tender that the same round has from the same name. A name alone never
makes two organisations one: a person says so, because who is matched can read the tender as its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from commonweal.analytics.matching.identifiers import company_number
from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Side
from commonweal.domain.tender_tables import (
    Fault,
    Table,
    TenderRow,
    check_meanings,
    folded,
    read_rows,
    suggested,
)
from commonweal.domain.tenders import TenderStatus
from commonweal.journeys.going_on import selected
from commonweal.lifecycle.assessment.models import RoundDecision
from commonweal.lifecycle.procurement.models import AskVersion, Procurement
from commonweal.lifecycle.tendering import imports
from commonweal.lifecycle.tendering.actions import imports as actions
from commonweal.lifecycle.tendering.actions.imports import Arrival
from commonweal.lifecycle.tendering.models import Tender, TenderImport
from commonweal.organisations.actions import add_identifier, create_organisation
from commonweal.organisations.models import Identifier, Organisation
from commonweal.records.work import check_revision, transaction

COMPANIES = "GB-COH"


def table_of(one: TenderImport) -> Table:
    """The rows of a table that waits. Raises UnreadableWorkbook where the file is none."""
    from commonweal.interchange.tender_tables import read_tender_table

    if one.content is None:
        raise Refused("tender_import.settled")
    return read_tender_table(one.name, bytes(one.content))


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
    """Keep a table once it was seen to be one.

    Raises:
        UnreadableWorkbook: it is none. Anything else as `actions.bring`.
    """
    from commonweal.interchange.tender_tables import read_tender_table

    actions.check_open(procurement, by)
    read_tender_table(name, content)
    return actions.bring(procurement, name, content, source=source, opened_on=opened_on, by=by, now=now)


def columns_of(one: TenderImport, table: Table) -> tuple[str, ...]:
    """What each column means: as it was confirmed for this table, else as remembered or guessed from its heading."""
    if len(one.meanings) == len(table.headings):
        return tuple(one.meanings)
    ask = imports.ask_version(one.procurement).read()
    return suggested(table.headings, ask, imports.remembered(one.procurement))


@dataclass(frozen=True)
class Row:
    """A row with what it would do. `namesake` is an organisation of the same name that nothing else ties it to."""

    row: TenderRow
    supplier: Organisation | None
    tender: Tender | None
    arrival: Arrival | None
    namesake: Organisation | None = None

    @property
    def changes_nothing(self) -> bool:
        """True when all that the row says is stored already."""
        each = self.arrival
        return (
            each is not None
            and not each.is_new
            and not (each.answers or each.quantities)
            and each.price_pence is None
        )


@dataclass(frozen=True)
class Plan:
    """What a table would do, or every mistake that keeps it from being imported."""

    version: AskVersion
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    @property
    def unanswered(self) -> dict[str, int]:
        """How many questions each row leaves empty, by the place of the row, where it leaves any."""
        asked = len(self.version.read().questions)
        left = {each.row.place: asked - len(each.row.answers) for each in self.rows}
        return {place: count for place, count in left.items() if count}


def plan(one: TenderImport, same: Collection[str] = ()) -> Plan:
    """Read the table by its confirmed columns.

    Args:
        same: places of the rows whose organisation a person said is the one of the same name.

    Raises:
        UnreadableWorkbook: the file is no table. Invalid: the columns cannot be read.
    """
    version, table = imports.ask_version(one.procurement), table_of(one)
    ask = version.read()
    check_meanings(one.meanings, ask)
    rows, faults = read_rows(table, one.meanings, ask)
    if faults:
        return Plan(version, (), faults)
    matcher = _Matcher.of(one, rows)
    planned = tuple(matcher.row(each, ask, same) for each in rows)
    return Plan(version, planned, tuple(matcher.faults(planned, ask)))


@dataclass
class _Matcher:
    """Whose row is whose, from what stands in the round and which suppliers are known."""

    standing: list[Tender]
    names: dict[int, str]
    by_number: dict[str, Organisation]
    by_name: dict[str, list[Organisation]]
    goes_on: set[tuple[int, str]] | None

    @classmethod
    def of(cls, one: TenderImport, rows: Sequence[TenderRow]) -> _Matcher:
        numbers = {company_number(row.number) for row in rows if row.number} - {""}
        written = numbers | {number.lstrip("0") for number in numbers}
        held = Identifier.objects.for_system("suppliers that imported tenders may belong to")
        found = held.filter(scheme=COMPANIES, value__in=written, organisation__side=Side.SUPPLIER.value)
        suppliers = Organisation.objects.for_system("suppliers that imported tenders may belong to")
        wanted, by_name = {folded(row.supplier) for row in rows}, dict[str, list[Organisation]]()
        for each in suppliers.filter(side=Side.SUPPLIER.value).prefetch_related("identifiers").order_by("pk"):
            if folded(each.name) in wanted:
                by_name.setdefault(folded(each.name), []).append(each)
        return cls(
            standing=imports.standing(one.round),
            names=imports.imported_names(one.round),
            by_number={
                company_number(each.value): each.organisation for each in found.select_related("organisation")
            },
            by_name=by_name,
            goes_on=_going_on(one),
        )

    def row(self, row: TenderRow, ask: AskContent, same: Collection[str]) -> Row:
        """What one row would do."""
        number = company_number(row.number)
        supplier, namesake = self._supplier(row, number), None
        if supplier is None:
            namesake = self._namesake(row, number)
            supplier = namesake if row.place in same else None
        tender = None
        if supplier is not None:
            tender = next(
                (
                    each
                    for each in self.standing
                    if each.supplier_id == supplier.pk and each.lot.external_id == row.lot_id
                ),
                None,
            )
        arrival = None if supplier is None else _arrival(row, supplier, tender, ask)
        return Row(row, supplier, tender, arrival, namesake)

    def _supplier(self, row: TenderRow, number: str) -> Organisation | None:
        if number:
            found = self.by_number.get(number)
            if found is not None:
                return found
        for each in self.standing:
            if folded(self.names.get(each.pk, "")) == folded(row.supplier):
                held = _numbers(each.supplier)
                if not (number and held and number not in held):
                    return each.supplier
        return None

    def _namesake(self, row: TenderRow, number: str) -> Organisation | None:
        """The only organisation of that name, unless its own number says that it is another."""
        found = [
            each
            for each in self.by_name.get(folded(row.supplier), ())
            if not (number and _numbers(each) and number not in _numbers(each))
        ]
        return found[0] if len(found) == 1 else None

    def faults(self, rows: Sequence[Row], ask: AskContent) -> Iterator[Fault]:
        """What keeps rows from being written, as they stand beside what is stored."""
        seen: dict[tuple[int, str], int] = {}
        for each in rows:
            number = each.row.number
            if number and not company_number(number):
                yield Fault(each.row.place, "tender_import.number_unreadable", {"number": number[:40]})
            if each.supplier is not None:
                key = (each.supplier.pk, each.row.lot_id)
                if seen.setdefault(key, each.row.row) != each.row.row:
                    yield Fault(each.row.place, "tender_table.row_twice", {"row": seen[key]})
            yield from _standing_faults(each, self.names, ask)
            yield from self._round_faults(each)

    def _round_faults(self, each: Row) -> Iterator[Fault]:
        if self.goes_on is None:
            return
        lots = {lot for supplier, lot in self.goes_on if each.supplier and supplier == each.supplier.pk}
        if each.row.lot_id not in lots:
            yield Fault(each.row.place, "tender_import.not_going_on", {})


def _going_on(one: TenderImport) -> set[tuple[int, str]] | None:
    """Who was selected for this round, as (supplier, lot); None in the first round, to which all may tender."""
    if one.round.number <= 1:
        return None
    rows = RoundDecision.objects.for_system("who goes on to a round whose tenders are imported")
    found = rows.filter(
        tender__lot__procurement_id=one.procurement_id,
        tender__round__number=one.round.number - 1,
    )
    return {(tender.supplier_id, tender.lot.external_id) for tender in selected(found)}


def _numbers(supplier: Organisation) -> set[str]:
    return {company_number(each.value) for each in supplier.identifiers.all() if each.scheme == COMPANIES}


def _standing_faults(each: Row, names: dict[int, str], ask: AskContent) -> Iterator[Fault]:
    """What is stored and says something else. Nothing that was imported is ever changed by a later table."""
    tender, place = each.tender, each.row.place
    if tender is None or tender.status in imports.GIVES_WAY:
        return
    if tender.status != TenderStatus.OPENED:
        yield Fault(place, "tender_import.turned_away", {})
        return
    if tender.pk not in names:
        yield Fault(place, "tender_import.tendered_here", {})
        return
    price = next(iter(tender.prices.all()), None)
    if price is not None and each.row.price_pence not in (None, price.pence):
        yield Fault(place, "tender_import.price_differs", {})
    stored = {answer.criterion_id: answer.text for answer in tender.answers.all()}
    for criterion, text in each.row.answers:
        if criterion in stored and _plain(stored[criterion]) != _plain(text):
            title = ask.criterion(criterion).title
            yield Fault(place, "tender_import.answer_differs", {"title": title})
    held = {offer.metric_id: offer.quantity for offer in tender.commitments.all()}
    for metric, quantity in each.row.quantities:
        if metric in held and held[metric] != quantity:
            yield Fault(place, "tender_import.quantity_differs", {"title": ask.metric(metric).title})


def _arrival(row: TenderRow, supplier: Organisation, tender: Tender | None, ask: AskContent) -> Arrival:
    """What of a row is not stored yet."""
    if tender is None or tender.status != TenderStatus.OPENED:
        return Arrival(row, supplier, tender, row.price_pence, row.answers, row.quantities)
    answered = {answer.criterion_id for answer in tender.answers.all()}
    offered = {offer.metric_id for offer in tender.commitments.all()}
    return Arrival(
        row=row,
        supplier=supplier,
        tender=tender,
        price_pence=None if tender.prices.all() else row.price_pence,
        answers=tuple(each for each in row.answers if each[0] not in answered),
        quantities=tuple(each for each in row.quantities if each[0] not in offered),
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def take_in(
    one: TenderImport, same: Collection[str], *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Plan:
    """Import the table: every row, or nothing where anything is wrong, which the plan then says.

    Raises:
        Refused: not now, or settled already. Stale: somebody else changed what its columns mean since `revision`.
    """
    actions.check_open(one.procurement, by)
    with transaction(by=by, at=now):
        check_revision(one, revision)
        rows = Procurement.objects.for_system("a procurement, locked while tenders are imported")
        locked = rows.select_for_update(of=("self",)).select_related("authority").get(pk=one.procurement_id)
        actions.check_open(locked, by)
        planned = plan(one, same)
        if not planned.faults:
            actions.write(one, _arrivals(planned, now), planned.version, by=by, now=now)
    return planned


def _arrivals(planned: Plan, now: dt.datetime) -> list[Arrival]:
    """Every row as it is written; a supplier that is not known yet is set up, once for all its lots."""
    ask, made = planned.version.read(), dict[str, Organisation]()
    found = []
    for each in planned.rows:
        if each.arrival is not None:
            found.append(each.arrival)
            continue
        number = company_number(each.row.number)
        key = number or folded(each.row.supplier)
        if key not in made:
            made[key] = create_organisation(name=each.row.supplier, side=Side.SUPPLIER, now=now)
            if number:
                add_identifier(made[key], scheme=COMPANIES, value=number, now=now)
        found.append(_arrival(each.row, made[key], None, ask))
    return found
