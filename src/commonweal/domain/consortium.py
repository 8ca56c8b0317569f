"""Who does the work beside the supplier itself: members of its consortium, subcontractors, and what each will deliver.

Shares of the work are basis points; parts of a commitment are thousandths of the commitment's own unit. The supplier
that submits is the lead: it needs no row, and what nobody else is named for is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import CommitmentKind, Offer, OwedBy, promised_by
from commonweal.domain.errors import Invalid
from commonweal.domain.quantities import number
from commonweal.domain.weights import WHOLE, percent

MOST_PARTIES = 40
NAME_LIMIT, IDENTIFIER_LIMIT, WORK_LIMIT, PART_LIMIT = 200, 60, 500, 300
#: The key of the supplier that submits, in a flow-down.
LEAD = ""


class PartyRole(StrEnum):
    """How an organisation stands to the supplier that submits."""

    MEMBER = "member"
    SUBCONTRACTOR = "subcontractor"


@dataclass(frozen=True)
class Party:
    """A member or subcontractor. `share_bp` is its share of the contract's work; None where nobody has said."""

    key: str
    name: str
    identifier: str
    role: PartyRole
    work: str
    share_bp: int | None
    is_sme: bool
    is_vcse: bool


@dataclass(frozen=True)
class Flow:
    """What one party delivers of one commitment. `party_key` is `LEAD` for the supplier itself.

    `amount` in thousandths of the unit for a quantity or a rate, else None; `part` says in words which part.
    """

    offer_key: str
    party_key: str
    amount: int | None
    part: str


def counts(offer: Offer) -> bool:
    """True where parts of a commitment are figures that add up; else they are said in words."""
    return offer.kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE)


def promised(offer: Offer, ask: AskContent) -> int | None:
    """What the parts of a commitment must come to: its whole quantity, or the figure of its rate."""
    if offer.kind is CommitmentKind.RATE:
        return offer.rate.quantity if offer.rate else None
    return promised_by(offer, ask)


def left_to_lead_bp(parties: Sequence[Party]) -> int:
    """The share of the work that nobody else is named for."""
    return WHOLE - sum(party.share_bp or 0 for party in parties)


def party_problems(party: Party, others: Sequence[Party]) -> tuple[Invalid, ...]:
    """Everything wrong with one member or subcontractor beside the others of the tender."""
    return tuple(_party_problems(party, [each for each in others if each.key != party.key]))


def _party_problems(party: Party, others: Sequence[Party]) -> Iterator[Invalid]:
    if not party.name.strip():
        yield Invalid("consortium.name_missing", field="name")
    for field, limit in (("name", NAME_LIMIT), ("identifier", IDENTIFIER_LIMIT), ("work", WORK_LIMIT)):
        if len(getattr(party, field)) > limit:
            yield Invalid("consortium.too_long", field=field, limit=limit)
    if _same(party.name) in {_same(each.name) for each in others}:
        yield Invalid("consortium.name_twice", field="name", name=party.name.strip())
    if not party.work.strip():
        yield Invalid("consortium.work_missing", field="work")
    if party.share_bp is not None and not 0 < party.share_bp <= WHOLE:
        yield Invalid("consortium.share_out_of_range", field="share")
        return
    left = left_to_lead_bp(others)
    if (party.share_bp or 0) > left:
        yield Invalid("consortium.shares_above_whole", field="share", left=percent(max(left, 0)))


def flow_problems(
    offer: Offer, ask: AskContent, flows: Sequence[Flow], parties: Sequence[Party]
) -> tuple[Invalid, ...]:
    """Everything wrong with who delivers what of one commitment; nothing said is nothing wrong.

    `row` counts the flows of this commitment from 1.
    """
    own = [flow for flow in flows if flow.offer_key == offer.key]
    return tuple(_flow_problems(offer, ask, own, parties)) if own else ()


def _flow_problems(
    offer: Offer, ask: AskContent, own: Sequence[Flow], parties: Sequence[Party]
) -> Iterator[Invalid]:
    known = {party.key for party in parties} | {LEAD}
    if offer.owed_by is OwedBy.SUBCONTRACTOR:
        yield Invalid("flow.owed_by_another", field="flows", name=offer.subcontractor)
    seen: set[str] = set()
    for row, flow in enumerate(own, 1):
        if flow.party_key not in known:
            yield Invalid("flow.party_unknown", field="flows", row=row)
        if flow.party_key in seen:
            yield Invalid("flow.party_twice", field="flows", row=row)
        seen.add(flow.party_key)
        if len(flow.part) > PART_LIMIT:
            yield Invalid("flow.part_long", field="flows", row=row, limit=PART_LIMIT)
        yield from _amount_problems(offer, flow, row)
    total = promised(offer, ask)
    given = sum(flow.amount or 0 for flow in own)
    if counts(offer) and total is not None and given != total:
        yield Invalid(
            "flow.does_not_add_up",
            field="flows",
            given=number(given),
            promised=number(total),
            unit=offer.unit,
        )


def _amount_problems(offer: Offer, flow: Flow, row: int) -> Iterator[Invalid]:
    if counts(offer):
        if flow.amount is None or flow.amount <= 0:
            yield Invalid("flow.amount_missing", field="flows", row=row)
    elif flow.amount is not None:
        yield Invalid("flow.amount_not_meant", field="flows", row=row)
    elif not flow.part.strip():
        yield Invalid("flow.part_missing", field="flows", row=row)


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
