"""Submitting, the receipt, the supplier's own copy, revising and withdrawing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.commitments import outcomes_of
from commonweal.domain.errors import DomainError, NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.price_schedule import lines_for
from commonweal.domain.tender_parts import obstacles
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.actions import deadlines, drafts, submissions
from commonweal.lifecycle.tendering.late import takes_late
from commonweal.lifecycle.tendering.models import Receipt, Tender
from commonweal.lifecycle.tendering.packages import new_code
from commonweal.organisations.queries import names_of
from commonweal.presentation.price_rows import price_rows
from commonweal.presentation.words import sentence
from commonweal.presentation.words.requirements import REQUIREMENT_WORDS
from commonweal.presentation.words.tendering import TENDER_WORDS
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, render, submit
from commonweal.web.tenders import calendars
from commonweal.web.tenders.forms import (
    AgainForm,
    KeepForm,
    LateForm,
    PackageForm,
    ReviseForm,
    SubmitForm,
    WithdrawForm,
)
from commonweal.web.tenders.own import Own, acting, own, own_page, own_tender, rng
from commonweal.web.tenders.together import names_of_parties


@own_page
def check(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Everything on one page, what is missing, the code to keep, and the button."""
    found = own(request, tender_id, Permission.TENDER_SUBMIT)
    if found.draft is None:  # submitted already, perhaps by a second click
        return HttpResponseRedirect(reverse("tender", args=[tender_id]))
    form = SubmitForm(initial={"code": new_code(rng)}, **form_data(request))
    return _check_page(
        request,
        found,
        form,
        lambda data: submissions.submit(found.tender, data["code"], **acting(request)),
        _("Your tender is submitted."),
    )


@own_page
def late(request: HttpRequest, tender_id: str) -> HttpResponse:
    """The same after the deadline, where late tenders are kept for a decision."""
    found = own(request, tender_id, Permission.TENDER_SUBMIT)
    if found.draft is None or not takes_late(found.tender, request.now):  # type: ignore[attr-defined]
        return HttpResponseRedirect(reverse("tender", args=[tender_id]))
    form = LateForm(initial={"code": new_code(rng)}, **form_data(request))
    return _check_page(
        request,
        found,
        form,
        lambda data: deadlines.submit_late(found.tender, data["code"], data["because"], **acting(request)),
        _("Your tender is received late and sealed. You are told what is decided."),
    )


def _beside(found: Own) -> dict[str, Any]:
    """What stands beside the answers: members, conditions, price lines."""
    content, ask = found.content, found.ask
    rows, total = price_rows(lines_for(ask.schedule, content.lot_id), content.lines)
    return {
        "conditions": [(each, content.condition(each.id)) for each in ask.conditions],
        "party_names": names_of_parties(found),
        "requirement_words": REQUIREMENT_WORDS,
        "price_rows": rows,
        "schedule_total": total,
    }


def _check_page(
    request: HttpRequest, found: Own, form: SubmitForm, action: Callable[[dict[str, Any]], Any], done: str
) -> HttpResponse:
    tender_id = found.tender.external_id
    missing = obstacles(found.content, found.ask)
    context = {
        "heading": form.title,
        "tender": found.tender,
        "ask": found.ask,
        "content": found.content,
        "missing": [sentence(each) for each in missing],
        **_beside(found),
        "outcomes": outcomes_of(found.ask),
        "places": {place.code: place.name for place in found.ask.places},
        "metrics": {metric.id: metric for each in found.ask.criteria for metric in each.metrics},
        "words": TENDER_WORDS,
        "back": reverse("tender", args=[tender_id]),
    }
    return submit(
        request,
        form,
        "tenders/check.html",
        context,
        action=action,
        then=lambda _result: reverse("tender-receipt", args=[tender_id]),
        done=done,
        node=found.tender,
    )


@own_page
def receipt(request: HttpRequest, tender_id: str) -> HttpResponse:
    """The receipts of a tender, the latest first."""
    tender = own_tender(request, tender_id)
    receipts = _receipts(tender)
    people = names_of(each.submitted_by for each in receipts)
    context = {
        "tender": tender,
        "latest": receipts[0],
        "earlier": receipts[1:],
        "people": people,
        "words": TENDER_WORDS,
    }
    return render(request, "tenders/receipt.html", context, node=tender)


