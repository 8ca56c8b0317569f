"""Beginning an assessment, naming its panel, and declaring interests before anything is shown."""

import datetime as dt
from collections.abc import Iterable, Sequence

from commonweal.domain.actors import Actor
from commonweal.domain.asks import AskContent
from commonweal.domain.assessment.panel import Clearance, PanelRole, check_may_join
from commonweal.domain.assessment.statuses import ASSESSMENT, AssessmentStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment.actions.settling import check_may_be_opened
from commonweal.lifecycle.assessment.events import AssessmentEvent, PanelEvent
from commonweal.lifecycle.assessment.kept_out import unscored
from commonweal.lifecycle.assessment.models import (
    Assessment,
    InterestDecision,
    InterestDeclaration,
    PanelMember,
    ParticipationCondition,
)
from commonweal.lifecycle.assessment.seats import has_moderator
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.tendering.queries import current_round, opened_tenders
from commonweal.organisations.models import Membership
from commonweal.records.work import Work, change, check_revision, locked, transaction

_P = Permission
NEEDED = {PanelRole.ASSESSOR: _P.SCORE_WRITE, PanelRole.MODERATOR: _P.SCORE_MODERATE}
STILL_NAMING = (AssessmentStatus.PANEL.value, AssessmentStatus.SCORING.value)


def begin(procurement: Procurement, *, by: Actor, now: dt.datetime) -> list[Assessment]:
    """Begin to assess the opened round: one assessment for each lot that has tenders.

    Raises:
        NotPermitted: the actor may not manage assessments.
        Refused: the tenders are not open yet, or there are none.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    if procurement.status != ProcurementStatus.OPENED:
        raise Refused("assessment.tenders_not_opened")
    round_ = current_round(procurement)
    tenders = opened_tenders(by).filter(round=round_).order_by("lot__number")
    lots = {tender.lot_id: tender.lot for tender in tenders}
    if not lots:
        raise Refused("assessment.no_tenders")
    version = procurement.ask.versions.order_by("-number")[0]
    with transaction(by=by, at=now) as work:
        procurement_actions.move(procurement, ProcurementStatus.ASSESSING, by=by, now=now)
        begun = [Assessment(lot=lot, round=round_, ask_version=version) for lot in lots.values()]
        for assessment in begun:
            assessment.save()
            work.record(AssessmentEvent.BEGUN, assessment, procurement=procurement.external_id)
            _carry_conditions(assessment, version.read())
    return begun


def _carry_conditions(assessment: Assessment, ask: AskContent) -> None:
    """The conditions of participation that the ask states, word for word; nobody types them again."""
    for each in ask.conditions:
        ParticipationCondition(
            assessment=assessment,
            kind=each.kind.value,
            text=f"{each.title}. {each.text}",
            lawful_because=each.lawful_because,
            asked_as=each.id,
        ).save()


def add_member(
    assessment: Assessment,
    membership: Membership,
    role: PanelRole,
    *,
    criteria: Sequence[str] = (),
    by: Actor,
    now: dt.datetime,
) -> PanelMember:
    """Name somebody to the panel. An assessor is given criteria, by the ask's ids; a moderator none.

    Who follows a moderator that left or is kept out by an interest may be named at every step. So may an assessor for a
    question whose last one is kept out: scoring goes on, and its marks are agreed again.

    Raises:
        Refused: another assessor, and moderation has begun; or an award stands on the scores.
        Invalid: the person's role does not allow it, they have a seat, there is a moderator already, or a criterion is not
            one that is scored by people.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    with transaction(by=by, at=now) as work:
        hold(assessment)
        again = unscored(assessment) if _is_late(assessment, role) else ()
        _check_naming(assessment, membership, role, is_unscored=bool(again))
        chosen = _criteria(assessment, criteria) if role is PanelRole.ASSESSOR else []
        if again:
            _score_again(assessment, chosen, again, work)
        member = PanelMember(
            assessment=assessment, person=membership.person, role=role.value, criteria=chosen
        )
        member.save()
        work.record(
            PanelEvent.MEMBER_ADDED,
            assessment,
            member=membership.person.external_id,
            role=role.value,
            criteria=len(chosen),
        )
    return member


