"""What a seat on a panel lets its holder read, and whether the moderator's is taken."""

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.panel import Clearance, PanelRole, check_may_read
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import NotPermitted, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.models import Assessment, PanelMember


def check_reads(actor: Actor, one: Assessment) -> None:
    """Raise unless the actor may read tenders, scores and results: who manages assessments, or this panel's own moderator.

    The role of a moderator is not enough: who moderates reads through the seat, after a declaration that was cleared.

    Raises:
        NotPermitted: the actor has no moderator's seat here. Refused: scoring has not begun, or interests are in the way.
    """
    if actor.can(Permission.ASSESSMENT_MANAGE):
        return
    own = PanelMember.objects.for_panel_member(actor).filter(assessment=one, left_at__isnull=True)
    held = (
        own.filter(role=PanelRole.MODERATOR.value).prefetch_related("declarations__decision__lifting").first()
    )
    if held is None or not actor.can(Permission.SCORE_MODERATE):
        raise NotPermitted("panel.not_its_moderator")
    check_may_read(held.seat, AssessmentStatus(one.status))


def may_read(actor: Actor, one: Assessment) -> bool:
    """Whether `check_reads` lets the actor read."""
    try:
        check_reads(actor, one)
    except (NotPermitted, Refused):
        return False
    return True


def handed_in(one: Assessment, *, counts: bool = True) -> list[PanelMember]:
    """Members who have handed in and whose scores count; without `counts` those whose do not.

    Those are kept out by an interest, or were and have not handed in again since that was lifted.
    """
    found = one.members.select_related("person").prefetch_related("declarations__decision__lifting")
    if counts:
        in_ = found.filter(handed_in_at__isnull=False)
        return [each for each in in_ if each.clearance is not Clearance.EXCLUDED]
    return [each for each in found if each.stays_out or _is_in_vain(each)]


def _is_in_vain(member: PanelMember) -> bool:
    return member.handed_in_at is not None and member.clearance is Clearance.EXCLUDED


def has_moderator(one: Assessment) -> bool:
    """True while a moderator has the seat: one who has not left and is not kept out by an interest."""
    seated = one.members.filter(role=PanelRole.MODERATOR.value, left_at__isnull=True)
    found = seated.prefetch_related("declarations__decision__lifting")
    return any(each.clearance is not Clearance.EXCLUDED for each in found)
