"""An assessor's own pages: declare, one's questions, score, hand in. Nobody else's score is anywhere on them."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import CLEARED, PanelRole
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import NotFound, NotPermitted
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment import actions, answers, queries
from commonweal.lifecycle.assessment.actions.scoring import unfinished
from commonweal.lifecycle.assessment.models import PanelMember
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.points import marks
from commonweal.web.assessment.forms import ConfirmForm, DeclarationForm, ScoreForm
from commonweal.web.assessment.panels import LABELS, caption
from commonweal.web.pages import form_data, page, render, submit

#: So many answers are listed on one page; with more, one question at a time.
MOST_AT_ONCE, PER_PAGE = 400, 50


def questions_url(member: PanelMember) -> str:
    return reverse("assessment-questions", kwargs={"assessment_id": member.assessment.external_id})


def score_url(member: PanelMember, criterion_id: str, tender: Tender) -> str:
    return reverse(
        "assessment-score",
        kwargs={
            "assessment_id": member.assessment.external_id,
            "criterion_id": criterion_id,
            "tender_id": tender.external_id,
        },
    )


def own_seat(request: HttpRequest, assessment_id: str, role: PanelRole | None = None) -> PanelMember:
    """The actor's seat. Who left it is told that and nothing else; a colleague who has the assessment in sight but no such
    seat is refused, a stranger told nothing."""
    try:
        member = queries.seat(request.actor, assessment_id)
    except NotFound:
        say_why_no_seat(request, assessment_id)
        raise NotPermitted("panel.not_your_seat") from None
    if role is not None and member.role != role:
        raise NotPermitted("panel.not_your_seat")
    return member


def say_why_no_seat(request: HttpRequest, assessment_id: str) -> None:
    """Raise what somebody without a seat is told; nothing for a colleague who reads the assessment anyway."""
    actor = request.actor
    for left in queries.left_seats(actor):
        if left.assessment.external_id == assessment_id:
            raise NotPermitted("panel.left", day=left.left_at)
    try:
        queries.assessment(actor, assessment_id)
    except NotPermitted:
        if actor.can(Permission.SCORE_WRITE) or actor.can(Permission.SCORE_MODERATE):
            raise NotPermitted("panel.no_seat") from None
        raise


@page()
def declare(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Declare interests."""
    member = own_seat(request, assessment_id)
    suppliers = [tender.supplier.name for tender in queries.tenders_of(member.assessment)]
    return submit(
        request,
        DeclarationForm(**form_data(request)),
        "assessment/declare.html",
        context={
            "caption": caption(member.assessment),
            "suppliers": suppliers,
            "back": questions_url(member),
        },
        action=lambda data: actions.declare(
            member,
            has_interest=data["has_interest"] == "yes",
            words=data["words"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _declared: reverse("assessment-next", args=[assessment_id]),
        done=_("Your declaration is recorded."),
        node=member.assessment.lot.procurement,
    )


@page()
def questions(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """One's own questions, with progress."""
    member = own_seat(request, assessment_id)
    one = member.assessment
    is_open = one.status == AssessmentStatus.SCORING and member.handed_in_at is None
    lacking = unfinished(member) if member.role == PanelRole.ASSESSOR else []
    context = {
        "heading": _("Your questions") if member.role == PanelRole.ASSESSOR else _("Your panel"),
        "caption": caption(one),
        "assessment": one,
        "member": member,
        "clearance": member.clearance,
        **_listed(request, member, lacking),
        "left": len(lacking),
        "is_open": is_open,
        **LABELS,
    }
    return render(request, "assessment/questions.html", context, node=one.lot.procurement)


@page()
def next_question(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """To the first answer that still needs a score or a reason; to the list when none does, or nothing can be scored yet."""
    member = own_seat(request, assessment_id)
    is_open = member.assessment.status == AssessmentStatus.SCORING and member.handed_in_at is None
    if is_open and member.role == PanelRole.ASSESSOR and member.clearance in CLEARED:
        for tender, criterion in unfinished(member):
            return HttpResponseRedirect(score_url(member, criterion, tender))
    return HttpResponseRedirect(questions_url(member))


def _listed(
    request: HttpRequest, member: PanelMember, unfinished_: list[tuple[Tender, str]]
) -> dict[str, Any]:
    """Every answer when there are few; with many, the questions with what is left, and one of them a page at a time."""
    if (
        member.seat.clearance not in ("clear", "allowed")
        or member.assessment.status == AssessmentStatus.PANEL
    ):
        return {"rows": []}
    tenders = queries.tenders_of(member.assessment)
    lacking = {(tender.pk, criterion) for tender, criterion in unfinished_}
    if len(tenders) * len(member.criteria) <= MOST_AT_ONCE:
        return {"rows": _rows(member, member.criteria, tenders, lacking)}
    wanted = request.GET.get("question", "")
    chosen = wanted if wanted in member.criteria else member.criteria[0]
    shown = Paginator(tenders, PER_PAGE).get_page(request.GET.get("page"))
    ask = member.assessment.ask_version.read()
    left = Counter(criterion for _tender, criterion in lacking)
    return {
        "rows": _rows(member, [chosen], list(shown), lacking),
        "page": shown,
        "chosen": chosen,
        "overview": [
            {"id": each, "title": ask.criterion(each).title, "left": left[each], "of": len(tenders)}
            for each in member.criteria
        ],
    }


def _rows(
    member: PanelMember, criteria: list[str], tenders: list[Tender], lacking: set[tuple[int, str]]
) -> list[dict[str, Any]]:
    """Questions with tenders and the member's own marks."""
    ask = member.assessment.ask_version.read()
    marked = member.scores.filter(criterion_id__in=criteria, tender__in=tenders)
    own = {
        (tender, criterion): score
        for tender, criterion, score in marked.values_list("tender_id", "criterion_id", "score")
    }
    return [
        {
            "criterion": ask.criterion(criterion),
            "tenders": [
                {
                    "tender": tender,
                    "url": score_url(member, criterion, tender),
                    "mark": marks(own.get((tender.pk, criterion))),
                    "done": (tender.pk, criterion) not in lacking,
                }
                for tender in tenders
            ],
        }
        for criterion in criteria
    ]


@page()
def score(request: HttpRequest, assessment_id: str, criterion_id: str, tender_id: str) -> HttpResponse:
    """Read one answer and score it; previous and next keep the question across tenders."""
    member = own_seat(request, assessment_id, PanelRole.ASSESSOR)
    tenders = queries.tenders_of(member.assessment)
    place = _place(tenders, tender_id, criterion_id in member.criteria)
    tender = tenders[place]
    criterion = member.assessment.ask_version.read().criterion(criterion_id)
    held = queries.own_score(member, tender, criterion_id)
    form = ScoreForm(
        **form_data(request),
        criterion=criterion,
        initial={"score": held.score, "reason": held.reason} if held else None,
        revision=held.revision if held else None,
    )
    following = _next(member, tenders, place, criterion_id)
    return submit(
        request,
        form,
        "assessment/score.html",
        context={
            "caption": tender.supplier.name,
            "back": questions_url(member),
            "assessment": member.assessment,
            "criterion": criterion,
            "answer": answers.answer(member, tender, criterion_id),
            "number": place + 1,
            "count": len(tenders),
            "previous": score_url(member, criterion_id, tenders[place - 1]) if place else None,
            "next": score_url(member, criterion_id, tenders[place + 1]) if place + 1 < len(tenders) else None,
            "following": following,
            "beside": reverse("assessment-beside", args=[member.assessment.external_id, criterion_id])
            if len(tenders) > 1
            else None,
            "is_open": member.assessment.status == AssessmentStatus.SCORING and member.handed_in_at is None,
        },
        action=lambda data: actions.save_score(
            member,
            tender,
            criterion_id,
            score=data["score"],
            reason=data["reason"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _score: following if "go_on" in request.POST else request.path,
        done=_("Saved."),
        node=member.assessment.lot.procurement,
        current=lambda: {
            "score": marks(_stored(member, tender, criterion_id)[0]),
            "reason": _stored(member, tender, criterion_id)[1],
        },
    )


def _stored(member: PanelMember, tender: Tender, criterion_id: str) -> tuple[int | None, str]:
    mark = member.scores.get(tender=tender, criterion_id=criterion_id)
    return mark.score, mark.reason


def _place(tenders: list[Tender], tender_id: str, is_given: bool) -> int:
    for place, tender in enumerate(tenders):
        if tender.external_id == tender_id and is_given:
            return place
    raise NotFound("record.not_found", kind=Tender.KIND)


def _next(member: PanelMember, tenders: list[Tender], place: int, criterion_id: str) -> str:
    """The same question in the next tender; after the last one the next question; after that the list."""
    if place + 1 < len(tenders):
        return score_url(member, criterion_id, tenders[place + 1])
    at = member.criteria.index(criterion_id)
    if at + 1 < len(member.criteria):
        return score_url(member, member.criteria[at + 1], tenders[0])
    return questions_url(member)


@page()
def hand_in(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Hand in all of one's scores."""
    member = own_seat(request, assessment_id, PanelRole.ASSESSOR)
    is_over = member.assessment.status == AssessmentStatus.MODERATION
    form = ConfirmForm(
        **form_data(request),
        title=_("Confirm your scores?") if is_over else _("Hand in your scores?"),
        button=_("Confirm") if is_over else _("Hand in"),
        intro=_("They count again as you gave them, and the moderator sees them now.")
        if is_over
        else _("They can no longer change. The moderator sees them once every assessor has handed in."),
        revision=member.revision,
    )
    return submit(
        request,
        form,
        context={"back": questions_url(member), "caption": caption(member.assessment)},
        action=lambda _data: actions.hand_in(
            member, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _member: questions_url(member),
        done=_("Your scores are in."),
        node=member.assessment.lot.procurement,
    )
