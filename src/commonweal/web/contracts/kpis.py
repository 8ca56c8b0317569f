"""Performance: the KPIs of a contract with their ratings, setting and changing them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.kpis import DEFAULT_BANDS, KpiDirection
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts import actions, performance, queries
from commonweal.lifecycle.contracts.actions import KpiFacts
from commonweal.lifecycle.contracts.models import Commitment, Contract, Kpi, KpiAssessment
from commonweal.organisations.access import fetch
from commonweal.presentation.csv_text import csv_text
from commonweal.web.contracts import performance_words as words
from commonweal.web.contracts import ratings
from commonweal.web.contracts.forms import ReasonForm
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.contracts.performance_forms import SERVICE, KpiForm
from commonweal.web.contracts.ratings import kpi_url, own_kpi
from commonweal.web.contracts.register_file import figure as cell
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
_HEAD = (
    "kpi",
    "unit",
    "target",
    "from",
    "to",
    "figure",
    "held_against",
    "suggested",
    "rating",
    "reason",
    "final",
    "corrected",
)


def performance_url(of: Contract) -> str:
    return reverse("contract-performance", kwargs={"contract_id": of.external_id})


def _readable(request: HttpRequest, contract_id: str) -> Contract:
    """A contract of one of the two parties; what others published has no performance here."""
    rows = queries.own(request.actor).select_related("authority", "supplier", "procurement")
    found: Contract = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    return found


def _may_edit(request: HttpRequest, of: Contract) -> bool:
    own = request.actor.organisation_id == of.authority_id
    return own and request.actor.can(_P.CONTRACT_EDIT) and not of.is_published_report


@page()
def overview(request: HttpRequest, contract_id: str) -> HttpResponse:
    """How a contract performs: the duty, each KPI with its newest rating, and recorded failures."""
    found = _readable(request, contract_id)
    duty = performance.kpi_duty(found)
    listed = performance.kpis_of(found)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "duty": duty,
        "rows": [(kpi, performance.latest(kpi)) for kpi in listed],
        "failures": performance.failures_of(found),
        "words": words,
        "today": london_day(request.now),
        "is_open": found.status in ("prepared", "in_force"),
        "can_edit": _may_edit(request, found),
    }
    return render(request, "contracts/performance.html", context, node=found)


@page()
def ratings_csv(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Every rating of a contract as a file."""
    found = _readable(request, contract_id)
    rows = [_row(kpi, each) for kpi in performance.kpis_of(found) for each in kpi.assessments.all()]
    return attachment(
        csv_text(_HEAD, rows), f"performance-{found.external_id}.csv", "text/csv; charset=utf-8"
    )


def _row(kpi: Kpi, of: KpiAssessment) -> tuple[Any, ...]:
    return (
        kpi.title,
        kpi.unit,
        cell(kpi.target),
        of.start_on,
        of.end_on,
        cell(of.figure),
        cell(of.expected),
        of.suggested,
        of.rating,
        of.reason,
        "yes" if of.is_final else "no",
        "yes" if hasattr(of, "corrected_by") else "no",
    )


@page()
def one(request: HttpRequest, kpi_id: str) -> HttpResponse:
    """One KPI: what it measures, and every rating with what the figures suggested then."""
    found = performance.kpi(request.actor, kpi_id)
    can_edit = _may_edit(request, found.contract)
    context = {
        "kpi": found,
        "caption": _("KPI · %(title)s") % {"title": found.contract.title},
        "rows": list(found.assessments.all()),
        "words": words,
        "history": history_of(found, own=request.actor.organisation),
        "correct_url": lambda row: ratings.decide_url(
            found, row.start_on, row.end_on, row.figure, row.external_id
        ),
        "is_ours": request.actor.organisation_id == found.contract.authority_id,
        "can_edit": can_edit,
        "can_assess": can_edit and found.is_live and found.contract.is_binding,
        "is_open": found.contract.status in ("prepared", "in_force"),
    }
    return render(request, "contracts/kpi.html", context, node=found.contract)


@page()
def add(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Set a KPI, from a commitment or for the service itself."""
    found = own_to_edit(request, contract_id)
    commitments = list(found.commitments.all())
    form = KpiForm(
        **form_data(request),
        commitments=commitments,
        initial={
            "direction": KpiDirection.AT_LEAST.value,
            "approaching_from": DEFAULT_BANDS.approaching_from,
            "improvement_from": DEFAULT_BANDS.improvement_from,
        },
    )
    form.cancel_url = performance_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.set_kpi(
            found, _facts(given, commitments), by=request.actor, now=request.now
        ),
        then=kpi_url,
        done=_("The KPI is set"),
        node=found,
    )


def _facts(given: dict[str, Any], commitments: list[Commitment]) -> KpiFacts:
    chosen = next((each for each in commitments if each.external_id == given["measures"]), None)
    return KpiFacts(
        title=given["name"],
        commitment=chosen,
        words=given["words"],
        unit=given["unit"],
        target=given["target"],
        direction=KpiDirection(given["direction"]),
        approaching_from=given["approaching_from"],
        improvement_from=given["improvement_from"],
        is_material=given["is_material"],
    )


@page()
def edit(request: HttpRequest, kpi_id: str) -> HttpResponse:
    """Change a KPI that nobody has assessed yet."""
    found = own_kpi(request, kpi_id)
    commitments = list(found.contract.commitments.all())
    form = KpiForm(
        **form_data(request), commitments=commitments, initial=_shown(found), revision=found.revision
    )
    form.cancel_url = kpi_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.change_kpi(
            found,
            _facts(given, commitments),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=kpi_url,
        done=_("The KPI is changed"),
        node=found.contract,
        current=lambda: _shown(_stored(found)),
    )


def _shown(kpi: Kpi) -> dict[str, Any]:
    """A KPI as the form shows it."""
    names = ("words", "target", "unit", "direction", "approaching_from", "improvement_from", "is_material")
    measures = kpi.commitment.external_id if kpi.commitment else SERVICE
    return {"name": kpi.title, "measures": measures} | {name: getattr(kpi, name) for name in names}


def _stored(kpi: Kpi) -> Kpi:
    found: Kpi = (
        Kpi.objects.for_system("what another person saved meanwhile")
        .select_related("commitment")
        .get(pk=kpi.pk)
    )
    return found


@page()
def withdraw(request: HttpRequest, kpi_id: str) -> HttpResponse:
    """Withdraw a KPI with a reason."""
    found = own_kpi(request, kpi_id)
    form = ReasonForm(**form_data(request), revision=found.revision)
    form.title, form.cancel_url = _("Withdraw this KPI"), kpi_url(found)
    form.intro = _("Its ratings stay. Below three KPIs the law may not be met.")
    return submit(
        request,
        form,
        action=lambda given: actions.withdraw_kpi(
            found, **given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=kpi_url,
        done=_("The KPI is withdrawn"),
        node=found.contract,
        current=lambda: {"reason": _stored(found).withdrawn_reason},
    )
