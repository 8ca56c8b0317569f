"""Writing preliminary market engagement: planning it, inviting, answering, and what was heard."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.domain.actors import Actor
from commonweal.domain.engagements import (
    MOST_QUESTIONS,
    TRANSITIONS,
    EngagementKind,
    EngagementStatus,
    check_taking_answers,
    check_times,
)
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.planning.actions.pipeline import check_not_withdrawn
from commonweal.lifecycle.planning.events import EngagementEvent as Event
from commonweal.lifecycle.planning.models import (
    Engagement,
    EngagementAnswer,
    EngagementInvitation,
    EngagementQuestion,
    Heard,
    PipelineEntry,
)
from commonweal.organisations.models import Organisation
from commonweal.outbox.actions import send
from commonweal.records.work import change, locked, transaction

S = EngagementStatus
_EDIT = Permission.PROCUREMENT_EDIT


def plan_engagement(entry: PipelineEntry, *, by: Actor, now: dt.datetime, **facts: Any) -> Engagement:
    """Plan an event or a questionnaire about something in the pipeline.

    Args:
        facts: `kind`, `title`, `purpose`, `answers_until`, and for an event `meets` and `where`.

    Raises:
        Invalid: no title or purpose, an event without its time, or a time that has passed.
    """
    by.must(_EDIT)
    check_not_withdrawn(entry)
    made = Engagement(entry=entry, **facts)
    _check(made, now)
    with transaction(by=by, at=now) as work:
        made.save()
        work.record(Event.PLANNED, made, kind=made.kind)
    return made


def edit_engagement(
    engagement: Engagement, *, by: Actor, now: dt.datetime, revision: int | None = None, **facts: Any
) -> Engagement:
    """Change an engagement before invitations are sent."""
    by.must(_EDIT)
    _must_be(engagement, S.PLANNED)
    for name, value in facts.items():
        setattr(engagement, name, value)
    _check(engagement, now)
    with transaction(by=by, at=now) as work:
        change(engagement, revision=revision, **facts)
        work.record(Event.CHANGED, engagement, changed=sorted(facts))
    return engagement


def _check(engagement: Engagement, now: dt.datetime) -> None:
    if not engagement.title.strip():
        raise Invalid("engagement.title_missing", field="title")
    if not engagement.purpose.strip():
        raise Invalid("engagement.purpose_missing", field="purpose")
    check_times(EngagementKind(engagement.kind), engagement.meets, engagement.answers_until, now)


def _must_be(engagement: Engagement, *statuses: EngagementStatus) -> None:
    if engagement.status == S.WITHDRAWN:
        raise Refused("engagement.over")
    if engagement.status not in statuses:
        raise Refused("engagement.not_planned")


def add_question(engagement: Engagement, text: str, *, by: Actor, now: dt.datetime) -> EngagementQuestion:
    """Ask the market something, after the questions there are."""
    by.must(_EDIT)
    _must_be(engagement, S.PLANNED)
    if not text.strip():
        raise Invalid("engagement.question_empty", field="text")
    with transaction(by=by, at=now) as work:
        count = locked(engagement).questions.count()
        if count >= MOST_QUESTIONS:
            raise Refused("engagement.too_many_questions", most=MOST_QUESTIONS)
        made = EngagementQuestion(engagement=engagement, position=count + 1, text=text.strip())
        made.save()
        work.record(Event.QUESTION_ADDED, engagement, question=made.external_id)
    return made


def remove_question(question: EngagementQuestion, *, by: Actor, now: dt.datetime) -> None:
    """Take a question back before anybody was asked it."""
    by.must(_EDIT)
    _must_be(question.engagement, S.PLANNED)
    with transaction(by=by, at=now) as work:
        work.record(Event.QUESTION_REMOVED, question.engagement, question=question.external_id)
        question.delete()


def invite(
    engagement: Engagement,
    *,
    suppliers: Iterable[Organisation] = (),
    name: str = "",
    email: str = "",
    by: Actor,
    now: dt.datetime,
) -> list[EngagementInvitation]:
    """Invite suppliers that are here, and one other by name and email address. Once open, they are told at once.

    Raises:
        Invalid: nobody, or somebody who is invited already.
        Refused: the engagement is closed or withdrawn.
    """
    by.must(_EDIT)
    _must_be(engagement, S.PLANNED, S.OPEN)
    wanted: list[dict[str, Any]] = [{"supplier": each, "name": each.name} for each in suppliers]
    if email:
        wanted.append({"name": name.strip() or email, "email": email})
    if not wanted:
        raise Invalid("engagement.nobody_invited", field="suppliers")
    with transaction(by=by, at=now) as work:
        locked(engagement)
        made = []
        for facts in wanted:
            _check_new(engagement, facts)
            each = EngagementInvitation(engagement=engagement, invited_at=now, invited_by=by.person, **facts)
            each.save()
            work.record(Event.INVITED, engagement, invitation=each.external_id)
            made.append(each)
        if engagement.status == S.OPEN:
            _tell(made)
    return made


def _check_new(engagement: Engagement, facts: dict[str, Any]) -> None:
    same = {"supplier": facts["supplier"]} if "supplier" in facts else {"email": facts["email"]}
    if engagement.invitations.filter(**same).exists():
        raise Invalid("engagement.invited_already", field="suppliers", name=facts["name"])


def _tell(invitations: Iterable[EngagementInvitation]) -> None:
    for each in invitations:
        send("engagement.invited", invitation=each.external_id)


def uninvite(invitation: EngagementInvitation, *, by: Actor, now: dt.datetime) -> None:
    """Take an invitation back before it is sent."""
    by.must(_EDIT)
    _must_be(invitation.engagement, S.PLANNED)
    with transaction(by=by, at=now) as work:
        work.record(Event.UNINVITED, invitation.engagement, invitation=invitation.external_id)
        invitation.delete()


def move_engagement(
    engagement: Engagement,
    to: EngagementStatus,
    *,
    by: Actor,
    now: dt.datetime,
    revision: int | None = None,
    is_public: bool = False,
) -> Engagement:
    """Send the invitations, close, take answers again, or withdraw. With `is_public` nobody need be invited: everybody is.

    Raises:
        Refused: the table does not allow it, nobody is invited, a questionnaire asks nothing, or its time has passed.
    """
    by.must(_EDIT)
    old = EngagementStatus(engagement.status)
    TRANSITIONS.check(old, to)
    if to is S.OPEN:
        _check_can_open(engagement, now, is_public=is_public)
    stamps = {
        S.OPEN: {"opened_at": now, "opened_by": by.person},
        S.CLOSED: {"closed_at": now, "closed_by": by.person},
    }
    with transaction(by=by, at=now) as work:
        read = engagement.revision if revision is None else revision
        change(engagement, revision=read, status=to.value, **stamps.get(to, {}))
        work.record(Event.STATUS_CHANGED, engagement, old=old.value, new=to.value)
        if (old, to) == (S.PLANNED, S.OPEN):
            _tell(engagement.invitations.all())
    return engagement


def _check_can_open(engagement: Engagement, now: dt.datetime, *, is_public: bool) -> None:
    if not is_public and not engagement.invitations.exists():
        raise Refused("engagement.nobody_invited")
    if engagement.kind == EngagementKind.QUESTIONNAIRE and not engagement.questions.exists():
        raise Refused("engagement.no_question")
    if engagement.answers_until <= now:
        raise Refused("engagement.too_late")


def note_attendance(
    engagement: Engagement, attended: Iterable[EngagementInvitation], *, by: Actor, now: dt.datetime
) -> None:
    """Say which of the invited came; the others did not."""
    by.must(_EDIT)
    _must_be(engagement, S.OPEN, S.CLOSED)
    came = {each.pk for each in attended}
    with transaction(by=by, at=now) as work:
        for each in engagement.invitations.all():
            if each.attended is not (each.pk in came):
                change(each, attended=each.pk in came)
        work.record(Event.ATTENDANCE_NOTED, engagement, came=len(came))


def answer(
    invitation: EngagementInvitation, answers: Mapping[int, str], *, by: Actor, now: dt.datetime
) -> None:
    """Answer for the supplier that was invited, or change what it answered, until the time is over.

    Args:
        answers: words by the key of the question; an empty one takes an earlier answer back.

    Raises:
        Refused: no answers are taken now. Invalid: nothing was answered at all. NotPermitted.
    """
    by.must(Permission.TENDER_WRITE)
    engagement = invitation.engagement
    if invitation.supplier_id != by.organisation_id:
        raise Refused("engagement.not_open")
    if not any(text.strip() for text in answers.values()):
        raise Invalid("engagement.no_answer")
    with transaction(by=by, at=now) as work:
        fresh = locked(engagement)
        check_taking_answers(EngagementStatus(fresh.status), fresh.answers_until, now)
        stored = {each.question_id: each for each in invitation.answers.all()}
        for question in engagement.questions.all():
            text = answers.get(question.pk, "").strip()
            _write(invitation, question, stored.get(question.pk), text=text, by=by, now=now)
        work.record(Event.ANSWERED, engagement, invitation=invitation.external_id)


def _write(
    invitation: EngagementInvitation,
    question: EngagementQuestion,
    stored: EngagementAnswer | None,
    *,
    text: str,
    by: Actor,
    now: dt.datetime,
) -> None:
    if stored is not None and not text:
        stored.delete()
    elif stored is not None and stored.text != text:
        change(stored, text=text, answered_at=now, answered_by=by.person)
    elif stored is None and text:
        EngagementAnswer(
            question=question, invitation=invitation, text=text, answered_at=now, answered_by=by.person
        ).save()


def note_heard(engagement: Engagement, text: str, *, is_public: bool, by: Actor, now: dt.datetime) -> Heard:
    """Write down one thing that was heard, in the authority's own words."""
    by.must(_EDIT)
    _must_be(engagement, S.OPEN, S.CLOSED)
    if not text.strip():
        raise Invalid("engagement.heard_empty", field="text")
    with transaction(by=by, at=now) as work:
        made = Heard(
            engagement=engagement, text=text.strip(), is_public=is_public, noted_at=now, noted_by=by.person
        )
        made.save()
        work.record(Event.HEARD, engagement, heard=made.external_id)
    return made
