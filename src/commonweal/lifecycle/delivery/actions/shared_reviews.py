"""A review over several contracts, a mission or a place: calling it together and keeping it. Done by a system steward."""

import datetime as dt
from collections.abc import Iterable

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.learning_reviews import ReviewStatus, check_due, check_shared
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.contracts.models import Contract
from commonweal.lifecycle.delivery.actions.reviewing import check_member, go_on_if_ready
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import LearningReview, ReviewContract, ReviewParty
from commonweal.lifecycle.strategy.models import Mission, Place
from commonweal.organisations.models import Organisation
from commonweal.outbox import actions as outbox
from commonweal.records.work import Work, change, check_revision, locked, transaction


def plan_shared_review(
    *,
    title: str,
    due_on: dt.date,
    mission: Mission | None = None,
    place: Place | None = None,
    every_months: int | None = None,
    by: Actor,
    now: dt.datetime,
) -> LearningReview:
    """Call a review over a mission, a place or several contracts. Contracts and people are brought in afterwards."""
    by.must(Permission.REVIEW_KEEP)
    check_shared(title, every_months=every_months)
    check_due(due_on, starts_on=None, today=london_day(now))
    if mission is not None and mission.authority_id != by.organisation_id:
        raise Invalid("review.mission_of_another_body", field="mission")
    with transaction(by=by, at=now) as work:
        review = LearningReview(
            authority_id=by.organisation_id,
            title=title.strip(),
            steward_id=by.person_id,
            mission=mission,
            place=place,
            every_months=every_months,
            due_on=due_on,
        )
        review.save()
        ReviewParty(review=review, organisation_id=by.organisation_id).save()
        work.record(Event.REVIEW_PLANNED, review, subject=review.subject.value, due_on=due_on)
    return review


def bring_contracts(
    review: LearningReview,
    contracts: Iterable[Contract],
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> LearningReview:
    """Bring contracts of the actor's own body into a shared review; their suppliers take part from then on.

    The body that keeps the review may, and so may any other body that takes part, each its own.
    """
    check_member(review, by)
    _check_open(review)
    chosen = list(contracts)
    if not chosen:
        raise Invalid("review.contract_missing", field="contracts")
    for each in chosen:
        if each.authority_id != by.organisation_id:
            raise NotPermitted("lesson.not_the_authority")
        if each.is_published_report or not each.is_binding:
            raise Refused("review.contract_not_running", field="contracts")
    check_revision(review, revision)
    with transaction(by=by, at=now) as work:
        # The two of a pair who save at once are told apart by the revision of the review.
        change(review, revision=revision)
        known = set(review.contracts.values_list("contract_id", flat=True))
        if all(each.pk in known for each in chosen):
            raise Invalid("review.contract_already", field="contracts")
        for each in chosen:
            if each.pk in known:
                continue
            ReviewContract(review=review, contract=each).save()
            work.record(Event.REVIEW_CONTRACT_ADDED, review, contract=each.external_id)
            if each.supplier is not None:
                _join(review, each.supplier, work)
    return review


def invite_to_review(
    review: LearningReview,
    organisation: Organisation,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> LearningReview:
    """Ask another body or supplier to take part. It sees what is written together and its own contracts alone."""
    _check_keeps(review, by)
    _check_open(review)
    if organisation.side not in (Side.AUTHORITY, Side.SUPPLIER):
        raise Invalid("review.party_of_another_kind", field="organisation")
    if review.parties.filter(organisation=organisation).exists():
        raise Invalid("review.party_already", field="organisation")
    check_revision(review, revision)
    with transaction(by=by, at=now) as work:
        change(review, revision=revision)
        _join(review, organisation, work)
    return review


def go_on_without(
    review: LearningReview, party: ReviewParty, *, reason: str, by: Actor, now: dt.datetime
) -> LearningReview:
    """Wait no longer for one organisation's preparation; the reason is kept and everybody who takes part reads it."""
    _check_keeps(review, by)
    _check_open(review)
    if not reason.strip():
        raise Invalid("review.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        locked(review)
        fresh = locked(party)
        handed_in = review.preparations.filter(
            organisation_id=party.organisation_id, handed_in_at__isnull=False
        )
        if fresh.not_waited_at is not None or handed_in.exists():
            raise Refused("review.not_waited_already")
        if not review.preparations.filter(handed_in_at__isnull=False).exists():
            raise Refused("review.nobody_has_prepared")
        change(party, not_waited_at=now, not_waited_by=by.person, not_waited_reason=reason.strip())
        work.record(Event.REVIEW_NOT_WAITED, review, organisation=party.organisation.external_id)
        go_on_if_ready(review)
    return review


def remind_party(party: ReviewParty, *, on: dt.date, now: dt.datetime) -> ReviewParty:
    """Have one organisation reminded by email to prepare. Called by the clock, once for each review."""
    with transaction(by=SYSTEM, at=now) as work:
        if locked(party).reminded_on is None:
            change(party, reminded_on=on)
            work.record(Event.REVIEW_REMINDED, party.review, organisation=party.organisation.external_id)
            outbox.send("review.reminder", party=party.external_id)
    return party


def _join(review: LearningReview, organisation: Organisation, work: Work) -> None:
    if review.parties.filter(organisation=organisation).exists():
        return
    party = ReviewParty(review=review, organisation=organisation)
    party.save()
    work.record(Event.REVIEW_PARTY_ADDED, review, organisation=organisation.external_id)
    outbox.send("review.invited", party=party.external_id)


def _check_keeps(review: LearningReview, by: Actor) -> None:
    """Raise `NotPermitted` unless the actor is a steward of the body that keeps a shared review."""
    by.must(Permission.REVIEW_KEEP)
    if not review.is_shared or by.organisation_id != review.authority_id:
        raise NotPermitted("review.kept_by_another_body")


def _check_open(review: LearningReview) -> None:
    if not review.is_shared:
        raise Refused("review.of_one_contract")
    if review.status != ReviewStatus.PREPARING:
        raise Refused("review.already_together")
