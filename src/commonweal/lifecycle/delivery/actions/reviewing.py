"""Planning a learning review, preparing apart, writing together, and holding it with its actions and its lesson."""

import datetime as dt
from collections.abc import Mapping

from commonweal.domain.actors import Actor
from commonweal.domain.contracts import ContractStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.learning_reviews import (
    LEAST_PARTIES,
    QUESTIONS,
    REVIEW_STATUSES,
    ReviewStatus,
    check_due,
    check_may_hold,
    check_words,
    next_due,
)
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.contracts.handovers import handover_of
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.actions.learning import lesson_of_review, write_lesson
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import (
    LearningReview,
    Lesson,
    ReviewAction,
    ReviewContract,
    ReviewParty,
    ReviewPreparation,
)
from commonweal.lifecycle.delivery.reviews import finishable
from commonweal.organisations.models import Membership, Person
from commonweal.records.work import Work, change, check_revision, locked, transaction


def plan_review(contract: Contract, *, due_on: dt.date, by: Actor, now: dt.datetime) -> LearningReview:
    """Plan the next review of a binding contract. Either side may; one is open at a time."""
    check_party(contract, by)
    if contract.is_published_report or not contract.is_binding:
        raise Refused("review.contract_not_running")
    check_due(due_on, starts_on=contract.starts_on, today=london_day(now))
    with transaction(by=by, at=now) as work:
        locked(contract)
        if contract.reviews.exclude(status=ReviewStatus.HELD).exists():
            raise Refused("review.another_is_open")
        return _plan(contract, due_on, work)


