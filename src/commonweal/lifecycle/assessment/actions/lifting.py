"""Letting a panel member take part again who was kept out by an interest."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import PanelRole, check_may_lift
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.actions.panels import hold
from commonweal.lifecycle.assessment.events import PanelEvent
from commonweal.lifecycle.assessment.models import ExclusionLifting, InterestDecision, PanelMember
from commonweal.lifecycle.assessment.seats import has_moderator
from commonweal.records.work import change, locked, transaction


def lift_exclusion(member: PanelMember, *, reason: str, by: Actor, now: dt.datetime) -> ExclusionLifting:
    """Let a member take part again. The decision that kept them out stays in the record, with the reason for lifting it.

    What an assessor had handed in stays out until they hand it in again: as they wish while independent scores are given,
    unchanged once moderation has begun.

    Raises:
        NotPermitted: the actor may not decide on interests, or it is their own.
        Refused: they are not kept out or have left, scores are locked, or another moderator has the seat.
        Invalid: there is no reason.
    """
    by.must(Permission.ASSESSMENT_MANAGE)
    if member.person_id == by.person_id:
        raise NotPermitted("interest.own")
    one = member.assessment
    with transaction(by=by, at=now) as work:
        hold(one)
        held: PanelMember = locked(member)
        check_may_lift(held.seat, AssessmentStatus(one.status))
        if held.left_at is not None:
            raise Refused("interest.not_kept_out")
        if held.role == PanelRole.MODERATOR and has_moderator(one):
            raise Refused("panel.has_a_moderator")
        if not reason.strip():
            raise Invalid("interest.lifting_reason_missing", field="reason")
        lifting = ExclusionLifting(
            decision=_excluding(held), reason=reason.strip(), lifted_at=now, lifted_by=by.person
        )
        lifting.save()
        if held.handed_in_at is not None:
            change(held, handed_in_at=None, handed_in_by="")
        work.record(PanelEvent.EXCLUSION_LIFTED, one, member=member.person.external_id)
    return lifting


def _excluding(member: PanelMember) -> InterestDecision:
    """The decision that keeps a member out: the newest that does not allow them and was not lifted."""
    rows = InterestDecision.objects.for_system("the decision that keeps out a member who was fetched").filter(
        declaration__member=member, is_allowed=False, lifting__isnull=True
    )
    found: InterestDecision = rows.order_by("-pk")[0]
    return found
