"""Whether promises look as if they can be kept: what was found, and one question to every tenderer it affects."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.assessment.credibility import Concern
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.journeys import credibility as journey
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.events import AssessmentEvent
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.web.assessment.panels import caption, home
from commonweal.web.assessment.suitability_forms import AskForm
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
TITLE: dict[str, Any] = {
    Concern.ABOVE_WHOLE: gettext_lazy("More than the whole"),
    Concern.MORE_THAN_TEAM: gettext_lazy("More people than the team has"),
    Concern.MORE_HOURS_THAN_TEAM: gettext_lazy("More hours than the team has"),
    Concern.OUTSIDE_CONTRACT: gettext_lazy("Outside the contract’s length"),
    Concern.FAR_ABOVE_OTHERS: gettext_lazy("Far above what our other contracts promise"),
    Concern.VAGUE: gettext_lazy("Vague words"),
    Concern.UNMEASURABLE: gettext_lazy("Nothing that could be measured"),
}
SENTENCE: dict[str, Any] = {
    Concern.ABOVE_WHOLE: gettext_lazy("%(quantity)s per cent is more than all of it."),
    Concern.MORE_THAN_TEAM: gettext_lazy("%(quantity)s of a team of %(team)s."),
    Concern.MORE_HOURS_THAN_TEAM: gettext_lazy(
        "%(quantity)s hours; the whole team has %(most)s over the contract."
    ),
    Concern.OUTSIDE_CONTRACT: gettext_lazy("It begins before the contract or ends after its last extension."),
    Concern.FAR_ABOVE_OTHERS: gettext_lazy(
        "%(own)s for each £1m and year. Of %(count)s other suppliers of our contracts the middle is about %(median)s, the "
        "upper quartile about %(upper)s."
    ),
    Concern.VAGUE: gettext_lazy("It says: %(words)s."),
    Concern.UNMEASURABLE: gettext_lazy("No quantity, no milestone and no figure."),
}


def _url(one: Assessment) -> str:
    return reverse("assessment-credibility", args=[one.external_id])


@page()
def credibility(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """What was found, by concern. Looking is noted in the record."""
    one = queries.assessment(request.actor, assessment_id, Permission.ASSESSMENT_MANAGE)
    found = journey.checked(one, by=request.actor)
    actions.note_view(one, AssessmentEvent.CREDIBILITY_VIEWED, by=request.actor, now=request.now)
    rows = [
        {
            "supplier": each.tender.supplier.name,
            "title": each.promise.title,
            "concern": TITLE[flag.concern],
            "sentence": SENTENCE[flag.concern] % dict(flag.figures),
        }
        for each in found
        for flag in each.flags
    ]
    concerns = [
        each for each in Concern if any(flag.concern is each for line in found for flag in line.flags)
    ]
    context = {
        "heading": _("Can the promises be kept?"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "looked_at": len(found),
        "concerns": [(each.value, TITLE[each]) for each in concerns],
    }
    return render(request, "assessment/credibility.html", context, node=one.lot.procurement)


@page()
def ask(request: HttpRequest, assessment_id: str, concern: str) -> HttpResponse:
    """Put one question to every tenderer that a concern affects."""
    one = queries.assessment(request.actor, assessment_id, Permission.ASSESSMENT_MANAGE)
    journey.check_may_look(one)
    if concern not in set(Concern):
        raise NotFound("record.not_found", kind="concern")
    form = AskForm(**form_data(request))
    form.title = _("Ask every tenderer it affects: %(concern)s") % {"concern": TITLE[Concern(concern)]}
    return submit(
        request,
        form,
        context={"back": _url(one), "caption": caption(one)},
        action=lambda data: journey.ask_affected(
            one,
            Concern(concern),
            data["question"],
            answer_until=data["answer_until"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _enquiries: _url(one),
        done=lambda sent: _("The question is with %(count)s tenderers.") % {"count": len(sent)},
        node=one.lot.procurement,
    )
