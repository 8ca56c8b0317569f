"""The notices that a body has loaded, each with what it asked for."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.journeys.suggesting import MODEL_WITH_WORDS
from commonweal.lifecycle.strategy.queries.library import national_outcomes
from commonweal.markets import queries
from commonweal.web.pages import page, render

PER_PAGE = 50
ANYTHING = "any"


@page(Permission.INSIGHT_READ)
def notices(request: HttpRequest) -> HttpResponse:
    """Every notice in the library, the latest first; `?asks=` an outcome, or anything at all."""
    titles = national_outcomes(request.actor, MODEL_WITH_WORDS)
    wanted = request.GET.get("asks", "")
    found = queries.notices(request.actor).select_related("reading").order_by("-published_on", "-pk")
    if wanted == ANYTHING:
        found = found.filter(asked_count__gt=0)
    elif wanted in titles:
        found = found.filter(asked__has_key=wanted)
    else:
        wanted = ""
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),  # type: ignore[arg-type]
        "wanted": wanted,
        "titles": titles,
        "choices": [
            ("", _("Every notice")),
            (ANYTHING, _("Notices that ask for something")),
            *((code, _("Asks for: %(title)s") % {"title": title}) for code, title in titles.items()),
        ],
        "can_edit": request.actor.can(Permission.SPEND_EDIT),
    }
    return render(request, "insight/market/notices.html", context)
