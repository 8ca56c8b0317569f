"""Writing who tenders together, who delivers what, the conditions of participation and the price schedule."""

import datetime as dt
from collections.abc import Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.consortium import Flow, Party
from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.participation import ConditionAnswer
from commonweal.domain.price_schedule import LinePrice, lines_for, worked_out
from commonweal.domain.tender_changes import (
    with_condition,
    with_flows,
    with_lines,
    with_party,
    without_party,
)
from commonweal.domain.tenders import TenderContent, with_price
from commonweal.lifecycle.tendering.actions.drafts import edit_part
from commonweal.lifecycle.tendering.models import Tender
from commonweal.lifecycle.tendering.queries import latest_ask
from commonweal.lifecycle.tendering.sealing import Rng
from commonweal.records.work import transaction


def set_party(
    tender: Tender, party: Party, *, revision: int | None, by: Actor, now: dt.datetime, rng: Rng
) -> None:
    """Save one member or subcontractor, new or changed. Raises `Invalid`: the first of what is wrong with it."""
    edit_part(
        tender,
        f"party:{party.key}",
        lambda content: with_party(content, party, supplier=tender.supplier.name),
        revision=revision,
        by=by,
        now=now,
        rng=rng,
    )


def add_parties(tender: Tender, parties: Sequence[Party], *, by: Actor, now: dt.datetime, rng: Rng) -> int:
    """Save several new members and subcontractors, all of them or none; how many they are.

    Raises:
        Invalid: the first of what is wrong; `row` counts the parties from 0.
    """
    with transaction(by=by, at=now):
        for row, party in enumerate(parties):
            try:
                set_party(tender, party, revision=0, by=by, now=now, rng=rng)
            except Invalid as error:
                error.params["row"] = row
                raise
    return len(parties)


def remove_party(tender: Tender, key: str, *, by: Actor, now: dt.datetime, rng: Rng) -> None:
    """Take a member or subcontractor out. Raises `Refused` while a commitment or an answer rests on it."""
    edit_part(
        tender,
        f"party:{key}",
        lambda content: without_party(content, key),
        revision=None,
        by=by,
        now=now,
        rng=rng,
    )


def share_out(
    tender: Tender,
    offer_key: str,
    flows: Sequence[Flow],
    *,
    revision: int | None,
    by: Actor,
    now: dt.datetime,
    rng: Rng,
) -> None:
    """Save who delivers which part of one commitment; nothing given takes it back.

    Raises:
        Invalid: the parts do not add up, or what else is wrong. NotFound: no such commitment.
    """
    ask = latest_ask(tender).read()

    def shared(content: TenderContent) -> TenderContent:
        if offer_key not in {offer.key for offer in content.offers}:
            raise NotFound("record.not_found", kind="commitment")
        return with_flows(content, ask, offer_key, flows)

    edit_part(tender, f"delivery:{offer_key}", shared, revision=revision, by=by, now=now, rng=rng)


def answer_condition(
    tender: Tender, answer: ConditionAnswer, *, revision: int | None, by: Actor, now: dt.datetime, rng: Rng
) -> None:
    """Save the answer to one condition of participation. Raises `Invalid`: what is wrong with it."""
    ask = latest_ask(tender).read()
    edit_part(
        tender,
        f"condition:{answer.condition_id}",
        lambda content: with_condition(content, ask, answer),
        revision=revision,
        by=by,
        now=now,
        rng=rng,
    )


def set_prices(
    tender: Tender,
    prices: Sequence[LinePrice],
    pence: int | None,
    *,
    revision: int | None,
    by: Actor,
    now: dt.datetime,
    rng: Rng,
) -> None:
    """Save the entries of the price schedule and the price; without one the total is taken, once every line is priced.

    A price that is not the total is kept, so that nothing is lost; it is refused when the tender is submitted.
    """
    ask = latest_ask(tender).read()

    def priced(content: TenderContent) -> TenderContent:
        content = with_lines(content, ask, prices)
        found = worked_out(lines_for(ask.schedule, content.lot_id), content.lines)
        total = found.total if found.total and not found.missing else None
        return with_price(content, total if pence is None else pence)

    edit_part(tender, "price", priced, revision=revision, by=by, now=now, rng=rng)
