"""Handing a contract over: the guided steps, line by line, the pack, and the contract manager's answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.errors import NotFound
from commonweal.domain.handover import HandoverStatus, Missing, missing
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.journeys import handover as journey
from commonweal.journeys.packs.handover import HandoverPack, document
from commonweal.lifecycle.contracts import actions, handovers, queries
from commonweal.lifecycle.contracts.actions import LineFacts
from commonweal.lifecycle.contracts.models import Contract, Handover, HandoverLine
from commonweal.organisations.access import fetch
from commonweal.organisations.queries import names_of
from commonweal.web.contracts import wording
from commonweal.web.contracts.forms import ConfirmForm
from commonweal.web.contracts.handover_forms import ACCEPT, AnswerForm, LineForm, ReviewsForm, SendForm
from commonweal.web.contracts.looking_after import contract_url, own_to_edit
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
STATUS: dict[str, Any] = {
    HandoverStatus.PREPARING: gettext_lazy("Being prepared"),
    HandoverStatus.SENT: gettext_lazy("Waiting for the contract manager"),
    HandoverStatus.SENT_BACK: gettext_lazy("Sent back"),
    HandoverStatus.ACCEPTED: gettext_lazy("Taken over"),
}
TAG: dict[str, str] = {
    HandoverStatus.PREPARING: "",
    HandoverStatus.SENT: "warn",
    HandoverStatus.SENT_BACK: "warn",
    HandoverStatus.ACCEPTED: "ok",
}


def handover_url(contract: Contract) -> str:
    return reverse("contract-handover", kwargs={"contract_id": contract.external_id})


@page()
def overview(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Where the handover stands: the steps, each promise with what was confirmed, and what was said."""
    actor = request.actor
    rows = queries.own(actor).select_related("authority", "supplier", "authority_lead", "supplier_lead")
    contract = fetch(rows, contract_id, actor, _P.CONTRACT_READ)
    found = handovers.handover_of(contract)
    is_ours = actor.organisation_id == contract.authority_id
    can_edit = is_ours and actor.can(_P.CONTRACT_EDIT)
    moves = list(found.moves.all()) if found and is_ours else []
    lines = handovers.lines_of(found) if found else []
    context = {
        "contract": contract,
        "handover": found,
        "caption": _("Contract · %(title)s") % {"title": contract.title},
        "tags": [(STATUS[found.status], TAG[found.status])] if found else [],
        "lacking": set(missing(handovers.facts_of(found))) if found else set(),
        "Missing": Missing,
        "lines": [(commitment, line, wording.owed_by(commitment)) for commitment, line in lines],
        "open_lines": sum(line is None for _commitment, line in lines),
        "moves": [(move, STATUS[move.new]) for move in moves],
        "names": names_of(move.moved_by for move in moves),
        "is_ours": is_ours,
        "can_edit": can_edit,
        "can_work": can_edit and found is not None and handovers.is_editable(found),
        "can_answer": _may_answer(actor, found),
    }
    return render(request, "contracts/handover.html", context, node=contract)


def _may_answer(actor: Any, of: Handover | None) -> bool:
    return (
        of is not None
        and of.status == HandoverStatus.SENT
        and handovers.may_answer(of, actor)
        and of.sent_by != actor.person
    )


