"""Entering into a contract, naming who looks after it, saying what it serves, and ending it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.contracts import ContractStatus
from commonweal.domain.permissions import Permission
from commonweal.journeys import contracts as journey
from commonweal.journeys.publish_contract import publish_contract
from commonweal.lifecycle.assessment.models import AwardDecision
from commonweal.lifecycle.contracts import actions, queries
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.contracts.performance import kpi_duty
from commonweal.lifecycle.strategy.models import Mission, Outcome
from commonweal.organisations.access import fetch
from commonweal.organisations.models import Person
from commonweal.web.contracts.forms import (
    ConfirmForm,
    EndEarlyForm,
    EnterForm,
    LeadsForm,
    ReasonForm,
    ServesForm,
)
from commonweal.web.contracts.performance_words import duty as duty_words
from commonweal.web.forms import GovForm
from commonweal.web.pages import form_data, page, submit

EDIT = Permission.CONTRACT_EDIT


def contract_url(contract: Contract) -> str:
    return reverse("contract", kwargs={"contract_id": contract.external_id})


def own_to_edit(request: HttpRequest, contract_id: str) -> Contract:
    """A contract of the actor's own authority, which they may edit."""
    rows = queries.own(request.actor).select_related(
        "authority", "supplier", "authority_lead", "supplier_lead", "award", "procurement"
    )
    found: Contract = fetch(rows, contract_id, request.actor, EDIT)
    return found


@page()
def prepare(request: HttpRequest, award_id: str) -> HttpResponse:
    """Carry an awarded tender's promises over into a contract."""
    rows = AwardDecision.objects.for_authority(request.actor).select_related(
        "tender__lot__procurement", "tender__supplier"
    )
    award = fetch(rows, award_id, request.actor, EDIT)
    form = ConfirmForm(**form_data(request))
    form.title = _("Prepare the contract")
    form.intro = _(
        "Every promise in the tender is carried over as it was written. Nothing binds until you enter into it."
    )
    form.button = _("Carry the promises over")
    return submit(
        request,
        form,
        action=lambda given: journey.prepare(award, by=request.actor, now=request.now),
        then=contract_url,
        done=_("The promises are carried over"),
    )


