"""Reminders to assessors who have not handed in: the clock decides on which days, an email follows."""

import datetime as dt

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.assessment.reminders import is_reminder_day
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.periods import london_day
from commonweal.lifecycle.assessment.actions import remind
from commonweal.lifecycle.assessment.actions.panels import taking_part
from commonweal.lifecycle.assessment.models import Assessment, PanelMember
from commonweal.presentation.formats import day


def remind_assessors(now: dt.datetime) -> None:
    """Remind everybody whose scores are due and not in, once on each day of the rule."""
    today = london_day(now)
    rows = Assessment.objects.for_system("assessments whose scores are due")
    due = rows.filter(status=AssessmentStatus.SCORING.value, scores_due_on__isnull=False)
    for one in due.select_related("lot__procurement", "ask_version"):
        assert one.scores_due_on is not None
        if not is_reminder_day(one.scores_due_on, today):
            continue
        for member in taking_part(one):
            if member.handed_in_at is None and not member.reminders.filter(reminded_on=today).exists():
                remind(member, now=now)


def send_reminder(ids: dict[str, str], now: dt.datetime) -> None:
    """The email, unless the scores came in before the worker came to it. It names the procurement and no tenderer."""
    member = _who_has_not_handed_in(ids)
    if member is not None:
        due = day(member.assessment.scores_due_on)
        _send(member, _("Your scores are due on %(day)s and are not handed in yet.") % {"day": due})


def send_again(ids: dict[str, str], now: dt.datetime) -> None:
    """Tell an assessor who had handed in that their scores are open again. It names the procurement and no tenderer."""
    member = _who_has_not_handed_in(ids)
    if member is not None:
        _send(
            member,
            _(
                "A tender came back into the assessment after you handed in. Your scores are open again: score the answers of "
                "that tender and hand in once more."
            ),
        )


def _who_has_not_handed_in(ids: dict[str, str]) -> PanelMember | None:
    rows = PanelMember.objects.for_system("the assessor that a reminder is for")
    member = rows.select_related("person", "assessment__lot__procurement").get(external_id=ids["member"])
    if member.handed_in_at or member.left_at or member.assessment.status != AssessmentStatus.SCORING:
        return None
    assert member.role == PanelRole.ASSESSOR
    return member


def _send(member: PanelMember, sentence: str) -> None:
    one = member.assessment
    send_mail(
        subject=_("Your scores: %(title)s") % {"title": one.lot.procurement.title},
        message=_("Hello %(name)s\n\n%(sentence)s\n\n%(link)s")
        % {
            "name": member.person.name,
            "sentence": sentence,
            "link": f"{settings.PUBLIC_ADDRESS}{reverse('assessment-questions', args=[one.external_id])}",
        },
        from_email=None,
        recipient_list=[member.person.email],
    )