def leave(member: PanelMember, *, because: str, by: Actor, now: dt.datetime) -> PanelMember:
    """Record that somebody left the panel once it has begun. What they handed in stays; what they had not is not counted.

    Raises:
        Refused: the scores are locked, they have left already, or nobody else would be left for a criterion.
        Invalid: ``panel.leaving_reason``.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    one = member.assessment
    if not because.strip():
        raise Invalid("panel.leaving_reason", field="because")
    with transaction(by=by, at=now) as work:
        hold(one)
        if one.status == AssessmentStatus.LOCKED or locked(member).left_at is not None:
            raise Refused("panel.cannot_leave")
        change(member, left_at=now, left_by=by.person, left_because=because.strip())
        work.record(PanelEvent.MEMBER_LEFT, one, member=member.person.external_id, role=member.role)
        if member.role == PanelRole.ASSESSOR and one.status == AssessmentStatus.SCORING:
            if member.handed_in_at is None:
                check_every_criterion_has_an_assessor(one)
            begin_moderation_if_all_are_in(one, work)
    return member


def note_training(
    member: PanelMember, *, trained_on: dt.date, words: str, by: Actor, now: dt.datetime
) -> PanelMember:
    """Note when and how a member was trained for this assessment. Raises `Invalid` without words or for a day to come."""
    by.must(_P.ASSESSMENT_MANAGE)
    if not words.strip():
        raise Invalid("panel.training_words", field="words")
    if trained_on > london_day(now):
        raise Invalid("panel.training_day", field="trained_on")
    with transaction(by=by, at=now) as work:
        change(member, trained_on=trained_on, training=words.strip())
        work.record(PanelEvent.TRAINING_NOTED, member.assessment, member=member.person.external_id)
    return member


def set_due(
    assessment: Assessment,
    *,
    due_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Assessment:
    """Say by when scores are due, so that assessors are reminded. Raises `Refused` once scoring is over."""
    by.must(_P.ASSESSMENT_MANAGE)
    with transaction(by=by, at=now) as work:
        hold(assessment)
        check_revision(assessment, revision)
        if assessment.status not in STILL_NAMING:
            raise Refused("panel.closed")
        change(assessment, scores_due_on=due_on)
        work.record(PanelEvent.DUE_SET, assessment, due_on=due_on)
    return assessment


def _is_late(assessment: Assessment, role: PanelRole) -> bool:
    return role is PanelRole.ASSESSOR and assessment.status not in STILL_NAMING


def _score_again(assessment: Assessment, chosen: Sequence[str], again: Sequence[str], work: Work) -> None:
    """Scoring goes on for the questions that lost their last assessor, and for no other."""
    check_may_be_opened(assessment)
    if set(chosen) - set(again):
        raise Invalid("panel.criterion_is_scored", field="criteria")
    ASSESSMENT.check(AssessmentStatus(assessment.status), AssessmentStatus.SCORING)
    change(assessment, status=AssessmentStatus.SCORING.value)
    work.record(AssessmentEvent.SCORED_AGAIN, assessment, criteria=len(chosen))


def _check_naming(
    assessment: Assessment, membership: Membership, role: PanelRole, *, is_unscored: bool
) -> None:
    check_may_join(role, AssessmentStatus(assessment.status), is_unscored=is_unscored)
    if membership.organisation_id != assessment.lot.procurement.authority_id or membership.ended_at:
        raise Invalid("panel.not_a_colleague", field="person")
    if not membership.actor().can(NEEDED[role]):
        raise Invalid("panel.role_missing", field="person")
    if assessment.members.filter(person=membership.person).exists():
        raise Invalid("panel.has_a_seat", field="person")
    if role is PanelRole.MODERATOR and has_moderator(assessment):
        raise Invalid("panel.has_a_moderator", field="role")


def _criteria(assessment: Assessment, chosen: Iterable[str]) -> list[str]:
    questions = [criterion.id for criterion in assessment.ask_version.read().questions]
    wanted = set(chosen)
    if not wanted:
        raise Invalid("panel.no_criteria", field="criteria")
    if wanted - set(questions):
        raise Invalid("panel.criterion_unknown", field="criteria")
    return [each for each in questions if each in wanted]


def remove_member(member: PanelMember, *, by: Actor, now: dt.datetime) -> None:
    """Take somebody off the panel before scoring begins. Raises `Refused` once it has."""
    by.must(_P.ASSESSMENT_MANAGE)
    if member.assessment.status != AssessmentStatus.PANEL or member.declarations.exists():
        raise Refused("panel.has_begun")
    with transaction(by=by, at=now) as work:
        work.record(PanelEvent.MEMBER_REMOVED, member.assessment, member=member.person.external_id)
        member.delete()


def start_scoring(
    assessment: Assessment, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> Assessment:
    """Let assessors begin. Raises `Refused` without a moderator, or with a criterion that nobody scores."""
    by.must(_P.ASSESSMENT_MANAGE)
    with transaction(by=by, at=now) as work:
        hold(assessment)
        check_revision(assessment, revision)
        ASSESSMENT.check(AssessmentStatus(assessment.status), AssessmentStatus.SCORING)
        if not has_moderator(assessment):
            raise Refused("panel.no_moderator")
        check_every_criterion_has_an_assessor(assessment)
        change(assessment, status=AssessmentStatus.SCORING.value)
        work.record(AssessmentEvent.SCORING_BEGUN, assessment, members=assessment.members.count())
    return assessment


def check_every_criterion_has_an_assessor(assessment: Assessment) -> None:
    """Raise `Refused` (``panel.criterion_without_assessor``) naming the first criterion that nobody scores."""
    covered = {criterion for member in taking_part(assessment) for criterion in member.criteria}
    for criterion in assessment.ask_version.read().questions:
        if criterion.id not in covered:
            raise Refused("panel.criterion_without_assessor", title=criterion.title)


def taking_part(assessment: Assessment) -> list[PanelMember]:
    """Assessors who have not left and are not kept out by an interest; once moderation has begun, whose scores count."""
    members = assessment.members.filter(role=PanelRole.ASSESSOR.value, left_at__isnull=True)
    found = members.select_related("person").prefetch_related("declarations__decision__lifting")
    still_giving = assessment.status in STILL_NAMING
    return [
        member
        for member in found
        if member.clearance is not Clearance.EXCLUDED and (still_giving or member.handed_in_at)
    ]


def declare(
    member: PanelMember, *, has_interest: bool, words: str, by: Actor, now: dt.datetime
) -> InterestDeclaration:
    """Declare interests, or that there are none. A later declaration takes the place of an earlier.

    One that takes back an interest on which nobody has decided waits for that decision as well.

    Raises:
        NotPermitted: it is not the actor's own seat. Refused: it was decided that they take no part.
        Invalid: an interest is not described.
    """
    check_own_seat(member, by)
    described = words.strip()
    if has_interest and not described:
        raise Invalid("interest.not_described", field="words")
    with transaction(by=by, at=now) as work:
        if locked(member).clearance is Clearance.EXCLUDED:
            raise Refused("interest.kept_out")
        declared = InterestDeclaration(
            member=member,
            has_interest=has_interest,
            words=described if has_interest else "",
            declared_at=now,
            declared_by=by.person,
        )
        declared.save()
        work.record(PanelEvent.INTERESTS_DECLARED, member.assessment, has_interest=has_interest)
    return declared


def hold(assessment: Assessment) -> None:
    """Lock an assessment until the transaction ends and read its status again: a page may have fetched it before it changed.

    Whoever also locks a seat does so after it, so that two who act at once never wait for each other in a ring.
    """
    now: Assessment = locked(assessment)
    assessment.status, assessment.revision = now.status, now.revision


def check_own_seat(member: PanelMember, by: Actor) -> None:
    """Raise `NotPermitted` unless the seat is the actor's own and their role still allows what it is for."""
    if by.person_id is None or member.person_id != by.person_id or member.left_at is not None:
        raise NotPermitted("panel.not_your_seat")
    by.must(NEEDED[PanelRole(member.role)])


