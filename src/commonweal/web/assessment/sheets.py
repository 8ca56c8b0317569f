"""An assessor's own score sheet: to take away, to print, and to bring back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import PanelRole, check_may_read
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import DomainError, NotFound
from commonweal.files.kinds import KINDS
from commonweal.jobs.tasks import work_on_score_sheet
from commonweal.journeys.score_sheets import AT_ONCE, sheet_file, take_in
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import ScoreSheet, SheetStatus
from commonweal.presentation.words import sentence
from commonweal.web.assessment.forms import SheetForm
from commonweal.web.assessment.panels import caption
from commonweal.web.assessment.scoring import own_seat, questions_url
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.tenders.uploads import in_memory

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
MEDIA = {"xlsx": KINDS["xlsx"].media_type, "ods": _ODS}


@in_memory
@page()
def sheet(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Take the sheet away, or bring it back."""
    member = own_seat(request, assessment_id, PanelRole.ASSESSOR)
    check_may_read(member.seat, AssessmentStatus(member.assessment.status))

    def bring(data: dict[str, object]) -> ScoreSheet:
        file = data["file"]
        content = file.read()  # type: ignore[attr-defined]
        name = str(file.name)  # type: ignore[attr-defined]
        brought = actions.bring_back(member, name, content, by=request.actor, now=request.now)
        if len(content) <= AT_ONCE:
            return take_in(brought, by=request.actor, now=request.now)
        work_on_score_sheet.enqueue(brought.external_id)
        return brought

    return submit(
        request,
        SheetForm(**form_data(request)),
        "assessment/sheet.html",
        context={"back": questions_url(member), "caption": caption(member.assessment), "member": member},
        action=bring,
        then=lambda brought: reverse("assessment-sheet-outcome", args=[brought.external_id]),
        node=member.assessment.lot.procurement,
    )


@page()
def download(request: HttpRequest, assessment_id: str, kind: str) -> HttpResponse:
    """The sheet as a file, with one's own marks so far."""
    member = own_seat(request, assessment_id, PanelRole.ASSESSOR)
    return attachment(sheet_file(member, kind), f"score-sheet-{member.external_id}.{kind}", MEDIA[kind])


@page()
def outcome(request: HttpRequest, sheet_id: str) -> HttpResponse:
    """What became of a sheet that was brought back."""
    found = (
        ScoreSheet.objects.for_panel_member(request.actor)
        .select_related("member__assessment__lot__procurement__authority")
        .filter(external_id=sheet_id)
        .first()
    )
    if found is None:
        raise NotFound("record.not_found", kind=ScoreSheet.KIND)
    context = {
        "heading": _("Your score sheet"),
        "caption": caption(found.member.assessment),
        "back": questions_url(found.member),
        "sheet": found,
        "is_waiting": found.status == SheetStatus.WAITING,
        "faults": [(place, sentence(DomainError(code, **params))) for place, code, params in found.faults],
    }
    return render(
        request, "assessment/sheet_outcome.html", context, node=found.member.assessment.lot.procurement
    )
