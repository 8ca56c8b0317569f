"""Tenders that another suite received, as a table: one row for each tender, and what its columns mean.

A column means nothing (``""``), the tenderer, its company number, the lot, the price, the answer to one criterion
(``answer:<criterion id>``) or a quantity of one metric (``metric:<metric id>``). What a column seems to mean is a
suggestion; a person confirms it. A row is read whole or not at all, and a mistake names its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from commonweal.domain.asks import AskContent, MetricContent
from commonweal.domain.commitments import CommitmentKind, Offer, OfferedPeriod, OwedBy
from commonweal.domain.errors import DomainError, Invalid
from commonweal.domain.fixed_price import off_the_price
from commonweal.domain.money import parse_pounds
from commonweal.domain.quantities import parse_quantity
from commonweal.domain.tender_parts import asks_price

UNUSED, SUPPLIER, NUMBER, LOT, PRICE = "", "supplier", "number", "lot", "price"
ANSWER, METRIC = "answer:", "metric:"
LONGEST_NAME = 200
#: Which words a heading of each of our own columns is known by; the first meaning that wants a column takes it.
KNOWN_BY = {
    NUMBER: ("company number", "company no", "co number", "companies house", "registration number", "crn"),
    LOT: ("lot",),
    PRICE: ("price", "total cost", "bid value"),
    SUPPLIER: ("supplier", "tenderer", "bidder", "organisation", "company", "name"),
}
Value = str | Decimal | None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell that holds something: its place as a person finds it, and its value. `is_wrong`: a formula or an error."""

    place: str
    value: Value
    is_wrong: bool = False

    @property
    def text(self) -> str:
        """What it says, without space around it; a whole number without a point."""
        if isinstance(self.value, Decimal):
            return format(self.value.normalize(), "f")
        return (self.value or "").strip()


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under the heading. `cells` by column from 0; an empty cell is not there."""

    number: int
    cells: Mapping[int, TableCell]


@dataclass(frozen=True, slots=True)
class Table:
    """A heading and its rows. `sheet` is empty for a text table; `left_aside` names other sheets that hold something."""

    sheet: str
    headings: tuple[str, ...]
    rows: tuple[TableRow, ...]
    left_aside: tuple[str, ...] = ()

    def examples(self, column: int, most: int = 3) -> tuple[str, ...]:
        """The first few different things that a column holds, shortened."""
        texts = (row.cells[column].text for row in self.rows if column in row.cells)
        return tuple(dict.fromkeys(text[:80] for text in texts if text))[:most]


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: its cell (or ``row 5``), a code that is worded in `presentation.words`, and what the words need."""

    place: str
    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One tender as a row says it. `price_pence` None where there is no such column; quantities in thousandths."""

    row: int
    place: str
    supplier: str
    number: str
    lot_id: str
    price_pence: int | None
    answers: tuple[tuple[str, str], ...]
    quantities: tuple[tuple[str, int], ...]


def folded(text: str) -> str:
    """A name or heading as it is compared: small letters, no marks, single spaces."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def meanings(ask: AskContent) -> tuple[str, ...]:
    """Every meaning that a column may have for this ask, in the order in which they are offered."""
    own = (SUPPLIER, NUMBER, *((LOT,) if len(ask.lots) > 1 else ()), PRICE)
    answers = tuple(f"{ANSWER}{criterion.id}" for criterion in ask.questions)
    return (*own, *answers, *(f"{METRIC}{metric.id}" for metric in _metrics(ask)))


