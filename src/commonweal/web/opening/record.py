"""The record of an opening: a page, a document for the file, and a table."""

from django.http import HttpRequest, HttpResponse

from commonweal.domain.errors import Refused
from commonweal.files.kinds import KINDS
from commonweal.journeys.opening_record import OpeningRecord, document, record_of
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render

_CSV_HEAD = ("lot", "supplier", "received_at", "submission", "sha256", "bytes", "came_late")


def _found(request: HttpRequest, procurement_id: str) -> tuple[Procurement, OpeningRecord]:
    actor = request.actor  # type: ignore[attr-defined]
    procurement = procurements.procurement(actor, procurement_id)
    record = record_of(actor, procurement)
    if record is None:
        raise Refused("opening.not_begun")
    return procurement, record


@page()
def record(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Who opened what, when, and everything about time that bears on it."""
    actor = request.actor  # type: ignore[attr-defined]
    procurement = procurements.procurement(actor, procurement_id)
    context = {
        "procurement": procurement,
        "record": record_of(actor, procurement),
        "late_words": TENDER_WORDS["late"],
    }
    return render(request, "opening/record.html", context, node=procurement)


@page()
def as_docx(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The record as a Word document."""
    from commonweal.interchange.packs.docx import write_docx

    procurement, found = _found(request, procurement_id)
    content = write_docx(document(procurement, found))
    return attachment(content, f"opening-{procurement_id}.docx", KINDS["docx"].media_type)


@page()
def as_csv(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """What was opened, as a table."""
    _procurement, found = _found(request, procurement_id)
    rows = (
        (
            each.lot,
            each.supplier,
            each.received_at.isoformat(),
            each.number,
            each.digest,
            each.size,
            "yes" if each.is_late else "no",
        )
        for each in found.tenders
    )
    return attachment(csv_text(_CSV_HEAD, rows), f"opening-{procurement_id}.csv", "text/csv; charset=utf-8")
