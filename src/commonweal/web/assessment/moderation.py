"""Moderation: the grid with its spread, one answer with all reasons side by side, locking, opening again."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.bands import spread
from commonweal.domain.assessment.panel import check_scores_visible
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment import actions, answers, queries
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.kept_out import to_agree_again
from commonweal.lifecycle.assessment.models import AgreedScore, Assessment
from commonweal.lifecycle.tendering.models import Tender
from commonweal.presentation.points import marks
from commonweal.web.assessment.forms import AgreedForm, ConfirmForm, ReopenForm
from commonweal.web.assessment.panels import caption, home
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
#: So many cells are shown on one page of the moderation, whole tenders at a time.
MOST_CELLS = 400


def grid_url(one: Assessment) -> str:
    return reverse("assessment-grid", kwargs={"assessment_id": one.external_id})


def cell_url(one: Assessment, criterion_id: str, tender: Tender) -> str:
    return reverse(
        "assessment-agree",
        kwargs={
            "assessment_id": one.external_id,
            "criterion_id": criterion_id,
            "tender_id": tender.external_id,
        },
    )


@page()
def grid(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Every question by every tender, with how far apart the marks lie."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_scores_visible(AssessmentStatus(one.status))
    actions.note_view(one, AssessmentEvent.SCORES_VIEWED, by=request.actor, now=request.now)
    questions = one.ask_version.read().questions
    tenders = queries.tenders_of(one)
    shown = Paginator(tenders, max(1, MOST_CELLS // max(1, len(questions)))).get_page(request.GET.get("page"))
    given = queries.scores_of_tenders(one, list(shown))
    again = to_agree_again(one)
    agreed = {
        (mark.tender_id, mark.criterion_id): mark.score
        for mark in one.agreed_scores.filter(tender__in=list(shown)).only(
            "tender_id", "criterion_id", "score"
        )
        if (mark.tender_id, mark.criterion_id) not in again
    }
    rows = [
        {"tender": tender, "cells": [_cell(one, tender, each.id, given, agreed) for each in questions]}
        for tender in shown
    ]
    context = {
        "heading": _("Moderation"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
        "questions": questions,
        "rows": rows,
        "page": shown,
        "left": len(tenders) * len(questions)
        - one.agreed_scores.filter(tender__in=tenders).count()
        + sum(1 for tender in tenders for each in questions if (tender.pk, each.id) in again),
        "reopened": queries.open_reopenings(one).count() if one.status == AssessmentStatus.MODERATION else 0,
        "may_lock": request.actor.can(_P.SCORE_MODERATE) and one.status == AssessmentStatus.MODERATION,
    }
    return render(request, "assessment/grid.html", context, node=one.lot.procurement)


def _cell(
    one: Assessment,
    tender: Tender,
    criterion_id: str,
    given: dict[tuple[int, str], list[int]],
    agreed: dict[tuple[int, str], int],
) -> dict[str, Any]:
    scores = given.get((tender.pk, criterion_id), [])
    held = agreed.get((tender.pk, criterion_id))
    return {
        "url": cell_url(one, criterion_id, tender),
        "marks": ", ".join(marks(score) for score in scores),
        "spread": marks(spread(scores)),
        "apart": spread(scores) >= 5_000,
        "agreed": None if held is None else marks(held),
    }


@page()
def agree(request: HttpRequest, assessment_id: str, criterion_id: str, tender_id: str) -> HttpResponse:
    """One answer: all marks and reasons side by side, and the agreed score."""
    one = queries.assessment_to_read(request.actor, assessment_id)
    check_scores_visible(AssessmentStatus(one.status))
    tenders = queries.tenders_of(one)
    criterion = next((each for each in one.ask_version.read().questions if each.id == criterion_id), None)
    place = next((n for n, each in enumerate(tenders) if each.external_id == tender_id), None)
    if criterion is None or place is None:
        raise NotFound("record.not_found", kind=Tender.KIND)
    tender = tenders[place]
    held = one.agreed_scores.filter(tender=tender, criterion_id=criterion_id).first()
    given = queries.scores_of_answer(one, tender, criterion_id)
    form = AgreedForm(
        **form_data(request),
        criterion=criterion,
        initial=_content(held),
        revision=held.revision if held else None,
    )
    following = cell_url(one, criterion_id, tenders[place + 1]) if place + 1 < len(tenders) else grid_url(one)
    return submit(
        request,
        form,
        "assessment/agree.html",
        context={
            "caption": tender.supplier.name,
            "back": grid_url(one),
            "assessment": one,
            "criterion": criterion,
            "answer": answers.answer_for_moderation(one, tender, criterion_id),
            "given": given,
            "low": min((mark.score or 0 for mark in given), default=0),
            "high": max((mark.score or 0 for mark in given), default=0),
            "mark_words": marks,
            "held": held,
            "changes": list(held.changes.all()) if held else [],
            "beside": reverse("assessment-beside", args=[one.external_id, criterion_id])
            if len(tenders) > 1
            else None,
            "number": place + 1,
            "count": len(tenders),
            "previous": cell_url(one, criterion_id, tenders[place - 1]) if place else None,
            "next": cell_url(one, criterion_id, tenders[place + 1]) if place + 1 < len(tenders) else None,
            "is_open": one.status == AssessmentStatus.MODERATION and request.actor.can(_P.SCORE_MODERATE),
            "may_reopen": one.status == AssessmentStatus.LOCKED and request.actor.can(_P.ASSESSMENT_MANAGE),
        },
        action=lambda data: actions.agree(
            one,
            tender,
            criterion_id,
            **data,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _agreed: following,
        done=_("The agreed score is saved."),
        node=one.lot.procurement,
        current=lambda: _content(queries.agreed_scores(one)[tender.pk, criterion_id]) or {},
    )


def _content(held: AgreedScore | None) -> dict[str, Any] | None:
    if held is None:
        return None
    return {"score": held.score, "reason": held.reason, "minority_view": held.minority_view}


@page()
def lock(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Lock the agreed scores and keep the ranking."""
    one = queries.assessment_to_read(request.actor, assessment_id, _P.SCORE_MODERATE)
    form = ConfirmForm(
        **form_data(request),
        title=_("Lock the scores?"),
        button=_("Lock the scores"),
        intro=_(
            "The ranking is worked out by the published weightings and price formula and kept for ever. "
            "A score can be opened again only for an error that somebody names."
        ),
        revision=one.revision,
    )
    return submit(
        request,
        form,
        context={"back": grid_url(one), "caption": caption(one)},
        action=lambda _data: actions.lock(
            one, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _snapshot: reverse("assessment-ranking", kwargs={"assessment_id": one.external_id}),
        done=_("The scores are locked and the ranking is kept."),
        node=one.lot.procurement,
    )


@page()
def reopen(request: HttpRequest, agreed_id: str) -> HttpResponse:
    """Open one locked score again because of an error."""
    held = queries.agreed(request.actor, agreed_id)
    one = held.assessment
    criterion = one.ask_version.read().criterion(held.criterion_id)
    return submit(
        request,
        ReopenForm(**form_data(request)),
        context={
            "back": cell_url(one, held.criterion_id, held.tender),
            "caption": f"{held.tender.supplier.name}: {criterion.title}",
        },
        action=lambda data: actions.reopen(held, error=data["error"], by=request.actor, now=request.now),
        then=lambda _reopening: cell_url(one, held.criterion_id, held.tender),
        done=_("The score is open again."),
        node=one.lot.procurement,
    )
