"""Writing the answers of a draft."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.lifecycle.tendering.actions import drafts
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.web.pages import form_data, submit
from commonweal.web.tenders.forms import AnswerForm
from commonweal.web.tenders.own import Own, acting, own_draft, own_page


@own_page
def answer(request: HttpRequest, tender_id: str, criterion_id: str) -> HttpResponse:
    """Answer one question. `Save and go on` leads to the next one."""
    found = own_draft(request, tender_id)
    criterion = found.criterion(criterion_id)
    part = f"answer:{criterion_id}"
    form = AnswerForm(
        criterion=criterion,
        text=found.content.answer(criterion_id),
        revision=found.revision(part),
        **form_data(request),
    )
    after = _after(request, found, criterion_id)
    return submit(
        request,
        form,
        "tenders/answer.html",
        {
            "heading": criterion.title,
            "criterion": criterion,
            "tender": found.tender,
            "next": _next_question(found, criterion_id),
            "best": sorted(criterion.bands, key=lambda band: band.score)[-2:],
            "back": reverse("tender", args=[tender_id]),
            "words": ASK_WORDS,
            "edit": found.draft and found.draft.edit(part),
        },
        action=lambda data: drafts.write_answer(
            found.tender,
            criterion_id,
            data["answer"].replace("\r\n", "\n"),
            revision=form.cleaned_data["revision"],
            **acting(request),
        ),
        then=lambda _result: after,
        done=_("Saved."),
        node=found.tender,
        current=lambda: {"answer": found.content.answer(criterion_id)},
    )


def _next_question(found: Own, criterion_id: str) -> Any:
    """The question after this one; None after the last."""
    ids = [criterion.id for criterion in found.ask.questions]
    following = ids.index(criterion_id) + 1
    return found.ask.questions[following] if following < len(ids) else None


def _after(request: HttpRequest, found: Own, criterion_id: str) -> str:
    """Where saving leads: the same page, the next question, or the task list."""
    following = _next_question(found, criterion_id)
    if "stay" in request.POST:
        return reverse("tender-answer", args=[found.tender.external_id, criterion_id])
    if "next" in request.POST and following is not None:
        return reverse("tender-answer", args=[found.tender.external_id, following.id])
    return reverse("tender", args=[found.tender.external_id])
