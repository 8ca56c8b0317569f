"""Telling a story with a report, and taking it back when whoever it is about says so."""

import datetime as dt
from dataclasses import dataclass

from commonweal.domain.actors import Actor
from commonweal.domain.delivery import ReportStatus
from commonweal.domain.errors import Invalid, NotPermitted, Refused
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.stories import Reach, check_story
from commonweal.lifecycle.delivery.actions.reporting import check_may_add_to, may_add_to
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import Report, Story
from commonweal.records.work import change, locked, transaction

#: Reports with which no story is told: another took their place, they were turned down, or a document says so.
_NOT_TOLD_WITH = frozenset({ReportStatus.CORRECTED, ReportStatus.REJECTED, ReportStatus.AS_PUBLISHED})


@dataclass(frozen=True)
class Told:
    """A story and the consent to it. `who` agreed, as their own organisation calls them; `how` they agreed."""

    words: str
    who: str
    how: str
    consented_on: dt.date
    reach: Reach


def may_tell(report: Report, actor: Actor) -> bool:
    """True when the actor may tell a story with this report as it stands."""
    return report.status not in _NOT_TOLD_WITH and may_add_to(report, actor)


def check_may_tell(report: Report, by: Actor) -> None:
    """Raise as for correcting the report, and `Refused` when it was corrected or rejected."""
    check_may_add_to(report, by)
    if report.status in _NOT_TOLD_WITH:
        raise Refused("story.report_does_not_stand")


def tell_story(report: Report, told: Told, *, by: Actor, now: dt.datetime) -> Story:
    """Tell a story with a report of the actor's own organisation.

    Raises:
        NotPermitted, Refused: as for correcting the report; ``story.report_does_not_stand`` for one that was corrected or
            rejected. Invalid: no story, it is not said who agreed, how and when, or it is for a committee's papers
            while the report is for the authority alone.
    """
    check_may_add_to(report, by)
    check_story(
        words=told.words, who=told.who, how=told.how, consented_on=told.consented_on, today=london_day(now)
    )
    with transaction(by=by, at=now) as work:
        # Read under the lock: a report that was corrected meanwhile takes no story.
        report = locked(report)
        check_may_tell(report, by)
        if report.is_for_authority_only and told.reach is not Reach.PARTIES:
            raise Invalid("story.report_is_for_authority", field="reach")
        row = Story(
            report=report,
            words=told.words.strip(),
            who=told.who.strip(),
            how=told.how.strip(),
            consented_on=told.consented_on,
            reach=told.reach,
            told_by=by.person,
            told_for_id=by.organisation_id,
        )
        row.save()
        work.record(Event.STORY_TOLD, report, story=row.external_id, reach=told.reach.value)
    return row


def withdraw_story(story: Story, *, by: Actor, now: dt.datetime) -> Story:
    """Consent was taken back: the words and who agreed are erased, wherever they were shown.

    Whoever told it may, and so may the authority, since people ask either.

    Raises:
        NotPermitted: another organisation. Refused: it was taken back already: of two at once the second is told.
    """
    if not may_withdraw(story, by):
        raise NotPermitted("story.not_yours")
    with transaction(by=by, at=now) as work:
        if locked(story).withdrawn_at is not None:
            raise Refused("story.withdrawn_already")
        change(story, words="", who="", how="", withdrawn_at=now, withdrawn_by=by.person)
        work.record(Event.STORY_WITHDRAWN, story.report, story=story.external_id)
    return story


def may_withdraw(story: Story, by: Actor) -> bool:
    """True for those who report for whoever told it, and those who look after the contract for the authority."""
    if by.side is Side.SUPPLIER:
        return by.organisation_id == story.told_for_id and by.can(Permission.REPORT_WRITE)
    contract = story.report.commitment.contract
    return by.organisation_id == contract.authority_id and by.can(Permission.CONTRACT_EDIT)
