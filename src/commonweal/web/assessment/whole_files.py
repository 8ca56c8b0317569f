"""The whole file of an assessment: asked for, being made, ready to be taken."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.permissions import Permission
from commonweal.jobs.tasks import make_whole_file
from commonweal.journeys.assessment_papers import whole_file as making
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.actions.whole_files import KEPT
from commonweal.lifecycle.assessment.models import Assessment, WholeFile, WholeFileStatus
from commonweal.lifecycle.tendering.sealing import SealBroken
from commonweal.organisations.queries import names_of
from commonweal.web.assessment.forms import ConfirmForm
from commonweal.web.assessment.panels import caption
from commonweal.web.downloads import made_pieces
from commonweal.web.pages import form_data, page, submit


def _its_page(one: Assessment) -> str:
    return str(reverse("assessment-whole-file", kwargs={"assessment_id": one.external_id}))


@page()
def whole_file(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Have the whole file made, see how far it is, and take it."""
    one = queries.assessment(request.actor, assessment_id, Permission.AWARD_DECIDE)
    check_firmness_visible(AssessmentStatus(one.status))
    file = making.newest(one)
    is_stuck = file is not None and making.is_stuck(file, request.now)
    form = ConfirmForm(
        **form_data(request),
        title=_("The whole file"),
        button=_("Make it again") if file else _("Make the file"),
    )

    def ask(_data: dict[str, object]) -> None:
        if file is not None and file.status == WholeFileStatus.MAKING and not is_stuck:
            return
        asked = actions.ask_for_whole_file(one, by=request.actor, now=request.now)
        if making.is_small(one):
            making.make(asked, now=request.now)
        else:
            make_whole_file.enqueue(asked.external_id)

    context = {
        "back": reverse("assessment-papers", kwargs={"assessment_id": one.external_id}),
        "caption": caption(one),
        "assessment": one,
        "is_stuck": is_stuck,
        "kept_days": KEPT.days,
        **_shown(file),
    }
    return submit(
        request,
        form,
        "assessment/whole_file.html",
        context=context,
        action=ask,
        then=lambda _result: _its_page(one),
        node=one.lot.procurement,
    )


def _shown(file: WholeFile | None) -> dict[str, object]:
    """What the page says of the file that was asked for last."""
    if file is None:
        return {"file": None}
    is_making = file.status == WholeFileStatus.MAKING
    return {
        "file": file,
        "progress": making.progress_of(file) if is_making else None,
        "asked_by": names_of([file.asked_by]).get(file.asked_by, ""),
        "kept_until": file.asked_at + KEPT,
    }


@page()
def download(request: HttpRequest, assessment_id: str) -> HttpResponseBase:
    """The newest file that is ready. Where there is none, or it does not open any more, its page says so."""
    one = queries.assessment(request.actor, assessment_id, Permission.AWARD_DECIDE)
    try:
        taken = making.take(one, by=request.actor, now=request.now)
    except SealBroken:
        making.note_broken(one, now=request.now)
        taken = None
    if taken is None:
        return HttpResponseRedirect(_its_page(one))
    file, content = taken
    return made_pieces(content, f"assessment-{one.external_id}.zip", "application/zip", file.size)
