"""A supplier's own pages: what the authority asked about its tender, its answers, and what was decided."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.periods import london_day
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment import suitability as reads
from commonweal.web.assessment.suitability_forms import AnswerForm
from commonweal.web.assessment.suitability_words import OUTCOME, PURPOSE
from commonweal.web.pages import form_data, page, render, submit


@page()
def enquiries(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Questions to the supplier's own tender, and decisions about it."""
    told = reads.told(request.actor, tender_id)
    context = {
        "heading": _("Questions and decisions about your tender"),
        "caption": told.tender.lot.procurement.title,
        "back": reverse("tender", args=[told.tender.external_id]),
        "told": told,
        "today": london_day(request.now),
        "purpose_words": PURPOSE,
        "outcome_words": OUTCOME,
    }
    response = render(request, "assessment/enquiries.html", context, node=told.tender)
    response["Cache-Control"] = "private, no-store"
    return response


@page()
def answer(request: HttpRequest, enquiry_id: str) -> HttpResponse:
    """Answer one question."""
    enquiry = reads.own_enquiry(request.actor, enquiry_id)
    back = reverse("tender-enquiries", args=[enquiry.tender.external_id])
    form = AnswerForm(**form_data(request), revision=enquiry.revision)
    return submit(
        request,
        form,
        "assessment/answer_enquiry.html",
        context={"back": back, "caption": enquiry.tender.lot.procurement.title, "enquiry": enquiry},
        action=lambda data: actions.answer(
            enquiry,
            data["answer"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _enquiry: back,
        done=_("Your answer is with the authority."),
        node=enquiry.tender,
        current=lambda: {"answer": reads.own_enquiry(request.actor, enquiry_id).answer},
    )
