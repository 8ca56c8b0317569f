"""The decision to award: decide, send summaries, publish the notice, stand still, enter into the contract, withdraw."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from commonweal.domain.assessment.holds import FRESH_DAYS
from commonweal.domain.assessment.panel import check_firmness_visible
from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.assessment.statuses import AssessmentStatus, AwardStatus
from commonweal.domain.errors import Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import UNDER_THE_ACT
from commonweal.journeys.award import enter_into_contract, withdraw_award
from commonweal.journeys.firmness import read_ranking
from commonweal.lifecycle.assessment import actions, queries
from commonweal.lifecycle.assessment.counted import awardable
from commonweal.lifecycle.assessment.holding import holds
from commonweal.lifecycle.assessment.models import Assessment, AwardDecision
from commonweal.lifecycle.assessment.standstill_duty import standstill_duty
from commonweal.lifecycle.contracts.actions.awarded import standing
from commonweal.lifecycle.contracts.performance import kpi_duty, kpi_duty_before_preparing
from commonweal.organisations.queries import names_of
from commonweal.web.assessment.forms import ConfirmForm
from commonweal.web.assessment.panels import caption, home
from commonweal.web.assessment.rankings import suppliers
from commonweal.web.award.forms import DecideForm, EnterForm, NoticeForm, WithdrawForm
from commonweal.web.award.words import (
    HOLD,
    REQUIRED_BY_ACT,
    REQUIRED_BY_LAW,
    STANDSTILL,
    STATUS,
    STATUS_TAG,
    is_against_law,
    standstill_law,
)
from commonweal.web.contracts.performance_words import duty as duty_words
from commonweal.web.forms import GovForm
from commonweal.web.pages import form_data, page, render, submit

_W = AwardStatus
_DECIDE = Permission.AWARD_DECIDE


def award_url(award: AwardDecision) -> str:
    return reverse("award", kwargs={"award_id": award.external_id})


@page()
def decide(request: HttpRequest, assessment_id: str) -> HttpResponse:
    """Decide to award to the tender that the locked ranking puts first."""
    one = queries.assessment(request.actor, assessment_id, _DECIDE)
    check_firmness_visible(AssessmentStatus(one.status))
    if one.has_later_round:
        raise Refused("award.later_round")
    snapshot = queries.latest_snapshot(one)
    assert snapshot is not None
    names = suppliers(one)
    firsts = [(each, names[each]) for each in awardable(one, read_ranking(snapshot))]
    if not firsts:
        return render(request, "award/nobody.html", _nobody(one), node=one.lot.procurement)
    tenders = {tender.external_id: tender for tender in queries.tenders_of(one)}
    today = london_day(request.now)
    held = [(tenders[each], name, holds(one, tenders[each], today)) for each, name in firsts]
    duty = standstill_duty(one)
    return submit(
        request,
        DecideForm(
            **form_data(request),
            firsts=firsts,
            most_lots=one.ask_version.read().how.most_lots,
            law=standstill_law(duty.bites, duty.because) if duty else "",
        ),
        "award/decide.html",
        context={
            "back": home(one),
            "caption": caption(one),
            "held": [each for each in held if each[2]],
            "may_decide_now": any(not each[2] for each in held),
            "assessment": one,
            "hold_words": HOLD,
            "fresh_days": FRESH_DAYS,
        },
        action=lambda data: actions.decide(
            one,
            tenders[data["tender"]],
            reason=data["reason"],
            standstill=Standstill(data["standstill"]),
            standstill_days=data["standstill_days"] or 0,
            standstill_reason=data["standstill_reason"],
            by=request.actor,
            now=request.now,
        ),
        then=award_url,
        done=_("The award is decided."),
        node=one.lot.procurement,
    )


def _nobody(one: Assessment) -> dict[str, Any]:
    """Nobody can be awarded: the way to record that."""
    return {
        "heading": _("Nobody can be awarded this lot"),
        "caption": caption(one),
        "back": home(one),
        "assessment": one,
    }


@page()
def award(request: HttpRequest, award_id: str) -> HttpResponse:
    """Where a decision stands and what comes next."""
    one = queries.award(request.actor, award_id)
    changes = list(one.status_changes.all())
    is_final = one.status in (_W.ENTERED, _W.WITHDRAWN)
    may_decide = request.actor.can(_DECIDE)
    today = london_day(request.now)
    context = {
        "award": one,
        "assessment": one.assessment,
        "tender": one.tender,
        "name": one.tender.supplier.name,
        "holds": holds(one.assessment, one.tender, today) if may_decide and not is_final else (),
        "hold_words": HOLD,
        "fresh_days": FRESH_DAYS,
        "heading": _("Award to %(supplier)s") % {"supplier": one.tender.supplier.name},
        "caption": caption(one.assessment),
        "back": home(one.assessment),
        "tags": [(STATUS[one.status], STATUS_TAG.get(one.status, ""))],
        "status_words": STATUS,
        "standstill_words": STANDSTILL[one.standstill],
        "standstill_reason": _why(one),
        "standstill_law": standstill_law(one.standstill_duty, one.standstill_because),
        "is_against_law": is_against_law(one.standstill, one.standstill_duty),
        "next": _next(one, today),
        "may_decide": may_decide,
        "is_final": is_final,
        "is_over": one.standstill_ends_on is not None and today > one.standstill_ends_on,
        "changes": changes,
        "people": names_of(change.changed_by for change in changes),
    }
    return render(request, "award/award.html", context, node=one.tender)


def _why(one: AwardDecision) -> Any:
    """The reason of the standstill: the law for a mandatory one, else what was given when it was decided."""
    if one.standstill != Standstill.MANDATORY:
        return one.standstill_reason
    is_under_act = one.assessment.lot.procurement.regime in UNDER_THE_ACT
    return REQUIRED_BY_ACT if is_under_act else REQUIRED_BY_LAW


def _next(one: AwardDecision, today: dt.date) -> tuple[str, Any] | None:
    """The URL name and words of the one next step; none while the standstill runs."""
    if one.standstill_ends_on is not None and one.status == _W.STANDSTILL and today <= one.standstill_ends_on:
        return None
    if one.status == _W.NOTICE_PUBLISHED and one.standstill == Standstill.NOT_REQUIRED:
        return "award-enter", _("Enter into the contract")
    steps = {
        _W.DECIDED: ("award-summaries", _("Send the assessment summaries")),
        _W.SUMMARIES_SENT: ("award-notice", _("Record the contract award notice")),
        _W.NOTICE_PUBLISHED: ("award-standstill", _("Begin the standstill")),
        _W.STANDSTILL: ("award-enter", _("Enter into the contract")),
    }
    return steps.get(_W(one.status))


def _step(
    request: HttpRequest,
    one: AwardDecision,
    form: GovForm,
    *,
    action: Callable[[dict[str, Any]], Any],
    done: str,
) -> HttpResponse:
    """A form that moves one award on and comes back to its page."""
    return submit(
        request,
        form,
        context={"back": award_url(one), "caption": caption(one.assessment)},
        action=action,
        then=lambda _result: award_url(one),
        done=done,
        node=one.tender,
        current=lambda: {},
    )


@page()
def send_summaries(request: HttpRequest, award_id: str) -> HttpResponse:
    """Let every tenderer read its summary."""
    one = queries.award(request.actor, award_id, _DECIDE)
    form = ConfirmForm(
        **form_data(request),
        title=_("Send the assessment summaries?"),
        button=_("Send them"),
        intro=_(
            "Every tenderer can then read its own scores and reasons, and those of the tender that is to be awarded. "
            "Nobody reads anybody else’s."
        ),
        revision=one.revision,
    )
    return _step(
        request,
        one,
        form,
        action=lambda _data: actions.send_summaries(
            one, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        done=_("The summaries are with the tenderers."),
    )


@page()
def publish_notice(request: HttpRequest, award_id: str) -> HttpResponse:
    """Record when the contract award notice was published."""
    one = queries.award(request.actor, award_id, _DECIDE)
    form = NoticeForm(
        **form_data(request), initial={"published_on": london_day(request.now)}, revision=one.revision
    )
    return _step(
        request,
        one,
        form,
        action=lambda data: actions.publish_notice(
            one,
            published_on=data["published_on"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        done=_("The day of the notice is recorded."),
    )


@page()
def begin_standstill(request: HttpRequest, award_id: str) -> HttpResponse:
    """Begin the standstill."""
    one = queries.award(request.actor, award_id, _DECIDE)
    form = ConfirmForm(
        **form_data(request), title=_("Begin the standstill?"), button=_("Begin"), revision=one.revision
    )
    return _step(
        request,
        one,
        form,
        action=lambda _data: actions.begin_standstill(
            one, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        done=_("The standstill runs."),
    )


@page()
def enter(request: HttpRequest, award_id: str) -> HttpResponse:
    """Enter into the contract."""
    one = queries.award(request.actor, award_id, _DECIDE)
    procurement = one.assessment.lot.procurement
    form = EnterForm(
        **form_data(request),
        initial={"starts_on": procurement.contract_starts_on, "ends_on": procurement.contract_ends_on},
        revision=one.revision,
    )
    if warning := _kpi_warning(request, one):
        form.intro = format_html("{} {}", form.intro, warning)
    return _step(
        request,
        one,
        form,
        action=lambda data: enter_into_contract(
            one, **data, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        done=_("The contract is entered into. Its commitments bind from now."),
    )


def _kpi_warning(request: HttpRequest, one: AwardDecision) -> str:
    """What the law asks for before entry into contract and is not done, with the way to do it; empty when nothing is."""
    prepared = standing(one.tender, request.actor)  # type: ignore[attr-defined]
    duty = kpi_duty(prepared) if prepared else kpi_duty_before_preparing(one.assessment.lot)
    if duty is None or duty.is_met:
        return ""
    if prepared:
        link, words = reverse("contract", args=[prepared.external_id]), _("Set KPIs on the prepared contract")
    else:
        link, words = reverse("contract-prepare", args=[one.external_id]), _("Prepare the contract first")
    return format_html('{} <a class="govuk-link" href="{}">{}</a>.', duty_words(duty), link, words)


@page()
def withdraw(request: HttpRequest, award_id: str) -> HttpResponse:
    """Withdraw the decision."""
    one = queries.award(request.actor, award_id, _DECIDE)
    form = WithdrawForm(**form_data(request), revision=one.revision)
    return _step(
        request,
        one,
        form,
        action=lambda data: withdraw_award(
            one,
            reason=data["reason"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        done=_("The decision is withdrawn."),
    )
