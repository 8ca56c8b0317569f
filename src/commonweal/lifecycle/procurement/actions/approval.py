"""Sending the ask for approval by a second person, who approves these very words or sends them back with reasons."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.approvals import (
    LONGEST_COMMENT_WORDS,
    REVIEW,
    ReviewStatus,
    check_decision,
    check_second_person,
)
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import draft
from commonweal.lifecycle.procurement.actions.asks import may_design
from commonweal.lifecycle.procurement.approval import waiting_review
from commonweal.lifecycle.procurement.events import AskEvent as Event
from commonweal.lifecycle.procurement.models import Ask, AskComment, AskReview
from commonweal.outbox import actions as outbox
from commonweal.records.work import change, locked, transaction


def send_for_approval(ask: Ask, *, note: str = "", by: Actor, now: dt.datetime) -> AskReview:
    """Freeze the draft as a second person will read it, and tell those who may approve.

    Raises:
        Refused: one waits already, or something else stands in the way of publishing (the first of it).
    """
    may_design(ask, by)
    with transaction(by=by, at=now) as work:
        locked(ask)
        if waiting_review(ask) is not None:
            raise Refused("ask_review.waits_already")
        for error in draft.gaps(ask.procurement, now=now):
            raise error
        content = draft.content(ask.procurement)
        review = AskReview(
            ask=ask,
            number=ask.reviews.count() + 1,
            content=content.to_json().decode(),
            digest=content.digest(),
            note=note.strip(),
            requested_at=now,
            requested_by=by.person,
        )
        review.save()
        outbox.send("ask.sent_for_approval", review=review.external_id)
        work.record(Event.SENT_FOR_APPROVAL, ask, review=review.number, digest=review.digest)
    return review


def approve(review: AskReview, *, reason: str = "", by: Actor, now: dt.datetime) -> AskReview:
    """Approve the words that were sent. It holds for these words alone.

    Raises:
        NotPermitted: the actor may not approve. Refused: they wrote in it, or it was decided already.
    """
    return _decide(review, ReviewStatus.APPROVED, Event.APPROVED, reason, by=by, now=now)


def send_back(review: AskReview, *, reason: str, by: Actor, now: dt.datetime) -> AskReview:
    """Send the ask back with reasons. Raises as `approve`, and `Invalid` without a reason."""
    return _decide(review, ReviewStatus.SENT_BACK, Event.SENT_BACK, reason, by=by, now=now)


def take_back(review: AskReview, *, by: Actor, now: dt.datetime) -> AskReview:
    """An author takes the request back, to write on."""
    by.must(Permission.ASK_EDIT)
    with transaction(by=by, at=now) as work:
        REVIEW.check(ReviewStatus(locked(review).status), ReviewStatus.TAKEN_BACK)
        change(review, status=ReviewStatus.TAKEN_BACK.value, decided_at=now, decided_by=by.person)
        work.record(Event.TAKEN_BACK, review.ask, review=review.number)
    return review


def comment(ask: Ask, *, text: str, criterion: str = "", by: Actor, now: dt.datetime) -> AskComment:
    """Say something about the draft, or about one criterion of it (external id). It is kept as it was said."""
    if not (by.can(Permission.ASK_EDIT) or by.can(Permission.ASK_APPROVE)):
        by.must(Permission.ASK_APPROVE)
    if not text.strip():
        raise Invalid("ask_comment.text_missing", field="text")
    if len(text.split()) > LONGEST_COMMENT_WORDS:
        raise Invalid("ask_comment.too_long", field="text", most=LONGEST_COMMENT_WORDS)
    about = ask.criteria.filter(external_id=criterion).first() if criterion else None
    if criterion and about is None:
        raise Invalid("ask_comment.criterion_gone", field="criterion")
    with transaction(by=by, at=now) as work:
        said = AskComment(
            ask=ask,
            criterion=criterion,
            about=about.title if about else "",
            text=text.strip(),
            said_at=now,
            said_by=by.person,
        )
        said.save()
        work.record(Event.COMMENTED, ask, comment=said.external_id)
    return said


def _decide(
    review: AskReview, new: ReviewStatus, event: Event, reason: str, *, by: Actor, now: dt.datetime
) -> AskReview:
    by.must(Permission.ASK_APPROVE)
    with transaction(by=by, at=now) as work:
        ask = locked(review.ask)
        check_second_person(by.person, authors=ask.authors, requested_by=review.requested_by)
        check_decision(ReviewStatus(locked(review).status), new, reason)
        change(review, status=new.value, reason=reason.strip(), decided_at=now, decided_by=by.person)
        outbox.send("ask.reviewed", review=review.external_id)
        work.record(event, review.ask, review=review.number, digest=review.digest)
    return review
