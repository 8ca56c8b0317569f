"""Changing a commitment: the proposal, its comparison with what stands, approvals, and every version."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.changes import STILL_OPEN, Answer, Approver, ChangeStatus, NoticeNeed, Terms
from commonweal.domain.errors import NotFound, NotPermitted, Refused
from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.journeys import contract_notices as notices
from commonweal.journeys.packs.notice import document
from commonweal.lifecycle.contracts import actions, changes, deals, queries
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.actions.changes import check_may_propose, known_grounds, row_is_equivalent
from commonweal.lifecycle.contracts.models import CommitmentChange, Contract, ContractChange
from commonweal.organisations.access import fetch
from commonweal.presentation.formats import day, money, quantity
from commonweal.presentation.words import sentence
from commonweal.web.contracts.change_forms import ANSWERS, AnswerForm, ProposeForm, ReplyForm
from commonweal.web.contracts.forms import ConfirmForm
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
STATUS: dict[str, Any] = {
    ChangeStatus.PROPOSED: gettext_lazy("Proposed"),
    ChangeStatus.AGREED: gettext_lazy("Agreed"),
    ChangeStatus.IN_FORCE: gettext_lazy("In force"),
    ChangeStatus.REFUSED: gettext_lazy("Refused"),
    ChangeStatus.WITHDRAWN: gettext_lazy("Taken back"),
    ChangeStatus.LAPSED: gettext_lazy("Lapsed"),
}
TAG: dict[str, str] = {
    ChangeStatus.PROPOSED: "warn",
    ChangeStatus.AGREED: "warn",
    ChangeStatus.IN_FORCE: "ok",
    ChangeStatus.REFUSED: "stop",
    ChangeStatus.WITHDRAWN: "",
    ChangeStatus.LAPSED: "",
}
APPROVER: dict[str, Any] = {
    Approver.CONTRACT_MANAGER: gettext_lazy("Contract manager, for the authority"),
    Approver.DELIVERY_LEAD: gettext_lazy("Delivery lead, for the supplier"),
    Approver.AIM_OWNER: gettext_lazy("Mission lead, who answers for the aim"),
}
SAID: dict[str, Any] = {
    Answer.APPROVE: gettext_lazy("approves"),
    Answer.REFUSE: gettext_lazy("says no"),
    Answer.QUESTION: gettext_lazy("asks"),
    Answer.REPLY: gettext_lazy("replies"),
}

NEED: dict[str, Any] = {
    NoticeNeed.NEEDED: gettext_lazy("A contract change notice is published before it takes effect."),
    NoticeNeed.NOT_UNDER_THE_ACT: gettext_lazy(
        "The contract is below threshold or not under the Procurement Act 2023: no change notice is needed."
    ),
    NoticeNeed.GROUND_NEEDS: gettext_lazy(
        "The ground named needs a modification notice (regulation 72(3) of the Public Contracts Regulations 2015). The "
        "wording is not yet checked: read it before you rely on this."
    ),
    NoticeNeed.GROUND_NEEDS_NOT: gettext_lazy(
        "The ground named needs no notice (regulation 72 of the Public Contracts Regulations 2015). The wording is not yet "
        "checked: read it before you rely on this."
    ),
    NoticeNeed.GROUND_NOT_NAMED: gettext_lazy(
        "Whether a notice is needed follows from the ground (regulation 72 of the Public Contracts Regulations 2015). Nobody "
        "has named one yet."
    ),
    NoticeNeed.LIGHT_TOUCH: gettext_lazy("Light touch contracts need no change notice."),
    NoticeNeed.CANNOT_BE_SAID: gettext_lazy(
        "By how much price or term moves cannot be said, as a figure is missing: whether section 75 asks for a notice is for "
        "you to decide. The wording of the section is not yet checked: read it."
    ),
    NoticeNeed.SMALL: gettext_lazy(
        "Price and term do not move, so section 75 asks for no notice; a draft is here in case you publish one. The wording "
        "of the section is not yet checked: read it before you rely on this."
    ),
}


def change_url(of: CommitmentChange) -> str:
    return reverse("change", kwargs={"change_id": of.external_id})


def terms_rows(terms: Terms, contract: Contract) -> list[tuple[str, str]]:
    """What a promise says, row by row, in an order that two versions share."""
    rate = "" if terms.rate_per_pence is None else _(" for each %s") % money(terms.rate_per_pence)
    periods = "\n".join(
        _("%(start)s to %(end)s: %(much)s")
        % {"start": day(each.start_on), "end": day(each.end_on), "much": quantity(each.quantity, terms.unit)}
        for each in terms.periods
    )
    steps = "\n".join(f"{each.title} ({day(each.due_on)})" for each in terms.steps)
    return [
        (_("Promise"), terms.title),
        (_("How"), terms.words or "–"),
        (
            _("How much"),
            quantity(terms.quantity, terms.unit) + rate if terms.quantity is not None else _("in words"),
        ),
        (_("By when"), periods or "–"),
        (_("Milestones"), steps or "–"),
        (_("Place"), place_name(terms.place, contract)),
    ]


def place_name(code: str, contract: Contract) -> str:
    """A place as people call it, with its code: the authority's own before the shared one of that code."""
    if not code:
        return "–"
    found = changes.places_of_code(contract, code)
    return f"{found[0].name} ({code})" if found else code


