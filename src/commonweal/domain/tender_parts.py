"""The task list of a tender: what it consists of, what is missing, wrong or too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import AskContent, CriterionContent
from commonweal.domain.assessment.quantity import needs_prices
from commonweal.domain.commitments import Offer, problems, word_count
from commonweal.domain.consortium import flow_problems, party_problems
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Invalid
from commonweal.domain.fixed_price import off_the_price
from commonweal.domain.participation import answer_problems
from commonweal.domain.price_schedule import lines_for, price_problems, worked_out
from commonweal.domain.tenders import TenderContent, without_aside


class PartStatus(StrEnum):
    """Where one part of a tender stands in its task list."""

    NOT_STARTED = "not_started"
    TOO_LONG = "too_long"
    TO_CORRECT = "to_correct"
    OPTIONAL = "optional"
    DONE = "done"


@dataclass(frozen=True)
class Part:
    """One line of the task list. `kind` is price, conditions, parties, answer, commitments or files; `words` counts an
    answer, `count` what is entered, `of` what is asked."""

    kind: str
    criterion: CriterionContent | None
    status: PartStatus
    words: int = 0
    count: int = 0
    of: int = 0


def parts(content: TenderContent, ask: AskContent) -> tuple[Part, ...]:
    """The task list: who tenders and on what conditions, price, every question with its commitments, then the files."""
    return tuple(_parts(content, ask))


def _parts(content: TenderContent, ask: AskContent) -> Iterator[Part]:
    yield Part("parties", None, _parties_status(content), count=len(content.parties))
    if ask.conditions:
        yield _conditions_part(content, ask)
    if asks_price(ask) or lines_for(ask.schedule, content.lot_id):
        yield _price_part(content, ask)
    for criterion in ask.questions:
        yield _answer_part(criterion, content.answer(criterion.id))
        if takes_commitments(criterion) or content.offers_for(criterion.id):
            yield _commitments_part(criterion, content, ask)
    attached = len(content.files)
    yield Part("files", None, PartStatus.DONE if attached else PartStatus.OPTIONAL, count=attached)


def asks_price(ask: AskContent) -> bool:
    """False where no points rest on a price: there is no price criterion, and no quantity is counted for each pound."""
    return any(criterion.kind is CriterionKind.PRICE for criterion in ask.criteria) or any(
        needs_prices(each.rule) for each in ask.how.quantities
    )


def takes_commitments(criterion: CriterionContent) -> bool:
    """Commitments are offered under the social value criteria, and under any other that names a metric."""
    return criterion.kind is CriterionKind.SOCIAL_VALUE or bool(criterion.metrics)


def _answer_part(criterion: CriterionContent, text: str) -> Part:
    words = word_count(text)
    status = PartStatus.NOT_STARTED if not words else PartStatus.DONE
    if words > criterion.word_limit:
        status = PartStatus.TOO_LONG
    return Part("answer", criterion, status, words=words)


def _parties_status(content: TenderContent) -> PartStatus:
    if any(party_problems(party, content.parties) for party in content.parties):
        return PartStatus.TO_CORRECT
    return PartStatus.DONE if content.parties else PartStatus.OPTIONAL


def _conditions_part(content: TenderContent, ask: AskContent) -> Part:
    answers = [found for each in ask.conditions if (found := content.condition(each.id))]
    keys = [party.key for party in content.parties]
    status = PartStatus.DONE if len(answers) == len(ask.conditions) else PartStatus.NOT_STARTED
    if any(answer_problems(answer, keys) for answer in answers):
        status = PartStatus.TO_CORRECT
    return Part("conditions", None, status, count=len(answers), of=len(ask.conditions))


def _price_part(content: TenderContent, ask: AskContent) -> Part:
    lines = lines_for(ask.schedule, content.lot_id)
    missing = bool(worked_out(lines, content.lines).missing)
    status = PartStatus.DONE
    if missing or (content.price_pence is None and asks_price(ask)):
        status = PartStatus.NOT_STARTED
    elif price_problems(lines, content.lines, content.price_pence) or off_the_price(
        ask, content.lot_id, content.price_pence
    ):
        status = PartStatus.TO_CORRECT
    entered = {price.line_id for price in content.lines} & {line.id for line in lines}
    return Part("price", None, status, count=len(entered), of=len(lines))


def offer_problems(offer: Offer, content: TenderContent, ask: AskContent) -> tuple[Invalid, ...]:
    """What is wrong with a commitment, and with what was said of who delivers it."""
    return (*problems(offer, ask), *flow_problems(offer, ask, content.flows, content.parties))


def _commitments_part(criterion: CriterionContent, content: TenderContent, ask: AskContent) -> Part:
    """Offering is free: a criterion without a commitment is optional, and the words must then carry it."""
    offers = content.offers_for(criterion.id)
    if not offers:
        return Part("commitments", criterion, PartStatus.OPTIONAL)
    wrong = any(offer_problems(offer, content, ask) for offer in offers)
    status = PartStatus.TO_CORRECT if wrong else PartStatus.DONE
    return Part("commitments", criterion, status, count=len(offers))


def obstacles(content: TenderContent, ask: AskContent) -> tuple[Invalid, ...]:
    """Everything that keeps the tender from being submitted; empty when it is complete."""
    return tuple(_obstacles(content, ask))


def _obstacles(content: TenderContent, ask: AskContent) -> Iterator[Invalid]:
    kept = without_aside(content, ask)
    yield from _party_obstacles(kept, ask)
    if content.price_pence is None and asks_price(ask):
        yield Invalid("tender.price_missing", field="price")
    yield from price_problems(lines_for(ask.schedule, kept.lot_id), kept.lines, kept.price_pence)
    yield from off_the_price(ask, kept.lot_id, kept.price_pence)
    for criterion in ask.questions:
        words = word_count(content.answer(criterion.id))
        if not words:
            yield Invalid("tender.answer_missing", field=criterion.id, title=criterion.title)
        elif words > criterion.word_limit:
            yield Invalid(
                "tender.answer_long",
                field=criterion.id,
                title=criterion.title,
                limit=criterion.word_limit,
                count=words,
            )
    for offer in kept.offers:
        if problems(offer, ask):
            yield Invalid("tender.commitment_wrong", field=offer.key, title=offer.title)
        elif flow_problems(offer, ask, kept.flows, kept.parties):
            yield Invalid("tender.flow_wrong", field=offer.key, title=offer.title)


def _party_obstacles(content: TenderContent, ask: AskContent) -> Iterator[Invalid]:
    for party in content.parties:
        if party_problems(party, content.parties):
            yield Invalid("tender.party_wrong", field=party.key, name=party.name)
    keys = [party.key for party in content.parties]
    for each in ask.conditions:
        answer = content.condition(each.id)
        if answer is None:
            yield Invalid("tender.condition_missing", field=each.id, title=each.title)
        elif answer_problems(answer, keys):
            yield Invalid("tender.condition_wrong", field=each.id, title=each.title)
