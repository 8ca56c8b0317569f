"""Marking what is confidential in the winner's reasons, before summaries are sent."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.confidential import check_passage
from commonweal.domain.assessment.statuses import AwardStatus
from commonweal.domain.errors import NotFound, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.events import AwardEvent
from commonweal.lifecycle.assessment.models import AgreedScore, AwardDecision, ConfidentialPassage
from commonweal.records.work import transaction


def mark_confidential(
    award: AwardDecision, agreed: AgreedScore, passage: str, *, reason: str, by: Actor, now: dt.datetime
) -> ConfidentialPassage:
    """Leave a passage of the winner's reason out of what the other tenderers read.

    Raises:
        NotPermitted: the actor may not act on awards. NotFound: a reason about another tender.
        Refused: summaries are sent. Invalid: as `check_passage`.
    """
    by.must(Permission.AWARD_DECIDE)
    _check_not_sent(award)
    if agreed.tender_id != award.tender_id or agreed.assessment_id != award.assessment_id:
        raise NotFound("record.not_found", kind=AgreedScore.KIND)
    wanted = check_passage(agreed.reason, passage, reason)
    with transaction(by=by, at=now) as work:
        marked = ConfidentialPassage(
            award=award,
            agreed=agreed,
            passage=wanted,
            reason=reason.strip(),
            marked_at=now,
            marked_by=by.person,
        )
        marked.save()
        work.record(AwardEvent.PASSAGE_MARKED, award, agreed=agreed.external_id)
    return marked


def unmark(passage: ConfidentialPassage, *, by: Actor, now: dt.datetime) -> None:
    """Show a passage after all, before summaries are sent."""
    by.must(Permission.AWARD_DECIDE)
    _check_not_sent(passage.award)
    with transaction(by=by, at=now) as work:
        work.record(AwardEvent.PASSAGE_SHOWN, passage.award, agreed=passage.agreed.external_id)
        passage.delete()


def _check_not_sent(award: AwardDecision) -> None:
    if award.status != AwardStatus.DECIDED:
        raise Refused("confidential.sent")
