"""Reads of changes of price and term: the deal as it stands, its versions, and proposals that wait for somebody."""

import datetime as dt

from django.db.models import Max

from commonweal.domain.actors import Actor
from commonweal.domain.changes import Answer, Approver, ChangeStatus, Ground, Moved
from commonweal.domain.contract_changes import Deal, moved
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.procurements import Nature
from commonweal.lifecycle.assessment import queries as assessment
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.changes import (
    has_colleague_who_may,
    may_be_asked,
    questions_of,
    read_terms,
)
from commonweal.lifecycle.contracts.models import CommitmentChange, Contract, ContractChange
from commonweal.organisations.access import fetch
from commonweal.reference.modification_grounds import grounds_under


def deal_of(contract: Contract) -> Deal:
    """Price and term as they stand."""
    return Deal(contract.value_ex_vat_pence, contract.value_pence, contract.starts_on, contract.ends_on)


def before(of: ContractChange) -> Deal:
    """What stood when it was proposed."""
    return Deal(of.old_value_ex_vat_pence, of.old_value_pence, of.old_starts_on, of.old_ends_on)


def after(of: ContractChange) -> Deal:
    """What is proposed."""
    return Deal(of.new_value_ex_vat_pence, of.new_value_pence, of.new_starts_on, of.new_ends_on)


def at_award(of: ContractChange) -> Deal:
    """What stood before the first change that came into force before this one: price and term as first agreed."""
    rows = of.contract.changes.filter(status=ChangeStatus.IN_FORCE, number__lt=of.number)
    first = rows.order_by("number").first()
    return before(of if first is None else first)


def moved_by(of: ContractChange) -> Moved:
    """How price and term move by a change alone, and since the award."""
    return moved(at_award(of), before(of), after(of))


def grounds_passed(of: ContractChange) -> list[Ground]:
    """The grounds of its law whose limits the figures of a change pass, or of which that cannot be said."""
    how_far, is_works = moved_by(of), of.contract.nature == Nature.WORKS
    return [
        each
        for each in grounds_under(regime_of(of.contract))
        if each.is_passed_by(how_far, is_works=is_works)
    ]


def last_promise_on(contract: Contract) -> dt.date | None:
    """The last day on which a commitment promises something, by its periods and milestones and by agreed changes to come."""
    found = contract.commitments.aggregate(period=Max("periods__end_on"), milestone=Max("milestones__due_on"))
    to_come = CommitmentChange.objects.for_system(
        "agreed changes of a contract that was read in scope"
    ).filter(commitment__contract=contract, status=ChangeStatus.AGREED)
    days = [*found.values(), *(read_terms(row.after).last_on for row in to_come)]
    return max((day for day in days if day is not None), default=None)


def term_to_promise_in(contract: Contract) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day for which something may be newly promised: an earlier end that is agreed already counts."""
    agreed = contract.changes.filter(status=ChangeStatus.AGREED).values_list("new_ends_on", flat=True)
    ends = [day for day in (contract.ends_on, *agreed) if day is not None]
    return contract.starts_on, min(ends, default=None)


def role_of(contract: Contract, actor: Actor) -> Approver | None:
    """In which role the actor proposes and answers; None for anybody else."""
    if actor.side is Side.AUTHORITY:
        may = actor.organisation_id == contract.authority_id and actor.can(Permission.CONTRACT_EDIT)
        return Approver.CONTRACT_MANAGER if may else None
    own = actor.side is Side.SUPPLIER and actor.organisation_id == contract.supplier_id
    return Approver.DELIVERY_LEAD if own and actor.can(Permission.REPORT_WRITE) else None


def answers_as(of: ContractChange, actor: Actor) -> Approver | None:
    """In which role the actor has something to answer: not where a colleague does, nor where their own side has approved."""
    role = role_of(of.contract, actor)
    if role is None:
        return None
    if of.proposed_for_id == actor.organisation_id and latest_answers(of).get(role) is Answer.APPROVE:
        return None
    is_own = role is Approver.CONTRACT_MANAGER and of.proposed_by_id == actor.person_id
    return None if is_own and has_colleague_who_may(actor, Permission.CONTRACT_EDIT) else role


def latest_answers(of: ContractChange) -> dict[Approver, Answer]:
    """The latest answer of each side; a reply to a question is nobody's approval."""
    return {
        Approver(row.approver): Answer(row.answer) for row in of.answers.all() if row.answer != Answer.REPLY
    }


def change(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> ContractChange:
    """One proposal with what was said, for somebody on either side who may."""
    rows = ContractChange.objects.for_either_side(actor).filter(contract__in=queries.own(actor))
    rows = rows.select_related(
        "contract__authority",
        "contract__supplier",
        "contract__procurement",
        "contract__tender__ask_version",
        "contract__award__assessment",
        "proposed_for",
    ).prefetch_related("answers")
    found: ContractChange = fetch(rows, external_id, actor, permission)
    return found


def changes_of(contract: Contract) -> list[ContractChange]:
    """Every proposal about the price or term of a contract that was read in scope, oldest first."""
    return list(contract.changes.select_related("proposed_for").order_by("number"))


def waiting_for(actor: Actor) -> list[ContractChange]:
    """Open proposals that wait for the answer or the reply of the actor's side, the oldest first, as `changes.waiting_for`."""
    rows = ContractChange.objects.for_either_side(actor).filter(status=ChangeStatus.PROPOSED)
    found = rows.select_related("contract").prefetch_related("answers").order_by("pk")
    return [each for each in found if _waits_for(each, actor)]


def _waits_for(of: ContractChange, actor: Actor) -> bool:
    asked, role = questions_of(of), answers_as(of, actor)
    if role and role not in asked and latest_answers(of).get(role) is not Answer.APPROVE:
        return True
    return role_of(of.contract, actor) is not None and may_be_asked(of, asked, actor)


def due(today: dt.date) -> list[ContractChange]:
    """Agreed changes of price and term whose day has come, the earliest first."""
    rows = ContractChange.objects.for_system("agreed prices and terms whose day has come").filter(
        status=ChangeStatus.AGREED, takes_effect_on__lte=today
    )
    return list(rows.select_related("contract").order_by("takes_effect_on", "pk"))


def scores_behind(contract: Contract) -> list[tuple[str, int, str]]:
    """What the tender was scored when the contract was awarded: question, agreed mark (hundredths of a mark) and reason."""
    if contract.award is None or contract.tender is None:
        return []
    marks = assessment.agreed_scores(contract.award.assessment)
    content = contract.tender.ask_version.read()
    return [
        (each.title, mark.score, mark.reason)
        for each in content.criteria
        if (mark := marks.get((contract.tender_id, each.id))) is not None
    ]


def regime_of(contract: Contract) -> str | None:
    """The law that the contract's procurement began under; None where no procurement here led to it."""
    return contract.procurement.regime if contract.procurement else None