def prepare_review(
    review: LearningReview,
    words: Mapping[str, str],
    *,
    is_ready: bool,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> ReviewPreparation:
    """Save what the actor's own side wrote alone; with `is_ready` it is handed in and stays. Both in: they write together.

    Args:
        words: by question. revision: of the side's own preparation, 0 where there was none.
    """
    check_member(review, by)
    check_revision(_preparation(review, by), revision)
    _check_status(review, ReviewStatus.PREPARING)
    check_words(words)
    with transaction(by=by, at=now) as work:
        locked(review)
        # Read again under the lock: somebody of the same side may have saved meanwhile.
        row = _preparation(review, by)
        check_revision(row, revision)
        if row.handed_in_at is not None:
            raise Refused("review.handed_in_already")
        for question in QUESTIONS:
            setattr(row, question, words.get(question, "").strip())
        if is_ready:
            row.handed_in_at, row.handed_in_by = now, by.person
        row.revision += 1
        row.save()
        work.record(Event.REVIEW_PREPARED, review, preparation=row.external_id, is_ready=is_ready)
        go_on_if_ready(review)
    return row


def go_on_if_ready(review: LearningReview) -> None:
    """Writing together begins once everybody who is waited for has handed in. Inside a unit of work, under a lock."""
    handed_in = review.preparations.filter(handed_in_at__isnull=False).values("organisation_id")
    waited_for = review.parties.filter(not_waited_at__isnull=True).exclude(organisation_id__in=handed_in)
    if review.parties.count() >= LEAST_PARTIES and not waited_for.exists():
        change(review, status=ReviewStatus.TOGETHER)


def write_review_together(
    review: LearningReview,
    words: Mapping[str, str],
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> LearningReview:
    """Save what those who take part write together; anybody of them may. Of two who write at once the second is told."""
    check_member(review, by)
    check_revision(review, revision)
    _check_status(review, ReviewStatus.TOGETHER)
    check_words(words)
    with transaction(by=by, at=now) as work:
        change(review, revision=revision, **{name: words.get(name, "").strip() for name in QUESTIONS})
        work.record(Event.REVIEW_WRITTEN, review)
    return review


def add_review_action(
    review: LearningReview, *, text: str, owner: Person, due_on: dt.date, by: Actor, now: dt.datetime
) -> ReviewAction:
    """Say who does what by when: somebody of those who take part, while the review is written together or after."""
    check_member(review, by)
    if review.status == ReviewStatus.PREPARING:
        raise Refused("review.not_together_yet")
    if not text.strip():
        raise Invalid("review.action_missing", field="text")
    sides = review.parties.values("organisation_id")
    members = Membership.objects.for_system("may this person own what a review decided")
    if not members.filter(person=owner, organisation_id__in=sides, ended_at__isnull=True).exists():
        raise Invalid("review.owner_of_another_organisation", field="owner")
    with transaction(by=by, at=now) as work:
        row = ReviewAction(review=review, text=text.strip(), owner=owner, due_on=due_on)
        row.save()
        work.record(Event.REVIEW_ACTION_ADDED, review, action=row.external_id, owner=owner.external_id)
    return row


def finish_review_action(
    action: ReviewAction, *, by: Actor, now: dt.datetime, revision: int | None = None
) -> ReviewAction:
    """Say that it is done, for those of `reviews.finishable`."""
    check_member(action.review, by)
    check_revision(action, revision)
    if action.done_at is not None:
        raise Refused("review.action_done_already")
    if action.pk not in finishable(action.review, by):
        raise NotPermitted("review.action_of_another")
    with transaction(by=by, at=now) as work:
        change(action, revision=revision, done_at=now, done_by=by.person)
        work.record(Event.REVIEW_ACTION_DONE, action.review, action=action.external_id)
    return action


def hold_review(
    review: LearningReview,
    *,
    lesson_title: str = "",
    is_managed_failure: bool = False,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> LearningReview:
    """Let what was written together stand. With a title it becomes a lesson; the next review is planned by the cadence.

    Raises:
        Refused: both sides have not prepared. Invalid: a question is open, or a managed failure has no lesson.
    """
    check_member(review, by)
    check_revision(review, revision)
    REVIEW_STATUSES.check(ReviewStatus(review.status), ReviewStatus.HELD)
    check_may_hold({name: getattr(review, name) for name in QUESTIONS})
    if is_managed_failure and not lesson_title.strip():
        raise Invalid("review.failure_without_lesson", field="lesson_title")
    with transaction(by=by, at=now) as work:
        lesson = None
        if lesson_title.strip():
            lesson = _lesson(review, lesson_title, is_managed_failure, by, now)
        change(
            review, revision=revision, status=ReviewStatus.HELD, lesson=lesson, held_at=now, held_by=by.person
        )
        work.record(Event.REVIEW_HELD, review, lesson=lesson.external_id if lesson else None)
        _plan_next(review, work)
    return review


def _lesson(
    review: LearningReview, title: str, is_managed_failure: bool, by: Actor, now: dt.datetime
) -> Lesson:
    if review.contract is None:
        return lesson_of_review(review, title=title, is_managed_failure=is_managed_failure, by=by, now=now)
    return write_lesson(
        review.contract,
        title=title,
        what_happened=review.what_happened,
        what_we_believe=review.what_we_believe,
        what_we_change=review.what_we_change,
        is_managed_failure=is_managed_failure,
        by=by,
        now=now,
    )


def check_member(review: LearningReview, by: Actor) -> None:
    """Raise `NotPermitted` unless the actor writes lessons for an organisation that takes part."""
    by.must(Permission.LESSON_WRITE)
    if not review.parties.filter(organisation_id=by.organisation_id).exists():
        raise NotPermitted("lesson.not_a_party")


def check_party(contract: Contract, by: Actor) -> None:
    """Raise `NotPermitted` unless the actor writes lessons for one of the two sides."""
    by.must(Permission.LESSON_WRITE)
    if by.organisation_id not in (contract.authority_id, contract.supplier_id):
        raise NotPermitted("lesson.not_a_party")


def own_preparation(review: LearningReview, by: Actor) -> ReviewPreparation | None:
    """What the actor's own side has prepared; None before it wrote anything."""
    rows = ReviewPreparation.objects.for_either_side(by)
    found: ReviewPreparation | None = rows.filter(review=review).first()
    return found


def _preparation(review: LearningReview, by: Actor) -> ReviewPreparation:
    """What the actor's side has prepared, or an empty one that nobody has saved."""
    return own_preparation(review, by) or ReviewPreparation(
        review=review, organisation_id=by.organisation_id, revision=0
    )


def _plan(contract: Contract, due_on: dt.date, work: Work) -> LearningReview:
    review = LearningReview(
        authority_id=contract.authority_id,
        contract=contract,
        number=contract.reviews.count() + 1,
        due_on=due_on,
    )
    review.save()
    for organisation_id in (contract.authority_id, contract.supplier_id):
        ReviewParty(review=review, organisation_id=organisation_id).save()
    ReviewContract(review=review, contract=contract).save()
    work.record(Event.REVIEW_PLANNED, review, contract=contract.external_id, due_on=due_on)
    return review


def _plan_next(review: LearningReview, work: Work) -> None:
    """The review after this one, while the contract runs. A shared one calls the same people together about what still runs."""
    held_on = london_day(work.at)
    if review.contract is None:
        due = next_due(held_on, review.every_months, None)
        if due is not None:
            _call_again(review, due, work)
        return
    if review.contract.status != ContractStatus.IN_FORCE:
        return
    handover = handover_of(review.contract)
    every = handover.every_months if handover else None
    due = next_due(held_on, every, review.contract.last_on)
    if due is not None:
        _plan(review.contract, due, work)


def _call_again(review: LearningReview, due_on: dt.date, work: Work) -> None:
    again = LearningReview(
        authority_id=review.authority_id,
        number=review.number + 1,
        title=review.title,
        steward_id=review.steward_id,
        mission_id=review.mission_id,
        place_id=review.place_id,
        every_months=review.every_months,
        due_on=due_on,
    )
    again.save()
    for party in review.parties.all():
        ReviewParty(review=again, organisation_id=party.organisation_id).save()
    for row in review.contracts.filter(contract__status=ContractStatus.IN_FORCE):
        ReviewContract(review=again, contract_id=row.contract_id).save()
    work.record(Event.REVIEW_PLANNED, again, after=review.external_id, due_on=due_on)


def _check_status(review: LearningReview, wanted: ReviewStatus) -> None:
    if review.status != wanted:
        raise Refused("review.status_not_allowed", old=review.status, new=wanted.value)
