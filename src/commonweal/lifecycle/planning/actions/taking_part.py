"""Suppliers who answer a public call by themselves, and what they ask the authority."""

import datetime as dt

from commonweal.domain.actors import Actor
from commonweal.domain.engagements import EngagementStatus, check_taking_answers
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission, Side
from commonweal.lifecycle.planning.events import EngagementEvent as Event
from commonweal.lifecycle.planning.models import Engagement, EngagementInvitation, MarketQuestion
from commonweal.records.work import change, locked, transaction

MOST_ASKED = 20
LONGEST_WORDS = 400


def sign_up(engagement: Engagement, *, name: str, by: Actor, now: dt.datetime) -> EngagementInvitation:
    """Take part for one's own supplier. Signing up twice, or when invited, is the same invitation.

    Raises:
        NotPermitted. Refused: it takes no answers now.
    """
    by.must(Permission.TENDER_WRITE)
    if by.side is not Side.SUPPLIER:
        raise Refused("engagement.not_open")
    with transaction(by=by, at=now) as work:
        fresh = locked(engagement)
        check_taking_answers(EngagementStatus(fresh.status), fresh.answers_until, now)
        found = engagement.invitations.filter(supplier_id=by.organisation_id).first()
        if found is not None:
            invited: EngagementInvitation = found
            return invited
        made = EngagementInvitation(
            engagement=engagement,
            supplier_id=by.organisation_id,
            name=name,
            invited_at=now,
            invited_by=by.person,
            is_signed_up=True,
        )
        made.save()
        work.record(Event.SIGNED_UP, engagement, invitation=made.external_id)
    return made


def ask(invitation: EngagementInvitation, text: str, *, by: Actor, now: dt.datetime) -> MarketQuestion:
    """Ask the authority something while answers are taken.

    Raises:
        NotPermitted. Invalid: nothing asked, or too much. Refused: too late, or too many questions.
    """
    by.must(Permission.TENDER_WRITE)
    if invitation.supplier_id != by.organisation_id:
        raise Refused("engagement.not_open")
    _check_words(text, "engagement.asked_empty", "text")
    with transaction(by=by, at=now) as work:
        fresh = locked(invitation.engagement)
        check_taking_answers(EngagementStatus(fresh.status), fresh.answers_until, now)
        if invitation.asked.count() >= MOST_ASKED:
            raise Refused("engagement.too_many_asked", most=MOST_ASKED)
        made = MarketQuestion(
            engagement=invitation.engagement,
            invitation=invitation,
            text=text.strip(),
            asked_at=now,
            asked_by=by.person,
        )
        made.save()
        work.record(Event.MARKET_ASKED, invitation.engagement, question=made.external_id)
    return made


def reply(
    asked: MarketQuestion,
    *,
    question: str,
    text: str,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
) -> MarketQuestion:
    """Reply to all who take part. `question` is how it is shown to them: nothing in it should tell who asked.

    Raises:
        NotPermitted. Invalid: no question or no reply. Refused: the engagement is withdrawn.
    """
    by.must(Permission.PROCUREMENT_EDIT)
    if asked.engagement.status == EngagementStatus.WITHDRAWN:
        raise Refused("engagement.over")
    _check_words(question, "engagement.question_empty", "question")
    _check_words(text, "engagement.reply_empty", "reply")
    with transaction(by=by, at=now) as work:
        change(
            asked,
            revision=revision,
            question=question.strip(),
            reply=text.strip(),
            replied_at=now,
            replied_by=by.person,
        )
        work.record(Event.REPLIED, asked.engagement, question=asked.external_id)
    return asked


def _check_words(text: str, missing: str, field: str) -> None:
    if not text.strip():
        raise Invalid(missing, field=field)
    if len(text.split()) > LONGEST_WORDS:
        raise Invalid("engagement.too_long", field=field, most=LONGEST_WORDS)
