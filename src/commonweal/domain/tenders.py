"""A supplier's tender as plain values: what it holds, what is still missing, what may become of it.

`TenderContent` is what a draft keeps, what a sealed package contains and what opening reads. It refers to the frozen
ask by the ask's own ids. Prices are integer pence without VAT.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from commonweal.domain.asks import AskContent
from commonweal.domain.canonical import Unreadable, decode, encode, later
from commonweal.domain.commitments import Offer, problems
from commonweal.domain.consortium import Flow, Party
from commonweal.domain.errors import Invalid
from commonweal.domain.participation import ConditionAnswer
from commonweal.domain.price_schedule import LinePrice, lines_for
from commonweal.domain.statuses import Transitions

SCHEMA = "commonweal.tender.2"
#: The shape before members, subcontractors, conditions and price lines. It is read as it is and keeps its bytes; a
#: draft of it is written in the newer shape from its next save.
SCHEMA_1 = "commonweal.tender.1"
_AFTER_1 = ("parties", "flows", "conditions", "lines")
MOST_FILES = 20
MOST_OFFERS = 60


class TenderStatus(StrEnum):
    """Where a tender stands. Before opening, nobody but its supplier knows more than that it counts as one."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVISING = "revising"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OPENED = "opened"
    LATE = "late"
    TURNED_AWAY = "turned_away"


S = TenderStatus
_ELSEWHERE = "another suite received it, and it is imported once the tenders here are opened"
TENDER: Transitions[TenderStatus] = Transitions(
    "tender",
    {
        S.DRAFT: {
            S.SUBMITTED: "the supplier submits it before the deadline",
            S.WITHDRAWN: "the supplier gives it up",
            S.LAPSED: "the deadline passes without a submission",
            S.LATE: "the supplier submits it after the deadline, where late tenders are kept for a decision",
        },
        S.LATE: {
            S.SUBMITTED: "the authority admits it, with a reason, before any tender is opened",
            S.TURNED_AWAY: "the authority turns it away unopened, with a reason",
        },
        S.SUBMITTED: {
            S.REVISING: "the supplier unlocks its own copy before the deadline",
            S.WITHDRAWN: "the supplier withdraws it before the deadline",
            S.OPENED: "two openers open it after the deadline",
        },
        S.REVISING: {
            S.SUBMITTED: "the supplier submits the revision, or keeps what it had submitted",
            S.WITHDRAWN: "the supplier withdraws it before the deadline",
            S.OPENED: "two openers open what was submitted; the unfinished revision is discarded",
        },
        S.WITHDRAWN: {
            S.DRAFT: "the supplier begins again before the deadline",
            S.OPENED: _ELSEWHERE,
        },
        S.LAPSED: {S.OPENED: _ELSEWHERE},
        S.OPENED: {},
        S.TURNED_AWAY: {},
    },
)
#: Statuses in which a sealed package stands: these are what an authority may count before opening.
STANDING = (S.SUBMITTED, S.REVISING)
#: Statuses in which there is a draft that may be edited.
EDITABLE = (S.DRAFT, S.REVISING)


@dataclass(frozen=True)
class Answer:
    """What the supplier answers to one criterion that is answered in words."""

    criterion_id: str
    text: str


@dataclass(frozen=True)
class Price:
    """The price for one lot over the whole contract, in pence without VAT."""

    lot_id: str
    pence: int


@dataclass(frozen=True)
class TenderFile:
    """An attached file. `key` is its own within the tender; `criterion_id` the question it belongs to, or None."""

    key: str
    name: str
    media_type: str
    size: int
    sha256: str
    criterion_id: str | None

    @property
    def entry(self) -> str:
        """Its name inside the package: safe on every computer, with the ending it came with."""
        stem, dot, ending = self.name.rpartition(".")
        safe = dot and stem and ending.isascii() and ending.isalnum() and len(ending) <= 5
        return f"files/{self.key}.{ending.lower()}" if safe else f"files/{self.key}"


