"""Agreed scores with reasons, locking the ranking, and opening one score again for a named error."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.bands import band_of, check_reason
from commonweal.domain.assessment.panel import PanelRole, check_may_moderate
from commonweal.domain.assessment.price import FIXED_PRICE
from commonweal.domain.assessment.reopening import check_error
from commonweal.domain.assessment.snapshot import CriterionInput, Ranking, ScoreInput, TenderInput, rank
from commonweal.domain.assessment.statuses import ASSESSMENT, AssessmentStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.actions.panels import hold
from commonweal.lifecycle.assessment.actions.settling import check_may_be_opened
from commonweal.lifecycle.assessment.counted import offers_of
from commonweal.lifecycle.assessment.events import AssessmentEvent, ScoreEvent
from commonweal.lifecycle.assessment.kept_out import to_agree_again, undecided, unscored
from commonweal.lifecycle.assessment.models import (
    AgreedScore,
    AgreedScoreChange,
    Assessment,
    PanelMember,
    RankingSnapshot,
    Reopening,
)
from commonweal.lifecycle.assessment.queries import open_reopenings, opened_tenders_of, prices_of, tenders_of
from commonweal.lifecycle.tendering.models import Tender
from commonweal.records.work import Work, change, check_revision, transaction

_S = AssessmentStatus


def agree(
    assessment: Assessment,
    tender: Tender,
    criterion_id: str,
    *,
    score: int,
    reason: str,
    minority_view: str = "",
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> AgreedScore:
    """Record the mark that counts, with its reason. A minority view is kept beside it.

    Raises:
        NotPermitted: the actor is not this assessment's moderator. Refused: scores are not all in, or they are locked.
        Invalid: the mark is not a band's, or it has no reason. Stale: somebody saved it first.
    """
    with transaction(by=by, at=now) as work:
        hold(assessment)
        _check_moderator(assessment, by)
        _check_answer(assessment, tender, criterion_id)
        band_of(assessment.ask_version.read().criterion(criterion_id).bands, score)
        content = {"score": score, "reason": check_reason(reason), "minority_view": minority_view.strip()}
        held = (
            assessment.agreed_scores.select_for_update()
            .filter(tender=tender, criterion_id=criterion_id)
            .first()
        )
        if held is None:
            held = AgreedScore(assessment=assessment, tender=tender, criterion_id=criterion_id, **content)
            held.save()
        else:
            check_revision(held, revision)
            change(held, **content)
        AgreedScoreChange(record=held, saved_at=now, saved_by=by.person, **content).save()
        work.record(ScoreEvent.AGREED, held)  # without the mark, as for independent scores
    return held


def _check_moderator(assessment: Assessment, by: Actor) -> PanelMember:
    by.must(Permission.SCORE_MODERATE)
    member: PanelMember | None = assessment.members.filter(
        person_id=by.person_id, role=PanelRole.MODERATOR.value, left_at__isnull=True
    ).first()
    if member is None:
        raise NotPermitted("panel.not_your_seat")
    check_may_moderate(member.seat, _S(assessment.status))
    return member


def _check_answer(assessment: Assessment, tender: Tender, criterion_id: str) -> None:
    """After a first locking only the scores that were opened again, or are not agreed, may be changed."""
    if (tender.lot_id, tender.round_id) != (assessment.lot_id, assessment.round_id):
        raise Invalid("score.tender_of_another_lot", field="tender")
    if criterion_id not in {criterion.id for criterion in assessment.ask_version.read().questions}:
        raise Invalid("score.criterion_unknown", field="criterion")
    if not assessment.snapshots.exists():
        return
    if not open_reopenings(assessment).filter(
        agreed__tender=tender, agreed__criterion_id=criterion_id
    ).exists() and (tender, criterion_id) not in not_agreed(assessment):
        raise Refused("assessment.score_not_reopened")


def lock(
    assessment: Assessment, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> RankingSnapshot:
    """Lock the agreed scores and keep the ranking by the published weightings and price formula.

    Raises:
        NotPermitted, Refused: as for `agree`; ``assessment.not_all_agreed`` with how many scores are missing;
            ``assessment.interest_undecided``; ``panel.criterion_without_assessor`` for a question that nobody's score is for.
        Invalid: the prices do not fit the published formula.
    """
    with transaction(by=by, at=now) as work:
        hold(assessment)
        check_revision(assessment, revision)
        _check_moderator(assessment, by)
        ASSESSMENT.check(_S(assessment.status), _S.LOCKED)
        _check_panel(assessment)
        missing = len(not_agreed(assessment))
        if missing:
            raise Refused("assessment.not_all_agreed", count=missing)
        change(assessment, status=_S.LOCKED.value)
        return keep_ranking(assessment, work)


def _check_panel(assessment: Assessment) -> None:
    """Nothing is locked on the work of somebody who may turn out to have no part in it."""
    waiting = undecided(assessment)
    if waiting:
        raise Refused("assessment.interest_undecided", name=waiting[0].person.name)
    for criterion in unscored(assessment):
        title = assessment.ask_version.read().criterion(criterion).title
        raise Refused("panel.criterion_without_assessor", title=title)


def keep_ranking(assessment: Assessment, work: Work) -> RankingSnapshot:
    """Rank the tenders that are in, by their agreed scores, and keep it as the next snapshot."""
    ranking = _rank(assessment)
    snapshot = RankingSnapshot(
        assessment=assessment,
        number=assessment.snapshots.count() + 1,
        content=ranking.to_json().decode(),
        digest=ranking.digest(),
        locked_at=work.at,
        locked_by=work.by.person,
    )
    snapshot.save()
    _note_locked(assessment, snapshot, work)
    return snapshot


def _note_locked(assessment: Assessment, snapshot: RankingSnapshot, work: Work) -> None:
    work.record(
        AssessmentEvent.LOCKED,
        assessment,
        ranking=snapshot.external_id,
        number=snapshot.number,
        digest=snapshot.digest,
    )


def not_agreed(assessment: Assessment) -> list[tuple[Tender, str]]:
    """Answers without an agreed score, or with one that no longer rests on any independent score."""
    done = set(assessment.agreed_scores.values_list("tender_id", "criterion_id"))
    done -= to_agree_again(assessment)
    tenders = tenders_of(assessment)
    return [
        (tender, criterion.id)
        for criterion in assessment.ask_version.read().questions
        for tender in tenders
        if (tender.pk, criterion.id) not in done
    ]


def _rank(assessment: Assessment) -> Ranking:
    ask = assessment.ask_version.read()
    prices, offers = prices_of(assessment), offers_of(assessment)
    lot_price = ask.fixed_price(assessment.lot.external_id)
    marks: dict[int, list[ScoreInput]] = {}
    for agreed in assessment.agreed_scores.order_by("criterion_id"):
        marks.setdefault(agreed.tender_id, []).append(ScoreInput(agreed.criterion_id, agreed.score))
    return rank(
        procurement_id=ask.procurement_id,
        lot_id=assessment.lot.external_id,
        round_number=assessment.round.number,
        ask_version=ask.version,
        ask_digest=assessment.ask_version.digest,
        criteria=tuple(
            CriterionInput(
                each.id,
                each.title,
                each.kind,
                each.weight_bp,
                each.price_formula,
                ask.how.minimum(each.id),
                ask.how.quantity(each.id),
                lot_price if each.price_formula == FIXED_PRICE else None,
            )
            for each in ask.criteria
        ),
        tenders=tuple(
            TenderInput(
                tender.external_id,
                prices.get(tender.pk),
                tuple(marks.get(tender.pk, ())),
                offers.get(tender.pk, ()),
            )
            for tender in tenders_of(assessment)
        ),
        tie_rule=ask.how.tie_rule,
    )


def reopen(agreed: AgreedScore, *, error: str, by: Actor, now: dt.datetime) -> Reopening:
    """Open one locked score again, for an error that is named without reference to who wins.

    Raises:
        NotPermitted: the actor may not manage assessments. Refused: nothing is locked, or an award stands on it,
            in another lot as well where the ask limits lots.
        Invalid: the error is not named, or it speaks of rank or names somebody who tendered.
    """
    by.must(Permission.ASSESSMENT_MANAGE)
    with transaction(by=by, at=now):
        hold(agreed.assessment)
        return _reopen(agreed, error, by, now)


def _reopen(agreed: AgreedScore, error: str, by: Actor, now: dt.datetime) -> Reopening:
    assessment = agreed.assessment
    ASSESSMENT.check(_S(assessment.status), _S.MODERATION)
    check_may_be_opened(assessment)
    named = check_error(error, [tender.supplier.name for tender in opened_tenders_of(assessment)])
    with transaction(by=by, at=now) as work:
        reopening = Reopening(
            agreed=agreed,
            snapshot=assessment.snapshots.order_by("-number")[0],
            error=named,
            opened_at=now,
            opened_by=by.person,
        )
        reopening.save()
        change(assessment, status=_S.MODERATION.value)
        work.record(AssessmentEvent.REOPENED, assessment, agreed=agreed.external_id)
    return reopening


def note_view(assessment: Assessment, event: AssessmentEvent, *, by: Actor, now: dt.datetime) -> None:
    """Keep in the record that somebody looked: scores and how firm a result is are looked at in the open."""
    with transaction(by=by, at=now) as work:
        work.record(event, assessment)
