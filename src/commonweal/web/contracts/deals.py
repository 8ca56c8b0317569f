"""Changing price or term: the proposal beside what stands, what was scored, the balance, the notice, and every version."""

import json
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.changes import STILL_OPEN, Answer, Approver, ChangeStatus, NoticeNeed
from commonweal.domain.contract_changes import APPROVERS, Deal
from commonweal.domain.errors import NotPermitted
from commonweal.domain.permissions import Permission
from commonweal.files.kinds import KINDS
from commonweal.journeys import contract_notices as notices
from commonweal.journeys.packs.notice import document
from commonweal.lifecycle.contracts import actions, deals, queries
from commonweal.lifecycle.contracts.actions import Said
from commonweal.lifecycle.contracts.actions.changes import known_grounds
from commonweal.lifecycle.contracts.actions.deals import check_may_change
from commonweal.lifecycle.contracts.models import Contract, ContractChange
from commonweal.organisations.access import fetch
from commonweal.presentation.formats import day, money
from commonweal.web.contracts.change_forms import DealAnswerForm, DealForm
from commonweal.web.contracts.changes import APPROVER, NEED, SAID, TAG, status_shown, why_it_lapsed
from commonweal.web.contracts.forms import ConfirmForm
from commonweal.web.downloads import attachment
from commonweal.web.pages import form_data, page, render, submit

_P = Permission
NEED_OF_DEAL: dict[str, Any] = NEED | {
    NoticeNeed.NEEDED: gettext_lazy(
        "Price or term moves by more than section 75 leaves free, by itself or with what changed since the award: a contract "
        "change notice is published before it takes effect. The wording of the section is not yet checked: read it before you "
        "rely on this."
    ),
    NoticeNeed.SMALL: gettext_lazy(
        "By itself and since the award, price moves by at most a tenth (15 per cent for works) and the term by at most a "
        "tenth, so section 75 asks for no notice. The wording of the section is not yet checked: read it before you rely on this."
    ),
}


def deal_url(of: ContractChange) -> str:
    return reverse("contract-change", kwargs={"change_id": of.external_id})


def _versions_url(of: Contract) -> str:
    return reverse("contract-versions", kwargs={"contract_id": of.external_id})


def deal_rows(deal: Deal) -> list[tuple[Any, str]]:
    """Price and term, row by row, in an order that two versions share."""
    return [
        (_("Price without VAT"), _money(deal.value_ex_vat_pence)),
        (_("Value with VAT"), _money(deal.value_pence)),
        (_("First day"), day(deal.starts_on) or "–"),
        (_("Last day"), day(deal.ends_on) or "–"),
        (_("Days"), "–" if deal.days is None else f"{deal.days:,}"),
    ]


def _money(pence: int | None) -> str:
    return "–" if pence is None else money(pence)


def _moved(by: Fraction | None) -> str:
    """A share of itself with its sign and one decimal."""
    if by is None:
        return _("cannot be said")
    tenths = round(by * 1000)
    sign = "−" if tenths < 0 else "+"
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}%" if tenths else _("stays")


