"""Writing down what was learned, saying what it means for an assumption, and offering it to the next ask."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import LessonEffect, OfferAnswer
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.contracts.models import Commitment, Contract
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import (
    LearningReview,
    Lesson,
    LessonAnswer,
    LessonAssumption,
    LessonOffer,
    LessonProposal,
    ProposalAnswer,
)
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.strategy.models import Assumption, FrameworkItem, Mission, Outcome
from commonweal.records.work import locked, transaction


def write_lesson(
    contract: Contract,
    *,
    title: str,
    what_happened: str,
    what_we_believe: str,
    what_we_change: str = "",
    is_managed_failure: bool = False,
    commitment: Commitment | None = None,
    by: Actor,
    now: dt.datetime,
) -> Lesson:
    """Write down a lesson on a binding contract. Either side may; a managed failure is a contribution too."""
    by.must(Permission.LESSON_WRITE)
    if by.organisation_id not in (contract.authority_id, contract.supplier_id):
        raise NotPermitted("lesson.not_a_party")
    if contract.is_published_report or not contract.is_binding:
        raise Refused("lesson.contract_not_running")
    words = {"title": title, "what_happened": what_happened, "what_we_believe": what_we_believe}
    for field, text in words.items():
        if not text.strip():
            raise Invalid("lesson.words_missing", field=field)
    with transaction(by=by, at=now) as work:
        lesson = Lesson(
            authority_id=contract.authority_id,
            contract=contract,
            commitment=commitment,
            **{field: text.strip() for field, text in words.items()},
            what_we_change=what_we_change.strip(),
            is_managed_failure=is_managed_failure,
            written_by_id=by.person_id,
            written_for_id=by.organisation_id,
        )
        lesson.save()
        work.record(
            Event.LESSON_WRITTEN, lesson, contract=contract.external_id, managed_failure=is_managed_failure
        )
    return lesson


def lesson_of_review(
    review: LearningReview, *, title: str, is_managed_failure: bool, by: Actor, now: dt.datetime
) -> Lesson:
    """The lesson of a shared review, in the words that were written together. The body that keeps the review keeps it.

    Called where the review is held, in the same transaction.
    """
    with transaction(by=by, at=now) as work:
        lesson = Lesson(
            authority_id=review.authority_id,
            title=title.strip(),
            what_happened=review.what_happened,
            what_we_believe=review.what_we_believe,
            what_we_change=review.what_we_change,
            is_managed_failure=is_managed_failure,
            written_by_id=by.person_id,
            written_for_id=by.organisation_id,
        )
        lesson.save()
        work.record(
            Event.LESSON_WRITTEN, lesson, review=review.external_id, managed_failure=is_managed_failure
        )
    return lesson


def link_lesson(
    lesson: Lesson, assumption: Assumption, *, effect: LessonEffect, reason: str, by: Actor, now: dt.datetime
) -> LessonAssumption:
    """Say what a lesson means for an assumption of one's own body: strengthened, weakened or refuted.

    A suggestion. What the body believes is decided in the strategy stage, by somebody who owns the mission.
    """
    check_may_use(lesson, by)
    if assumption.link.cause.mission.authority_id != by.organisation_id:
        raise Invalid("lesson.assumption_of_another_body", field="assumption")
    if not reason.strip():
        raise Invalid("lesson.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(lesson)
        if lesson.assumptions.filter(assumption=assumption).exists():
            raise Refused("lesson.already_linked", field="assumption")
        row = LessonAssumption(
            lesson=lesson,
            assumption=assumption,
            effect=effect,
            reason=reason.strip(),
            linked_at=now,
            linked_by=by.person,
        )
        row.save()
        work.record(Event.LESSON_LINKED, lesson, assumption=assumption.external_id, effect=effect.value)
    return row


def offer_lesson(
    lesson: Lesson, to: Procurement | Mission | Outcome, *, suggestion: str, by: Actor, now: dt.datetime
) -> LessonOffer:
    """Offer a lesson to the next ask: of one procurement, or of every one that serves a mission or an outcome."""
    check_may_use(lesson, by)
    if not suggestion.strip():
        raise Invalid("lesson.suggestion_missing", field="suggestion")
    if _authority_of(to) != by.organisation_id:
        raise Invalid("lesson.offered_to_another_body", field="to")
    which = to.KIND
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(lesson)
        if lesson.offers.filter(**{which: to}).exists():
            raise Refused("lesson.already_offered", field="to")
        offer = LessonOffer(
            lesson=lesson, suggestion=suggestion.strip(), offered_at=now, offered_by=by.person, **{which: to}
        )
        offer.save()
        work.record(Event.LESSON_OFFERED, lesson, kind=which, thing=to.external_id)
    return offer


def answer_lesson(
    offer: LessonOffer,
    procurement: Procurement,
    *,
    answer: OfferAnswer,
    reason: str,
    by: Actor,
    now: dt.datetime,
) -> LessonAnswer:
    """Decide, for one procurement's ask, whether an offered lesson is taken up; the reason is kept."""
    by.must(Permission.ASK_EDIT)
    if procurement.authority_id != by.organisation_id:
        raise NotPermitted("lesson.not_a_party")
    if not reason.strip():
        raise Invalid("lesson.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(offer)
        if offer.answers.filter(procurement=procurement).exists():
            raise Refused("lesson.already_answered")
        row = LessonAnswer(
            offer=offer,
            procurement=procurement,
            answer=answer,
            reason=reason.strip(),
            answered_at=now,
            answered_by=by.person,
        )
        row.save()
        work.record(
            Event.LESSON_ANSWERED, offer.lesson, procurement=procurement.external_id, answer=answer.value
        )
    return row


def propose_to_library(
    lesson: Lesson, item: FrameworkItem, *, suggestion: str, by: Actor, now: dt.datetime
) -> LessonProposal:
    """Propose to whoever keeps the library what an item of a framework could say or count differently."""
    check_may_use(lesson, by)
    if not suggestion.strip():
        raise Invalid("lesson.suggestion_missing", field="suggestion")
    if item.edition.owner_id not in (None, by.organisation_id):
        raise Invalid("lesson.item_of_another_body", field="item")
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(lesson)
        if lesson.proposals.filter(item=item, proposed_for_id=by.organisation_id).exists():
            raise Refused("lesson.already_proposed", field="item")
        row = LessonProposal(
            lesson=lesson,
            item=item,
            suggestion=suggestion.strip(),
            proposed_for_id=by.organisation_id,
            proposed_at=now,
            proposed_by=by.person,
        )
        row.save()
        work.record(Event.LESSON_PROPOSED, lesson, item=item.external_id)
    return row


def answer_proposal(
    proposal: LessonProposal, *, answer: OfferAnswer, reason: str, by: Actor, now: dt.datetime
) -> ProposalAnswer:
    """Decide about a proposal to the library. Taking it up says so: the wording is changed where wordings are changed."""
    by.must(Permission.LIBRARY_EDIT)
    if by.organisation_id != proposal.proposed_for_id:
        raise NotPermitted("lesson.not_the_authority")
    if not reason.strip():
        raise Invalid("lesson.reason_missing", field="reason")
    with transaction(by=by, at=now) as work:
        # A lock on what it belongs to: of two who do it at once the second is told.
        locked(proposal)
        if ProposalAnswer.objects.for_authority(by).filter(proposal=proposal).exists():
            raise Refused("lesson.already_answered")
        row = ProposalAnswer(
            proposal=proposal,
            answer=answer,
            reason=reason.strip(),
            answered_at=now,
            answered_by=by.person,
        )
        row.save()
        work.record(
            Event.PROPOSAL_ANSWERED, proposal.lesson, item=proposal.item.external_id, answer=answer.value
        )
    return row


def may_use(lesson: Lesson, by: Actor) -> bool:
    """True for people of the body that keeps a lesson, and of any other body that took part in its shared review."""
    if by.side is not Side.AUTHORITY or not by.can(Permission.LESSON_WRITE):
        return False
    if by.organisation_id == lesson.authority_id:
        return True
    reviews = LearningReview.objects.for_authority(by).filter(lesson=lesson, contract__isnull=True)
    return bool(reviews.exists())


def check_may_use(lesson: Lesson, by: Actor) -> None:
    """Theories of change, asks and libraries are the authorities': their people decide what a lesson is for each of them."""
    by.must(Permission.LESSON_WRITE)
    if not may_use(lesson, by):
        raise NotPermitted("lesson.not_the_authority")


def _authority_of(to: Procurement | Mission | Outcome) -> int:
    return to.mission.authority_id if isinstance(to, Outcome) else to.authority_id
