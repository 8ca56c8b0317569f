"""The procurement moves on once every lot of the round is settled: awarded so far, or awarded to nobody."""

import datetime as dt
from collections.abc import Iterable

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.statuses import STANDING, AwardStatus, NoAwardStatus
from commonweal.domain.errors import Refused
from commonweal.domain.procurements import ProcurementStatus
from commonweal.lifecycle.assessment.counted import check_no_other_lot_is_awarded
from commonweal.lifecycle.assessment.models import Assessment
from commonweal.lifecycle.assessment.queries import assessments_of
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.lifecycle.procurement.models import Procurement


def procurement_of(assessment: Assessment) -> Procurement:
    """The procurement of an assessment, as it is stored now."""
    found: Procurement = Procurement.objects.for_system("the procurement of a lot that was fetched").get(
        pk=assessment.lot.procurement_id
    )
    return found


def is_not_awarded(assessment: Assessment) -> bool:
    """True while a decision to award the lot to nobody stands."""
    return assessment.no_awards.filter(status=NoAwardStatus.STANDS.value).exists()


def is_next_round_invited(assessment: Assessment) -> bool:
    """True once the tenderers who were selected on these scores have been invited."""
    return bool(procurement_of(assessment).round_number > assessment.round.number)


def check_may_be_opened(assessment: Assessment) -> None:
    """Raise `Refused` where something rests on the locked scores.

    That is a decision, here or in another lot of a limited round, or a next round whose tenderers are invited.
    """
    if is_next_round_invited(assessment):
        raise Refused("assessment.next_round_invited")
    if assessment.awards.filter(status__in=[each.value for each in STANDING]).exists():
        raise Refused("assessment.award_stands")
    if is_not_awarded(assessment):
        raise Refused("award.no_award_stands")
    check_no_other_lot_is_awarded(assessment)


def move_procurement(
    assessment: Assessment,
    to: ProcurementStatus,
    settled: Iterable[AwardStatus],
    *,
    by: Actor,
    now: dt.datetime,
) -> bool:
    """Move the procurement on once every lot assessed in this round has come so far; True when it moved.

    A lot that nobody is awarded does not hold the others up. Where no lot at all is awarded nothing moves: the
    procurement is then terminated, which is a decision of its own.
    """
    values = [status.value for status in settled]
    lots = [each for each in assessments_of(assessment) if not is_not_awarded(each)]
    if not lots or any(not each.awards.filter(status__in=values).exists() for each in lots):
        return False
    procurement_actions.move(procurement_of(assessment), to, by=by, now=now)
    return True


def settle_without(assessment: Assessment, *, by: Actor, now: dt.datetime) -> None:
    """After a lot is awarded to nobody: the others may have waited for it alone."""
    if move_procurement(assessment, ProcurementStatus.AWARD_DECIDED, STANDING, by=by, now=now):
        entered = (AwardStatus.ENTERED,)
        move_procurement(assessment, ProcurementStatus.IN_CONTRACT, entered, by=by, now=now)
