"""Changing the parts of a tender beside answers, commitments and files: parties, flow-down, conditions, price lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commonweal.domain.asks import AskContent
from commonweal.domain.consortium import MOST_PARTIES, Flow, Party, flow_problems, party_problems
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.participation import ConditionAnswer, answer_problems
from commonweal.domain.price_schedule import LinePrice, lines_for
from commonweal.domain.tenders import TenderContent


def with_party(content: TenderContent, party: Party, *, supplier: str) -> TenderContent:
    """The tender with a member or subcontractor added, or replaced when its key is there.

    Raises:
        Invalid: the first of what is wrong with it; ``consortium.is_supplier`` for the supplier itself.
    """
    if " ".join(party.name.casefold().split()) == " ".join(supplier.casefold().split()):
        raise Invalid("consortium.is_supplier", field="name")
    for problem in party_problems(party, content.parties):
        raise problem
    if any(kept.key == party.key for kept in content.parties):
        return replace(
            content, parties=tuple(party if kept.key == party.key else kept for kept in content.parties)
        )
    if len(content.parties) >= MOST_PARTIES:
        raise Invalid("consortium.too_many", limit=MOST_PARTIES)
    return replace(content, parties=(*content.parties, party))


def without_party(content: TenderContent, key: str) -> TenderContent:
    """The tender without a member or subcontractor.

    Raises:
        Refused: ``consortium.in_use`` while something in the tender rests on it: nothing is lost unseen.
    """
    offers = {offer.key: offer.title for offer in content.offers}
    used = [offers[flow.offer_key] for flow in content.flows if flow.party_key == key]
    if used or any(each.relies_on == key for each in content.conditions):
        raise Refused("consortium.in_use", where=", ".join(f"“{title}”" for title in used) or "–")
    return replace(content, parties=tuple(party for party in content.parties if party.key != key))


def with_flows(
    content: TenderContent, ask: AskContent, offer_key: str, flows: Sequence[Flow]
) -> TenderContent:
    """The tender with who delivers what of one commitment; nothing given takes it out.

    Raises:
        Invalid: the parts do not add up, or the first of what else is wrong. KeyError for an unknown commitment.
    """
    for problem in flow_problems(content.offer(offer_key), ask, flows, content.parties):
        raise problem
    others = tuple(flow for flow in content.flows if flow.offer_key != offer_key)
    return replace(content, flows=(*others, *flows))


def with_condition(content: TenderContent, ask: AskContent, answer: ConditionAnswer) -> TenderContent:
    """The tender with a condition of participation answered. Raises `Invalid`: what is wrong with the answer."""
    order = [each.id for each in ask.conditions]
    if answer.condition_id not in order:
        raise Invalid("participation.unknown")
    for problem in answer_problems(answer, [party.key for party in content.parties]):
        raise problem
    kept = {each.condition_id: each for each in content.conditions} | {answer.condition_id: answer}
    known = tuple(kept.pop(each) for each in order if each in kept)
    return replace(content, conditions=(*known, *kept.values()))


def with_lines(content: TenderContent, ask: AskContent, prices: Sequence[LinePrice]) -> TenderContent:
    """The tender with these entries of the price schedule in the place of those it had. A line left empty has none.

    Raises:
        Invalid: ``schedule.line_unknown`` for a line of another lot; ``schedule.negative``.
    """
    known = [line.id for line in lines_for(ask.schedule, content.lot_id)]
    given = {price.line_id: price for price in prices}
    for price in prices:
        if price.line_id not in known:
            raise Invalid("schedule.line_unknown")
        if price.value < 0:
            raise Invalid("schedule.negative", field=price.line_id)
    return replace(content, lines=tuple(given[each] for each in known if each in given))
