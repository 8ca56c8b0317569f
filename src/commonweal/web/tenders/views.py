"""The list of a supplier's tenders, and a tender's own page: its task list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from commonweal.domain.permissions import Permission
from commonweal.domain.tender_parts import obstacles, parts
from commonweal.domain.tendering_content import LatePolicy
from commonweal.domain.tenders import STANDING, TenderStatus, aside
from commonweal.lifecycle.assessment.told import is_told
from commonweal.lifecycle.procurement.corrections import is_withdrawn
from commonweal.lifecycle.tendering.late import late_policy, lateness_of, takes_late
from commonweal.lifecycle.tendering.queries import is_open, own_tenders
from commonweal.organisations.queries import names_of
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.web.history import Line, history_of
from commonweal.web.pages import page, render
from commonweal.web.tenders.own import own, own_page

PER_PAGE = 50
HISTORY = 100


def together(lines: list[Line]) -> list[Line]:
    """History in which the same person doing the same thing again and again is one line, the latest."""
    return [
        line
        for place, line in enumerate(lines)
        if place == 0 or (line.who, line.sentence) != (lines[place - 1].who, lines[place - 1].sentence)
    ]


@page(Permission.TENDER_READ)
def tenders(request: HttpRequest) -> HttpResponse:
    """The supplier's own tenders, the newest first."""
    found = Paginator(own_tenders(request.actor), PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[attr-defined]
    return render(request, "tenders/tenders.html", {"page": found, "words": TENDER_WORDS})


@own_page
def tender(request: HttpRequest, tender_id: str) -> HttpResponse:
    """One tender: where it stands, what is left to do, what happened."""
    found = own(request, tender_id)
    actor = request.actor  # type: ignore[attr-defined]
    editors = names_of(edit.edited_by for edit in found.draft.edits) if found.draft else {}
    context = {
        "tender": found.tender,
        "ask": found.ask,
        "draft": found.draft,
        "is_corrected": found.began_on_earlier_version,
        "is_only_later": found.only_deadline_moved,
        "aside": aside(found.content, found.ask) if found.draft else None,
        "is_withdrawn": is_withdrawn(found.tender.lot.procurement),
        "parts": parts(found.content, found.ask) if found.draft else (),
        "left": len(obstacles(found.content, found.ask)) if found.draft else 0,
        "editors": editors,
        "receipts": list(found.tender.receipts.all()),
        "is_open": is_open(found.tender, request.now),  # type: ignore[attr-defined]
        "stands": TenderStatus(found.tender.status) in STANDING,
        "can_write": actor.can(Permission.TENDER_WRITE),
        "can_submit": actor.can(Permission.TENDER_SUBMIT),
        "takes_late": takes_late(found.tender, request.now),  # type: ignore[attr-defined]
        "is_refused": found.tender.status == TenderStatus.DRAFT
        and not is_open(found.tender, request.now)  # type: ignore[attr-defined]
        and late_policy(found.tender.lot.procurement) is LatePolicy.REFUSED,
        "lateness": lateness_of(found.tender),
        "is_told": is_told(found.tender),
        "words": TENDER_WORDS,
        "history": together(history_of(found.tender, limit=HISTORY, own=actor.organisation)),
    }
    return render(request, "tenders/tender.html", context, node=found.tender)
