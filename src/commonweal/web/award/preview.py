"""Before summaries are sent: what each tenderer will read, and what is confidential in it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.statuses import AwardStatus
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import AgreedScore, AwardDecision
from commonweal.lifecycle.assessment.told import summary_of, tenders_told
from commonweal.lifecycle.tendering.models import Tender
from commonweal.web.assessment.forms import ConfirmForm
from commonweal.web.assessment.panels import caption
from commonweal.web.award.forms import ConfidentialForm
from commonweal.web.award.summaries import summary_context
from commonweal.web.award.views import award_url
from commonweal.web.pages import form_data, page, render, submit

_DECIDE = Permission.AWARD_DECIDE
PER_PAGE = 50


def preview_url(award: AwardDecision) -> str:
    return reverse("award-preview", kwargs={"award_id": award.external_id})


@page()
def preview(request: HttpRequest, award_id: str) -> HttpResponse:
    """The winner's reasons with what is left out, and a link to what each tenderer reads."""
    one = queries.award(request.actor, award_id, _DECIDE)
    titles = {each.id: each.title for each in one.assessment.ask_version.read().criteria}
    agreed = one.assessment.agreed_scores.filter(tender_id=one.tender_id).prefetch_related("passages")
    shown = Paginator(tenders_told(one), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": _("What each tenderer will read"),
        "caption": caption(one.assessment),
        "back": award_url(one),
        "award": one,
        "page": shown,
        "reasons": [
            {"agreed": each, "title": titles[each.criterion_id], "passages": _passages(one, each)}
            for each in agreed
        ],
        "is_open": one.status == AwardStatus.DECIDED,
    }
    return render(request, "award/preview.html", context, node=one.tender)


def _passages(award: AwardDecision, agreed: AgreedScore) -> list[object]:
    return [each for each in agreed.passages.all() if each.award_id == award.pk]


@page()
def one_summary(request: HttpRequest, award_id: str, tender_id: str) -> HttpResponse:
    """What one tenderer reads, as it reads it."""
    one = queries.award(request.actor, award_id, _DECIDE)
    tender = next((each for each in tenders_told(one) if each.external_id == tender_id), None)
    if tender is None:
        raise NotFound("record.not_found", kind=Tender.KIND)
    context = summary_context(tender, summary_of(one, tender)) | {
        "heading": _("The summary for %(supplier)s") % {"supplier": tender.supplier.name},
        "back": preview_url(one),
    }
    return render(request, "award/summary.html", context, node=one.tender)


@page()
def mark(request: HttpRequest, award_id: str, agreed_id: str) -> HttpResponse:
    """Leave a passage of the winner's reason out."""
    one = queries.award(request.actor, award_id, _DECIDE)
    agreed = one.assessment.agreed_scores.filter(external_id=agreed_id, tender_id=one.tender_id).first()
    if agreed is None:
        raise NotFound("record.not_found", kind=AgreedScore.KIND)
    form = ConfidentialForm(**form_data(request))
    return submit(
        request,
        form,
        "award/confidential.html",
        context={"back": preview_url(one), "caption": caption(one.assessment), "words": agreed.reason},
        action=lambda data: actions.mark_confidential(
            one, agreed, data["passage"], reason=data["reason"], by=request.actor, now=request.now
        ),
        then=lambda _passage: preview_url(one),
        done=_("The passage is left out."),
        node=one.tender,
    )


@page()
def unmark(request: HttpRequest, passage_id: str) -> HttpResponse:
    """Show a passage after all."""
    passage = queries.passage(request.actor, passage_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("Show this passage after all?"),
        button=_("Show it"),
        intro=passage.passage,
    )
    return submit(
        request,
        form,
        context={"back": preview_url(passage.award), "caption": caption(passage.award.assessment)},
        action=lambda _data: actions.unmark(passage, by=request.actor, now=request.now),
        then=lambda _nothing: preview_url(passage.award),
        done=_("The passage is shown."),
        node=passage.award.tender,
    )
