"""Two answers to one question, side by side: for an assessor with their own marks, in moderation with the agreed ones.

Whoever may read an answer may also have the files that came with it, and nobody else.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import PanelRole, check_scores_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment import answers, queries
from commonweal.lifecycle.assessment.models import Assessment, PanelMember
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.points import marks
from commonweal.web.assessment.moderation import cell_url
from commonweal.web.assessment.scoring import say_why_no_seat, score_url
from commonweal.web.downloads import stored_file
from commonweal.web.pages import page, render


@page()
def beside(request: HttpRequest, assessment_id: str, criterion_id: str) -> HttpResponse:
    """Choose two tenders and read what each answers to one question."""
    one, member = _whose(request, assessment_id, criterion_id)
    question = next((each for each in one.ask_version.read().questions if each.id == criterion_id), None)
    if question is None:
        raise NotFound("record.not_found", kind="criterion")
    tenders = queries.tenders_of(one)
    chosen = _chosen(tenders, request.GET.getlist("tender"))
    context = {
        "heading": question.title,
        "caption": _("Two answers side by side"),
        "assessment": one,
        "back": reverse("assessment-questions" if member else "assessment-grid", args=[one.external_id]),
        "criterion": question,
        "tenders": tenders,
        "chosen": [tender.external_id for tender in chosen],
        "columns": [_column(one, member, tender, criterion_id) for tender in chosen],
    }
    return render(request, "assessment/beside.html", context, node=one.lot.procurement)


def _whose(
    request: HttpRequest, assessment_id: str, criterion_id: str
) -> tuple[Assessment, PanelMember | None]:
    """The assessor's own seat for a question that was given to them; otherwise moderation, once all are in."""
    try:
        member = queries.seat(request.actor, assessment_id)
    except NotFound:
        if not request.actor.can(Permission.ASSESSMENT_READ):
            say_why_no_seat(request, assessment_id)
        member = None
    if member is not None and member.role == PanelRole.ASSESSOR:
        if criterion_id not in member.criteria:
            raise NotFound("record.not_found", kind="criterion")
        return member.assessment, member
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_scores_visible(AssessmentStatus(one.status))
    return one, None


def _chosen(tenders: list[Tender], wanted: list[str]) -> list[Tender]:
    """The two that were asked for, else the first two."""
    by_id = {tender.external_id: tender for tender in tenders}
    found = [by_id[each] for each in dict.fromkeys(wanted) if each in by_id][:2]
    return found + [tender for tender in tenders if tender not in found][: 2 - len(found)]


def _column(one: Assessment, member: PanelMember | None, tender: Tender, criterion_id: str) -> dict[str, Any]:
    if member is not None:
        own = member.scores.filter(tender=tender, criterion_id=criterion_id).first()
        return {
            "answer": _answer(one, member, tender, criterion_id),
            "url": score_url(member, criterion_id, tender),
            "mark": marks(own.score if own else None),
        }
    held = one.agreed_scores.filter(tender=tender, criterion_id=criterion_id).first()
    return {
        "answer": _answer(one, member, tender, criterion_id),
        "url": cell_url(one, criterion_id, tender),
        "mark": marks(held.score if held else None),
    }


def _answer(
    one: Assessment, member: PanelMember | None, tender: Tender, criterion_id: str
) -> answers.Answered:
    if member is not None:
        return answers.answer(member, tender, criterion_id)
    return answers.answer_for_moderation(one, tender, criterion_id)


@page()
def file(
    request: HttpRequest, assessment_id: str, criterion_id: str, tender_id: str, document_id: str
) -> HttpResponse:
    """A file of a tender, for whoever may read the answer beside which it is listed."""
    one, member = _whose(request, assessment_id, criterion_id)
    tender = next((each for each in queries.tenders_of(one) if each.external_id == tender_id), None)
    if tender is None:
        raise NotFound("record.not_found", kind=Tender.KIND)
    return stored_file(answers.file_of(_answer(one, member, tender, criterion_id), document_id).stored)
