"""Contracts registers in the browser: giving a file, how far it is, and its figures with definition, picture, table, file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.files.actions import store_table
from commonweal.jobs.tasks import work_on_register
from commonweal.organisations.queries import own_organisation
from commonweal.presentation.csv_text import csv_text
from commonweal.presentation.formats import large_money
from commonweal.spending import queries, register_actions
from commonweal.spending.models import ContractsRegister
from commonweal.web.downloads import attachment
from commonweal.web.history import history_of
from commonweal.web.insight.registers.forms import LoadForm, RemoveForm
from commonweal.web.insight.registers.sections import sections
from commonweal.web.insight.spend import wording
from commonweal.web.insight.spend.figures import pence
from commonweal.web.insight.spend.loads import place_code
from commonweal.web.pages import form_data, page, render, submit

P = Permission


def register_url(found: ContractsRegister) -> str:
    return reverse("register", kwargs={"register_id": found.external_id})


@page(P.INSIGHT_READ)
def registers(request: HttpRequest) -> HttpResponse:
    """Every contracts register of the body, the latest first."""
    context = {
        "registers": list(queries.registers(request.actor)),
        "can_edit": request.actor.can(P.SPEND_EDIT),
    }
    return render(request, "insight/registers/registers.html", context)


@page(P.SPEND_EDIT)
def begin(request: HttpRequest) -> HttpResponse:
    """Give a contracts register."""

    def act(data: dict[str, Any]) -> ContractsRegister:
        place = place_code(data["place"])
        stored = store_table(
            data["file"].name,
            data["file"].read(),
            owner_id=request.actor.organisation_id,
            by=request.actor,
            now=request.now,
        )
        found = register_actions.begin(
            title=data["name"], place_code=place, file=stored, by=request.actor, now=request.now
        )
        work_on_register.enqueue(found.external_id)
        return found

    own = own_organisation(request.actor)
    return submit(
        request,
        LoadForm(**form_data(request), initial={"place": own.place_code}),
        context={"back": reverse("registers"), "cancel_url": reverse("registers")},
        action=act,
        then=register_url,
    )


@page()
def register(request: HttpRequest, register_id: str) -> HttpResponse:
    """A register that is being read, or what it says."""
    found = queries.register(request.actor, register_id)
    value = found.report and found.report["annual_value"]
    context = {
        "register": found,
        "back": reverse("registers"),
        "heading": found.title,
        "sections": sections(found) if found.report else [],
        "columns": wording.REGISTER_COLUMN,
        "reasons": wording.REASON,
        "annual_value": large_money(pence(value)) if value else None,
        "can_edit": request.actor.can(P.SPEND_EDIT),
        "history": history_of(found, own=request.actor.organisation),
    }
    return render(request, "insight/registers/register.html", context)


@page()
def measure_csv(request: HttpRequest, register_id: str, measure: str) -> HttpResponse:
    """One measure as a file. 404 when there is none of that name."""
    found = queries.register(request.actor, register_id)
    for each in sections(found) if found.report else ():
        if each.key == measure:
            name = f"register-{measure.replace('_', '-')}.csv"
            return attachment(csv_text(each.whole.columns, each.whole.rows), name, "text/csv; charset=utf-8")
    raise NotFound("record.not_found", kind=ContractsRegister.KIND)


@page()
def remove(request: HttpRequest, register_id: str) -> HttpResponse:
    """Take a register and its figures away."""
    found = queries.register(request.actor, register_id, P.SPEND_EDIT)
    return submit(
        request,
        RemoveForm(**form_data(request)),
        context={"back": register_url(found), "cancel_url": register_url(found), "caption": found.title},
        action=lambda given: register_actions.remove(found, by=request.actor, now=request.now),
        then=lambda given: reverse("registers"),
        done=_("The register was removed."),
    )