@dataclass(frozen=True)
class TenderContent:
    """Everything a tender says, for one lot and round of one ask version."""

    schema: str
    procurement_id: str
    ask_version: int
    ask_digest: str
    round_number: int
    lot_id: str
    supplier_id: str
    answers: tuple[Answer, ...]
    prices: tuple[Price, ...]
    offers: tuple[Offer, ...]
    files: tuple[TenderFile, ...]
    parties: tuple[Party, ...] = later(())
    flows: tuple[Flow, ...] = later(())
    conditions: tuple[ConditionAnswer, ...] = later(())
    lines: tuple[LinePrice, ...] = later(())

    def to_json(self) -> bytes:
        """The canonical bytes."""
        return encode(self)

    @classmethod
    def from_json(cls, content: bytes | str) -> TenderContent:
        """Read canonical bytes of this shape or the one before.

        Raises `canonical.Unreadable` with the path of what does not have its shape.
        """
        found = decode(cls, content)
        if found.schema not in (SCHEMA, SCHEMA_1):
            raise Unreadable("$.schema", f"{found.schema[:40]!r} is not known")
        for name in _AFTER_1 if found.schema == SCHEMA_1 else ():
            if getattr(found, name):
                raise Unreadable(f"$.{name}", "is not known")
        return found

    def answer(self, criterion_id: str) -> str:
        """The answer to a criterion, empty when there is none yet."""
        return {answer.criterion_id: answer.text for answer in self.answers}.get(criterion_id, "")

    @property
    def price_pence(self) -> int | None:
        """The price for this tender's lot; None when there is none yet."""
        return {price.lot_id: price.pence for price in self.prices}.get(self.lot_id)

    def offers_for(self, criterion_id: str) -> tuple[Offer, ...]:
        """The commitments offered under a criterion, in the order they were entered."""
        return tuple(offer for offer in self.offers if offer.criterion_id == criterion_id)

    def offer(self, key: str) -> Offer:
        """The offer with this key. Raises KeyError when there is none."""
        return {offer.key: offer for offer in self.offers}[key]

    def flows_of(self, key: str) -> tuple[Flow, ...]:
        """Who delivers what of one commitment, in the order it was entered; empty where nobody has said."""
        return tuple(flow for flow in self.flows if flow.offer_key == key)

    def party(self, key: str) -> Party:
        """The member or subcontractor with this key. Raises KeyError when there is none."""
        return {party.key: party for party in self.parties}[key]

    def condition(self, condition_id: str) -> ConditionAnswer | None:
        """The answer to a condition of participation, if there is one."""
        return {each.condition_id: each for each in self.conditions}.get(condition_id)

    def file(self, key: str) -> TenderFile:
        """The file with this key. Raises KeyError when there is none."""
        return {file.key: file for file in self.files}[key]


def blank(
    ask: AskContent, ask_digest: str, *, lot_id: str, round_number: int, supplier_id: str
) -> TenderContent:
    """A tender in which nothing has been written yet."""
    return TenderContent(
        schema=SCHEMA,
        procurement_id=ask.procurement_id,
        ask_version=ask.version,
        ask_digest=ask_digest,
        round_number=round_number,
        lot_id=ask.lot(lot_id).id,
        supplier_id=supplier_id,
        answers=(),
        prices=(),
        offers=(),
        files=(),
    )


def rebased(content: TenderContent, ask: AskContent, ask_digest: str) -> TenderContent:
    """The tender on a corrected version of its ask, with everything that was written.

    What was written for a criterion that the correction took away is set aside (`aside`): it stays in the draft for
    its supplier to read, counts for nothing, and is left out when the tender is submitted (`without_aside`).
    """
    return replace(content, schema=SCHEMA, ask_version=ask.version, ask_digest=ask_digest)


@dataclass(frozen=True)
class Aside:
    """What stands in a draft for criteria that its ask has no more."""

    answers: tuple[Answer, ...]
    offers: tuple[Offer, ...]

    def __bool__(self) -> bool:
        return bool(self.answers or self.offers)


