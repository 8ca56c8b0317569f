"""Reminders by email of single reports: the clock decides when (`domain.report_reminders`), an email follows.

An email carries the link that opens the form of each report. It names promises of contracts in force alone.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.core.cache import cache
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.domain.periods import LONDON, london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.domain.report_reminders import FROM_HOUR, STAGES, Stage
from commonweal.journeys.addressees import members_who_may
from commonweal.journeys.mail_links import link
from commonweal.lifecycle.contracts.models import CommitmentPeriod
from commonweal.lifecycle.delivery import actions
from commonweal.lifecycle.delivery.models import ReportReminder
from commonweal.lifecycle.delivery.reminding import Owed, of_batch, owed_between, reminded
from commonweal.organisations.models import Membership
from commonweal.presentation.formats import day, number

SEEN_TO, A_DAY = "report-reminders", int(dt.timedelta(days=1).total_seconds())
NAMED = 25
"""Reports that one email names with their link; the page has all."""

Reminders = dict[int, list[tuple[CommitmentPeriod, Stage]]]


def remind_to_report(now: dt.datetime) -> None:
    """Once a day, from seven in London: remind whoever wants it of the reports that come up or are late."""
    today = london_day(now)
    if now.astimezone(LONDON).hour < FROM_HOUR or cache.get(SEEN_TO) == today:
        return
    people = _People()
    found: Reminders = defaultdict(list)
    for rule in STAGES:
        first, last = rule.ends(today)
        done = reminded(rule.stage, first, last)
        for owed in owed_between(first, last, today):
            for member in people.who_see_to(owed):
                if (owed.period.pk, member.pk) not in done:
                    done.add((owed.period.pk, member.pk))
                    found[member.pk].append((owed.period, rule.stage))
    for key in sorted(found):
        actions.remind_to_report(people.known[key], found[key], now=now)
    cache.set(SEEN_TO, today, timeout=A_DAY)


class _People:
    """Who reports for each organisation; each is looked up once."""

    def __init__(self) -> None:
        self.known: dict[int, Membership] = {}
        self._of: dict[int, list[Membership]] = {}

    def who_see_to(self, owed: Owed) -> list[Membership]:
        """Whoever is named for a report, else everybody who reports for the organisation; of them those who want reminders."""
        if owed.organisation_id not in self._of:
            self._of[owed.organisation_id] = _who_report_for(owed.organisation_id)
        able = self._of[owed.organisation_id]
        named = [each for each in able if each.person_id == owed.lead_id]
        found = [each for each in named or able if each.wants_reminders]
        self.known |= {each.pk: each for each in found}
        return found


def _who_report_for(organisation_id: int) -> list[Membership]:
    suppliers = members_who_may(organisation_id, Permission.REPORT_WRITE)
    if suppliers and suppliers[0].organisation.side == Side.SUPPLIER:
        return suppliers
    return members_who_may(organisation_id, Permission.CONTRACT_EDIT)


def send_reminder(ids: dict[str, str], now: dt.datetime) -> None:
    """The email, of what is still not reported; none where the person left or changed their mind meanwhile."""
    rows = of_batch(ids["batch"])
    if not rows:
        return
    member = rows[0].membership
    if member.ended_at or not member.wants_reminders or not member.person.is_active:
        return
    send_mail(
        subject=_subject(rows, london_day(now)),
        message=_(
            "Hello %(name)s\n\n%(told)s\n\nMy week, with everything: %(week)s\n\n"
            "We remind you a week before a period ends and on the day after, once each. To stop it: %(stop)s"
        )
        % {
            "name": member.person.name,
            "told": "\n".join(_told(rows, london_day(now))).strip(),
            "week": link("week", member.organisation),
            "stop": link("week-email", member.organisation),
        },
        from_email=None,
        recipient_list=[member.person.email],
    )


def _subject(rows: Sequence[ReportReminder], today: dt.date) -> str:
    if len(rows) > 1:
        count = number(len(rows))
        return _("%(n)s reports of yours are due: %(organisation)s") % {
            "n": count,
            "organisation": rows[0].membership.organisation.name,
        }
    period = rows[0].period
    words = _("Your report is late: %(title)s")
    if period.end_on >= today:
        words = _("Report by %(day)s: %(title)s")
    return words % {"day": day(period.end_on), "title": period.commitment.title}


def _told(rows: Sequence[ReportReminder], today: dt.date) -> Iterator[str]:
    """Two parts, what is late in front; each report with its contract, the end of its period and its link."""
    named = rows[:NAMED]
    for heading, part in (
        (
            _("Late: the period has ended and nobody has reported"),
            [r for r in named if r.period.end_on < today],
        ),
        (_("Coming up: the period ends within a week"), [r for r in named if r.period.end_on >= today]),
    ):
        if part:
            yield heading
            yield from (line for row in part for line in _named(row))
            yield ""
    if len(rows) > NAMED:
        rest = len(rows) - NAMED
        yield ngettext("and %(n)s more, in my week", "and %(n)s more, in my week", rest) % {"n": number(rest)}


def _named(row: ReportReminder) -> Iterator[str]:
    period = row.period
    contract = period.commitment.contract.title
    yield f"- {period.commitment.title} ({contract}), {day(period.end_on)}"
    yield "  " + link(
        "report-add",
        row.membership.organisation,
        {"period": period.external_id},
        commitment_id=period.commitment.external_id,
    )
