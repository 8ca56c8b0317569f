"""Withdrawing a published ask for correction, and re-issuing it as the next version."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.journeys import reissue as journey
from commonweal.journeys.notices import interested
from commonweal.lifecycle.procurement import draft, queries
from commonweal.lifecycle.procurement.corrections import withdrawal_of
from commonweal.lifecycle.procurement.models import Ask
from commonweal.presentation.words import sentence
from commonweal.web.ask.difference import shown_changes
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm


def _home(ask: Ask) -> str:
    return reverse("ask", kwargs={"ask_id": ask.external_id})


@page()
def withdraw(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Withdraw the published version, with the reason that suppliers read."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_PUBLISH)
    form = ConfirmForm(
        **form_data(request),
        title=_("Withdraw this ask to correct it?"),
        button=_("Withdraw it for correction"),
        intro=_(
            "Nobody can submit a tender until you re-issue it. What suppliers have written or submitted is kept. "
            "The public page shows your reason."
        ),
        why=_("Why? Every supplier who looked will read this"),
        revision=found.procurement.revision,
    )
    looked = len(interested(found.procurement))
    return submit(
        request,
        form,
        "ask/withdraw.html",
        {
            "back": _home(found),
            "caption": found.title,
            "looked": looked,
            "is_later": found.procurement.round_number > 1,
        },
        action=lambda data: journey.withdraw(
            found.procurement,
            reason=data["reason"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _withdrawal: _home(found),
        done=_("It is withdrawn. Correct it, have it approved, and re-issue it."),
        node=found,
    )


@page()
def reissue(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Issue the corrected draft as the next version, with what changed in sight."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_PUBLISH)
    withdrawal = withdrawal_of(found.procurement)
    form = ConfirmForm(
        **form_data(request),
        title=_("Re-issue the corrected ask?"),
        button=_("Re-issue it"),
        intro=_("It becomes the next version, which is never edited. Tenders can be submitted again."),
        revision=found.procurement.revision,
    )
    missing = draft.missing(found.procurement)
    changes = []
    if withdrawal is not None and not missing:
        changes = shown_changes(withdrawal.version.read(), draft.content(found.procurement))
    return submit(
        request,
        form,
        "ask/reissue.html",
        {
            "back": _home(found),
            "caption": found.title,
            "ask_row": found,
            "looked": len(interested(found.procurement)),
            "obstacles": [sentence(each) for each in draft.in_the_way(found.procurement, now=request.now)],
            "changes": changes,
        },
        action=lambda _data: journey.reissue(
            found.procurement, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda version: reverse(
            "ask-version", kwargs={"ask_id": found.external_id, "number": version.number}
        ),
        done=_("The corrected version is issued, and every supplier who looked is told."),
        node=found,
    )
