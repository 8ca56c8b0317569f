"""What a response workbook changes beside answers and commitments: organisations, conditions, prices, who delivers.

An organisation is known again by its name. What the workbook leaves empty stays as it is in the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commonweal.domain.asks import AskContent
from commonweal.domain.consortium import Flow, Party, party_problems
from commonweal.domain.packs.workbook import Response
from commonweal.domain.participation import ConditionAnswer
from commonweal.domain.price_schedule import LinePrice, lines_for, worked_out
from commonweal.domain.tender_changes import with_party
from commonweal.domain.tenders import TenderContent


@dataclass(frozen=True)
class PartyChange:
    """An organisation as it stands (None when it is new) and as the workbook has it, under the key it keeps."""

    before: Party | None
    after: Party

    @property
    def part(self) -> str:
        """The part of the draft that it changes."""
        return f"party:{self.after.key}"


@dataclass(frozen=True)
class ConditionChange:
    """The answer to a condition of participation, before and after."""

    title: str
    before: ConditionAnswer | None
    after: ConditionAnswer

    @property
    def part(self) -> str:
        """The part of the draft that it changes."""
        return f"condition:{self.after.condition_id}"


@dataclass(frozen=True)
class FlowChange:
    """Who delivers what of one commitment, before and after."""

    offer_key: str
    title: str
    before: tuple[Flow, ...]
    after: tuple[Flow, ...]

    @property
    def part(self) -> str:
        """The part of the draft that it changes."""
        return f"delivery:{self.offer_key}"


@dataclass(frozen=True)
class LinesChange:
    """The entries of the price schedule, before and after."""

    before: tuple[LinePrice, ...]
    after: tuple[LinePrice, ...]


@dataclass(frozen=True)
class Others:
    """Everything that changes, and how many parts say the same already. `names` of organisations by key."""

    parties: tuple[PartyChange, ...]
    conditions: tuple[ConditionChange, ...]
    flows: tuple[FlowChange, ...]
    lines: LinesChange | None
    same: int
    names: Mapping[str, str]


def others(content: TenderContent, ask: AskContent, response: Response, offers: Mapping[str, str]) -> Others:
    """What changes. `offers` gives the draft's key for each commitment of the workbook."""
    parties, keys = _parties(content, response)
    conditions = tuple(_conditions(content, ask, response, keys))
    flows = tuple(_flows(content, response, keys, offers))
    lines = merged_lines(content, ask, response)
    pairs: list[tuple[object, object]] = [(party.before, party.after) for party in parties]
    pairs += [(answer.before, answer.after) for answer in conditions]
    pairs += [(set(shared.before), set(shared.after)) for shared in flows]
    return Others(
        parties=tuple(each for each in parties if each.before != each.after),
        conditions=tuple(each for each in conditions if each.before != each.after),
        flows=tuple(each for each in flows if set(each.before) != set(each.after)),
        lines=LinesChange(content.lines, lines) if lines != content.lines else None,
        same=sum(before == after for before, after in pairs),
        names={party.key: party.name for party in content.parties}
        | {each.after.key: each.after.name for each in parties},
    )


def price_of(content: TenderContent, ask: AskContent, response: Response) -> int | None:
    """The price that the workbook states, or the total of its price lines once every one of them is priced."""
    if response.price_pence is not None or not response.lines:
        return response.price_pence
    found = worked_out(lines_for(ask.schedule, content.lot_id), merged_lines(content, ask, response))
    return found.total if found.total and not found.missing else None


def merged_lines(content: TenderContent, ask: AskContent, response: Response) -> tuple[LinePrice, ...]:
    """The workbook's entries over those of the draft, in the order of the ask."""
    if not response.lines:
        return content.lines
    given = {price.line_id: price for price in (*content.lines, *response.lines)}
    known = lines_for(ask.schedule, content.lot_id)
    return tuple(given[line.id] for line in known if line.id in given)


def with_parties(content: TenderContent, parties: Sequence[Party], *, supplier: str) -> TenderContent:
    """The draft with these organisations changed or added, judged together: shares may move from one to another.

    Raises:
        Invalid: the first of what is wrong.
    """
    new = {party.key: party for party in parties}
    content = replace(content, parties=tuple(new.get(party.key, party) for party in content.parties))
    for party in content.parties:
        for problem in party_problems(party, content.parties) if party.key in new else ():
            raise problem
    for party in parties:
        content = with_party(content, party, supplier=supplier)
    return content


def _parties(content: TenderContent, response: Response) -> tuple[list[PartyChange], dict[str, str]]:
    """Each organisation of the workbook with the draft's own, and the key it has in the draft."""
    here = {_name(party.name): party for party in content.parties}
    taken = {party.key for party in content.parties}
    changes, keys = [], {"": ""}
    for party in response.parties:
        before = here.get(_name(party.name))
        key = before.key if before else _free(party.key, taken)
        taken.add(key)
        keys[party.key] = key
        changes.append(PartyChange(before, replace(party, key=key)))
    return changes, keys


def _conditions(
    content: TenderContent, ask: AskContent, response: Response, keys: Mapping[str, str]
) -> Iterator[ConditionChange]:
    titles = {each.id: each.title for each in ask.conditions}
    for answer in response.conditions:
        after = replace(answer, relies_on=keys[answer.relies_on])
        yield ConditionChange(titles[answer.condition_id], content.condition(answer.condition_id), after)


def _flows(
    content: TenderContent, response: Response, keys: Mapping[str, str], offers: Mapping[str, str]
) -> Iterator[FlowChange]:
    for offer in response.offers:
        key = offers[offer.key]
        after = tuple(
            replace(flow, offer_key=key, party_key=keys[flow.party_key])
            for flow in response.flows
            if flow.offer_key == offer.key
        )
        if after:
            yield FlowChange(key, offer.title, content.flows_of(key), after)


def _name(name: str) -> str:
    return " ".join(name.casefold().split())


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