@page()
def enter(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Enter into a prepared contract, once its award allows it."""
    found = own_to_edit(request, contract_id)
    initial = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    form = EnterForm(**form_data(request), initial=initial, revision=found.revision)
    form.cancel_url = contract_url(found)
    duty = kpi_duty(found)
    if duty is not None and not duty.is_met:
        form.intro = f"{form.intro} {duty_words(duty)}"
    return submit(
        request,
        form,
        action=lambda given: journey.enter_prepared(found, **given, by=request.actor, now=request.now),
        then=contract_url,
        done=_("The contract is entered into: its commitments are binding"),
        node=found,
    )


@page()
def not_entered(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Record that a prepared contract is not entered into."""
    return _end(request, contract_id, _("Do not enter into this contract"), actions.not_entered, ReasonForm)


@page()
def publish(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Publish the contract as it stands, for everybody and as open contracting data."""
    found = own_to_edit(request, contract_id)
    form = ConfirmForm(**form_data(request))
    form.title, form.cancel_url = _("Publish this contract"), contract_url(found)
    form.intro = _(
        "Everybody will be able to read the parties, value and dates, the words and figures of every promise, and what "
        "was reported and verified so far. What is published stays: publish again when there is more to say."
    )
    form.button = _("Publish")
    return submit(
        request,
        form,
        action=lambda given: publish_contract(found, by=request.actor, now=request.now),
        then=lambda made: contract_url(found),
        done=_("The contract is published"),
    )


@page()
def finish(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Record that the contract has run to its end."""
    return _end(request, contract_id, _("Has this contract run to its end?"), actions.finish, ConfirmForm)


@page()
def terminate(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Record that the contract was ended early."""
    return _end(request, contract_id, _("End this contract early"), actions.terminate, EndEarlyForm)


def _end(
    request: HttpRequest, contract_id: str, title: str, action: Callable[..., Any], form_of: type[GovForm]
) -> HttpResponse:
    found = own_to_edit(request, contract_id)
    form = form_of(**form_data(request), revision=found.revision)
    form.title, form.cancel_url = title, contract_url(found)

    def act(given: dict[str, Any]) -> Contract:
        revision = form.cleaned_data["revision"]
        action(found, **given, by=request.actor, now=request.now, revision=revision)
        return found

    return submit(
        request,
        form,
        action=act,
        then=contract_url,
        node=found,
        current=lambda: {"status": ContractStatus(found.status)},
    )


@page()
def leads(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Say who looks after a contract on each side."""
    found = own_to_edit(request, contract_id)
    return _leads(request, found, found, actions.name_leads, contract_url(found))


@page()
def commitment_leads(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """Say who looks after one commitment on each side."""
    found = queries.commitment(request.actor, commitment_id)
    own_to_edit(request, found.contract.external_id)
    back = reverse("commitment", kwargs={"commitment_id": commitment_id})
    return _leads(request, found, found.contract, actions.name_commitment_leads, back)


def _leads(
    request: HttpRequest, row: Any, contract: Contract, action: Callable[..., Any], back: str
) -> HttpResponse:
    people = {
        "authority": list(queries.possible_leads(contract.authority_id)),
        "supplier": list(queries.possible_leads(contract.supplier_id)),
    }
    by_id = {person.external_id: person for side in people.values() for person in side}
    form = LeadsForm(
        **form_data(request),
        **people,
        initial={"authority_lead": _id(row.authority_lead), "supplier_lead": _id(row.supplier_lead)},
        revision=row.revision,
    )
    form.cancel_url = back
    return submit(
        request,
        form,
        action=lambda given: action(
            row,
            authority_lead=by_id.get(given["authority_lead"]),
            supplier_lead=by_id.get(given["supplier_lead"]),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda result: back,
        node=row,
        current=lambda: _stored_leads(row),
    )


def _stored_leads(row: Any) -> dict[str, str]:
    row.refresh_from_db(from_queryset=type(row).objects.for_system("what another person saved meanwhile"))
    return {name: getattr(getattr(row, name), "name", "") for name in ("authority_lead", "supplier_lead")}


def _id(person: Person | None) -> str:
    return person.external_id if person else ""


@page()
def serve(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Say what a contract serves, and why."""
    found = own_to_edit(request, contract_id)
    things = {thing.external_id: thing for thing in _things(request)}
    form = ServesForm(**form_data(request), things=[(key, _label(thing)) for key, thing in things.items()])
    form.cancel_url = contract_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.serve(
            found, things[given["thing"]], reason=given["reason"], by=request.actor, now=request.now
        ),
        then=lambda link: contract_url(found),
        node=found,
    )


def _things(request: HttpRequest) -> list[Mission | Outcome]:
    missions = list(Mission.objects.for_authority(request.actor).filter(ended_at__isnull=True))
    outcomes = Outcome.objects.for_authority(request.actor).filter(
        retired_at__isnull=True, mission__in=missions
    )
    by_mission: dict[int, list[Outcome]] = {}
    for outcome in outcomes.select_related("mission"):
        by_mission.setdefault(outcome.mission_id, []).append(outcome)
    return [thing for mission in missions for thing in (mission, *by_mission.get(mission.pk, []))]


def _label(thing: Mission | Outcome) -> str:
    if isinstance(thing, Mission):
        return _("Mission: %(title)s") % {"title": thing.statement}
    return _("Outcome: %(title)s") % {"title": thing.title}


@page()
def stop_serving(request: HttpRequest, link_id: str) -> HttpResponse:
    """Take a link back."""
    link = queries.link(request.actor, link_id)
    form = ConfirmForm(**form_data(request))
    form.title = _("Take this link back?")
    form.button = _("Take it back")
    form.cancel_url = contract_url(link.contract)
    return submit(
        request,
        form,
        action=lambda given: actions.stop_serving(link, by=request.actor, now=request.now),
        then=lambda result: contract_url(link.contract),
        node=link.contract,
    )
