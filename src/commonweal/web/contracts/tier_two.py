"""Tier-two suppliers: naming them, what each delivers, inviting, answering, and what each has reported."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.actors import Actor
from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.delivery import ReportFigure, ReportStatus, figures_of
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.tier_two import MAY_BE_SHAPED, TIER_TWO_STATUSES, TierTwoStatus
from commonweal.lifecycle.contracts import actions, queries, tier_two
from commonweal.lifecycle.contracts.actions.tier_two import check_may_name
from commonweal.lifecycle.contracts.models import CommitmentPeriod, Contract, TierTwoPart, TierTwoSupplier
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.lifecycle.delivery.models import Report
from commonweal.organisations.access import fetch
from commonweal.organisations.queries import supplier_named
from commonweal.web.contracts import wording
from commonweal.web.contracts.tier_two_forms import (
    AnswerTierTwoForm,
    EndTierTwoForm,
    InviteTierTwoForm,
    PartForm,
    RemovePartForm,
    TierTwoForm,
)
from commonweal.web.delivery.wording import REPORT_STATUS, REPORT_TAG
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
PER_PAGE = 50

STATUS: dict[str, Any] = {
    TierTwoStatus.NAMED: gettext_lazy("Named, not yet asked"),
    TierTwoStatus.INVITED: gettext_lazy("Asked, has not answered"),
    TierTwoStatus.ACCEPTED: gettext_lazy("Delivers its part"),
    TierTwoStatus.DECLINED: gettext_lazy("Declined"),
    TierTwoStatus.ENDED: gettext_lazy("Ended"),
}
STATUS_TAG: dict[str, str] = {
    TierTwoStatus.NAMED: "",
    TierTwoStatus.INVITED: "warn",
    TierTwoStatus.ACCEPTED: "ok",
    TierTwoStatus.DECLINED: "stop",
    TierTwoStatus.ENDED: "",
}


def tier_two_url(row: TierTwoSupplier) -> str:
    return reverse("tier-two", kwargs={"row_id": row.external_id})


def _may(check: Any, *args: Any) -> bool:
    """True when a check does not refuse."""
    try:
        check(*args)
    except (NotPermitted, Refused):
        return False
    return True


@page()
def listed(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Everybody who delivers a part of a contract, for its two sides."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found: Contract = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "rows": tier_two.tier_two_of(found),
        "status": STATUS,
        "status_tag": STATUS_TAG,
        "can_name": _may(check_may_name, found, request.actor),
    }
    return render(request, "contracts/tier_twos.html", context, node=found)


@page(_P.CONTRACT_READ)
def own(request: HttpRequest) -> HttpResponse:
    """What the actor's organisation delivers for other suppliers."""
    rows = tier_two.delivered_by(request.actor)
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "status": STATUS,
        "status_tag": STATUS_TAG,
        "is_supplier_side": request.actor.side is Side.SUPPLIER,
    }
    return render(request, "contracts/tier_two_own.html", context)


