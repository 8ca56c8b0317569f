"""Who on a panel may see and do what, and when: blind means blind.

An assessor sees no answer before declaring interests, and no other assessor's score ever. The moderator and the
procurement officer see no score before every assessor has handed in all of theirs. An administrator sees none at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Refused

S = AssessmentStatus


class PanelRole(StrEnum):
    """What a panel member does. Nobody does both in one assessment."""

    ASSESSOR = "assessor"
    MODERATOR = "moderator"


class Clearance(StrEnum):
    """Whether a member may take part, after declaring interests."""

    NOT_DECLARED = "not_declared"
    CLEAR = "clear"
    TO_DECIDE = "to_decide"
    ALLOWED = "allowed"
    EXCLUDED = "excluded"


#: A member in one of these may read tenders.
CLEARED = (Clearance.CLEAR, Clearance.ALLOWED)


def clearance(
    has_interest: bool | None, is_allowed: bool | None, before: Clearance = Clearance.NOT_DECLARED
) -> Clearance:
    """Where a member stands: `has_interest` as declared, `is_allowed` as decided; None for not yet.

    `before` is where they stood by their earlier declarations: nobody clears themselves by taking an interest back.
    """
    if has_interest is None:
        return Clearance.NOT_DECLARED
    if not has_interest and before not in (Clearance.TO_DECIDE, Clearance.EXCLUDED):
        return Clearance.CLEAR
    if is_allowed is None:
        return Clearance.TO_DECIDE
    return Clearance.ALLOWED if is_allowed else Clearance.EXCLUDED


@dataclass(frozen=True)
class Seat:
    """A panel member as the rules see one: what they do and where they stand."""

    role: PanelRole
    clearance: Clearance
    has_handed_in: bool = False


def check_may_join(role: PanelRole, status: AssessmentStatus, *, is_unscored: bool = False) -> None:
    """Raise `Refused` (``panel.closed``) unless somebody may still be named: assessors while independent scores are given.

    A moderator may be named at every step: without one no score could be agreed or, once opened again, locked. So may an
    assessor where `is_unscored`: an interest keeps the last one of a question out.
    """
    if role is not PanelRole.MODERATOR and status not in (S.PANEL, S.SCORING) and not is_unscored:
        raise Refused("panel.closed")


def check_may_read(seat: Seat, status: AssessmentStatus) -> None:
    """Raise `Refused` unless the member may read answers now: declared, cleared, and scoring has begun."""
    if status is S.PANEL:
        raise Refused("assessment.not_begun")
    if seat.clearance is Clearance.NOT_DECLARED:
        raise Refused("assessment.interests_not_declared")
    if seat.clearance not in CLEARED:
        raise Refused("assessment.interest_in_the_way")


def check_may_score(seat: Seat, status: AssessmentStatus) -> None:
    """Raise `Refused` unless the member may write scores now."""
    if seat.role is not PanelRole.ASSESSOR:
        raise Refused("assessment.moderators_do_not_score")
    check_may_read(seat, status)
    if status is not S.SCORING:
        raise Refused("assessment.scores_are_in")
    if seat.has_handed_in:
        raise Refused("assessment.handed_in")


def check_may_hand_in(seat: Seat, status: AssessmentStatus) -> None:
    """Raise `Refused` unless the member may hand scores in now.

    In moderation only somebody has not handed in whose exclusion was lifted: what was given before may be confirmed.
    """
    check_may_score(seat, S.SCORING if status is S.MODERATION else status)


def check_may_lift(seat: Seat, status: AssessmentStatus) -> None:
    """Raise `Refused` unless the member is kept out by an interest, and the scores on which the ranking stands are not locked."""
    if seat.clearance is not Clearance.EXCLUDED:
        raise Refused("interest.not_kept_out")
    if status is S.LOCKED:
        raise Refused("interest.scores_are_locked")


def check_scores_visible(status: AssessmentStatus) -> None:
    """Raise `Refused` (``assessment.still_blind``) until every assessor has handed in."""
    if status not in (S.MODERATION, S.LOCKED):
        raise Refused("assessment.still_blind")


def check_may_moderate(seat: Seat, status: AssessmentStatus) -> None:
    """Raise `Refused` unless the member may record agreed scores now."""
    if seat.role is not PanelRole.MODERATOR:
        raise Refused("assessment.not_the_moderator")
    check_may_read(seat, status)
    check_scores_visible(status)
    if status is not S.MODERATION:
        raise Refused("assessment.locked")


def check_firmness_visible(status: AssessmentStatus) -> None:
    """Raise `Refused` until scores are locked: how firm a result is may not influence it."""
    if status is not S.LOCKED:
        raise Refused("assessment.not_locked")
