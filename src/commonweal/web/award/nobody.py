"""The decision that nobody is awarded a lot: decide it, read it, take it back."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.statuses import NoAwardStatus
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.domain.rules.duties import Bites
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.models import NoAward
from commonweal.lifecycle.procurement.law import duty_of
from commonweal.organisations.queries import names_of
from commonweal.web.assessment.panels import caption, home
from commonweal.web.award.forms import NoAwardForm, TakeBackForm
from commonweal.web.award.words import NO_AWARD, NO_AWARD_TAG
from commonweal.web.pages import form_data, page, render, submit

_DECIDE = Permission.AWARD_DECIDE
TERMINATION = "procurement-termination-notice"


def no_award_url(decided: NoAward) -> str:
    return reverse("no-award", kwargs={"no_award_id": decided.external_id})


@page()
def decide(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Decide that nobody is awarded the lot."""
    one = queries.assessment(request.actor, assessment_id, _DECIDE)
    return submit(
        request,
        NoAwardForm(**form_data(request)),
        context={"back": home(one), "caption": caption(one)},
        action=lambda data: actions.decide_no_award(
            one, reason=data["reason"], by=request.actor, now=request.now
        ),
        then=no_award_url,
        done=_("It is decided that nobody is awarded this lot, and its tenderers are told."),
        node=one.lot.procurement,
    )


@page()
def no_award(request: HttpRequest, no_award_id: str) -> HttpResponse:
    """The decision, what the law asks for next, and the way to take it back."""
    decided = queries.no_award(request.actor, no_award_id)
    one = decided.assessment
    duty = duty_of(one.lot.procurement, TERMINATION)
    stands = decided.status == NoAwardStatus.STANDS
    context = {
        "heading": _("Nobody is awarded this lot"),
        "caption": caption(one),
        "back": home(one),
        "tags": [(NO_AWARD[decided.status], NO_AWARD_TAG[decided.status])],
        "decided": decided,
        "people": names_of([decided.decided_by, decided.taken_back_by]),
        "stands": stands,
        "may_take_back": stands and request.actor.can(_DECIDE),
        "needs_notice": stands and duty is not None and duty.answer.bites is Bites.YES,
        "duty": duty,
        "is_nobody_awarded": stands and _is_nobody_awarded(decided),
        "procurement": one.lot.procurement,
        "to_terminated": ProcurementStatus.TERMINATED.value,
    }
    return render(request, "award/no_award.html", context, node=one.lot.procurement)


def _is_nobody_awarded(decided: NoAward) -> bool:
    """True when every lot of the round is awarded to nobody, and the procurement still goes on."""
    one = decided.assessment
    return one.lot.procurement.status == ProcurementStatus.ASSESSING and all(
        queries.standing_no_award(each) is not None for each in queries.assessments_of(one)
    )


@page()
def take_back(request: HttpRequest, no_award_id: str) -> HttpResponse:
    """Take the decision back."""
    decided = queries.no_award(request.actor, no_award_id, _DECIDE)
    form = TakeBackForm(**form_data(request), revision=decided.revision)
    return submit(
        request,
        form,
        context={"back": no_award_url(decided), "caption": caption(decided.assessment)},
        action=lambda data: actions.take_back(
            decided,
            reason=data["reason"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _kept: home(decided.assessment),
        done=_("The decision is taken back, and the tenderers are told."),
        node=decided.assessment.lot.procurement,
        current=lambda: {},
    )