@own_page
def calendar(request: HttpRequest, tender_id: str) -> HttpResponse:
    """A calendar file: the deadline, and the planned start of the contract."""
    tender = own_tender(request, tender_id)
    _receipts(tender)
    ask = queries.latest_ask(tender).read()
    link = request.build_absolute_uri(reverse("tender", args=[tender_id]))
    content = calendars.of_tender(tender, ask, link=link, now=request.now)  # type: ignore[attr-defined]
    return attachment(content, "tender.ics", "text/calendar; charset=utf-8")


@own_page
def package(request: HttpRequest, tender_id: str) -> HttpResponse:
    """The supplier's own copy, for whoever kept the code. The answer to the form is the file itself."""
    tender = own_tender(request, tender_id)
    _receipts(tender)
    form = PackageForm(**form_data(request))
    form.cancel_url = reverse("tender-receipt", args=[tender_id])
    if form.is_bound and form.is_valid():
        try:
            content = queries.read_package(tender, form.cleaned_data["code"], by=request.actor)  # type: ignore[attr-defined]
        except DomainError as error:
            form.add_domain_error(error)
        else:
            return attachment(content, f"tender-{tender.external_id}.zip", "application/zip")
    status = 422 if form.is_bound else 200
    context = {"form": form, "back": form.cancel_url, "caption": tender.called}
    return render(request, "layouts/form.html", context, node=tender, status=status)


@own_page
def revise(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Unlock the supplier's own copy into a draft, or begin from a blank page."""
    tender = own_tender(request, tender_id, Permission.TENDER_WRITE)
    here = reverse("tender", args=[tender_id])
    form = ReviseForm(**form_data(request))
    form.cancel_url = here

    def begin(data: dict[str, Any]) -> None:
        if data["way"] == "blank":
            submissions.revise_from_blank(tender, **acting(request))
        else:
            submissions.revise(tender, data["code"], **acting(request))

    return submit(
        request,
        form,
        context={"back": here, "caption": tender.called},
        action=begin,
        then=lambda _result: here,
        done=_("You can revise your tender now. What you submitted stands until you submit again."),
        node=tender,
    )


@own_page
def keep(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Discard the revision."""
    tender = own_tender(request, tender_id, Permission.TENDER_WRITE)
    return _confirm(
        request,
        tender,
        KeepForm(**form_data(request)),
        lambda _data: submissions.keep_submitted(tender, by=request.actor, now=request.now),  # type: ignore[attr-defined]
        _("The revision is discarded. What you submitted stands."),
    )


@own_page
def withdraw(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Withdraw the tender."""
    tender = own_tender(request, tender_id, Permission.TENDER_SUBMIT)
    return _confirm(
        request,
        tender,
        WithdrawForm(**form_data(request)),
        lambda _data: submissions.withdraw(tender, by=request.actor, now=request.now),  # type: ignore[attr-defined]
        _("The tender is withdrawn."),
    )


@own_page
def again(request: HttpRequest, tender_id: str) -> HttpResponse:
    """Begin a withdrawn tender again."""
    tender = own_tender(request, tender_id, Permission.TENDER_WRITE)
    return _confirm(
        request,
        tender,
        AgainForm(**form_data(request)),
        lambda _data: drafts.begin_again(tender, **acting(request)),
        _("Your tender has begun again."),
    )


def _confirm(request: HttpRequest, tender: Tender, form: Any, action: Any, done: str) -> HttpResponse:
    here = reverse("tender", args=[tender.external_id])
    form.cancel_url = here
    return submit(
        request,
        form,
        context={"back": here, "caption": tender.called},
        action=action,
        then=lambda _result: here,
        done=done,
        node=tender,
    )


def _receipts(tender: Tender) -> list[Receipt]:
    """The receipts, the latest first. Raises `NotFound` when nothing was ever submitted."""
    found = list(tender.receipts.order_by("-number"))
    if not found:
        raise NotFound("record.not_found", kind="receipt")
    return found
