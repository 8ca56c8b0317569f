"""The workbook of reports of one contract: to take away, to bring back, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.actors import Actor
from commonweal.domain.errors import DomainError, NotFound
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.jobs.tasks import work_on_report_sheet
from commonweal.journeys.report_sheets import AT_ONCE, lines_of, sheet_file, take_in
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.lifecycle.contracts import tier_two
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery import actions, report_lines
from commonweal.lifecycle.delivery.models import ReportSheet, ReportSheetStatus
from commonweal.organisations.access import fetch
from commonweal.presentation.words import sentence
from commonweal.web.downloads import attachment
from commonweal.web.forms import FileField, GovForm
from commonweal.web.pages import form_data, page, render, submit

MEDIA = {kind: KINDS[kind].media_type for kind in ("xlsx", "ods")}


class ReportSheetForm(GovForm):
    """A workbook that comes back."""

    title = gettext_lazy("Report by workbook")
    button = gettext_lazy("Bring it back")
    file = FileField(label=gettext_lazy("The workbook, filled in"), accept=".xlsx,.ods")


def _to_report(request: HttpRequest, contract_id: str) -> Contract:
    """A contract of the actor's own organisation, or with a part that it delivers, on which they report."""
    found = tier_two.contract_to_report(request.actor, contract_id, contracts.own(request.actor))
    actions.check_may_bring(found, request.actor)
    return found


def _home_of(contract: Contract, actor: Actor) -> tuple[str, Contract | None]:
    """Where the page leads back to and the place on the thread: a tier-two supplier sees nothing but its own part."""
    if not report_lines.is_side(contract, actor):
        row = tier_two.delivered_by(actor).filter(contract=contract).first()
        if row is not None:
            return reverse("tier-two", kwargs={"row_id": row.external_id}), None
    return reverse("contract", kwargs={"contract_id": contract.external_id}), contract


@page()
def sheet(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Take the workbook away, or bring it back."""
    found = _to_report(request, contract_id)
    back, node = _home_of(found, request.actor)

    def bring(data: dict[str, object]) -> ReportSheet:
        file = data["file"]
        content = file.read()  # type: ignore[attr-defined]
        name = str(file.name)  # type: ignore[attr-defined]
        brought = actions.bring_report_sheet(found, name, content, by=request.actor, now=request.now)
        if len(content) <= AT_ONCE:
            return take_in(brought, by=request.actor, now=request.now)
        work_on_report_sheet.enqueue(brought.external_id)
        return brought

    context = {
        "contract": found,
        "caption": found.title,
        "back": back,
        "lines": len(lines_of(found, by=request.actor, now=request.now)),
    }
    return submit(
        request,
        ReportSheetForm(**form_data(request)),
        "delivery/report_sheet.html",
        context=context,
        action=bring,
        then=lambda brought: reverse("report-sheet-outcome", kwargs={"sheet_id": brought.external_id}),
        node=node,
    )


@page()
def download(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """The workbook as a file."""
    found = _to_report(request, contract_id)
    if kind not in MEDIA:
        raise NotFound("record.not_found", kind=ReportSheet.KIND)
    made = sheet_file(found, kind, by=request.actor, now=request.now)
    return attachment(made, f"reports-{found.external_id}.{kind}", MEDIA[kind])


@page()
def outcome(request: HttpRequest, sheet_id: str) -> HttpResponse:
    """What became of a workbook that was brought back, or how far its reading has come."""
    rows = ReportSheet.objects.for_either_side(request.actor).select_related("contract")
    found = fetch(rows, sheet_id, request.actor, Permission.CONTRACT_READ)
    back, node = _home_of(found.contract, request.actor)
    context = {
        "heading": _("Your workbook of reports"),
        "caption": found.contract.title,
        "back": back,
        "sheet": found,
        "is_part": node is None,
        "is_waiting": found.status == ReportSheetStatus.WAITING,
        "faults": [(place, sentence(DomainError(code, **params))) for place, code, params in found.faults],
    }
    return render(request, "delivery/report_sheet_outcome.html", context, node=node)
