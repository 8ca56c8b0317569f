"""Who worked on what in a tender, for its own organisation."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.tenders import TenderContent
from commonweal.lifecycle.tendering.edits import PartEdit, edits_of
from commonweal.organisations.queries import names_of
from commonweal.web.pages import render
from commonweal.web.tenders.own import Own, own, own_page

PER_PAGE = 50


@own_page
def edits(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Every save, the newest first; one part alone when the address names it."""
    found = own(request, tender_id)
    part = request.GET.get("part", "")
    every = edits_of(found.tender, by=request.actor)  # type: ignore[attr-defined]
    titles = _titles(found, every)
    shown = Paginator([each for each in every if part in ("", each.part)], PER_PAGE).get_page(
        request.GET.get("page")
    )
    context: dict[str, Any] = {
        "tender": found.tender,
        "page": shown,
        "titles": titles,
        "people": names_of(each.person for each in shown),
        "part": part if part in titles else "",
        "people_count": len({each.person for each in every}),
    }
    return render(request, "tenders/edits.html", context, node=found.tender)


def _titles(found: Own, edits: list[PartEdit]) -> dict[str, str]:
    """What each part is called; what is not there any more is called by its kind."""
    titles = {"price": _("Your price"), "files": _("Files")}
    titles |= {f"answer:{each.id}": each.title for each in found.ask.questions}
    content: TenderContent | None = found.content if found.draft else None
    offers = content.offers if content else ()
    titles |= {
        f"commitment:{offer.key}": _("Commitment: %(title)s") % {"title": offer.title} for offer in offers
    }
    titles |= {
        f"delivery:{offer.key}": _("Who delivers: %(title)s") % {"title": offer.title} for offer in offers
    }
    titles |= {f"party:{party.key}": party.name for party in (content.parties if content else ())}
    titles |= {
        f"condition:{each.id}": _("Condition: %(title)s") % {"title": each.title}
        for each in found.ask.conditions
    }
    gone = {
        "party": _("A member or subcontractor"),
        "delivery": _("Who delivers a commitment"),
        "condition": _("A condition that is gone"),
    }
    gone |= {"answer": _("An answer to a question that is gone"), "commitment": _("A commitment")}
    return {
        part: titles.get(part) or gone.get(part.partition(":")[0], part.partition(":")[0])
        for part in dict.fromkeys(each.part for each in edits)
    }