def beside(before: Terms, after: Terms, contract: Contract) -> list[tuple[str, str, str, bool]]:
    """Both versions row by row, and whether they differ."""
    pairs = zip(terms_rows(before, contract), terms_rows(after, contract), strict=True)
    return [(name, was, now, was != now) for (name, was), (_name, now) in pairs]


def status_shown(of: CommitmentChange | ContractChange) -> str:
    """Where a change stands, in words; while it waits for its day, which day that is."""
    if of.status == ChangeStatus.AGREED:
        return _("Agreed, from %(day)s") % {"day": day(of.takes_effect_on)}
    return str(STATUS[of.status])


def why_it_lapsed(of: CommitmentChange | ContractChange) -> str:
    """Why nothing came of a change, in words; nothing where it did not lapse, or did so before reasons were kept."""
    return sentence(Refused(of.lapsed_because)) if of.lapsed_because else ""


@page()
def listed(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """Every version of a commitment, and what was proposed and not agreed."""
    found = queries.commitment(request.actor, commitment_id)
    if found.contract not in queries.own(request.actor):
        raise NotFound("record.not_found", kind="commitment")
    rows = changes.changes_of(found)
    agreed = [row for row in reversed(rows) if row.status == ChangeStatus.IN_FORCE]
    first = changes.read_terms(agreed[0].before) if agreed else changes.terms_of(found)
    context = {
        "commitment": found,
        "caption": _("Commitment · %(title)s") % {"title": found.title},
        "versions": [(1, None, terms_rows(first, found.contract))]
        + [
            (n, row, terms_rows(changes.read_terms(row.after), found.contract))
            for n, row in enumerate(agreed, start=2)
        ],
        "rows": rows,
        "shown": status_shown,
        "tag": TAG,
        "can_propose": changes.may_propose(found, request.actor)
        and found.contract.status == "in_force"
        and not any(row.status in STILL_OPEN for row in rows),
    }
    return render(request, "contracts/changes.html", context, node=found)


@page()
def propose(request: HttpRequest, commitment_id: str) -> HttpResponse:
    """Propose other means for a commitment."""
    found = queries.commitment(request.actor, commitment_id)
    check_may_propose(found, request.actor)
    form = ProposeForm(**form_data(request), commitment=found, revision=found.revision)
    form.cancel_url = reverse("commitment", kwargs={"commitment_id": commitment_id})
    return submit(
        request,
        form,
        action=lambda given: actions.propose_change(
            found,
            form.proposal(given),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=change_url,
        done=_("The proposal is sent"),
        node=found,
        current=lambda: {"name": found.title, "words": found.words},
    )


@page()
def one(request: HttpRequest, change_id: str) -> HttpResponse:
    """One proposal: both versions side by side, the equivalence test, approvals, and what was scored."""
    found = changes.change(request.actor, change_id)
    actor = request.actor
    is_ours = actor.organisation_id == found.commitment.contract.authority_id
    needs, latest = changes.needs(found), changes.latest_answers(found)
    is_open = found.status == ChangeStatus.PROPOSED
    own = changes.roles_of(found, actor) if is_open else []
    answering = changes.answers_as(found, actor) if is_open else []
    waits_for = [
        each for each in Approver if is_open and each in needs and latest.get(each) is not Answer.APPROVE
    ]
    context = {
        "change": found,
        "caption": _("Proposed change · %(contract)s") % {"contract": found.commitment.contract.title},
        "tags": [(status_shown(found), TAG[found.status])],
        "why_lapsed": why_it_lapsed(found),
        "rows": beside(
            changes.read_terms(found.before), changes.read_terms(found.after), found.commitment.contract
        ),
        "compared": changes.compared(found),
        "tests": [(test, *found.equivalence.get(test.id, (False, ""))) for test in EQUIVALENCE],
        "is_equivalent": row_is_equivalent(found),
        "approvals": [(APPROVER[each], latest.get(each), SAID) for each in Approver if each in needs],
        "answers": [
            (each, APPROVER[each.approver], SAID[each.answer], known_grounds(each.grounds))
            for each in found.answers.all()
        ],
        "score": changes.score_behind(found.commitment) if is_ours else None,
        "is_ours": is_ours,
        "notice": is_ours and found.commitment.contract.procurement is not None,
        "notice_words": NEED.get(notices.change_need(found) or "", "") if is_ours else "",
        "roles": [(each, APPROVER[each]) for each in answering],
        "by_a_colleague": [APPROVER[each] for each in own if each in waits_for and each not in answering],
        "by_others": [APPROVER[each] for each in waits_for if each not in own] if own else [],
        "can_withdraw": is_open and found.proposed_for_id == actor.organisation_id and _may(found, actor),
        "can_reply": is_open and Answer.QUESTION in latest.values() and _may(found, actor),
    }
    return render(request, "contracts/change.html", context, node=found.commitment)


def _may(of: CommitmentChange, actor: Any) -> bool:
    return changes.may_propose(of.commitment, actor)


@page()
def answer(request: HttpRequest, change_id: str, approver: str) -> HttpResponse:
    """Approve, refuse or ask."""
    found = changes.change(request.actor, change_id)
    if approver not in set(Approver):
        raise NotFound("record.not_found", kind="change")
    role = Approver(approver)
    if role not in changes.roles_of(found, request.actor):
        raise NotPermitted("change.not_your_approval")
    form = AnswerForm(
        **form_data(request),
        approver=role,
        regime=deals.regime_of(found.commitment.contract),
        revision=found.revision,
    )
    form.cancel_url = change_url(found)
    form.intro = APPROVER[role]

    def act(given: dict[str, Any]) -> CommitmentChange:
        said = Said(
            Answer(given["answer"]),
            given["words"],
            {"yes": True, "no": False}.get(given.get("shifts_balance", "")),
            tuple(given.get("grounds", ())),
        )
        return actions.answer_change(
            found, role, said, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        )

    return submit(
        request,
        form,
        action=act,
        then=change_url,
        done=_("Your answer is recorded"),
        node=found.commitment,
        current=lambda: _latest(found),
    )


def _latest(of: CommitmentChange) -> dict[str, Any]:
    """What was said last, by somebody else."""
    row = of.answers.order_by("-pk").first()
    return {"answer": ANSWERS.get(row.answer, SAID[row.answer]), "words": row.words} if row else {}


@page()
def reply(request: HttpRequest, change_id: str) -> HttpResponse:
    """Reply to a question about a proposal."""
    found = changes.change(request.actor, change_id)
    if not _may(found, request.actor):
        raise NotPermitted("change.not_your_proposal")
    form = ReplyForm(**form_data(request), revision=found.revision)
    form.cancel_url = change_url(found)
    is_ours = request.actor.organisation_id == found.commitment.contract.authority_id
    role = Approver.CONTRACT_MANAGER if is_ours else Approver.DELIVERY_LEAD
    return submit(
        request,
        form,
        action=lambda given: actions.answer_change(
            found,
            role,
            Said(Answer.REPLY, given["words"]),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=change_url,
        node=found.commitment,
        current=lambda: _latest(found),
    )


@page()
def withdraw(request: HttpRequest, change_id: str) -> HttpResponse:
    """Take a proposal back."""
    found = changes.change(request.actor, change_id)
    if found.proposed_for_id != request.actor.organisation_id or not _may(found, request.actor):
        raise NotPermitted("change.not_your_proposal")
    form = ConfirmForm(**form_data(request), revision=found.revision)
    form.title, form.button, form.cancel_url = (
        _("Take this proposal back?"),
        _("Take it back"),
        change_url(found),
    )
    return submit(
        request,
        form,
        action=lambda given: actions.withdraw_change(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=change_url,
        node=found.commitment,
        current=lambda: {},
    )


def _own_change(request: HttpRequest, change_id: str) -> CommitmentChange:
    """A change on a contract of the actor's own authority: drafts of notices are not the supplier's to read."""
    rows = CommitmentChange.objects.for_authority(request.actor).select_related(
        "commitment__contract__authority",
        "commitment__contract__supplier",
        "commitment__contract__procurement",
    )
    found: CommitmentChange = fetch(
        rows.filter(commitment__contract__procurement__isnull=False),
        change_id,
        request.actor,
        _P.CONTRACT_READ,
    )
    return found


@page()
def notice_json(request: HttpRequest, change_id: str) -> HttpResponse:
    """The contract change notice as JSON."""
    found = _own_change(request, change_id)
    made = notices.as_json(notices.change(found), found.commitment.contract)
    text = json.dumps(made, ensure_ascii=False, indent=2)
    return attachment(text, f"UK10-{found.external_id}.json", "application/json")


@page()
def notice_docx(request: HttpRequest, change_id: str) -> HttpResponse:
    """The contract change notice as a Word document."""
    from commonweal.interchange.packs.docx import write_docx

    found = _own_change(request, change_id)
    content = write_docx(document(notices.change(found), found.commitment.contract))
    return attachment(content, f"UK10-{found.external_id}.docx", KINDS["docx"].media_type)
