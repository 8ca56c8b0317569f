"""Rating a KPI: choosing the days, and deciding beside what the figures suggest."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import DomainError
from commonweal.domain.kpis import KpiRating
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.quantities import SCALE, parse_quantity
from commonweal.journeys import kpis as journey
from commonweal.lifecycle.contracts import performance
from commonweal.lifecycle.contracts.models import Kpi, KpiAssessment
from commonweal.web.contracts import performance_words as words
from commonweal.web.contracts.performance_forms import DecideForm, SpanForm
from commonweal.web.pages import form_data, page, submit


def kpi_url(of: Kpi) -> str:
    return reverse("kpi", kwargs={"kpi_id": of.external_id})


def own_kpi(request: HttpRequest, kpi_id: str) -> Kpi:
    """A KPI of the actor's own authority, which they may edit."""
    return performance.kpi(request.actor, kpi_id, Permission.CONTRACT_EDIT)


@page()
def assess(request: HttpRequest, kpi_id: str) -> HttpResponse:
    """Choose the days to rate; a service measure's figure is given here."""
    found = own_kpi(request, kpi_id)
    start_on, end_on = journey.next_span(found, london_day(request.now))
    form = SpanForm(**form_data(request), kpi=found, initial={"start_on": start_on, "end_on": end_on})
    form.cancel_url = kpi_url(found)
    return submit(
        request,
        form,
        action=lambda given: given,
        then=lambda given: decide_url(found, given["start_on"], given["end_on"], given.get("figure")),
        node=found.contract,
    )


def decide_url(kpi: Kpi, start_on: dt.date, end_on: dt.date, figure: int | None, corrects: str = "") -> str:
    """Where these days are rated. The figure is in the address, so that the page shows what it suggests."""
    query = QueryDict(mutable=True)
    query["from"], query["to"] = start_on.isoformat(), end_on.isoformat()
    if figure is not None:
        whole, part = divmod(figure, SCALE)
        query["figure"] = f"{whole}.{part:03d}"
    if corrects:
        query["corrects"] = corrects
    return f"{reverse('kpi-decide', kwargs={'kpi_id': kpi.external_id})}?{query.urlencode()}"


@page()
def decide(request: HttpRequest, kpi_id: str) -> HttpResponse:
    """Rate a KPI for some days, beside what the figures suggest and why."""
    found = own_kpi(request, kpi_id)
    try:
        start_on, end_on = (dt.date.fromisoformat(request.GET.get(key, "")) for key in ("from", "to"))
        given = parse_quantity(request.GET["figure"]) if request.GET.get("figure") else None
    except (ValueError, DomainError):
        return redirect("kpi-assess", kpi_id=kpi_id)
    figures = journey.figures_for(found, start_on=start_on, end_on=end_on, given=given)
    corrects = next(
        (each for each in found.assessments.all() if each.external_id == request.GET.get("corrects")), None
    )
    form = DecideForm(
        **form_data(request),
        initial={"rating": figures.suggestion.rating or ""},
        revision=found.revision,
    )
    form.cancel_url = kpi_url(found)
    context = {
        "kpi": found,
        "figures": figures,
        "suggested": words.RATING.get(figures.suggestion.rating or ""),
        "because": words.suggestion(found, figures),
        "corrects": corrects,
        "words": words,
        "caption": found.title,
    }
    return submit(
        request,
        form,
        "contracts/kpi_decide.html",
        context,
        action=lambda chosen: journey.decide(
            found,
            figures,
            rating=KpiRating(chosen["rating"]),
            reason=chosen["reason"],
            by=request.actor,
            now=request.now,
            corrects=corrects,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda made: kpi_url(found),
        done=_("The rating is recorded"),
        node=found.contract,
        current=lambda: _latest(found),
    )


def _latest(kpi: Kpi) -> dict[str, Any]:
    """The newest rating that somebody else recorded meanwhile."""
    rows = KpiAssessment.objects.for_system("what another person saved meanwhile")
    row = rows.filter(kpi=kpi).order_by("-pk").first()
    if row is None:
        return {}
    return {"rating": words.RATING[row.rating], "reason": row.reason}
