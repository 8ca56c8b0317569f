"""What was spent on a contract: reading, entering, correcting, by hand and by file; and what rates per pound owe for it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contract_spend import NOTE_LIMIT, SpendEntry
from commonweal.domain.errors import NotFound, NotPermitted, Refused
from commonweal.domain.permissions import Permission
from commonweal.journeys import contract_spend as journey
from commonweal.lifecycle.contracts import actions, queries, spend
from commonweal.lifecycle.contracts.actions.spend import check_may_enter_spend
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery import queries as delivery
from commonweal.organisations.access import fetch
from commonweal.web.contracts import wording
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.contracts.sheets import MEDIA, taken_in
from commonweal.web.downloads import attachment
from commonweal.web.forms import DayField, FileField, GovForm, MoneyField, TextField
from commonweal.web.pages import form_data, page, render, submit

PER_PAGE = 50
KINDS = {**MEDIA, "csv": "text/csv; charset=utf-8"}


class SpendForm(GovForm):
    """What was spent in one period."""

    title = gettext_lazy("What was spent?")
    intro = gettext_lazy("What was paid for on this contract between two days. No day stands in two entries.")
    button = gettext_lazy("Save")
    start_on = DayField(label=gettext_lazy("From"))
    end_on = DayField(label=gettext_lazy("To"))
    amount = MoneyField(label=gettext_lazy("How much, without VAT"))
    note = TextField(
        label=gettext_lazy("Where the figure comes from"),
        help_text=gettext_lazy("For example the invoice or the finance report. Both sides read it."),
        max_length=NOTE_LIMIT,
        required=False,
    )


class SpendCorrectionForm(GovForm):
    """Another amount for the same days."""

    title = gettext_lazy("Correct this amount")
    intro = gettext_lazy("The earlier amount stays on record and counts for nothing.")
    button = gettext_lazy("Save the correction")
    amount = MoneyField(label=gettext_lazy("How much, without VAT"))
    note = TextField(label=gettext_lazy("Where the figure comes from"), max_length=NOTE_LIMIT, required=False)


class SpendFileForm(GovForm):
    """A file that comes back."""

    title = gettext_lazy("Bring a file of spend")
    button = gettext_lazy("Bring it in")
    file = FileField(label=gettext_lazy("The file"), accept=".xlsx,.ods,.csv")


def spend_url(of: Contract) -> str:
    return reverse("contract-spend", kwargs={"contract_id": of.external_id})


@page()
def listed(request: HttpRequest, contract_id: str) -> HttpResponse:
    """What was spent, and what rates per pound owe for it."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found: Contract = fetch(rows, contract_id, request.actor, Permission.CONTRACT_READ)
    entries = spend.entries_of(found)
    rates = [each for each in queries.promises(found) if each.kind == CommitmentKind.RATE]
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "page": Paginator(entries, PER_PAGE).get_page(request.GET.get("page")),
        "total": sum(entries.values_list("pence", flat=True)),
        "has_entries": entries.exists(),
        "lines": delivery.lines(rates),
        "words": wording,
        "can_enter": _may_enter(found, request),
    }
    return render(request, "contracts/spend.html", context, node=found)


def _may_enter(found: Contract, request: HttpRequest) -> bool:
    try:
        check_may_enter_spend(found, request.actor)
    except (NotPermitted, Refused):
        return False
    return True


@page()
def add(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Enter one period by hand."""
    found = own_to_edit(request, contract_id)
    check_may_enter_spend(found, request.actor)
    form = SpendForm(**form_data(request))
    form.cancel_url = spend_url(found)

    def act(given: dict[str, Any]) -> Contract:
        entry = SpendEntry(given["start_on"], given["end_on"], given["amount"], given["note"])
        actions.enter_spend(found, [entry], by=request.actor, now=request.now)
        return found

    return submit(request, form, action=act, then=spend_url, done=_("The amount is saved"), node=found)


@page()
def correct(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Put another amount in the place of one."""
    found = spend.entry(request.actor, entry_id)
    check_may_enter_spend(found.contract, request.actor)
    form = SpendCorrectionForm(**form_data(request), initial={"amount": found.pence, "note": found.note})
    form.cancel_url = spend_url(found.contract)
    return submit(
        request,
        form,
        action=lambda given: actions.correct_spend(
            found, pence=given["amount"], note=given["note"], by=request.actor, now=request.now
        ),
        then=lambda row: spend_url(found.contract),
        done=_("The amount is corrected"),
        node=found.contract,
    )


@page()
def sheet(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Bring a file of spend in."""
    found = own_to_edit(request, contract_id)
    check_may_enter_spend(found, request.actor)
    return taken_in(
        request,
        found,
        SpendFileForm(**form_data(request)),
        "contracts/spend_sheet.html",
        journey.take_in,
        then=spend_url,
        done=_taken,
    )


def _taken(count: int) -> str:
    if not count:
        return _("Everything in the file stands already: nothing was changed")
    return ngettext("%(num)s new amount is entered", "%(num)s new amounts are entered", count) % {
        "num": count
    }


@page()
def download(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """What was spent as a file, for both sides."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found: Contract = fetch(rows, contract_id, request.actor, Permission.CONTRACT_READ)
    if kind not in KINDS:
        raise NotFound("record.not_found", kind=journey.KIND)
    return attachment(journey.spend_file(found, kind), f"spend-{found.external_id}.{kind}", KINDS[kind])