def decide_interest(
    member: PanelMember, *, is_allowed: bool, reason: str, by: Actor, now: dt.datetime
) -> InterestDecision:
    """Decide whether a member with an interest may take part.

    Raises:
        NotPermitted: the actor may not, or it is their own interest.
        Refused: nothing waits for a decision, or nobody else would be left for a criterion while scores are given. Once
            they are in, the question is scored again: see `add_member`.
        Invalid: there is no reason.
    """
    by.must(_P.ASSESSMENT_MANAGE)
    if member.person_id == by.person_id:
        raise NotPermitted("interest.own")
    with transaction(by=by, at=now) as work:
        hold(member.assessment)
        if locked(member).clearance is not Clearance.TO_DECIDE:
            raise Refused("interest.nothing_to_decide")
        if not reason.strip():
            raise Invalid("interest.reason_missing", field="reason")
        declaration = member.declarations.order_by("-pk")[0]
        decision = InterestDecision(
            declaration=declaration,
            is_allowed=is_allowed,
            reason=reason.strip(),
            decided_at=now,
            decided_by=by.person,
        )
        decision.save()
        work.record(
            PanelEvent.INTEREST_DECIDED,
            member.assessment,
            member=member.person.external_id,
            is_allowed=is_allowed,
        )
        if not is_allowed and member.assessment.status == AssessmentStatus.SCORING:
            check_every_criterion_has_an_assessor(member.assessment)
            begin_moderation_if_all_are_in(member.assessment, work)
    return decision


def begin_moderation_if_all_are_in(assessment: Assessment, work: Work) -> None:
    """Move on once every assessor who takes part has handed in."""
    if assessment.status != AssessmentStatus.SCORING:
        return
    members = taking_part(assessment)
    if members and all(member.handed_in_at for member in members):
        change(assessment, status=AssessmentStatus.MODERATION.value)
        work.record(AssessmentEvent.MODERATION_BEGUN, assessment)
