"""Tenders once they are opened, for those of the authority who may read them all."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from commonweal.domain.asks import AskContent
from commonweal.domain.commitments import outcomes_of
from commonweal.domain.consortium import LEAD
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.price_schedule import lines_for
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.models import ImportedTender, Tender
from commonweal.organisations.access import fetch
from commonweal.presentation.price_rows import price_rows
from commonweal.presentation.words.requirements import REQUIREMENT_WORDS
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.web.downloads import stored_file
from commonweal.web.history import history_of
from commonweal.web.pages import page, render


@page()
def tenders(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The opened tenders of a procurement, in the order of their suppliers' names. Before opening, there are none."""
    actor = request.actor  # type: ignore[attr-defined]
    procurement = procurements.procurement(actor, procurement_id, Permission.TENDER_OPENED_READ)
    found = queries.opened_tenders(actor).filter(lot__procurement=procurement)
    rows = list(
        found.prefetch_related("prices").order_by("round__number", "lot__number", "supplier__name", "pk")
    )
    context = {
        "procurement": procurement,
        "rows": [(row, next(iter(row.prices.all()), None)) for row in rows],
        "back": reverse("procurement", args=[procurement_id]),
        "may_import": actor.can(Permission.ASSESSMENT_MANAGE)
        and procurement.status == ProcurementStatus.OPENED,
    }
    return render(request, "opening/tenders.html", context, node=procurement)


@page()
def tender(request: HttpRequest, tender_id: str) -> HttpResponse:
    """One opened tender, as it was submitted."""
    actor = request.actor  # type: ignore[attr-defined]
    found = _opened(request, tender_id)
    ask = found.ask_version.read()
    answers = {answer.criterion_id: answer for answer in found.answers.all()}
    context = {
        "tender": found,
        "ask": ask,
        "answers": answers,
        "offers": queries.offers_of(found),
        "price": found.prices.first(),
        "came_from": ImportedTender.objects.for_authority(actor)
        .filter(tender=found)
        .select_related("table")
        .first(),
        **beside_of(found, ask),
        "receipt": found.receipts.order_by("-number").first(),
        "documents": list(found.documents.select_related("stored")),
        "questions": {criterion.id: criterion.title for criterion in ask.questions},
        "outcomes": outcomes_of(ask),
        "metrics": _metrics(ask),
        "places": {place.code: place.name for place in ask.places},
        "words": TENDER_WORDS,
        "back": reverse("opened-tenders", args=[found.lot.procurement.external_id]),
        "history": history_of(found, own=request.actor.organisation),  # type: ignore[attr-defined]
    }
    return render(request, "opening/tender.html", context, node=found)


def beside_of(tender: Tender, ask: AskContent) -> dict[str, Any]:
    """Members, who delivers what, conditions and price lines of an opened tender."""
    parties = queries.parties_of(tender)
    stated = queries.conditions_of(tender)
    rows, total = price_rows(lines_for(ask.schedule, tender.lot.external_id), queries.line_prices_of(tender))
    return {
        "parties": parties,
        "party_names": {LEAD: tender.supplier.name} | {party.key: party.name for party in parties},
        "flows": queries.flows_of(tender),
        "conditions": [(each, stated.get(each.id)) for each in ask.conditions],
        "price_rows": rows,
        "schedule_total": total,
        "requirement_words": REQUIREMENT_WORDS,
    }


@page()
def document(request: HttpRequest, tender_id: str, document_id: str) -> HttpResponse:
    """A file that came with an opened tender."""
    found = (
        _opened(request, tender_id).documents.filter(external_id=document_id).select_related("stored").first()
    )
    if found is None:
        raise NotFound("record.not_found", kind="tender file")
    return stored_file(found.stored)


def _opened(request: HttpRequest, tender_id: str) -> Tender:
    actor = request.actor  # type: ignore[attr-defined]
    found: Tender = fetch(queries.opened_tenders(actor), tender_id, actor, Permission.TENDER_OPENED_READ)
    return found


def _metrics(ask: AskContent) -> dict[str, object]:
    return {metric.id: metric for criterion in ask.criteria for metric in criterion.metrics}
