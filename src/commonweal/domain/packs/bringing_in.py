"""What bringing a response workbook into a draft changes, worked out before anything is changed.

What the workbook says takes the place of what the draft says; what the workbook leaves empty stays as it is. So nothing
that was entered online is lost, and bringing the same workbook in again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import Offer
from commonweal.domain.packs import workbook as form
from commonweal.domain.packs.bringing_in_others import Others, others, price_of, with_parties
from commonweal.domain.packs.workbook import Response
from commonweal.domain.price_schedule import lines_for, worked_out
from commonweal.domain.tender_changes import with_condition, with_flows, with_lines
from commonweal.domain.tenders import TenderContent, with_answer, with_offer, with_price, without_aside

_NO_TIME = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class AnswerChange:
    """An answer as it stands (empty when there is none) and as the workbook has it."""

    criterion_id: str
    title: str
    before: str
    after: str

    @property
    def part(self) -> str:
        """The part of the draft that it changes."""
        return f"answer:{self.criterion_id}"


@dataclass(frozen=True)
class PriceChange:
    """The price in pence, before and after."""

    before: int | None
    after: int
    part: str = "price"


@dataclass(frozen=True)
class OfferChange:
    """A commitment as it stands (None when it is new) and as the workbook has it, under the key it keeps."""

    before: Offer | None
    after: Offer

    @property
    def part(self) -> str:
        """The part of the draft that it changes."""
        return f"commitment:{self.after.key}"


@dataclass(frozen=True)
class Plan:
    """Everything that bringing in would do. `only_here` counts commitments that the workbook does not have: they stay."""

    price: PriceChange | None
    answers: tuple[AnswerChange, ...]
    offers: tuple[OfferChange, ...]
    same: int
    only_here: tuple[Offer, ...]
    others: Others

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the draft that change, in the order they are applied."""
        others = self.others
        return (
            *(party.part for party in others.parties),
            *(condition.part for condition in others.conditions),
            *(("price",) if self.price or others.lines else ()),
            *(answer.part for answer in self.answers),
            *(offer.part for offer in self.offers),
            *(flow.part for flow in others.flows),
        )


def asks_the_same(one: AskContent, other: AskContent) -> bool:
    """True when two versions differ in nothing but number and deadlines: a workbook of either answers both."""
    return _timeless(one) == _timeless(other)


def _timeless(ask: AskContent) -> AskContent:
    return replace(
        ask,
        version=0,
        tender_deadline_at=_NO_TIME,
        rounds=tuple(replace(each, deadline_at=_NO_TIME) for each in ask.rounds),
    )


def plan(content: TenderContent, ask: AskContent, response: Response) -> Plan:
    """What the workbook changes in a draft that stands on this version of the ask."""
    answers, same = [], 0
    titles = {criterion.id: criterion.title for criterion in ask.questions}
    for answer in response.answers:
        before = content.answer(answer.criterion_id)
        if answer.text == before or answer.text == as_filled(ask, answer.criterion_id, before):
            same += 1
        else:
            answers.append(
                AnswerChange(answer.criterion_id, titles[answer.criterion_id], before, answer.text)
            )
    price = None
    stated = price_of(content, ask, response)
    if stated is not None:
        if stated == content.price_pence:
            same += 1
        else:
            price = PriceChange(content.price_pence, stated)
    pairs, only_here = _paired(without_aside(content, ask).offers, response.offers, content.offers)
    changes = tuple(OfferChange(before, after) for before, after in pairs if before != after)
    keys = {offer.key: after.key for offer, (_before, after) in zip(response.offers, pairs, strict=True)}
    found = others(content, ask, response, keys)
    same += len(pairs) - len(changes) + found.same
    return Plan(price, tuple(answers), changes, same, only_here, found)


