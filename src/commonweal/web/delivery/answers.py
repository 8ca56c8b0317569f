"""Answering a question about a report."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from commonweal.lifecycle.delivery import actions, queries
from commonweal.web.delivery import wording
from commonweal.web.delivery.forms import EVIDENCE, LOOKED_AT
from commonweal.web.delivery.views import home_of, refuse_unless_own, report_url, said_of, uploads
from commonweal.web.forms import FileField, GovForm, TickField, WordsField
from commonweal.web.pages import form_data, page, submit


class AnswerForm(GovForm):
    """An answer in words, with a file or without."""

    title = _("Answer the question")
    intro = _(
        "The report waits for a decision again. If the claim itself was wrong, correct the report instead."
    )
    button = _("Send the answer")
    words = WordsField(
        label=_("Your answer"), help_text=_("People’s names are not needed."), max_words=300, rows=4
    )
    file = FileField(**EVIDENCE)
    is_looked_at = TickField(**LOOKED_AT)


@page()
def answer(request: HttpRequest, report_id: str) -> HttpResponse:
    """Answer what the authority asked, with the question above."""
    found = queries.report(request.actor, report_id)
    refuse_unless_own(request, found)
    form = AnswerForm(**form_data(request), revision=found.revision)
    form.cancel_url = report_url(found)
    context = {
        "report": found,
        "words": wording,
        "caption": found.commitment.title,
        "sees": True,
        "shows_people": False,
        "said": said_of(found),
        "home": home_of(found.commitment, request.actor),
    }
    return submit(
        request,
        form,
        "delivery/answer.html",
        context,
        action=lambda given: actions.answer_question(
            found,
            given["words"],
            evidence=uploads(given),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda answered: report_url(found),
        done=_("Your answer is sent"),
        node=None if found.tier_two_id else found,
        current=lambda: {"words": ""},
    )
