"""The remedies ladder of a contract: its matters, taking and closing steps, the supplier's answer, and letters."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.packs.clauses import LADDER, REMEDIES
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.remedies import Rung, SkipGround, StepOutcome, next_rung
from commonweal.files.kinds import KINDS
from commonweal.journeys.packs.remedy_letter import document
from commonweal.lifecycle.contracts import actions, performance, queries, remedies
from commonweal.lifecycle.contracts.actions import StepFacts
from commonweal.lifecycle.contracts.models import Contract, RemedyMatter, RemedyStep
from commonweal.organisations.access import fetch
from commonweal.presentation import remedy_words as words
from commonweal.presentation.formats import day
from commonweal.web.contracts.handover import writers
from commonweal.web.contracts.looking_after import own_to_edit
from commonweal.web.contracts.performance_words import GROUND
from commonweal.web.contracts.remedy_forms import (
    CloseForm,
    LinkFailureForm,
    MatterForm,
    ReplyForm,
    StepForm,
)
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit

_P = Permission


def matter_url(of: RemedyMatter) -> str:
    return reverse("remedy", kwargs={"matter_id": of.external_id})


@page()
def listed(request: HttpRequest, contract_id: str) -> HttpResponse:
    """The ladder, and the matters of one contract."""
    rows = queries.own(request.actor).select_related("authority", "supplier", "tender__ask_version")
    found = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "ladder": LADDER,
        "clauses": REMEDIES.clauses,
        "is_in_the_ask": remedies.ask_says_step_by_step(found),
        "matters": remedies.matters_of(found),
        "words": words,
        "can_edit": _may_edit(request, found) and found.is_binding and not found.is_published_report,
    }
    return render(request, "contracts/remedies.html", context, node=found)


def _may_edit(request: HttpRequest, of: Contract) -> bool:
    return request.actor.organisation_id == of.authority_id and request.actor.can(_P.CONTRACT_EDIT)


@page()
def one(request: HttpRequest, matter_id: str) -> HttpResponse:
    """One matter: its steps, what was answered, what came of each."""
    found = remedies.matter(request.actor, matter_id)
    actor, contract = request.actor, found.contract
    taken = remedies.taken_in(found)
    rung = next_rung(taken)
    context = {
        "matter": found,
        "caption": _("Remedies ladder · %(title)s") % {"title": contract.title},
        "steps": [
            (each, next(rung for rung in found.ladder if rung["rung"] == each.rung))
            for each in found.steps.all()
        ],
        "next_rung": rung,
        "words": words,
        "grounds": GROUND,
        "is_ours": actor.organisation_id == contract.authority_id,
        "can_edit": _may_edit(request, contract),
        "can_reply": actor.side is Side.SUPPLIER and actor.can(_P.REPORT_WRITE),
    }
    return render(request, "contracts/remedy.html", context, node=contract)


def _facts(given: dict[str, Any]) -> StepFacts:
    return StepFacts(
        rung=Rung(given["rung"]),
        taken_on=given["taken_on"],
        reason=given["reason"],
        asked=given["asked"],
        answer_by=given["answer_by"],
        note=given["note"],
        skip_ground=SkipGround(given["skip_ground"]) if given["skip_ground"] else None,
        skip_reason=given["skip_reason"],
    )


@page()
def begin(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Begin a matter with its first step."""
    found = own_to_edit(request, contract_id)
    known = {each.external_id: each for each in queries.register(found)}
    initial = {"rung": Rung.TALK.value, "taken_on": london_day(request.now)}
    form = MatterForm(
        **form_data(request), commitments=[(key, each.title) for key, each in known.items()], initial=initial
    )
    form.cancel_url = reverse("contract-remedies", kwargs={"contract_id": contract_id})
    return submit(
        request,
        form,
        action=lambda given: actions.begin_matter(
            found,
            _facts(given),
            title=given["name"],
            commitment=known.get(given["commitment"]),
            by=request.actor,
            now=request.now,
        ),
        then=lambda step: matter_url(step.matter),
        done=_("The step is taken: its letter can be downloaded"),
        node=found,
    )


@page()
def take(request: HttpRequest, matter_id: str) -> HttpResponse:
    """Take the next step of a matter."""
    found = remedies.matter(request.actor, matter_id, _P.CONTRACT_EDIT)
    rung = next_rung(remedies.taken_in(found))
    initial = {"rung": rung.value if rung else None, "taken_on": london_day(request.now)}
    form = StepForm(**form_data(request), initial=initial, revision=found.revision)
    form.cancel_url = matter_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.take_step(
            found, _facts(given), by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda step: matter_url(found),
        done=_("The step is taken: its letter can be downloaded"),
        node=found.contract,
        current=lambda: {},
    )


@page()
def close(request: HttpRequest, step_id: str) -> HttpResponse:
    """Say what came of a step."""
    found = remedies.step(request.actor, step_id, _P.CONTRACT_EDIT)
    form = CloseForm(**form_data(request), revision=found.revision)
    form.cancel_url = matter_url(found.matter)
    return submit(
        request,
        form,
        action=lambda given: actions.close_step(
            found,
            outcome=StepOutcome(given["outcome"]),
            words=given["words"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda step: matter_url(found.matter),
        node=found.matter.contract,
        current=lambda: _closed(remedies.step(request.actor, step_id)),
    )


def _closed(step: RemedyStep) -> dict[str, Any]:
    return {"outcome": words.OUTCOME.get(step.outcome, ""), "words": step.outcome_words}


@page()
def reply(request: HttpRequest, step_id: str) -> HttpResponse:
    """The supplier's answer to an open step."""
    found = remedies.step(request.actor, step_id, _P.REPORT_WRITE)
    form = ReplyForm(**form_data(request))
    form.intro = found.asked or found.reason
    form.cancel_url = matter_url(found.matter)
    return submit(
        request,
        form,
        action=lambda given: actions.reply_to_step(found, **given, by=request.actor, now=request.now),
        then=lambda row: matter_url(found.matter),
        done=_("Your answer is sent"),
        node=found.matter.contract,
    )


@page()
def failure(request: HttpRequest, step_id: str) -> HttpResponse:
    """Link a recorded failure to a step."""
    found = remedies.step(request.actor, step_id, _P.CONTRACT_EDIT)
    rows = [
        each for each in performance.failures_of(found.matter.contract) if not hasattr(each, "corrected_by")
    ]
    known = {each.external_id: each for each in rows}
    form = LinkFailureForm(
        **form_data(request),
        failures=[
            (key, f"{GROUND[each.ground]}, {day(each.decided_on)}: {each.description[:80]}")
            for key, each in known.items()
        ],
    )
    if not known:
        form.intro = _(
            "No failure is recorded on this contract. Record one first, where the law asks for it."
        )
    form.cancel_url = matter_url(found.matter)
    return submit(
        request,
        form,
        action=lambda given: actions.link_failure(
            found, known[given["failure"]], by=request.actor, now=request.now
        ),
        then=lambda row: matter_url(found.matter),
        node=found.matter.contract,
    )


@page()
def letter(request: HttpRequest, step_id: str, kind: str) -> HttpResponse:
    """The letter of a step as a file, the same for both sides."""
    found = remedies.step(request.actor, step_id)
    writer = writers().get(kind)
    if writer is None:
        raise NotFound("handover.no_such_format")
    name = f"{found.rung}-{found.matter.contract.external_id}-{found.taken_on.isoformat()}.{kind}"
    return attachment(writer(document(found)), name, KINDS[kind].media_type)
