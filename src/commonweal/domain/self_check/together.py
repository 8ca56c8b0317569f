"""The self-check of what stands beside the answers: who tenders together, the conditions, the price lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import OwedBy
from commonweal.domain.price_schedule import lines_for
from commonweal.domain.tenders import TenderContent


@dataclass(frozen=True)
class Note:
    """One finding about the tender as a whole. `part` is the part it is about: parties, conditions, price or delivery
    (with the commitment's `key`). Worded in `presentation.words.self_check`."""

    code: str
    part: str
    key: str
    name: str


def notes(content: TenderContent, ask: AskContent) -> tuple[Note, ...]:
    """Everything that is allowed and yet worth a second look. Nothing of it is a score."""
    return (*_parties(content), *_conditions(content, ask), *_prices(content, ask))


def _parties(content: TenderContent) -> Iterator[Note]:
    named = {" ".join(party.name.casefold().split()) for party in content.parties}
    used = {flow.party_key for flow in content.flows} | {each.relies_on for each in content.conditions}
    for party in content.parties:
        owed = party.name in {offer.subcontractor for offer in content.offers}
        if party.share_bp is None and party.key not in used and not owed:
            yield Note("party_does_nothing", "parties", party.key, party.name)
    for offer in content.offers:
        is_sub = offer.owed_by is OwedBy.SUBCONTRACTOR
        if is_sub and " ".join(offer.subcontractor.casefold().split()) not in named:
            yield Note("subcontractor_not_named", "parties", offer.key, offer.subcontractor)
        elif content.parties and not is_sub and not content.flows_of(offer.key):
            yield Note("nobody_said_who_delivers", "delivery", offer.key, offer.title)


def _conditions(content: TenderContent, ask: AskContent) -> Iterator[Note]:
    for each in ask.conditions:
        answer = content.condition(each.id)
        if answer is not None and not answer.is_met:
            yield Note("condition_not_met", "conditions", each.id, each.title)


def _prices(content: TenderContent, ask: AskContent) -> Iterator[Note]:
    given = {price.line_id: price.value for price in content.lines}
    for line in lines_for(ask.schedule, content.lot_id):
        if given.get(line.id) == 0:
            yield Note("line_at_nought", "price", line.id, line.title)
