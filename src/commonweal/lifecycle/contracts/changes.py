"""Reads of changes: a commitment's terms as they stand, its versions, and proposals that wait for somebody."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.changes import (
    Answer,
    Approver,
    ChangeStatus,
    Compared,
    PeriodTerms,
    StepTerms,
    Terms,
    compare,
    needed,
)
from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Permission, Role, Side, permissions_of
from commonweal.lifecycle.assessment import queries as assessment
from commonweal.lifecycle.assessment.models import AgreedScore
from commonweal.lifecycle.contracts import queries
from commonweal.lifecycle.contracts.models import (
    ChangeAnswer,
    Commitment,
    CommitmentChange,
    Contract,
    ContractChange,
    ContractChangeAnswer,
)
from commonweal.lifecycle.strategy.models import Place
from commonweal.organisations.access import fetch
from commonweal.organisations.models import Membership
from commonweal.records.scopes import ScopedQuerySet

_RELATED = (
    "commitment__contract__authority",
    "commitment__contract__supplier",
    "commitment__contract__procurement",
    "proposed_by",
    "proposed_for",
)


def terms_of(commitment: Commitment) -> Terms:
    """What a commitment promises as it stands."""
    return Terms(
        title=commitment.title,
        words=commitment.words,
        unit=commitment.unit,
        quantity=commitment.quantity,
        rate_per_pence=commitment.rate_per_pence,
        place=commitment.place.code if commitment.place else "",
        periods=tuple(
            PeriodTerms(each.start_on, each.end_on, each.quantity, each.external_id)
            for each in commitment.periods.all()
        ),
        steps=tuple(
            StepTerms(each.external_id, each.title, each.due_on) for each in commitment.milestones.all()
        ),
    )


def stored_terms(terms: Terms) -> dict[str, Any]:
    """Terms as JSON keeps them: days in ISO form."""
    return _iso(asdict(terms))  # type: ignore[no-any-return]


def _iso(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _iso(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_iso(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def read_terms(stored: dict[str, Any]) -> Terms:
    """Stored terms as they were."""
    day = dt.date.fromisoformat
    periods = tuple(
        PeriodTerms(day(each["start_on"]), day(each["end_on"]), each["quantity"], each["id"])
        for each in stored["periods"]
    )
    steps = tuple(
        StepTerms(each["id"], each["title"], day(each["due_on"]) if each["due_on"] else None)
        for each in stored["steps"]
    )
    return Terms(**{**stored, "periods": periods, "steps": steps})


def compared(of: CommitmentChange) -> Compared:
    """What the figures say of a proposal."""
    return compare(read_terms(of.before), read_terms(of.after))


def needs(of: CommitmentChange) -> frozenset[Approver]:
    """Whose approval it needs. What the authority itself owes is approved by both sides as well."""
    return needed(compared(of), reaches_others=of.reaches_others)


def latest_answers(of: CommitmentChange) -> dict[Approver, Answer]:
    """The latest answer of each approver; a reply to a question is nobody's approval."""
    found: dict[Approver, Answer] = {}
    for row in of.answers.all():
        if row.answer != Answer.REPLY:
            found[Approver(row.approver)] = Answer(row.answer)
    return found


def roles_of(of: CommitmentChange, actor: Actor) -> list[Approver]:
    """In which of the needed roles the actor may answer."""
    contract = of.commitment.contract
    found = []
    if actor.side is Side.AUTHORITY and actor.organisation_id == contract.authority_id:
        if actor.can(Permission.CONTRACT_EDIT):
            found.append(Approver.CONTRACT_MANAGER)
        if actor.can(Permission.MISSION_EDIT):
            found.append(Approver.AIM_OWNER)
    elif may_propose(of.commitment, actor):
        found.append(Approver.DELIVERY_LEAD)
    return [each for each in found if each in needs(of)]


_NEEDED = {Approver.CONTRACT_MANAGER: Permission.CONTRACT_EDIT, Approver.AIM_OWNER: Permission.MISSION_EDIT}


