"""What stands in which cell of a response workbook that says a given response: the way out to the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import Offer
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.workbook import Response, Sheet
from commonweal.domain.price_schedule import RATE_SCALE, LineKind

Entry = str | Decimal | date
#: What was typed, by the name of the sheet, the row of the form (from 0) and the column (from 0).
Entries = dict[tuple[str, int, int], Entry]
_Typed = tuple[Sheet, int, str, Entry | None]


def entries(ask: AskContent, response: Response) -> Entries:
    """Every cell that is filled in. An answer that is longer than its cells is cut: the online tender keeps it whole."""
    typed = (
        *_tender(ask, response),
        *_together(ask, response),
        *_answers(ask, response),
        *_offers(ask, response),
        *_deliveries(response),
    )
    return {
        (sheet.name, row, sheet.place(key)): value
        for sheet, row, key, value in typed
        if value not in (None, "")
    }


def _labels(ask: AskContent, name: str) -> dict[str, str]:
    """The label that stands for each value of a list."""
    return {value: label for label, value in form.lists(ask)[name].items()}


def _scaled(units: int | None, scale: int) -> Decimal | None:
    return None if units is None else Decimal(units) / scale


def _tender(ask: AskContent, response: Response) -> Iterator[_Typed]:
    yield form.TENDER, 0, "value", response.organisation
    yield form.TENDER, 1, "value", _labels(ask, "lots").get(response.lot_id or "")
    yield form.TENDER, 2, "value", _scaled(response.price_pence, 100)


def _together(ask: AskContent, response: Response) -> Iterator[_Typed]:
    numbers = _numbers(response)
    for row, party in enumerate(response.parties):
        yield form.ORGANISATIONS, row, "name", party.name
        yield form.ORGANISATIONS, row, "identifier", party.identifier
        yield form.ORGANISATIONS, row, "role", form.ROLE_WORDS[party.role]
        yield form.ORGANISATIONS, row, "work", party.work
        yield form.ORGANISATIONS, row, "share", _scaled(party.share_bp, 100)
        yield form.ORGANISATIONS, row, "sme", form.YES if party.is_sme else form.NO
        yield form.ORGANISATIONS, row, "vcse", form.YES if party.is_vcse else form.NO
    said = {each.condition_id: each for each in response.conditions}
    for row, condition in enumerate(ask.conditions):
        if (answer := said.get(condition.id)) is not None:
            yield form.CONDITIONS, row, "met", form.YES if answer.is_met else form.NO
            yield form.CONDITIONS, row, "words", answer.words
            yield form.CONDITIONS, row, "relies_on", numbers.get(answer.relies_on)
    given = {price.line_id: price.value for price in response.lines}
    for row, line in enumerate(ask.schedule):
        scale = {LineKind.RATE: RATE_SCALE, LineKind.FIXED: 100, LineKind.PERCENT: 100}[line.kind]
        yield form.PRICES, row, "entry", _scaled(given.get(line.id), scale)


def _numbers(response: Response) -> dict[str, str]:
    """The number of each organisation in its sheet, by its key."""
    return {party.key: str(number) for number, party in enumerate(response.parties, 1)}


def _deliveries(response: Response) -> Iterator[_Typed]:
    offers = {offer.key: str(number) for number, offer in enumerate(response.offers, 1)}
    numbers = {"": form.OURSELVES, **_numbers(response)}
    for row, flow in enumerate(response.flows):
        yield form.DELIVERY, row, "number", offers.get(flow.offer_key)
        yield form.DELIVERY, row, "organisation", numbers.get(flow.party_key)
        yield form.DELIVERY, row, "amount", _scaled(flow.amount, 1_000)
        yield form.DELIVERY, row, "part", flow.part


def _answers(ask: AskContent, response: Response) -> Iterator[_Typed]:
    texts = {answer.criterion_id: answer.text for answer in response.answers}
    for row, asked in enumerate(form.answer_rows(ask)):
        text = texts.get(asked.criterion.id, "")
        # Only a very long answer has several parts; each cell takes as much as it can hold.
        start = (asked.part - 1) * form.LONGEST_CELL
        yield form.ANSWERS, row, "answer", text[start : start + form.LONGEST_CELL]


def _offers(ask: AskContent, response: Response) -> Iterator[_Typed]:
    amounts = milestones = 0
    places = _labels(ask, "places")
    for row, offer in enumerate(response.offers):
        yield from _offer(ask, row, offer)
        for period in offer.periods:
            yield form.AMOUNTS, amounts, "number", str(row + 1)
            yield form.AMOUNTS, amounts, "start", period.start_on
            yield form.AMOUNTS, amounts, "end", period.end_on
            yield form.AMOUNTS, amounts, "place", places.get(period.place_code)
            yield form.AMOUNTS, amounts, "quantity", _scaled(period.quantity, 1_000)
            amounts += 1
        for step in offer.milestones:
            yield form.MILESTONES, milestones, "number", str(row + 1)
            yield form.MILESTONES, milestones, "title", step.title
            yield form.MILESTONES, milestones, "due", step.due_on
            yield form.MILESTONES, milestones, "shown_by", step.shown_by
            milestones += 1


def _offer(ask: AskContent, row: int, offer: Offer) -> Iterator[_Typed]:
    sheet, is_own = form.COMMITMENTS, offer.metric_id is None
    yield sheet, row, "question", _labels(ask, "questions").get(offer.criterion_id)
    yield sheet, row, "kind", form.KIND_WORDS[offer.kind]
    yield sheet, row, "title", offer.title
    yield (
        sheet,
        row,
        "metric",
        form.OWN_MEASURE if is_own else _labels(ask, "metrics").get(offer.metric_id or ""),
    )
    yield sheet, row, "unit", offer.unit if is_own else None
    yield sheet, row, "outcome", _labels(ask, "aims").get(offer.outcome_id or "")
    yield sheet, row, "owed_by", form.OWNER_WORDS.get(offer.owed_by)
    yield sheet, row, "subcontractor", offer.subcontractor
    yield sheet, row, "place", _labels(ask, "places").get(offer.place_code)
    yield sheet, row, "words", offer.words
    if offer.rate is not None:
        yield sheet, row, "rate", _scaled(offer.rate.quantity, 1_000)
        yield sheet, row, "per", _scaled(offer.rate.per_pence, 100)