def applied(content: TenderContent, ask: AskContent, what: Plan, supplier: str = "") -> TenderContent:
    """The draft of `supplier` with the plan carried out.

    Raises:
        Invalid: a price that is none, or too many commitments; nothing is changed then.
    """
    beside = what.others
    content = with_parties(content, [party.after for party in beside.parties], supplier=supplier)
    for condition in beside.conditions:
        content = with_condition(content, ask, condition.after)
    if beside.lines is not None:
        content = with_lines(content, ask, beside.lines.after)
    if what.price is not None:
        content = with_price(content, what.price.after)
    for answer in what.answers:
        content = with_answer(content, ask, answer.criterion_id, answer.after)
    for each in what.offers:
        content = with_offer(content, ask, each.after)
    for flow in beside.flows:
        content = with_flows(content, ask, flow.offer_key, flow.after)
    return content


def as_filled(ask: AskContent, criterion_id: str, text: str) -> str:
    """An answer as it comes back from a workbook that was filled from the draft: cut where its cells end."""
    cells = sum(row.criterion.id == criterion_id for row in form.answer_rows(ask))
    pieces = [text[at * form.LONGEST_CELL : (at + 1) * form.LONGEST_CELL] for at in range(cells)]
    return "\n".join(piece for piece in pieces if piece.strip())


def response_of(content: TenderContent, ask: AskContent, organisation: str) -> Response:
    """What the draft says, as a workbook can say it.

    A price that is the total of its lines is left out, so that a line that is changed offline changes the price with it.
    """
    kept = without_aside(content, ask)
    found = worked_out(lines_for(ask.schedule, content.lot_id), kept.lines)
    is_total = bool(kept.lines) and not found.missing and found.total == content.price_pence
    return Response(
        procurement_id=content.procurement_id,
        ask_version=content.ask_version,
        ask_digest=content.ask_digest,
        organisation=organisation,
        lot_id=content.lot_id,
        price_pence=None if is_total else content.price_pence,
        answers=kept.answers,
        offers=kept.offers,
        parties=kept.parties,
        flows=kept.flows,
        conditions=kept.conditions,
        lines=kept.lines,
    )


def too_much_for_workbook(content: TenderContent, ask: AskContent) -> bool:
    """True when the draft has more rows of amounts or milestones than a workbook."""
    offers = without_aside(content, ask).offers
    amounts = sum(len(offer.periods) for offer in offers)
    milestones = sum(len(offer.milestones) for offer in offers)
    deliveries = len(without_aside(content, ask).flows)
    return amounts > form.AMOUNT_ROWS or milestones > form.MILESTONE_ROWS or deliveries > form.DELIVERY_ROWS


_Pair = tuple[Offer | None, Offer]


def _paired(
    here: tuple[Offer, ...], there: tuple[Offer, ...], every: tuple[Offer, ...]
) -> tuple[tuple[_Pair, ...], tuple[Offer, ...]]:
    """Each commitment of the workbook with the one in the draft that it is, if there is one.

    It is the one that says the same; else the one with the same title under the same question; else it is new.
    """
    left = list(here)
    found: dict[int, Offer] = {}
    for likeness in (_whole, _named):
        for place, offer in enumerate(there):
            match = next((each for each in left if likeness(each) == likeness(offer)), None)
            if place not in found and match is not None:
                found[place] = match
                left.remove(match)
    taken = {offer.key for offer in every}
    pairs: list[_Pair] = []
    for place, offer in enumerate(there):
        before = found.get(place)
        key = before.key if before is not None else _free_key(offer.key, taken)
        taken.add(key)
        pairs.append((before, replace(offer, key=key)))
    return tuple(pairs), tuple(left)


def _whole(offer: Offer) -> Offer:
    return replace(offer, key="")


def _named(offer: Offer) -> tuple[str, str]:
    return offer.criterion_id, " ".join(offer.title.casefold().split())


def _free_key(wanted: str, taken: Iterable[str]) -> str:
    return next(key for key in _keys(wanted) if key not in set(taken))


def _keys(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
