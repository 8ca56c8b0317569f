"""The conflicts assessment: interests with what is done about them, kept under review; and reminders to assessors."""

import datetime as dt

from commonweal.domain.actors import SYSTEM, Actor
from commonweal.domain.errors import Invalid, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.assessment.events import ConflictEvent, PanelEvent
from commonweal.lifecycle.assessment.models import Conflict, ConflictsReview, PanelMember, ScoreReminder
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.outbox.actions import send
from commonweal.records.work import transaction


def note_conflict(
    procurement: Procurement,
    *,
    whose: str,
    interest: str,
    mitigation: str,
    review_on: dt.date,
    replaces: Conflict | None = None,
    by: Actor,
    now: dt.datetime,
) -> Conflict:
    """Note an interest and what is done about it; with `replaces` a line that has changed.

    Raises:
        Invalid: ``conflict.words_missing`` or ``conflict.review_day``. Refused: ``conflict.replaced``.
    """
    by.must(Permission.ASSESSMENT_MANAGE)
    if not (whose.strip() and interest.strip() and mitigation.strip()):
        raise Invalid("conflict.words_missing", field="interest")
    if review_on <= london_day(now):
        raise Invalid("conflict.review_day", field="review_on")
    if replaces is not None and Conflict.objects.for_authority(by).filter(replaces=replaces).exists():
        raise Refused("conflict.replaced")
    with transaction(by=by, at=now) as work:
        conflict = Conflict(
            procurement=procurement,
            whose=whose.strip()[:200],
            interest=interest.strip(),
            mitigation=mitigation.strip(),
            review_on=review_on,
            replaces=replaces,
            noted_at=now,
            noted_by=by.person,
        )
        conflict.save()
        work.record(ConflictEvent.NOTED, procurement, review_on=review_on)
    return conflict


def review_conflicts(
    procurement: Procurement, *, words: str, next_review_on: dt.date, by: Actor, now: dt.datetime
) -> ConflictsReview:
    """Record that the conflicts assessment was looked at again today. Raises as `note_conflict`."""
    by.must(Permission.ASSESSMENT_MANAGE)
    today = london_day(now)
    if not words.strip():
        raise Invalid("conflict.words_missing", field="words")
    if next_review_on <= today:
        raise Invalid("conflict.review_day", field="next_review_on")
    with transaction(by=by, at=now) as work:
        review = ConflictsReview(
            procurement=procurement,
            reviewed_on=today,
            words=words.strip(),
            next_review_on=next_review_on,
            noted_at=now,
            noted_by=by.person,
        )
        review.save()
        work.record(ConflictEvent.REVIEWED, procurement, next_review_on=next_review_on)
    return review


def remind(member: PanelMember, *, now: dt.datetime) -> None:
    """Have an assessor reminded today; the email follows."""
    with transaction(by=SYSTEM, at=now) as work:
        ScoreReminder(member=member, reminded_on=london_day(now)).save()
        send("score.reminder", member=member.external_id)
        work.record(PanelEvent.REMINDED, member.assessment, member=member.person.external_id)