@page()
def begin(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Begin the handover."""
    found = own_to_edit(request, contract_id)
    form = ConfirmForm(**form_data(request))
    form.title, form.button = _("Begin the handover"), _("Begin")
    form.intro = _(
        "What the tender and the ask say is there already. You confirm it, and type nothing again."
    )
    form.cancel_url = contract_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.begin_handover(found, by=request.actor, now=request.now),
        then=lambda made: handover_url(found),
        node=found,
    )


def _own(request: HttpRequest, contract_id: str) -> Handover:
    return handovers.handover(request.actor, contract_id, _P.CONTRACT_EDIT)


@page()
def lines(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Confirm every promise that nobody has confirmed yet, as it is suggested."""
    found = _own(request, contract_id)
    form = ConfirmForm(**form_data(request), revision=found.revision)
    form.title, form.button = _("Confirm all as suggested"), _("Confirm them")
    form.cancel_url = handover_url(found.contract)
    suggested = journey.suggested_lines(found)
    context = {
        "rows": [(each, suggested[each.pk]) for each, line in handovers.lines_of(found) if line is None],
        "caption": found.contract.title,
    }
    return submit(
        request,
        form,
        "contracts/handover_lines.html",
        context,
        action=lambda given: actions.confirm_lines(
            found, suggested, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda count: handover_url(found.contract),
        done=_("They are confirmed"),
        node=found.contract,
    )


@page()
def line(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """Confirm one promise: what it starts from and what counts as evidence."""
    commitment = queries.commitment(request.actor, commitment_id)
    found = _own(request, commitment.contract.external_id)
    facts = journey.suggested_lines(found)[commitment.pk]
    form = LineForm(
        **form_data(request),
        commitment=commitment,
        initial={
            "baseline": facts.baseline,
            "baseline_words": facts.baseline_words,
            "evidence_rule": facts.evidence_rule,
        },
        revision=found.revision,
    )
    form.cancel_url = handover_url(found.contract)

    def act(given: dict[str, Any]) -> HandoverLine:
        confirmed = LineFacts(given["evidence_rule"], given.get("baseline"), given["baseline_words"])
        return actions.confirm_line(
            found,
            commitment,
            confirmed,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )

    return submit(
        request,
        form,
        "delivery/report_form.html",
        {"commitment": commitment, "caption": commitment.title},
        action=act,
        then=lambda made: handover_url(found.contract),
        done=_("It is confirmed"),
        node=commitment,
        current=lambda: _stored_line(commitment.pk),
    )


def _stored_line(commitment_pk: int) -> dict[str, Any]:
    rows = HandoverLine.objects.for_system("what another person saved meanwhile")
    stored = rows.filter(commitment_id=commitment_pk).first()
    names = ("baseline", "baseline_words", "evidence_rule")
    return {name: getattr(stored, name) for name in names} if stored else {}


@page()
def reviews(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Say how often both sides look back together, and what else there is to know."""
    found = _own(request, contract_id)
    suggested = journey.suggested_reviews(found.contract)
    every, first = (
        (found.every_months, found.first_review_on) if found.every_months else suggested or (3, None)
    )
    form = ReviewsForm(
        **form_data(request),
        initial={"every_months": every, "first_on": first, "words": found.words},
        revision=found.revision,
    )
    form.cancel_url = handover_url(found.contract)
    return submit(
        request,
        form,
        action=lambda given: actions.set_reviews(
            found, **given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda made: handover_url(found.contract),
        node=found.contract,
        current=lambda: _stored(found),
    )


def _stored(of: Handover) -> dict[str, Any]:
    stored = Handover.objects.for_system("what another person saved meanwhile").get(pk=of.pk)
    return {
        "every_months": stored.every_months,
        "first_on": stored.first_review_on,
        "words": stored.words,
        "answer": STATUS[stored.status],
    }


@page()
def send(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Send it to the contract manager."""
    found = _own(request, contract_id)
    form = SendForm(**form_data(request), revision=found.revision)
    form.cancel_url = handover_url(found.contract)
    return submit(
        request,
        form,
        action=lambda given: actions.send_handover(
            found, **given, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda made: handover_url(found.contract),
        done=_("The handover is sent"),
        node=found.contract,
        current=lambda: {},
    )


@page()
def answer(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Take the contract over, or send the handover back."""
    found = _own(request, contract_id)
    actions.handover.check_may_answer(found, request.actor)
    form = AnswerForm(**form_data(request), revision=found.revision)
    form.cancel_url = handover_url(found.contract)
    return submit(
        request,
        form,
        action=lambda given: actions.answer_handover(
            found,
            is_accepted=given["answer"] == ACCEPT,
            words=given["words"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda made: handover_url(found.contract),
        done=_("Your answer is recorded"),
        node=found.contract,
        current=lambda: _stored(found),
    )


@page()
def pack(request: HttpRequest, contract_id: str, kind: str) -> HttpResponse:
    """The handover pack as a file. Only the authority's own edition has what the assessors said."""
    found = handovers.handover(request.actor, contract_id, _P.CONTRACT_READ)
    writer = writers().get(kind)
    if writer is None:
        raise NotFound("handover.no_such_format")
    actor = request.actor
    is_full = actor.organisation_id == found.contract.authority_id and actor.can(_P.CONTRACT_EDIT)
    is_shared = not is_full or request.GET.get("edition") == "shared"
    name = f"handover-{found.contract.external_id}{'-shared' if is_shared else ''}.{kind}"
    content = writer(document(HandoverPack(found, is_shared)))
    return attachment(content, name, KINDS[kind].media_type)


def writers() -> dict[str, Any]:
    """What writes each kind of file; loaded when one is wanted, because two of the libraries are large."""
    from commonweal.interchange.packs.docx import write_docx
    from commonweal.interchange.packs.odt import write_odt
    from commonweal.interchange.packs.pdf import write_pdf

    return {"docx": write_docx, "odt": write_odt, "pdf": write_pdf}
