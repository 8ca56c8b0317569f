"""The commitments of a workbook: a row each, with its amounts and milestones from their own sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from commonweal.domain.asks import AskContent, MetricContent
from commonweal.domain.commitments import (
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
    problems,
)
from commonweal.domain.errors import Invalid
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook import AMOUNTS, COMMITMENTS, MILESTONES, TYPED, Sheet
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import CellFault

#: The column of `COMMITMENTS` in which a rule of the domain is broken, by the field that the rule names.
_COLUMN = {
    "criterion_id": "question",
    "title": "title",
    "metric_id": "metric",
    "outcome_id": "outcome",
    "unit": "unit",
    "owed_by": "owed_by",
    "subcontractor": "subcontractor",
    "place_code": "place",
    "rate_quantity": "rate",
    "rate_per": "per",
    "words": "words",
}


@dataclass
class _Parts:
    """The rows of another sheet that belong to one commitment, with where each stands."""

    are_whole: bool = True
    """False when one of the rows could not be read, so that nothing can be said of all of them together."""
    periods: list[OfferedPeriod] = field(default_factory=list)
    period_rows: list[int] = field(default_factory=list)
    milestones: list[OfferedMilestone] = field(default_factory=list)
    milestone_rows: list[int] = field(default_factory=list)


def read_offers(reader: CellReader, ask: AskContent) -> tuple[Offer, ...]:
    """Every commitment, in the order of its rows; mistakes are noted in the reader.

    The keys of those whose amounts or milestones could not all be read stand in `reader.in_part`.
    """
    keys = _typed(COMMITMENTS)
    used = [row for row in range(form.COMMITMENT_ROWS) if reader.is_used(COMMITMENTS, row, keys)]
    parts = {row: _Parts() for row in used}
    _read_amounts(reader, ask, parts)
    _read_milestones(reader, parts)
    reader.in_part |= {f"row-{row + 1}" for row, each in parts.items() if not each.are_whole}
    found = (_offer(reader, ask, row, parts[row]) for row in used)
    return tuple(offer for offer in found if offer is not None)


def _typed(sheet: Sheet) -> tuple[str, ...]:
    return tuple(column.key for column in sheet.columns if column.holds in TYPED)


def _rows(
    reader: CellReader, sheet: Sheet, count: int, parts: dict[int, _Parts]
) -> Iterator[tuple[int, _Parts]]:
    """The used rows of a sheet, each with the commitment it belongs to."""
    for row in range(count):
        if not reader.is_used(sheet, row, _typed(sheet)):
            continue
        number = reader.text(sheet, row, "number").strip()
        owner = (
            parts.get(int(number) - 1) if number.isascii() and number.isdigit() and len(number) < 5 else None
        )
        if owner is None:
            reader.note(sheet, row, "number", "pack.commitment_missing", number=number[:10] or "-")
            # Whose row it was meant to be cannot be told: any commitment may lack it.
            for each in parts.values():
                each.are_whole = False
            continue
        before = len(reader.faults)
        yield row, owner
        if len(reader.faults) > before:
            owner.are_whole = False


def _required(reader: CellReader, sheet: Sheet, row: int, *keys: str) -> bool:
    """True when nothing is missing; notes each cell that is empty."""
    empty = [key for key in keys if reader.value(sheet, row, key) is None]
    for key in empty:
        reader.note(sheet, row, key, "pack.cell_required")
    return not empty


def _read_amounts(reader: CellReader, ask: AskContent, parts: dict[int, _Parts]) -> None:
    places = form.lists(ask)["places"]
    for row, owner in _rows(reader, AMOUNTS, form.AMOUNT_ROWS, parts):
        whole = _required(reader, AMOUNTS, row, "start", "end", "quantity")
        start, end = reader.day(AMOUNTS, row, "start"), reader.day(AMOUNTS, row, "end")
        quantity = reader.quantity(AMOUNTS, row, "quantity")
        place = reader.choice(AMOUNTS, row, "place", places)
        if whole and start and end and quantity is not None:
            owner.periods.append(OfferedPeriod(start, end, place or "", quantity))
            owner.period_rows.append(row)


def _read_milestones(reader: CellReader, parts: dict[int, _Parts]) -> None:
    for row, owner in _rows(reader, MILESTONES, form.MILESTONE_ROWS, parts):
        whole = _required(reader, MILESTONES, row, "title", "due", "shown_by")
        due = reader.day(MILESTONES, row, "due")
        if whole and due:
            title, shown_by = (reader.text(MILESTONES, row, key).strip() for key in ("title", "shown_by"))
            owner.milestones.append(OfferedMilestone(title, due, shown_by))
            owner.milestone_rows.append(row)


def _offer(reader: CellReader, ask: AskContent, row: int, parts: _Parts) -> Offer | None:
    """One commitment, judged by the rules of the domain; None when its kind or question cannot be told."""
    before = len(reader.faults)
    offer = _Row(reader, ask, row).offer(parts)
    if offer is not None and parts.are_whole and len(reader.faults) == before:
        reader.faults += [_placed(reader, row, problem, parts) for problem in problems(offer, ask)]
    return offer


class _Row:
    """One row of the sheet Commitments."""

    def __init__(self, reader: CellReader, ask: AskContent, row: int) -> None:
        self.reader, self.row = reader, row
        self.known = form.lists(ask)
        self.metric: MetricContent | None = form.metric_labels(ask).get(self._text("metric").strip())

    def offer(self, parts: _Parts) -> Offer | None:
        """What the row promises; None when its kind or question cannot be told."""
        _required(self.reader, COMMITMENTS, self.row, "question", "kind", "title")
        kind, question = self._choice("kind", "kinds"), self._choice("question", "questions")
        self._choice("metric", "metrics")
        owner, place = self._choice("owed_by", "owners"), self._choice("place", "places")
        if kind is None or question is None:
            return None
        if kind == CommitmentKind.QUANTITY and place:
            self._note("place", "pack.place_in_amounts")
        return Offer(
            key=f"row-{self.row + 1}",
            criterion_id=question,
            kind=CommitmentKind(kind),
            title=self._text("title").strip(),
            metric_id=self.metric.id if self.metric else None,
            outcome_id=self._aim(),
            unit=self._unit(CommitmentKind(kind)),
            owed_by=OwedBy(owner) if owner else OwedBy.SUPPLIER,
            subcontractor=self._text("subcontractor").strip(),
            place_code=place or "",
            periods=tuple(parts.periods),
            rate=self._rate(),
            milestones=tuple(parts.milestones),
            words=self._text("words"),
        )

    def _text(self, key: str) -> str:
        return self.reader.text(COMMITMENTS, self.row, key)

    def _choice(self, key: str, known: str) -> str | None:
        return self.reader.choice(COMMITMENTS, self.row, key, self.known[known])

    def _note(self, key: str, code: str) -> None:
        self.reader.note(COMMITMENTS, self.row, key, code)

    def _aim(self) -> str | None:
        aim = self._choice("outcome", "aims")
        if self.metric and aim:
            self._note("outcome", "pack.only_for_own_measure")
        return None if self.metric else aim

    def _unit(self, kind: CommitmentKind) -> str:
        """The metric's own unit, or the typed one; a pathway and a promise in words have none."""
        typed, has_none = (
            self._text("unit").strip(),
            kind in (CommitmentKind.PATHWAY, CommitmentKind.NARRATIVE),
        )
        if typed and (self.metric or has_none):
            self._note("unit", "pack.only_for_own_measure")
        if has_none:
            return ""
        return self.metric.unit if self.metric else typed

    def _rate(self) -> OfferedRate | None:
        quantity = self.reader.quantity(COMMITMENTS, self.row, "rate")
        per = self.reader.money(COMMITMENTS, self.row, "per")
        return None if quantity is None and per is None else OfferedRate(quantity or 0, per or 0)


def _placed(reader: CellReader, row: int, problem: Invalid, parts: _Parts) -> CellFault:
    """A rule that a commitment breaks, with the cell in which it does."""
    number = problem.params.get("row")
    for name, sheet, key, rows in (
        ("periods", AMOUNTS, "start", parts.period_rows),
        ("milestones", MILESTONES, "title", parts.milestone_rows),
    ):
        if problem.field == name and isinstance(number, int) and 0 < number <= len(rows):
            return CellFault(reader.place(sheet, rows[number - 1], key), problem.code, problem.params)
    key = _COLUMN.get(problem.field or "", "kind")
    return CellFault(reader.place(COMMITMENTS, row, key), problem.code, problem.params)
