"""The data of a contract award notice: to copy into the notice, as a table, and as an open contracting release."""

import json

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.journeys.award_notice import as_release, facts
from commonweal.lifecycle.assessment import queries
from commonweal.presentation.csv_text import csv_text
from commonweal.web.assessment.panels import caption
from commonweal.web.award.views import award_url
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render


@page()
def notice_data(request: HttpRequest, award_id: str) -> HttpResponse:
    """Everything that is known for the notice."""
    one = queries.award(request.actor, award_id, Permission.AWARD_DECIDE)
    context = {
        "heading": _("Data for the contract award notice"),
        "caption": caption(one.assessment),
        "back": award_url(one),
        "award": one,
        "facts": facts(one),
    }
    return render(request, "award/notice_data.html", context, node=one.tender)


@page()
def as_csv(request: HttpRequest, award_id: str) -> HttpResponse:
    """The same as a table."""
    one = queries.award(request.actor, award_id, Permission.AWARD_DECIDE)
    content = csv_text([_("What"), _("Value")], facts(one))
    return attachment(content, f"award-notice-{one.external_id}.csv", "text/csv; charset=utf-8")


@page()
def as_json(request: HttpRequest, award_id: str) -> HttpResponse:
    """The same as an open contracting release."""
    one = queries.award(request.actor, award_id, Permission.AWARD_DECIDE)
    content = json.dumps(as_release(one, now=request.now), ensure_ascii=False, indent=1)
    return attachment(content, f"award-notice-{one.external_id}.json", "application/json")