def is_for_another(of: CommitmentChange, approver: Approver, actor: Actor) -> bool:
    """True where the actor proposed it for the authority, or approved it in another role, and a colleague can approve it.

    Two approvals are two people's, where the body has them; the supplier's own proposal is its approval.
    """
    if approver not in _NEEDED:
        return False
    said = of.answers.filter(answered_by_id=actor.person_id)
    return _has_part(of, approver, actor, said) and has_colleague_who_may(actor, _NEEDED[approver])


def _has_part(
    of: CommitmentChange, approver: Approver, actor: Actor, answers: Iterable[ChangeAnswer]
) -> bool:
    """True where the actor proposed it, or approved it in another role than `approver`."""
    return of.proposed_by_id == actor.person_id or any(
        each.answer == Answer.APPROVE and each.approver != approver and each.answered_by_id == actor.person_id
        for each in answers
    )


def answers_as(of: CommitmentChange, actor: Actor) -> list[Approver]:
    """In which of the needed roles the actor has something to answer: not where a colleague does, nor where their own side's
    proposal has said it. Answers must be read with it."""
    return _answers_as(of, actor, {})


def _answers_as(of: CommitmentChange, actor: Actor, colleagues: dict[Approver, bool]) -> list[Approver]:
    said, found = latest_answers(of), []
    for role in roles_of(of, actor):
        if of.proposed_for_id == actor.organisation_id and said.get(role) is Answer.APPROVE:
            continue
        if role in _NEEDED and _has_part(of, role, actor, of.answers.all()):
            if role not in colleagues:
                colleagues[role] = has_colleague_who_may(actor, _NEEDED[role])
            if colleagues[role]:
                continue
        found.append(role)
    return found


def has_colleague_who_may(actor: Actor, permission: Permission) -> bool:
    """True when somebody else of the actor's organisation has a permission there."""
    rows = Membership.objects.for_system("who else of an organisation may approve a change").filter(
        organisation_id=actor.organisation_id, ended_at__isnull=True, person__is_active=True
    )
    others = rows.exclude(person_id=actor.person_id).values_list("roles", flat=True)
    return any(permission in permissions_of(frozenset(map(Role, roles))) for roles in others)


def may_propose(commitment: Commitment, actor: Actor) -> bool:
    """True when the actor looks after contracts or delivers, for one of the two parties."""
    contract = commitment.contract
    if actor.side is Side.AUTHORITY:
        return actor.organisation_id == contract.authority_id and actor.can(Permission.CONTRACT_EDIT)
    own = actor.side is Side.SUPPLIER and actor.organisation_id == contract.supplier_id
    return own and actor.can(Permission.REPORT_WRITE)


def change(
    actor: Actor, external_id: str, permission: Permission = Permission.CONTRACT_READ
) -> CommitmentChange:
    """One proposal with its commitment and what was said. Raises NotFound or NotPermitted."""
    rows = CommitmentChange.objects.for_system("changes of commitments that were read in scope").filter(
        commitment__contract__in=queries.own(actor)
    )
    rows = rows.select_related(*_RELATED).prefetch_related("answers__answered_by")
    found: CommitmentChange = fetch(rows, external_id, actor, permission)
    return found


def changes_of(commitment: Commitment) -> list[CommitmentChange]:
    """Every proposal about one commitment, the newest first."""
    rows = commitment.changes.select_related("proposed_for").prefetch_related("answers")
    return list(rows.order_by("-number"))


def yet_to_come(commitment: Commitment) -> CommitmentChange | None:
    """The newest proposal about a commitment where it waits for its day or has lapsed; else None: nothing is to be said of it."""
    row = commitment.changes.order_by("-number").first()
    spoken_of = (ChangeStatus.AGREED, ChangeStatus.LAPSED)
    return row if row is not None and row.status in spoken_of else None


def agreed_changes(contract: Contract) -> list[CommitmentChange]:
    """The changes in force of the commitments of a contract that was read in scope, each commitment's first in front."""
    rows = CommitmentChange.objects.for_system("changes on a contract that was read in scope").filter(
        commitment__contract=contract, status=ChangeStatus.IN_FORCE
    )
    return list(rows.order_by("commitment_id", "number"))