def aside(content: TenderContent, ask: AskContent) -> Aside:
    """The answers and offers of a draft whose criterion is gone from the ask."""
    known = {criterion.id for criterion in ask.questions}
    return Aside(
        tuple(answer for answer in content.answers if answer.criterion_id not in known),
        tuple(offer for offer in content.offers if offer.criterion_id not in known),
    )


def without_aside(content: TenderContent, ask: AskContent) -> TenderContent:
    """The tender as it is submitted: without what was set aside."""
    known = {criterion.id for criterion in ask.questions}
    offers = tuple(offer for offer in content.offers if offer.criterion_id in known)
    kept = {offer.key for offer in offers}
    stated = {each.id for each in ask.conditions}
    lines = {line.id for line in lines_for(ask.schedule, content.lot_id)}
    return replace(
        content,
        answers=tuple(answer for answer in content.answers if answer.criterion_id in known),
        offers=offers,
        flows=tuple(flow for flow in content.flows if flow.offer_key in kept),
        conditions=tuple(each for each in content.conditions if each.condition_id in stated),
        lines=tuple(price for price in content.lines if price.line_id in lines),
    )


def with_answer(content: TenderContent, ask: AskContent, criterion_id: str, text: str) -> TenderContent:
    """The tender with an answer written, replaced or, when `text` is blank, taken out.

    An answer over its limit is kept: nobody loses words by saving. It is refused when the tender is submitted. What
    was set aside stays behind the others.

    Raises:
        Invalid: ``tender.criterion_unknown``.
    """
    order = [criterion.id for criterion in ask.questions]
    if criterion_id not in order:
        raise Invalid("tender.criterion_unknown")
    kept = {answer.criterion_id: answer for answer in content.answers}
    kept.pop(criterion_id, None)
    if text.strip():
        kept[criterion_id] = Answer(criterion_id, text)
    known = tuple(kept.pop(each) for each in order if each in kept)
    return replace(content, answers=(*known, *kept.values()))


def with_price(content: TenderContent, pence: int | None) -> TenderContent:
    """The tender with the price of its lot; None takes it out. Raises `Invalid` ``tender.price_not_positive``."""
    if pence is None:
        return replace(content, prices=())
    if pence <= 0:
        raise Invalid("tender.price_not_positive", field="price")
    return replace(content, prices=(Price(content.lot_id, pence),))


def with_offer(content: TenderContent, ask: AskContent, offer: Offer) -> TenderContent:
    """The tender with a commitment added, or replaced when its key is there. Raises `Invalid` when it has a problem."""
    for problem in problems(offer, ask):
        raise problem
    if any(kept.key == offer.key for kept in content.offers):
        return replace(
            content, offers=tuple(offer if kept.key == offer.key else kept for kept in content.offers)
        )
    if len(content.offers) >= MOST_OFFERS:
        raise Invalid("tender.too_many_commitments", limit=MOST_OFFERS)
    return replace(content, offers=(*content.offers, offer))


def without_offer(content: TenderContent, key: str) -> TenderContent:
    """The tender without one commitment and what was said of who delivers it."""
    return replace(
        content,
        offers=tuple(offer for offer in content.offers if offer.key != key),
        flows=tuple(flow for flow in content.flows if flow.offer_key != key),
    )


def with_file(content: TenderContent, file: TenderFile) -> TenderContent:
    """The tender with a file attached.

    Raises:
        Invalid: ``tender.too_many_files``, or ``tender.file_twice`` when the very same file is attached already.
    """
    if len(content.files) >= MOST_FILES:
        raise Invalid("tender.too_many_files", field="file", limit=MOST_FILES)
    if any(kept.sha256 == file.sha256 for kept in content.files):
        raise Invalid("tender.file_twice", field="file")
    return replace(content, files=(*content.files, file))


def without_file(content: TenderContent, key: str) -> TenderContent:
    """The tender without one file."""
    return replace(content, files=tuple(file for file in content.files if file.key != key))
