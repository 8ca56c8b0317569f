"""From one round to the next: who goes on, and the invitation of those who do."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys import rounds as journey
from commonweal.journeys.going_on import going_on
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.procurement.actions.reissue import latest_version
from commonweal.web.assessment.panels import caption, home
from commonweal.web.assessment.suitability_forms import RoundForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm


@page()
def rounds(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Decide who goes on to the next round; afterwards what was decided, and the way to invite them."""
    one = queries.assessment(request.actor, assessment_id, Permission.ASSESSMENT_MANAGE)
    procurement = one.lot.procurement
    decided = queries.round_decisions(one)
    is_invited = procurement.round_number > one.round.number
    form = RoundForm(
        **form_data(request), tenders=queries.tenders_of(one), before=() if is_invited else decided
    )
    return submit(
        request,
        form,
        "assessment/rounds.html",
        context={
            "back": home(one),
            "caption": caption(one),
            "assessment": one,
            "decided": decided,
            "is_stale": bool(decided) and not queries.is_round_decided(one),
            "is_invited": is_invited,
            "is_last": not one.has_later_round,
            "procurement": procurement,
            "may_invite": request.actor.can(Permission.ASK_PUBLISH)
            and procurement.status == ProcurementStatus.ASSESSING
            and queries.is_round_decided(one)
            and not is_invited,
        },
        action=lambda data: actions.decide_round(
            one, *form.decided(), because=data.get("because", ""), by=request.actor, now=request.now
        ),
        then=lambda _done: request.path,
        done=_("The decisions are recorded and the tenderers are told."),
        node=procurement,
    )


@page()
def invite(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Invite the next round: who goes on, until when, and what the tender documents allow to be refined first."""
    found = procurements.procurement(request.actor, procurement_id, Permission.ASK_PUBLISH)
    following = found.rounds.filter(number=found.round_number + 1).first()
    version = latest_version(found)
    how = version.read().how if version else None
    context = {
        "heading": _("Invite the next round"),
        "back": reverse("procurement-assessments", args=[procurement_id]),
        "caption": found.title,
        "undecided": journey.undecided_lots(found),
        "going_on": going_on(found, found.round_number),
        "following": following,
        "is_past": following is not None
        and (following.deadline_at is None or following.deadline_at <= request.now),
        "may_refine": how is not None and how.may_refine,
        "is_assessing": found.status == ProcurementStatus.ASSESSING,
        "procurement": found,
    }
    is_ready = context["is_assessing"] and following and not context["is_past"] and not context["undecided"]
    if not is_ready and request.method != "POST":
        return render(request, "assessment/next_round.html", context, node=found)
    form = ConfirmForm(
        **form_data(request),
        title=_("Invite the next round"),
        button=_("Invite them"),
        revision=found.revision,
    )
    return submit(
        request,
        form,
        "assessment/next_round.html",
        context,
        action=lambda _data: journey.invite_next_round(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _done: reverse("procurement", args=[procurement_id]),
        done=_("The next round is open, and everybody who goes on is told."),
        node=found,
    )
