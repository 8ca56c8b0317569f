"""Notices of a contract as checked drafts: on screen, as JSON, and as DOCX."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotFound
from commonweal.domain.notices import Draft, FieldKind
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import Regime
from commonweal.files.kinds import KINDS
from commonweal.journeys import contract_notices as journey
from commonweal.journeys.packs.notice import document
from commonweal.lifecycle.contracts import actions
from commonweal.lifecycle.contracts.models import Contract, NoticeFacts
from commonweal.organisations.access import fetch
from commonweal.presentation import notice_words as words
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.downloads import attachment
from commonweal.web.forms import ChoiceField, GovForm, MoneyField
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
_YES_NO = [("", gettext_lazy("Not known")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class FactsForm(GovForm):
    """What only the notices ask for."""

    title = gettext_lazy("What only the notices ask for")
    button = gettext_lazy("Save")
    value_pence = MoneyField(label=gettext_lazy("Value of the contract with VAT"), required=False)
    final_value_pence = MoneyField(
        label=gettext_lazy("What was paid in all, with VAT, once it has ended"), required=False
    )
    is_supported_employment = ChoiceField(
        label=gettext_lazy("Is the supplier a supported employment provider?"),
        choices=_YES_NO,
        required=False,
    )
    is_public_service_mutual = ChoiceField(
        label=gettext_lazy("Is the supplier a public service mutual?"), choices=_YES_NO, required=False
    )


def _own(request: HttpRequest, contract_id: str) -> Contract:
    """A contract of the actor's own authority: drafts of notices are not the supplier's to read."""
    rows = Contract.objects.for_authority(request.actor).select_related(
        "authority", "supplier", "procurement__authority", "award"
    )
    found: Contract = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    return found


@page()
def overview(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Each notice that fits where the contract stands, with what is missing."""
    found = _own(request, contract_id)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "is_before_the_act": found.procurement is not None
        and found.procurement.regime == Regime.REGULATIONS_2015_2016,
        "drafts": [
            (each, _fields(each), _tables(each)) for each in journey.drafts(found, london_day(request.now))
        ],
        "words": words,
        "can_edit": request.actor.can(_P.CONTRACT_EDIT) and not found.is_published_report,
    }
    return render(request, "contracts/notices.html", context, node=found)


def _fields(of: Draft) -> list[tuple[Any, str, bool]]:
    return [
        (words.FIELD[each.rule.id], words.value(each), each.is_missing)
        for each in of.fields
        if each.rule.kind is not FieldKind.ROWS
    ]


def _tables(of: Draft) -> list[tuple[Any, list[str], list[list[str]], bool]]:
    return [
        (words.FIELD[each.rule.id], *words.table(each), each.is_missing)
        for each in of.fields
        if each.rule.kind is FieldKind.ROWS
    ]


def _draft(of: Contract, kind: str, request: HttpRequest) -> Draft:
    found = next((each for each in journey.drafts(of, london_day(request.now)) if each.kind == kind), None)
    if found is None:
        raise NotFound("record.not_found", kind="notice")
    return found


@page()
def as_json(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """One draft as JSON."""
    found = _own(request, contract_id)
    made = journey.as_json(_draft(found, kind, request), found)
    text = json.dumps(made, ensure_ascii=False, indent=2)
    return attachment(text, f"{kind}-{found.external_id}.json", "application/json")


@page()
def as_docx(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """One draft as a Word document."""
    from commonweal.interchange.packs.docx import write_docx

    found = _own(request, contract_id)
    content = write_docx(document(_draft(found, kind, request), found))
    return attachment(content, f"{kind}-{found.external_id}.docx", KINDS["docx"].media_type)


@page()
def facts(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Say what only the notices ask for."""
    found = own_to_edit(request, contract_id)
    stored = _stored(found)
    form = FactsForm(**form_data(request), initial=_shown(stored), revision=stored.revision if stored else 0)
    form.cancel_url = reverse("contract-notices", kwargs={"contract_id": contract_id})

    def act(given: dict[str, Any]) -> NoticeFacts:
        said = {
            name: _YES.get(given[name]) for name in ("is_supported_employment", "is_public_service_mutual")
        }
        money = {name: given[name] for name in ("value_pence", "final_value_pence")}
        return actions.state_notice_facts(
            found, **money, **said, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        )

    return submit(
        request,
        form,
        action=act,
        then=lambda made: form.cancel_url,
        done=_("It is saved"),
        node=found,
        current=lambda: _shown(_stored(found)),
    )


_YES: dict[str, bool] = {"yes": True, "no": False}


def _stored(of: Contract) -> NoticeFacts | None:
    rows = NoticeFacts.objects.for_system("notices of a contract that was read in scope")
    found: NoticeFacts | None = rows.filter(contract=of).first()
    return found


def _shown(stored: NoticeFacts | None) -> dict[str, Any]:
    """The stored facts as the form shows them."""
    if stored is None:
        return {}
    chosen = {None: "", True: "yes", False: "no"}
    return {
        "value_pence": stored.value_pence,
        "final_value_pence": stored.final_value_pence,
        "is_supported_employment": chosen[stored.is_supported_employment],
        "is_public_service_mutual": chosen[stored.is_public_service_mutual],
    }