@page()
def add(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Name one that delivers a part."""
    found: Contract = fetch(queries.own(request.actor), contract_id, request.actor, _P.REPORT_WRITE)
    check_may_name(found, request.actor)
    form = TierTwoForm(**form_data(request))
    form.cancel_url = reverse("contract-tier-two", kwargs={"contract_id": contract_id})
    return submit(
        request,
        form,
        action=lambda given: actions.name_tier_two(found, **given, by=request.actor, now=request.now),
        then=tier_two_url,
        done=_("It is named: now say what it delivers"),
        node=found,
    )


@page()
def one(request: HttpRequest, row_id: str) -> HttpResponse:
    """One of them: its parts with what it reported and what was verified, and the reports themselves."""
    found = tier_two.tier_two(request.actor, row_id)
    actor, contract, status = request.actor, found.contract, TierTwoStatus(found.status)
    reports = delivery.reports_of_tier_two(found)
    is_self, is_prime = (
        actor.organisation_id == found.supplier_id,
        actor.organisation_id == contract.supplier_id,
    )
    is_named_by_us = _may(check_may_name, contract, actor)
    can_write = actor.can(_P.REPORT_WRITE)
    context = {
        "row": found,
        "caption": _("Tier-two supplier · %(contract)s") % {"contract": contract.title},
        "tags": [(STATUS[status], STATUS_TAG[status])],
        "parts": _figures(found, reports),
        "reports": reports,
        "is_self": is_self,
        "removals": [] if is_self else tier_two.removals_of(found),
        "words": wording,
        "report_status": REPORT_STATUS,
        "report_tag": REPORT_TAG,
        "can_shape": is_named_by_us and status in MAY_BE_SHAPED,
        "can_invite": is_named_by_us and TIER_TWO_STATUSES.allows(status, TierTwoStatus.INVITED),
        "can_answer": is_self and can_write and status is TierTwoStatus.INVITED,
        "can_report": is_self and can_write and status is TierTwoStatus.ACCEPTED and contract.is_binding,
        "can_end": (is_self or is_prime)
        and can_write
        and TIER_TWO_STATUSES.allows(status, TierTwoStatus.ENDED),
        **_acceptance(found),
        "list_url": reverse("tier-two-own")
        if is_self
        else reverse("contract-tier-two", kwargs={"contract_id": contract.external_id}),
    }
    return render(request, "contracts/tier_two.html", context, node=None if is_self else contract)


def _acceptance(found: TierTwoSupplier) -> dict[str, Any]:
    """The day it accepted its part, and whether periods had ended by then: nobody waits for its report on those."""
    if found.status == TierTwoStatus.DECLINED or found.answered_at is None:
        return {"accepted_on": None, "is_late": False}
    day = london_day(found.answered_at)
    return {"accepted_on": day, "is_late": _had_ended(found, day)}


def _had_ended(found: TierTwoSupplier, day: dt.date) -> bool:
    """True when a period of what it is asked for ended before a day."""
    parts = [each.commitment_id for each in found.parts.all()]
    rows = CommitmentPeriod.objects.for_system("periods of parts that were read in scope")
    return rows.filter(commitment_id__in=parts, end_on__lt=day).exists()


def _figures(found: TierTwoSupplier, reports: list[Report]) -> list[tuple[Any, Any, int]]:
    """Each part with its figures and the number of reports that count."""
    by_commitment: dict[int, list[ReportFigure]] = defaultdict(list)
    for each in reports:
        figure = ReportFigure(ReportStatus(each.status), each.quantity, each.verified, each.pk)
        by_commitment[each.commitment_id].append(figure)
    rows = []
    for part in found.parts.all():
        told = by_commitment[part.commitment_id]
        is_rate = part.commitment.kind == CommitmentKind.RATE
        live = sum(each.status is not ReportStatus.CORRECTED for each in told)
        rows.append((part, figures_of(None if is_rate else part.quantity, told), live))
    return rows


@page()
def part(request: HttpRequest, row_id: str) -> HttpResponse:
    """Say what it delivers of one commitment."""
    found = _to_shape(request, row_id)
    rows = {
        each.external_id: each
        for each in queries.promises(found.contract)
        if each.owed_by != OwedBy.AUTHORITY
    }
    form = PartForm(
        **form_data(request),
        commitments=[
            (key, f"{each.title} ({each.unit})" if each.unit else each.title) for key, each in rows.items()
        ],
        revision=found.revision,
    )
    form.cancel_url = tier_two_url(found)

    def act(given: dict[str, Any]) -> TierTwoSupplier:
        actions.set_part(
            found,
            rows[given["commitment"]],
            quantity=given["quantity"],
            part=given["part"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )
        return found

    return submit(
        request,
        form,
        action=act,
        then=tier_two_url,
        node=found.contract,
        current=lambda: _stored_parts(request.actor, row_id),
    )


def _stored_parts(actor: Actor, row_id: str) -> dict[str, Any]:
    latest = tier_two.tier_two(actor, row_id)
    return {"commitment": ", ".join(each.commitment.title for each in latest.parts.all())}


@page()
def remove_part(request: HttpRequest, row_id: str, part_id: str) -> HttpResponse:
    """Take out a part that was set or carried over wrongly, before it is asked."""
    found = _to_shape(request, row_id)
    rows = TierTwoPart.objects.for_supplier(request.actor).filter(tier_two=found)
    one: TierTwoPart = fetch(rows.select_related("commitment"), part_id, request.actor, _P.REPORT_WRITE)
    one.tier_two = found
    form = RemovePartForm(**form_data(request), revision=found.revision)
    form.cancel_url = tier_two_url(found)
    return submit(
        request,
        form,
        context={"caption": one.commitment.title},
        action=lambda given: actions.remove_part(
            one, **given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda removal: tier_two_url(found),
        done=_("The part is taken out"),
        node=found.contract,
        current=lambda: _stored_parts(request.actor, row_id),
    )


@page()
def invite(request: HttpRequest, row_id: str) -> HttpResponse:
    """Ask the organisation."""
    found = _to_shape(request, row_id)
    form = InviteTierTwoForm(
        **form_data(request), initial={"who": found.identifier or found.name}, revision=found.revision
    )
    form.cancel_url = tier_two_url(found)

    def act(given: dict[str, Any]) -> TierTwoSupplier:
        named = supplier_named(given["who"])
        if len(named) != 1:
            raise Invalid(
                "tier_two.two_of_this_name" if named else "tier_two.nobody_of_this_name", field="who"
            )
        return actions.invite_tier_two(
            found, named[0], by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        )

    return submit(
        request,
        form,
        action=act,
        then=tier_two_url,
        done=_("The invitation is sent"),
        node=found.contract,
        current=lambda: _stored(request.actor, row_id),
    )


@page()
def answer(request: HttpRequest, row_id: str) -> HttpResponse:
    """Accept the part, or decline it."""
    found = tier_two.tier_two(request.actor, row_id, _P.REPORT_WRITE)
    if request.actor.organisation_id != found.supplier_id:
        raise NotPermitted("tier_two.not_asked")
    form = AnswerTierTwoForm(**form_data(request), revision=found.revision)
    form.intro = found.work
    if _had_ended(found, london_day(request.now)):
        not_waited = _("Periods that ended before today are not waited for from you.")
        form.intro = f"{found.work} {not_waited}"
    form.cancel_url = tier_two_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.answer_tier_two(
            found,
            accepts=given["answer"] == "accept",
            reason=given["reason"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=tier_two_url,
        done=_("Your answer is sent"),
        current=lambda: _stored(request.actor, row_id),
    )


@page()
def end(request: HttpRequest, row_id: str) -> HttpResponse:
    """End it, for either of the two."""
    found = tier_two.tier_two(request.actor, row_id, _P.REPORT_WRITE)
    form = EndTierTwoForm(**form_data(request), revision=found.revision)
    form.cancel_url = tier_two_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.end_tier_two(
            found, **given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=tier_two_url,
        done=_("It is ended"),
        current=lambda: _stored(request.actor, row_id),
    )


def _stored(actor: Actor, row_id: str) -> dict[str, Any]:
    latest = tier_two.tier_two(actor, row_id)
    return {
        "who": latest.supplier.name if latest.supplier else "",
        "answer": STATUS[latest.status],
        "reason": latest.reason,
    }


def _to_shape(request: HttpRequest, row_id: str) -> TierTwoSupplier:
    found = tier_two.tier_two(request.actor, row_id, _P.REPORT_WRITE)
    check_may_name(found.contract, request.actor)
    return found
