"""Openers: their passphrase, what is sealed to them, and the opening itself."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.domain.tendering_content import LatePolicy
from commonweal.lifecycle.procurement import queries as procurements
from commonweal.lifecycle.procurement.models import Procurement, Round
from commonweal.lifecycle.tendering import queries
from commonweal.lifecycle.tendering.actions import openers
from commonweal.lifecycle.tendering.actions import openings as actions
from commonweal.lifecycle.tendering.late import DECIDES, late_policy, undecided_count
from commonweal.lifecycle.tendering.models import OpenerKey, Opening
from commonweal.presentation.procurement_words import STATUS, STATUS_TAG
from commonweal.web.opening.forms import OpenForm, PassphraseForm, RehearseForm
from commonweal.web.pages import form_data, page, render, submit


@dataclass(frozen=True)
class Standing:
    """Where the opening of a procurement's round stands, for one person. `turn` is what that person can do now."""

    round: Round
    count: int
    record: Opening | None
    people: list[OpenerKey]
    has_closed: bool
    turn: str
    late: int

    @property
    def is_complete(self) -> bool:
        return self.record is not None and self.record.second_id is not None


def standing_of(request: HttpRequest, procurement: Procurement) -> Standing:
    """What is known before and after opening: a deadline, a count, the openers, the record."""
    actor, now = request.actor, request.now  # type: ignore[attr-defined]
    round_ = queries.current_round(procurement)
    seal = queries.seal_of(procurement)
    people = queries.openers_of(seal) if seal else []
    record = queries.opening_of(round_)
    closed = round_.deadline_at is not None and now > round_.deadline_at
    named = actor.person_id in {key.person_id for key in people} and actor.can(Permission.TENDER_OPEN)
    turn = ""
    if named and closed and record is None:
        turn = "first"
    elif named and closed and record and record.second_id is None and record.first_id != actor.person_id:
        turn = "second"
    return Standing(
        round_, queries.standing_count(round_), record, people, closed, turn, undecided_count(round_)
    )


@page(Permission.TENDER_OPEN)
def openings(request: HttpRequest) -> HttpResponse:
    """What is sealed to this opener, and whether they have a passphrase."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = [(each, standing_of(request, each)) for each in queries.sealed_to(actor)]
    context = {
        "rows": rows,
        "key": queries.current_key(actor),
        "status": STATUS,
        "status_tag": STATUS_TAG,
    }
    return render(request, "opening/openings.html", context)


@page(Permission.TENDER_OPEN)
def passphrase(request: HttpRequest) -> HttpResponse:
    """Set or replace one's own opening passphrase."""
    form = PassphraseForm(**form_data(request))
    back = reverse("openings")
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"back": back},
        action=lambda data: openers.set_passphrase(
            data["passphrase"],
            data["again"],
            by=request.actor,  # type: ignore[attr-defined]
            now=request.now,  # type: ignore[attr-defined]
            rng=secrets.token_bytes,
        ),
        then=lambda _result: back,
        done=_("Your opening passphrase is set."),
    )


@page()
def opening(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The opening of a procurement's tenders: what is known, whose turn it is, and the record of it."""
    actor = request.actor  # type: ignore[attr-defined]
    procurement = procurements.procurement(actor, procurement_id)
    if request.method == "POST":
        actor.must(Permission.TENDER_OPEN)
    standing = standing_of(request, procurement)
    form = OpenForm(**form_data(request))
    here = reverse("opening", args=[procurement_id])
    return submit(
        request,
        form,
        "opening/opening.html",
        {
            "heading": _("Open the tenders"),
            "procurement": procurement,
            "standing": standing,
            "back": reverse("procurement", args=[procurement_id]),
            "can_rehearse": actor.person_id in {key.person_id for key in standing.people}
            and actor.can(Permission.TENDER_OPEN)
            and standing.record is None,
            "can_decide_late": any(actor.can(each) for each in DECIDES),
            "keeps_late": late_policy(procurement) is LatePolicy.KEPT,
            "can_read": actor.can(Permission.TENDER_OPENED_READ),
        },
        action=lambda data: _do(request, procurement, standing, data),
        then=lambda _result: here,
        done=_done,
        node=procurement,
    )


@page()
def rehearse(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Try one's own passphrase, so that a lost one is known in time."""
    actor = request.actor  # type: ignore[attr-defined]
    procurement = procurements.procurement(actor, procurement_id)
    actor.must(Permission.TENDER_OPEN)
    back = reverse("opening", args=[procurement_id])
    form = RehearseForm(**form_data(request))
    form.cancel_url = back
    return submit(
        request,
        form,
        context={"caption": procurement.title, "back": back},
        action=lambda data: actions.rehearse(procurement, data["passphrase"], by=actor, now=request.now),  # type: ignore[attr-defined]
        then=lambda _result: back,
        done=_("Your passphrase opens your half of the seal. Nothing was opened."),
        node=procurement,
    )


def _do(request: HttpRequest, procurement: Procurement, standing: Standing, data: dict[str, Any]) -> Opening:
    act = actions.begin if standing.record is None else actions.complete
    return act(procurement, data["passphrase"], by=request.actor, now=request.now)  # type: ignore[attr-defined]


def _done(opening: Opening) -> str:
    if opening.second_id is None:
        return _("Your part is done. Another opener can open the tenders now.")
    return _("The tenders are open.")
