"""What an opened package becomes in the database: one row for each thing it says."""

import datetime as dt
from collections.abc import Iterator, Mapping

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import Offer, promised_by, word_count
from commonweal.domain.consortium import Flow
from commonweal.domain.tenders import TenderContent
from commonweal.files import actions as files
from commonweal.lifecycle.tendering.models import (
    ConditionStatement,
    OfferedCommitment,
    OfferedDelivery,
    OfferedMilestone,
    OfferedPeriod,
    Tender,
    TenderAnswer,
    TenderDocument,
    TenderParty,
    TenderPrice,
    TenderPriceLine,
)
from commonweal.lifecycle.tendering.packages import Package


def write(tender: Tender, package: Package, *, by: Actor, now: dt.datetime) -> None:
    """Write everything an opened package says. Inside the opening's transaction."""
    content, ask = package.content, tender.ask_version.read()
    for answer in content.answers:
        TenderAnswer(
            tender=tender, criterion_id=answer.criterion_id, text=answer.text, words=word_count(answer.text)
        ).save()
    for price in content.prices:
        TenderPrice(tender=tender, lot=tender.lot, pence=price.pence).save()
    parties = dict(_write_parties(tender, content))
    for position, offer in enumerate(content.offers, 1):
        write_offer(tender, position, offer, ask, flows=content.flows_of(offer.key), parties=parties)
    _write_beside(tender, content, parties)
    _write_documents(tender, content, package.files, by=by, now=now)


def _write_parties(tender: Tender, content: TenderContent) -> Iterator[tuple[str, TenderParty]]:
    for position, party in enumerate(content.parties, 1):
        row = TenderParty(
            tender=tender,
            key=party.key,
            position=position,
            name=party.name,
            identifier=party.identifier,
            role=party.role.value,
            work=party.work,
            share_bp=party.share_bp,
            is_sme=party.is_sme,
            is_vcse=party.is_vcse,
        )
        row.save()
        yield party.key, row


def _write_beside(tender: Tender, content: TenderContent, parties: dict[str, TenderParty]) -> None:
    for answer in content.conditions:
        ConditionStatement(
            tender=tender,
            condition_id=answer.condition_id,
            is_met=answer.is_met,
            words=answer.words,
            relies_on=parties.get(answer.relies_on),
        ).save()
    for price in content.lines:
        TenderPriceLine(tender=tender, line_id=price.line_id, value=price.value).save()


def write_offer(
    tender: Tender,
    position: int,
    offer: Offer,
    ask: AskContent,
    *,
    flows: tuple[Flow, ...] = (),
    parties: Mapping[str, TenderParty] | None = None,
) -> None:
    """Write one promise of a tender that is being opened, and who delivers what of it."""
    commitment = OfferedCommitment(
        tender=tender,
        key=offer.key,
        position=position,
        criterion_id=offer.criterion_id,
        kind=offer.kind.value,
        title=offer.title,
        metric_id=offer.metric_id or "",
        outcome_id=offer.outcome_id or "",
        unit=offer.unit,
        owed_by=offer.owed_by.value,
        subcontractor=offer.subcontractor,
        place_code=offer.place_code,
        quantity=promised_by(offer, ask),
        rate_quantity=offer.rate.quantity if offer.rate else None,
        rate_per_pence=offer.rate.per_pence if offer.rate else None,
        words=offer.words,
    )
    commitment.save()
    for period in offer.periods:
        OfferedPeriod(
            commitment=commitment,
            start_on=period.start_on,
            end_on=period.end_on,
            place_code=period.place_code,
            quantity=period.quantity,
        ).save()
    for number, milestone in enumerate(offer.milestones, 1):
        OfferedMilestone(
            commitment=commitment,
            position=number,
            title=milestone.title,
            due_on=milestone.due_on,
            shown_by=milestone.shown_by,
        ).save()
    for number, flow in enumerate(flows, 1):
        OfferedDelivery(
            commitment=commitment,
            party=(parties or {}).get(flow.party_key),
            position=number,
            amount=flow.amount,
            part=flow.part,
        ).save()


def _write_documents(
    tender: Tender, content: TenderContent, data: tuple[bytes, ...], *, by: Actor, now: dt.datetime
) -> None:
    """The files go into the file room as the authority's, each as it was attached."""
    for file, one in zip(content.files, data, strict=True):
        owner = tender.lot.procurement.authority_id
        stored = files.store_opened(file.name, one, owner_id=owner, by=by, now=now)
        TenderDocument(
            tender=tender, key=file.key, name=file.name, criterion_id=file.criterion_id or "", stored=stored
        ).save()