def open_changes(actor: Actor) -> ScopedQuerySet:
    """Proposals on the actor's contracts that nobody has settled, the oldest first."""
    rows = CommitmentChange.objects.for_either_side(actor).filter(status=ChangeStatus.PROPOSED)
    return rows.select_related("commitment__contract").prefetch_related("answers").order_by("pk")


def waiting_for(actor: Actor) -> list[CommitmentChange]:
    """Open proposals that wait for an answer of the actor's, or for their reply to a question.

    One that they asked about waits for them again once somebody has replied.
    """
    found, colleagues = [], dict[Approver, bool]()
    for each in open_changes(actor):
        said, asked = latest_answers(each), questions_of(each)
        to_answer = (
            role
            for role in _answers_as(each, actor, colleagues)
            if said.get(role) is not Answer.APPROVE and role not in asked
        )
        is_to_reply = may_propose(each.commitment, actor) and may_be_asked(each, asked, actor)
        if is_to_reply or any(to_answer):
            found.append(each)
    return found


def questions_of(
    of: CommitmentChange | ContractChange,
) -> dict[Approver, ChangeAnswer | ContractChangeAnswer]:
    """By who asked: questions that are the asker's latest word and that nobody has replied to since."""
    found: dict[Approver, ChangeAnswer | ContractChangeAnswer] = {}
    for row in of.answers.all():
        if row.answer == Answer.REPLY:
            found.clear()
        elif row.answer == Answer.QUESTION:
            found[Approver(row.approver)] = row
        else:
            found.pop(Approver(row.approver), None)
    return found


def may_be_asked(
    of: CommitmentChange | ContractChange,
    asked: Mapping[Approver, ChangeAnswer | ContractChangeAnswer],
    actor: Actor,
) -> bool:
    """True where a question waits for the actor's reply: for the side that proposed it, or for both where that side asked."""
    side_of = {Approver.DELIVERY_LEAD: Side.SUPPLIER}
    is_own = of.proposed_for_id == actor.organisation_id
    proposed_by = actor.side if is_own else _OTHER[actor.side]
    return any(
        row.answered_by_id != actor.person_id
        and (is_own or side_of.get(approver, Side.AUTHORITY) is proposed_by)
        for approver, row in asked.items()
    )


_OTHER = {Side.AUTHORITY: Side.SUPPLIER, Side.SUPPLIER: Side.AUTHORITY}


def places_named(contract: Contract, typed: str) -> list[Place]:
    """The places of a code, the authority's own before the shared one, or else those of a name; both sides may name them."""
    by_code = places_of_code(contract, typed)
    return by_code or list(_places_for(contract).filter(name__iexact=typed).order_by("pk")[:2])


def places_of_code(contract: Contract, code: str) -> list[Place]:
    """The place of a code, the authority's own before the shared one; none where neither is."""
    return sorted(_places_for(contract).filter(code=code), key=lambda each: each.owner_id is None)[:1]


def _places_for(contract: Contract) -> ScopedQuerySet:
    rows = Place.objects.for_system("places that a change of a readable commitment may name")
    found: ScopedQuerySet = rows.filter(Q(owner__isnull=True) | Q(owner_id=contract.authority_id))
    return found


def due(today: dt.date) -> list[CommitmentChange]:
    """Agreed changes whose day has come, the earliest first."""
    rows = CommitmentChange.objects.for_system("agreed changes whose day has come").filter(
        status=ChangeStatus.AGREED, takes_effect_on__lte=today
    )
    return list(rows.select_related(*_RELATED).order_by("takes_effect_on", "pk"))


def score_behind(commitment: Commitment) -> AgreedScore | None:
    """The agreed mark of the answer that the original promise was part of; None where none was given here."""
    award, offer = commitment.contract.award, commitment.offered
    if award is None or offer is None:
        return None
    return assessment.agreed_scores(award.assessment).get((offer.tender_id, offer.criterion_id))


def place_code(contract: Contract, typed: str) -> str:
    """The code of the place that was typed by its code or its name; nothing for nothing. Raises `Invalid` (``place``)."""
    if not typed:
        return ""
    named = places_named(contract, typed)
    if len(named) != 1:
        raise Invalid("change.place_of_several" if named else "change.place_unknown", field="place")
    code: str = named[0].code
    return code
