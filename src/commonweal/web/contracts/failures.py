"""Recording a failure of performance, and correcting what was recorded with a new entry."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.kpis import FailureGround, PenaltyType
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts import actions, performance
from commonweal.lifecycle.contracts.actions import FailureFacts
from commonweal.lifecycle.contracts.models import Contract, Kpi
from commonweal.web.contracts.kpis import performance_url
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.contracts.performance_forms import FailureForm
from commonweal.web.pages import form_data, page, submit


def _facts(given: dict[str, Any], kpis: list[Kpi]) -> FailureFacts:
    return FailureFacts(
        ground=FailureGround(given["ground"]),
        requirement=given["requirement"],
        description=given["description"],
        decided_on=given["decided_on"],
        kpi=next((kpi for kpi in kpis if kpi.external_id == given["kpi"]), None),
        penalty_type=PenaltyType(given["penalty_type"]) if given["penalty_type"] else None,
        penalty_on=given["penalty_on"],
        penalty_pence=given["penalty_pence"],
    )


@page()
def add(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Record a failure that the law asks to be published."""
    found = own_to_edit(request, contract_id)
    kpis = performance.kpis_of(found)
    form = FailureForm(**form_data(request), kpis=kpis)
    return _submit(
        request,
        form,
        found,
        lambda given: actions.record_failure(found, _facts(given, kpis), by=request.actor, now=request.now),
    )


@page()
def correct(request: HttpRequest, failure_id: str) -> HttpResponse:
    """Put a new entry in the place of an earlier one."""
    found = performance.failure(request.actor, failure_id, Permission.CONTRACT_EDIT)
    kpis = performance.kpis_of(found.contract)
    names = (
        "ground",
        "requirement",
        "description",
        "decided_on",
        "penalty_type",
        "penalty_on",
        "penalty_pence",
    )
    initial = {name: getattr(found, name) for name in names}
    initial["kpi"] = found.kpi.external_id if found.kpi else ""
    form = FailureForm(**form_data(request), kpis=kpis, initial=initial)
    form.title, form.button = _("Correct what was recorded"), _("Save the correction")
    form.intro = _("The earlier entry stays and is marked as corrected.")
    return _submit(
        request,
        form,
        found.contract,
        lambda given: actions.correct_failure(found, _facts(given, kpis), by=request.actor, now=request.now),
    )


def _submit(request: HttpRequest, form: FailureForm, contract: Contract, action: Any) -> HttpResponse:
    form.cancel_url = performance_url(contract)
    return submit(
        request,
        form,
        action=action,
        then=lambda made: performance_url(contract),
        done=_("It is recorded"),
        node=contract,
    )
