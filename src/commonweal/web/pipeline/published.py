"""Starting from a procurement that a real body has published while it is still being planned: what the source says is
filled in, what it does not say is left to the officer."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.journeys.published_cases import PLANNING
from commonweal.lifecycle.planning import actions
from commonweal.lifecycle.planning.models import PipelineEntry
from commonweal.lifecycle.strategy.models import Mission
from commonweal.records.work import transaction
from commonweal.reference.published_cases import PublishedContract, published_cases
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import EntryForm
from commonweal.web.pipeline.views import entry_facts, entry_url


def _plans() -> list[PublishedContract]:
    return [each for each in published_cases().contracts if each.status == PLANNING]


@page(Permission.PIPELINE_EDIT)
def plans(request: HttpRequest) -> HttpResponse:
    """The published plans to start from, each with whose it is and its source."""
    cases = published_cases()
    context = {
        "plans": [(plan, cases.authority(plan.authority).name, list(_said(plan))) for plan in _plans()]
    }
    return render(request, "pipeline/published.html", context)


def _said(plan: PublishedContract) -> Iterator[str]:
    """What the source says of a plan, in sentences."""
    if plan.localities:
        yield _("Localities: %(n)s") % {"n": plan.localities}
    if plan.incubator:
        yield _("Opportunities: %(list)s") % {"list": "; ".join(plan.incubator.opportunities)}
        yield _("Suppliers wanted: %(list)s") % {"list": "; ".join(plan.incubator.supplier_characteristics)}


@page(Permission.PIPELINE_EDIT)
def start(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Put a published plan into the pipeline. The value is asked for: the source gives none."""
    plan = next((each for each in _plans() if each.id == plan_id), None)
    if plan is None:
        raise Http404
    source = _("As published: %(source)s") % {"source": plan.source}
    initial: dict[str, Any] = {
        "name": plan.title,
        "description": "\n".join([*_said(plan), source]),
        "nature": plan.nature or "services",
        "value_pence": plan.value_pence,
        "extension_months": plan.extension_months or 0,
    }
    return submit(
        request,
        EntryForm(**form_data(request), initial=initial),
        context={"back": reverse("pipeline-published"), "caption": plan.title},
        action=lambda data: _add(request, plan, data),
        then=entry_url,
        done=_("It is in the pipeline. Say what the source leaves open, then begin the procurement."),
    )


def _add(request: HttpRequest, plan: PublishedContract, data: dict[str, Any]) -> PipelineEntry:
    """The entry with its links to those missions of the plan that are the authority's own, with the published source."""
    said: dict[str, Any] = {"by": request.actor, "now": request.now}
    reason = _("So published, or so read by us: %(source)s") % {"source": plan.source}
    with transaction(by=request.actor, at=request.now):
        entry = actions.add_entry(**said, **entry_facts(data))
        for mission in Mission.objects.for_authority(request.actor).filter(external_id__in=plan.serves):
            actions.serve(entry, mission, reason=reason, **said)
    return entry
