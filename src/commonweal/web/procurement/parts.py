"""Lots, rounds and links of a procurement: add, change, remove."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.models import Lot, Procurement, Round
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm
from commonweal.web.procurement.forms import LotForm, RoundForm


def _home(procurement: Procurement) -> str:
    return reverse("procurement", kwargs={"procurement_id": procurement.external_id})


def _named(data: dict[str, Any]) -> dict[str, Any]:
    return {"title": data["name"], **{name: value for name, value in data.items() if name != "name"}}


@page()
def add_lot(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Add a lot."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    return submit(
        request,
        LotForm(**form_data(request)),
        context={"back": _home(found), "caption": found.title},
        action=lambda data: actions.add_lot(found, by=request.actor, now=request.now, **_named(data)),
        then=lambda _lot: _home(found),
        done=_("The lot is added."),
        node=found,
    )


@page()
def edit_lot(request: HttpRequest, lot_id: str) -> HttpResponse:
    """Change a lot."""
    lot = queries.lot(request.actor, lot_id)
    form = LotForm(**form_data(request), initial=_stored_lot(lot), revision=lot.revision)
    return submit(
        request,
        form,
        context={
            "back": _home(lot.procurement),
            "caption": lot.procurement.title,
            "heading": _("Lot %(n)s") % {"n": lot.number},
        },
        action=lambda data: actions.edit_lot(
            lot, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **_named(data)
        ),
        then=lambda _lot: _home(lot.procurement),
        done=_("The lot is saved."),
        node=lot.procurement,
        current=lambda: _stored_lot(queries.lot(request.actor, lot_id)),
    )


def _stored_lot(lot: Lot) -> dict[str, Any]:
    return {
        "name": lot.title,
        "description": lot.description,
        "value_pence": lot.value_pence,
        "value_ex_vat_pence": lot.value_ex_vat_pence,
    }


@page()
def remove_lot(request: HttpRequest, lot_id: str) -> HttpResponse:
    """Remove a lot."""
    lot = queries.lot(request.actor, lot_id)
    procurement = lot.procurement
    form = ConfirmForm(
        **form_data(request),
        title=_("Remove lot %(n)s, “%(title)s”?") % {"n": lot.number, "title": lot.title},
        button=_("Remove it"),
    )
    return submit(
        request,
        form,
        context={"back": _home(procurement)},
        action=lambda _data: actions.remove_lot(lot, by=request.actor, now=request.now),
        then=lambda _none: _home(procurement),
        done=_("The lot is removed."),
        node=procurement,
    )


@page()
def add_round(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Add a round after the others."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    return submit(
        request,
        RoundForm(**form_data(request)),
        context={"back": _home(found), "caption": found.title},
        action=lambda data: actions.add_round(found, by=request.actor, now=request.now, **_named(data)),
        then=lambda _round: _home(found),
        done=_("The round is added."),
        node=found,
    )


@page()
def edit_round(request: HttpRequest, round_id: str) -> HttpResponse:
    """Change a round."""
    found = queries.round_(request.actor, round_id)
    form = RoundForm(**form_data(request), initial=_stored_round(found), revision=found.revision)
    return submit(
        request,
        form,
        context={
            "back": _home(found.procurement),
            "caption": found.procurement.title,
            "heading": _("Round %(n)s") % {"n": found.number},
        },
        action=lambda data: actions.edit_round(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **_named(data)
        ),
        then=lambda _round: _home(found.procurement),
        done=_("The round is saved."),
        node=found.procurement,
        current=lambda: _stored_round(queries.round_(request.actor, round_id)),
    )


def _stored_round(found: Round) -> dict[str, Any]:
    return {"name": found.title, "deadline_at": found.deadline_at}


@page()
def remove_round(request: HttpRequest, round_id: str) -> HttpResponse:
    """Remove a round after the first."""
    found = queries.round_(request.actor, round_id)
    procurement = found.procurement
    form = ConfirmForm(
        **form_data(request),
        title=_("Remove round %(n)s, “%(title)s”?") % {"n": found.number, "title": found.title},
        button=_("Remove it"),
    )
    return submit(
        request,
        form,
        context={"back": _home(procurement)},
        action=lambda _data: actions.remove_round(found, by=request.actor, now=request.now),
        then=lambda _none: _home(procurement),
        done=_("The round is removed."),
        node=procurement,
    )


@page()
def stop_serving(request: HttpRequest, link_id: str) -> HttpResponse:
    """Take a link back."""
    link = queries.link(request.actor, link_id)
    procurement = link.procurement
    title = (link.mission or link.outcome).title
    form = ConfirmForm(
        **form_data(request),
        title=_("Remove the link to “%(title)s”?") % {"title": title},
        button=_("Remove it"),
    )
    return submit(
        request,
        form,
        context={"back": _home(procurement)},
        action=lambda _data: actions.stop_serving(link, by=request.actor, now=request.now),
        then=lambda _none: _home(procurement),
        done=_("The link is removed."),
        node=procurement,
    )
