"""Independent scores: saved as often as wished, handed in once, seen by nobody else until all are in."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.bands import band_of, check_reason
from commonweal.domain.assessment.panel import check_may_hand_in, check_may_score
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Invalid, Refused
from commonweal.lifecycle.assessment.actions.panels import (
    begin_moderation_if_all_are_in,
    check_every_criterion_has_an_assessor,
    check_own_seat,
    hold,
    taking_part,
)
from commonweal.lifecycle.assessment.events import PanelEvent, ScoreEvent
from commonweal.lifecycle.assessment.models import Assessment, PanelMember, Score, ScoreChange
from commonweal.lifecycle.assessment.queries import tenders_of
from commonweal.lifecycle.tendering.models import Tender
from commonweal.outbox.actions import send
from commonweal.records.work import Work, change, check_revision, locked, transaction


def save_score(
    member: PanelMember,
    tender: Tender,
    criterion_id: str,
    *,
    score: int | None,
    reason: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> Score:
    """Save a mark as far as it has come: hundredths of a band, or None; a reason, or none yet.

    Raises:
        NotPermitted: not the actor's seat. Refused: interests are not cleared, or the scores are handed in.
        Invalid: the criterion was not given to the assessor, or the mark is not that of a band.
        Stale: the mark was changed in another window.
    """
    with transaction(by=by, at=now) as work:
        check_scores_now(member, by)
        _check_answer(member, tender, criterion_id)
        if score is not None:
            band_of(member.assessment.ask_version.read().criterion(criterion_id).bands, score)
        held = member.scores.select_for_update().filter(tender=tender, criterion_id=criterion_id).first()
        if held is None:
            held = Score(member=member, tender=tender, criterion_id=criterion_id)
        else:
            check_revision(held, revision)
        return _write(held, score, reason.strip(), work)


def check_scores_now(member: PanelMember, by: Actor) -> None:
    """Lock the seat until the transaction ends and raise unless its holder may score: as it is stored, not as it was fetched.

    Of two windows, one that saves and one that hands in, the second is told.
    """
    held: PanelMember = locked(member)
    check_own_seat(held, by)
    check_may_score(held.seat, AssessmentStatus(held.assessment.status))


def _check_answer(member: PanelMember, tender: Tender, criterion_id: str) -> None:
    if criterion_id not in member.criteria:
        raise Invalid("score.criterion_not_given", field="criterion")
    assessment = member.assessment
    if (tender.lot_id, tender.round_id) != (assessment.lot_id, assessment.round_id):
        raise Invalid("score.tender_of_another_lot", field="tender")


def _write(held: Score, score: int | None, reason: str, work: Work) -> Score:
    """Save the mark and how it stood; a save that changes nothing leaves no trace."""
    if held.pk is None:
        held.score, held.reason = score, reason
        held.save()
    elif (held.score, held.reason) == (score, reason):
        return held
    else:
        change(held, score=score, reason=reason)
    ScoreChange(record=held, score=score, reason=reason, saved_at=work.at, saved_by=work.by.person).save()
    work.record(ScoreEvent.SAVED, held)  # without the mark: the trail is read by people who may not see it
    return held


def hand_in(member: PanelMember, *, by: Actor, now: dt.datetime, revision: int | None = None) -> PanelMember:
    """Hand in all of one's scores; the last to do so begins moderation.

    Whose exclusion was lifted in moderation confirms in this way what was given before, unchanged.

    Raises:
        Refused: a mark or its reason is missing (``score.incomplete`` with how many), or they are in already.
    """
    with transaction(by=by, at=now) as work:
        hold(member.assessment)
        check_revision(locked(member), revision)
        held: PanelMember = locked(member)
        check_own_seat(held, by)
        check_may_hand_in(held.seat, AssessmentStatus(held.assessment.status))
        missing = len(unfinished(member))
        if missing:
            raise Refused("score.incomplete", count=missing)
        change(member, handed_in_at=now, handed_in_by=by.person)
        work.record(PanelEvent.HANDED_IN, member.assessment)
        begin_moderation_if_all_are_in(member.assessment, work)
    return member


def ask_again(assessment: Assessment, work: Work) -> None:
    """A tender came back: whoever handed in without scores for it is asked for them, and told.

    Raises:
        Refused: ``panel.criterion_without_assessor``, because whoever scored a question has left.
    """
    check_every_criterion_has_an_assessor(assessment)
    for member in taking_part(assessment):
        if member.handed_in_at is not None and unfinished(member):
            change(member, handed_in_at=None, handed_in_by="")
            send("score.again", member=member.external_id)
            work.record(PanelEvent.HANDING_IN_REOPENED, assessment, member=member.person.external_id)


def unfinished(member: PanelMember) -> list[tuple[Tender, str]]:
    """Answers that still lack a mark or a reason."""
    rows = member.scores.values_list("tender_id", "criterion_id", "score", "reason")
    done = {(tender, criterion) for tender, criterion, score, reason in rows if _is_whole(score, reason)}
    tenders = tenders_of(member.assessment)
    return [
        (tender, criterion)
        for criterion in member.criteria
        for tender in tenders
        if (tender.pk, criterion) not in done
    ]


def _is_whole(score: int | None, reason: str) -> bool:
    if score is None:
        return False
    try:
        check_reason(reason)
    except Invalid:
        return False
    return True