@page()
def listed(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Every version of price and term, and what was proposed and not agreed."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    proposed = deals.changes_of(found)
    agreed = [row for row in proposed if row.status == ChangeStatus.IN_FORCE]
    first = deals.before(agreed[0]) if agreed else deals.deal_of(found)
    context = {
        "contract": found,
        "caption": _("Contract · %(title)s") % {"title": found.title},
        "versions": [(1, None, deal_rows(first))]
        + [(n, row, deal_rows(deals.after(row))) for n, row in enumerate(agreed, start=2)],
        "rows": list(reversed(proposed)),
        "shown": status_shown,
        "tag": TAG,
        "can_propose": deals.role_of(found, request.actor) is not None
        and found.status == "in_force"
        and not found.is_published_report
        and not any(row.status in STILL_OPEN for row in proposed),
    }
    return render(request, "contracts/deals.html", context, node=found)


@page()
def propose(request: HttpRequest, contract_id: str) -> HttpResponse:
    """Propose another price or term."""
    rows = queries.own(request.actor).select_related("authority", "supplier")
    found = fetch(rows, contract_id, request.actor, _P.CONTRACT_READ)
    check_may_change(found, request.actor)
    names = ("value_ex_vat_pence", "value_pence", "starts_on", "ends_on")
    initial = {name: getattr(found, name) for name in names}
    form = DealForm(**form_data(request), initial=initial, revision=found.revision)
    form.cancel_url = _versions_url(found)

    def act(given: dict[str, Any]) -> ContractChange:
        return actions.propose_contract_change(
            found,
            Deal(*(given[name] for name in names)),
            reason=given["reason"],
            takes_effect_on=given["takes_effect_on"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        )

    return submit(
        request,
        form,
        action=act,
        then=deal_url,
        done=_("The proposal is sent"),
        node=found,
        current=lambda: initial,
    )


@page()
def one(request: HttpRequest, change_id: str) -> HttpResponse:
    """One proposal beside what stands, with what was scored, what each side said, and whether it needs a notice."""
    found = deals.change(request.actor, change_id)
    actor, contract = request.actor, found.contract
    before, after, how_far = deals.before(found), deals.after(found), deals.moved_by(found)
    is_ours = actor.organisation_id == contract.authority_id
    is_open = found.status == ChangeStatus.PROPOSED
    role, latest = deals.role_of(contract, actor), deals.latest_answers(found)
    answering = deals.answers_as(found, actor) if is_open else None
    waits_for = [
        each for each in Approver if is_open and each in APPROVERS and latest.get(each) is not Answer.APPROVE
    ]
    pairs = zip(deal_rows(before), deal_rows(after), strict=True)
    has_notice = is_ours and contract.procurement is not None
    context = {
        "change": found,
        "caption": _("Proposed change · %(contract)s") % {"contract": contract.title},
        "tags": [(status_shown(found), TAG[found.status])],
        "rows": [(name, was, now, was != now) for (name, was), (_name, now) in pairs],
        "why_lapsed": why_it_lapsed(found),
        "price_moves": _moved(how_far.value[0]),
        "term_moves": _moved(how_far.term[0]),
        "since_award": None
        if how_far.value[:1] + how_far.term[:1] == how_far.value[1:] + how_far.term[1:]
        else (_moved(how_far.value[1]), _moved(how_far.term[1])),
        "passed": [_(each.title) for each in deals.grounds_passed(found)] if is_ours and is_open else [],
        "scores": deals.scores_behind(contract) if is_ours else [],
        "is_ours": is_ours,
        "approvals": [(APPROVER[each], latest.get(each), SAID) for each in Approver if each in APPROVERS],
        "answers": [
            (each, APPROVER[each.approver], SAID[each.answer], known_grounds(each.grounds))
            for each in found.answers.all()
        ],
        "notice": has_notice,
        "notice_words": NEED_OF_DEAL.get(notices.deal_need(found) or "", "") if has_notice else "",
        "can_answer": is_open and answering is not None,
        "by_a_colleague": role in waits_for and answering is None,
        "by_others": [APPROVER[each] for each in waits_for if each is not role] if role else [],
        "can_withdraw": is_open and role is not None and found.proposed_for_id == actor.organisation_id,
    }
    return render(request, "contracts/deal.html", context, node=contract)


@page()
def answer(request: HttpRequest, change_id: str) -> HttpResponse:
    """Approve, refuse, ask or reply for the own side."""
    found = deals.change(request.actor, change_id)
    role = deals.role_of(found.contract, request.actor)
    if role is None:
        raise NotPermitted("change.not_your_approval")
    form = DealAnswerForm(
        **form_data(request),
        approver=role,
        regime=deals.regime_of(found.contract),
        passed={each.id for each in deals.grounds_passed(found)},
        has_question=Answer.QUESTION in deals.latest_answers(found).values(),
        revision=found.revision,
    )
    form.cancel_url = deal_url(found)
    form.intro = APPROVER[role]

    def act(given: dict[str, Any]) -> ContractChange:
        said = Said(
            Answer(given["answer"]),
            given["words"],
            {"yes": True, "no": False}.get(given.get("shifts_balance", "")),
            tuple(given.get("grounds", ())),
        )
        return actions.answer_contract_change(
            found, said, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        )

    return submit(
        request,
        form,
        action=act,
        then=deal_url,
        done=_("Your answer is recorded"),
        node=found.contract,
        current=lambda: {},
    )


@page()
def withdraw(request: HttpRequest, change_id: str) -> HttpResponse:
    """Take a proposal back."""
    found = deals.change(request.actor, change_id)
    if deals.role_of(found.contract, request.actor) is None:
        raise NotPermitted("change.not_your_proposal")
    form = ConfirmForm(**form_data(request), revision=found.revision)
    form.title, form.button = _("Take this proposal back?"), _("Take it back")
    form.cancel_url = deal_url(found)
    return submit(
        request,
        form,
        action=lambda given: actions.withdraw_contract_change(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=deal_url,
        node=found.contract,
        current=lambda: {},
    )


def _own_change(request: HttpRequest, change_id: str) -> ContractChange:
    """A change on a contract of the actor's own authority: drafts of notices are not the supplier's to read."""
    rows = ContractChange.objects.for_authority(request.actor).select_related(
        "contract__authority", "contract__supplier", "contract__procurement"
    )
    found: ContractChange = fetch(
        rows.filter(contract__procurement__isnull=False), change_id, request.actor, _P.CONTRACT_READ
    )
    return found


@page()
def notice_json(request: HttpRequest, change_id: str) -> HttpResponse:
    """The contract change notice as JSON."""
    found = _own_change(request, change_id)
    text = json.dumps(
        notices.as_json(notices.deal_change(found), found.contract), ensure_ascii=False, indent=2
    )
    return attachment(text, f"UK10-{found.external_id}.json", "application/json")


@page()
def notice_docx(request: HttpRequest, change_id: str) -> HttpResponse:
    """The contract change notice as a Word document."""
    from commonweal.interchange.packs.docx import write_docx

    found = _own_change(request, change_id)
    content = write_docx(document(notices.deal_change(found), found.contract))
    return attachment(content, f"UK10-{found.external_id}.docx", KINDS["docx"].media_type)
