"""Papers of an assessment: scores to another suite, the minute for the file."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import check_firmness_visible, check_scores_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.journeys.assessment_papers.exports import scores_csv, scores_xlsx
from commonweal.journeys.assessment_papers.minute import WRITERS, minute_file
from commonweal.journeys.firmness_lots import may_see_lots
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.web.assessment.panels import caption, home
from commonweal.web.downloads import attachment
from commonweal.web.pages import page, render

CSV = "text/csv; charset=utf-8"


@page()
def papers(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Which files there are, and what is in them."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_scores_visible(AssessmentStatus(one.status))
    context = {
        "heading": _("Papers"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
        "is_locked": one.status == AssessmentStatus.LOCKED,
        "may_decide": request.actor.can(Permission.AWARD_DECIDE),
        "kinds": list(WRITERS),
    }
    return render(request, "assessment/papers.html", context, node=one.lot.procurement)


@page()
def scores(request: HttpRequest, assessment_id: str, kind: str) -> HttpResponse:
    """Scores and reasons as CSV or XLSX. That they were taken is in the record."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_scores_visible(AssessmentStatus(one.status))
    if kind not in ("csv", "xlsx"):
        raise NotFound("record.not_found", kind="scores")
    actions.note_view(one, AssessmentEvent.SCORES_EXPORTED, by=request.actor, now=request.now)
    name = f"scores-{one.external_id}.{kind}"
    if kind == "csv":
        return attachment(scores_csv(one), name, CSV)
    return attachment(scores_xlsx(one), name, KINDS["xlsx"].media_type)


@page()
def minute(request: HttpRequest, assessment_id: str, kind: str) -> HttpResponse:
    """The minute of how firm the result is."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_firmness_visible(AssessmentStatus(one.status))
    made = AssessmentEvent.MINUTE_MADE
    sees_lots = may_see_lots(one, made, by=request.actor, now=request.now)
    content = minute_file(one, kind, now=request.now, with_lots=sees_lots)
    actions.note_view(one, AssessmentEvent.MINUTE_MADE, by=request.actor, now=request.now)
    return attachment(content, f"minute-{one.external_id}.{kind}", KINDS[kind].media_type)