def suggested(
    headings: Sequence[str], ask: AskContent, remembered: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """What each column seems to mean. `remembered` holds what was confirmed before, by the folded heading."""
    allowed, taken = set(meanings(ask)), set[str]()
    found = []
    for heading in headings:
        said = (remembered or {}).get(folded(heading), None)
        meaning = said if said is not None and (said in allowed or not said) else _guess(heading, ask)
        meaning = meaning if meaning in allowed and meaning not in taken else UNUSED
        taken.add(meaning)
        found.append(meaning)
    return tuple(found)


def _guess(heading: str, ask: AskContent) -> str:
    said = folded(heading)
    if not said:
        return UNUSED
    for meaning, names in _names(ask):
        if said in names:
            return meaning
    for meaning, names in _names(ask):
        if any(len(name) > 3 and (name in said or said in name) and len(said) > 3 for name in names):
            return meaning
    for meaning, words in KNOWN_BY.items():
        if any(f" {word} " in f" {said} " for word in words):
            return meaning
    return UNUSED


def _names(ask: AskContent) -> Iterator[tuple[str, tuple[str, ...]]]:
    for criterion in ask.questions:
        texts = (criterion.code, criterion.title, criterion.question)
        yield f"{ANSWER}{criterion.id}", tuple(folded(text) for text in texts if text.strip())
    for metric in _metrics(ask):
        yield f"{METRIC}{metric.id}", tuple(folded(text) for text in (metric.code, metric.title) if text)


def check_meanings(chosen: Sequence[str], ask: AskContent) -> None:
    """Raise unless these columns can be read.

    Raises:
        Invalid: ``tender_table.meaning_unknown``, ``tender_table.meaning_twice``, ``tender_table.no_supplier``,
            ``tender_table.no_lot`` where there are several, ``tender_table.no_price`` where price is assessed.
    """
    allowed = set(meanings(ask))
    used = [meaning for meaning in chosen if meaning]
    for at, meaning in enumerate(chosen):
        if meaning and meaning not in allowed:
            raise Invalid("tender_table.meaning_unknown", field=f"column-{at}")
        if meaning and meaning in chosen[:at]:
            raise Invalid("tender_table.meaning_twice", field=f"column-{at}")
    if SUPPLIER not in used:
        raise Invalid("tender_table.no_supplier", field="column-0")
    if len(ask.lots) > 1 and LOT not in used:
        raise Invalid("tender_table.no_lot", field="column-0")
    if asks_price(ask) and PRICE not in used:
        raise Invalid("tender_table.no_price", field="column-0")


def read_rows(
    table: Table, chosen: Sequence[str], ask: AskContent
) -> tuple[tuple[TenderRow, ...], tuple[Fault, ...]]:
    """Every row as a tender, and every mistake; where there is a mistake, nothing is to be kept."""
    columns = {meaning: at for at, meaning in enumerate(chosen) if meaning}
    found, faults = [], list[Fault]()
    for row in table.rows:
        reader = _Reader(row, columns, ask, faults)
        if reader.holds_something:
            found.append(reader.read())
    if not found and not faults:
        faults.append(Fault(table.sheet or "1", "tender_table.empty", {}))
    faults += _twice(found)
    return tuple(found), tuple(faults)


def _twice(rows: Sequence[TenderRow]) -> Iterator[Fault]:
    """Rows for a tenderer and lot that a row above is for already."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.lot_id, row.number or folded(row.supplier))
        if first.setdefault(key, row.row) != row.row:
            yield Fault(row.place, "tender_table.row_twice", {"row": first[key]})


@dataclass
class _Reader:
    """One row by what its columns mean; mistakes are gathered in `faults`."""

    row: TableRow
    columns: Mapping[str, int]
    ask: AskContent
    faults: list[Fault]

    @property
    def holds_something(self) -> bool:
        return any(self._cell(meaning) is not None for meaning in self.columns)

    def read(self) -> TenderRow:
        supplier, cell = self._text(SUPPLIER), self._cell(SUPPLIER)
        if cell is None:
            self._fault(SUPPLIER, "tender_table.supplier_missing")
        elif len(supplier) > LONGEST_NAME:
            self._fault(SUPPLIER, "tender_table.supplier_long", limit=LONGEST_NAME)
        lot_id = self._lot()
        return TenderRow(
            row=self.row.number,
            place=cell.place if cell else self._row_place,
            supplier=" ".join(supplier.split()),
            number=self._text(NUMBER),
            lot_id=lot_id,
            price_pence=self._price(lot_id),
            answers=tuple(self._answers()),
            quantities=tuple(self._quantities()),
        )

    @property
    def _row_place(self) -> str:
        return str(self.row.number)

    def _cell(self, meaning: str) -> TableCell | None:
        at = self.columns.get(meaning)
        cell = None if at is None else self.row.cells.get(at)
        return cell if cell is not None and (cell.is_wrong or cell.text) else None

    def _text(self, meaning: str) -> str:
        cell = self._cell(meaning)
        if cell is not None and cell.is_wrong:
            self._fault(meaning, "tender_table.formula")
            return ""
        return "" if cell is None else cell.text

    def _fault(self, meaning: str, code: str, **params: object) -> None:
        cell = self._cell(meaning)
        self.faults.append(Fault(cell.place if cell else self._row_place, code, params))

    def _lot(self) -> str:
        if len(self.ask.lots) == 1:
            return self.ask.lots[0].id
        said = folded(self._text(LOT))
        for lot in self.ask.lots:
            if said in (str(lot.number), f"lot {lot.number}", folded(lot.title)):
                return lot.id
        self._fault(LOT, "tender_table.lot_unknown")
        return ""

    def _price(self, lot_id: str) -> int | None:
        if PRICE not in self.columns:
            return None
        text = self._text(PRICE)
        if not text:
            if asks_price(self.ask) and self._cell(PRICE) is None:
                self._fault(PRICE, "tender_table.price_missing")
            return None
        try:
            pence = parse_pounds(_money(text))
        except DomainError as error:
            self._fault(PRICE, error.code, **error.params)
            return None
        if pence <= 0:
            self._fault(PRICE, "tender.price_not_positive")
        for problem in off_the_price(self.ask, lot_id, pence):
            self._fault(PRICE, problem.code, **problem.params)
        return pence

    def _answers(self) -> Iterator[tuple[str, str]]:
        for criterion in self.ask.questions:
            text = self._text(f"{ANSWER}{criterion.id}")
            if text:
                yield criterion.id, text

    def _quantities(self) -> Iterator[tuple[str, int]]:
        for metric in _metrics(self.ask):
            meaning = f"{METRIC}{metric.id}"
            text = self._text(meaning)
            if not text:
                continue
            try:
                quantity = parse_quantity(text)
            except DomainError as error:
                self._fault(meaning, error.code, **error.params)
                continue
            if quantity:
                yield metric.id, quantity


def _money(text: str) -> str:
    """A price as it is typed: a number from a spreadsheet is rounded to the penny, half to even, as it was shown."""
    whole, point, part = text.removeprefix("£").partition(".")
    if point and len(part) > 2 and (whole + part).replace(",", "").isdigit():
        return format(Decimal(f"{whole.replace(',', '')}.{part}").quantize(Decimal("0.01")), "f")
    return text


def offer_of(ask: AskContent, metric_id: str, quantity: int, key: str) -> Offer:
    """The promise that a figure under a metric is: that much over the whole contract, by the supplier."""
    metric = ask.metric(metric_id)
    (criterion,) = [each for each in ask.criteria if metric in each.metrics]
    return Offer(
        key=key,
        criterion_id=criterion.id,
        kind=CommitmentKind.QUANTITY,
        title=metric.title[:200],
        metric_id=metric.id,
        outcome_id=None,
        unit=metric.unit,
        owed_by=OwedBy.SUPPLIER,
        subcontractor="",
        place_code="",
        periods=(OfferedPeriod(ask.contract_starts_on, ask.contract_ends_on, "", quantity),),
        rate=None,
        milestones=(),
        words="",
    )


def _metrics(ask: AskContent) -> tuple[MetricContent, ...]:
    return tuple(metric for criterion in ask.questions for metric in criterion.metrics)
