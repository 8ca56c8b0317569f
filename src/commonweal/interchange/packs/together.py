"""The organisations, conditions, prices and deliveries of a workbook, each judged by the rules of the domain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import Offer
from commonweal.domain.consortium import (
    LEAD,
    MOST_PARTIES,
    Flow,
    Party,
    PartyRole,
    flow_problems,
    party_problems,
)
from commonweal.domain.errors import Invalid
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook import CONDITIONS, DELIVERY, ORGANISATIONS, PRICES, TYPED, Sheet
from commonweal.domain.participation import ConditionAnswer, answer_problems
from commonweal.domain.price_schedule import LineKind, LinePrice, ScheduleLine
from commonweal.interchange.packs.cells import CellReader
from commonweal.interchange.packs.faults import CellFault


def read_parties(reader: CellReader, ask: AskContent) -> tuple[Party, ...]:
    """Every organisation, in the order of its rows, under the key ``org-<number>``."""
    known = form.lists(ask)
    found: list[tuple[int, Party]] = []
    before = len(reader.faults)
    for row in _used(reader, ORGANISATIONS, MOST_PARTIES):
        _required(reader, ORGANISATIONS, row, "name", "role", "work")
        role = reader.choice(ORGANISATIONS, row, "role", known["roles"])
        sme, vcse = (reader.choice(ORGANISATIONS, row, key, known["yes_no"]) for key in ("sme", "vcse"))
        party = Party(
            f"org-{row + 1}",
            reader.text(ORGANISATIONS, row, "name").strip(),
            reader.text(ORGANISATIONS, row, "identifier").strip(),
            PartyRole(role) if role else PartyRole.SUBCONTRACTOR,
            reader.text(ORGANISATIONS, row, "work").strip(),
            reader.percent(ORGANISATIONS, row, "share"),
            sme == "yes",
            vcse == "yes",
        )
        found.append((row, party))
    if len(reader.faults) == before:
        for place, (row, party) in enumerate(found):
            earlier = [each for _row, each in found[:place]]
            reader.faults += [
                CellFault(
                    reader.place(ORGANISATIONS, row, problem.field or "name"), problem.code, problem.params
                )
                for problem in party_problems(party, earlier)
            ]
    return tuple(party for _row, party in found)


def read_conditions(
    reader: CellReader, ask: AskContent, parties: Sequence[Party]
) -> tuple[ConditionAnswer, ...]:
    """The conditions that are answered."""
    return tuple(_conditions(reader, ask, [party.key for party in parties]))


def _conditions(reader: CellReader, ask: AskContent, keys: Sequence[str]) -> Iterator[ConditionAnswer]:
    known = form.lists(ask)
    for row in _used(reader, CONDITIONS, len(ask.conditions)):
        _required(reader, CONDITIONS, row, "met", "words")
        met = reader.choice(CONDITIONS, row, "met", known["yes_no"])
        on = reader.choice(CONDITIONS, row, "relies_on", known["organisations"])
        if met is None or reader.value(CONDITIONS, row, "words") is None:
            continue
        words = reader.text(CONDITIONS, row, "words").strip()
        answer = ConditionAnswer(ask.conditions[row].id, met == "yes", words, f"org-{on}" if on else "")
        problems = answer_problems(answer, keys)
        reader.faults += [
            CellFault(reader.place(CONDITIONS, row, each.field or "words"), each.code, each.params)
            for each in problems
        ]
        if not problems:
            yield answer


def read_lines(reader: CellReader, ask: AskContent, lot_id: str | None) -> tuple[LinePrice, ...]:
    """The price lines that have an entry. With a lot, an entry for a line of another one is a mistake."""
    return tuple(_lines(reader, ask, lot_id))


def _lines(reader: CellReader, ask: AskContent, lot_id: str | None) -> Iterator[LinePrice]:
    for row in _used(reader, PRICES, len(ask.schedule)):
        line = ask.schedule[row]
        value = _entry(reader, line, row)
        if lot_id is not None and line.lot_id not in ("", lot_id):
            reader.note(PRICES, row, "entry", "schedule.line_unknown")
        elif value is not None:
            yield LinePrice(line.id, value)


def _entry(reader: CellReader, line: ScheduleLine, row: int) -> int | None:
    if line.kind is LineKind.RATE:
        return reader.rate(PRICES, row, "entry")
    if line.kind is LineKind.FIXED:
        return reader.money(PRICES, row, "entry")
    return reader.percent(PRICES, row, "entry")


def read_flows(
    reader: CellReader, ask: AskContent, offers: Sequence[Offer], parties: Sequence[Party]
) -> tuple[Flow, ...]:
    """Who delivers what of each commitment; mistakes stand at their rows, a sum that is wrong at the first of them.

    Where an amount of the commitment could not be read, what is delivered is not held against the sum of the rest.
    """
    known = form.lists(ask)["organisations"]
    by_key = {offer.key: offer for offer in offers}
    rows: dict[str, list[int]] = {}
    found: dict[str, list[Flow]] = {}
    before = len(reader.faults)
    for row in _used(reader, DELIVERY, form.DELIVERY_ROWS):
        _required(reader, DELIVERY, row, "number", "organisation")
        number = reader.text(DELIVERY, row, "number").strip()
        on = reader.choice(DELIVERY, row, "organisation", known)
        amount, part = reader.quantity(DELIVERY, row, "amount"), reader.text(DELIVERY, row, "part").strip()
        key = f"row-{number}"
        if number and key not in by_key:
            reader.note(DELIVERY, row, "number", "pack.commitment_missing", number=number[:10])
        elif number and on is not None:
            rows.setdefault(key, []).append(row)
            found.setdefault(key, []).append(Flow(key, f"org-{on}" if on else LEAD, amount, part))
    if len(reader.faults) == before:
        for key, flows in found.items():
            if key in reader.in_part:
                continue
            reader.faults += _placed(reader, flow_problems(by_key[key], ask, flows, parties), rows[key])
    return tuple(flow for flows in found.values() for flow in flows)


def _placed(reader: CellReader, problems: Sequence[Invalid], rows: Sequence[int]) -> Iterator[CellFault]:
    """What is wrong with the deliveries of one commitment, with the sheet's own row in the words."""
    for problem in problems:
        number = problem.params.get("row")
        row = rows[number - 1] if isinstance(number, int) else rows[0]
        column = "organisation" if problem.code.startswith("flow.party") else "amount"
        column = "part" if problem.code.startswith("flow.part_") and "party" not in problem.code else column
        params = {**problem.params, "row": DELIVERY.first_row + row}
        yield CellFault(reader.place(DELIVERY, row, column), problem.code, params)


def _used(reader: CellReader, sheet: Sheet, count: int) -> list[int]:
    typed = tuple(column.key for column in sheet.columns if column.holds in TYPED)
    return [row for row in range(count) if reader.is_used(sheet, row, typed)]


def _required(reader: CellReader, sheet: Sheet, row: int, *keys: str) -> None:
    for key in keys:
        if reader.value(sheet, row, key) is None:
            reader.note(sheet, row, key, "pack.cell_required")
