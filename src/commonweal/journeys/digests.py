"""My week by email, for those who want it: on Mondays, in words.

It says how many jobs of each sort wait, come up or are at risk, and since when. Only promises of a contract in force are named,
each with the link to the report of its period: nothing that is sealed, nobody's name and nothing that somebody wrote stands in
an email.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from commonweal.domain.periods import LONDON, london_day
from commonweal.journeys.mail_links import link
from commonweal.journeys.week import week_of
from commonweal.journeys.week_items import Item, Job, Week
from commonweal.organisations.actions.digests import send_week
from commonweal.organisations.models import Membership, Organisation
from commonweal.presentation.formats import day, number

MONDAY, FROM_HOUR = 0, 7
NAMED = 10
"""Promises that are named with their link; the page has all."""

COUNTED: dict[Job, Any] = {
    Job.VERIFY: ngettext_lazy("%(n)s report waits for you to verify", "%(n)s reports wait for you to verify", "n"),
    Job.ANSWER_QUESTION: ngettext_lazy("%(n)s report of yours was questioned", "%(n)s reports of yours were questioned", "n"),
    Job.REPORT_LATE: ngettext_lazy("%(n)s report of yours is late", "%(n)s reports of yours are late", "n"),
    Job.REPORT_DUE: ngettext_lazy("%(n)s report of yours comes up", "%(n)s reports of yours come up", "n"),
    Job.FINISH_TENDER: ngettext_lazy("%(n)s tender is not submitted", "%(n)s tenders are not submitted", "n"),
    Job.OPEN_TENDERS: ngettext_lazy("%(n)s opening of tenders waits", "%(n)s openings of tenders wait", "n"),
    Job.SCORE: ngettext_lazy("%(n)s assessment waits for your scores", "%(n)s assessments wait for your scores", "n"),
    Job.MODERATE: ngettext_lazy("%(n)s assessment is in moderation", "%(n)s assessments are in moderation", "n"),
    Job.AWARD_STEP: ngettext_lazy("%(n)s award waits for its next step", "%(n)s awards wait for their next step", "n"),
    Job.ANSWER_CLARIFICATIONS: ngettext_lazy(
        "%(n)s question of suppliers waits for an answer",
        "%(n)s questions of suppliers wait for an answer", "n",
    ),
    Job.DECIDE_LATE: ngettext_lazy("%(n)s late tender waits for a decision", "%(n)s late tenders wait for a decision", "n"),
    Job.BEGIN_ASSESSMENT: ngettext_lazy("%(n)s assessment can begin", "%(n)s assessments can begin", "n"),
    Job.NAME_PANEL: ngettext_lazy("%(n)s panel is to be named", "%(n)s panels are to be named", "n"),
    Job.DECLARE_INTERESTS: ngettext_lazy(
        "%(n)s panel waits for you to declare your interests",
        "%(n)s panels wait for you to declare your interests", "n",
    ),
    Job.DECIDE_INTEREST: ngettext_lazy(
        "%(n)s declared interest waits for a decision",
        "%(n)s declared interests wait for a decision", "n",
    ),
    Job.ANSWER_ENQUIRY: ngettext_lazy(
        "An authority asks you about %(n)s tender",
        "Authorities ask you about tenders, %(n)s times", "n",
    ),
    Job.DECIDE_BEFORE: ngettext_lazy(
        "%(n)s matter is to be decided before the award",
        "%(n)s matters are to be decided before the award", "n",
    ),
    Job.DECIDE_ROUND: ngettext_lazy(
        "Who goes on is to be decided in %(n)s assessment",
        "Who goes on is to be decided in %(n)s assessments", "n",
    ),
    Job.INVITE_ROUND: ngettext_lazy(
        "%(n)s next round waits for its invitation",
        "%(n)s next rounds wait for their invitation", "n",
    ),
    Job.DECIDE_AWARD: ngettext_lazy("%(n)s award is to be decided", "%(n)s awards are to be decided", "n"),
    Job.ENQUIRY_MISSED: ngettext_lazy(
        "The day to answer %(n)s question about a tender of yours has passed",
        "The days to answer %(n)s questions about tenders of yours have passed", "n",
    ),
    Job.ANSWER_AWAITED: ngettext_lazy(
        "%(n)s answer of a tenderer is awaited", "%(n)s answers of tenderers are awaited", "n",
    ),
    Job.ANSWER_MISSED: ngettext_lazy(
        "%(n)s question about a promise was not answered by its day",
        "%(n)s questions about promises were not answered by their day", "n",
    ),
    Job.REVIEW_CONFLICTS: ngettext_lazy(
        "%(n)s conflicts assessment is to be looked at again",
        "%(n)s conflicts assessments are to be looked at again", "n",
    ),
    Job.NAME_MODERATOR: ngettext_lazy(
        "%(n)s panel is in moderation without a moderator",
        "%(n)s panels are in moderation without a moderator", "n",
    ),
    Job.LOOK_UP_PARTIES: ngettext_lazy(
        "Somebody in %(n)s tender was not looked up in the debarment list",
        "Somebody in each of %(n)s tenders was not looked up in the debarment list", "n",
    ),
    Job.LOOK_AT_PRICE: ngettext_lazy(
        "%(n)s price looks low and nobody has looked at it",
        "%(n)s prices look low and nobody has looked at them", "n",
    ),
    Job.STANDSTILL_ENDS: ngettext_lazy("%(n)s standstill runs", "%(n)s standstills run", "n"),
    Job.DEADLINE: ngettext_lazy("%(n)s deadline for tenders comes up", "%(n)s deadlines for tenders come up", "n"),
    Job.CONTRACT_ENDS: ngettext_lazy("%(n)s contract ends", "%(n)s contracts end", "n"),
    Job.CONTRACT_ENDED: ngettext_lazy(
        "The end of %(n)s contract is to be recorded", "The ends of %(n)s contracts are to be recorded", "n",
    ),
    Job.DETAILS_NOTICE: ngettext_lazy(
        "%(n)s contract details notice is due", "%(n)s contract details notices are due", "n",
    ),
    Job.FAILURE_NOTICE: ngettext_lazy(
        "%(n)s failure is to be published", "%(n)s failures are to be published", "n",
    ),
    Job.TERMINATION_NOTICE: ngettext_lazy(
        "%(n)s contract termination notice is due", "%(n)s contract termination notices are due", "n",
    ),
    Job.NO_REPORT: ngettext_lazy("Nobody has reported on %(n)s promise", "Nobody has reported on %(n)s promises", "n"),
    Job.NOBODY_LEADS: ngettext_lazy("Nobody looks after %(n)s contract", "Nobody looks after %(n)s contracts", "n"),
    Job.LEAD_LEFT: ngettext_lazy(
        "Somebody who has left is still named on %(n)s contract",
        "Somebody who has left is still named on %(n)s contracts", "n",
    ),
    Job.FALLS_SHORT: ngettext_lazy("%(n)s promise will hardly be met", "%(n)s promises will hardly be met", "n"),
    Job.RATE_KPI: ngettext_lazy("%(n)s KPI is to be rated", "%(n)s KPIs are to be rated", "n"),
    Job.ANSWER_HANDOVER: ngettext_lazy("%(n)s handover waits for you", "%(n)s handovers wait for you", "n"),
    Job.HANDOVER_BACK: ngettext_lazy("%(n)s handover came back to you", "%(n)s handovers came back to you", "n"),
    Job.ANSWER_CHANGE: ngettext_lazy("%(n)s proposed change waits for you", "%(n)s proposed changes wait for you", "n"),
    Job.ANSWER_DEAL: ngettext_lazy("%(n)s proposed price or term waits", "%(n)s proposed prices or terms wait", "n"),
    Job.TERM_DUE: ngettext_lazy("%(n)s condition falls due", "%(n)s conditions fall due", "n"),
    Job.PREPARE_REVIEW: ngettext_lazy("%(n)s learning review to prepare", "%(n)s learning reviews to prepare", "n"),
    Job.WRITE_REVIEW: ngettext_lazy("%(n)s learning review to write", "%(n)s learning reviews to write", "n"),
    Job.REVIEW_ACTION: ngettext_lazy("%(n)s thing that you agreed to do", "%(n)s things that you agreed to do", "n"),
    Job.REMEDY_STEP: ngettext_lazy("%(n)s step of a remedy is open", "%(n)s steps of remedies are open", "n"),
    Job.ANSWER_PARTNERSHIP: ngettext_lazy("%(n)s partnership asks you to join", "%(n)s partnerships ask you to join", "n"),
    Job.APPROVE_ASK: ngettext_lazy("%(n)s ask waits for your approval", "%(n)s asks wait for your approval", "n"),
    Job.ANSWER_TIER_TWO: ngettext_lazy("%(n)s supplier asks for a part of yours", "%(n)s suppliers ask for a part of yours", "n"),
    Job.CHANGE_ASK: ngettext_lazy("%(n)s ask was sent back", "%(n)s asks were sent back", "n"),
}  # fmt: skip


def send_due(now: dt.datetime) -> None:
    """On Mondays from seven in London: once to everybody who wants it and still belongs."""
    local = now.astimezone(LONDON)
    if local.weekday() != MONDAY or local.hour < FROM_HOUR:
        return
    today = london_day(now)
    rows = Membership.objects.for_system("whose week is sent by email").filter(
        wants_week=True, ended_at__isnull=True, person__is_active=True
    )
    for membership in rows.exclude(week_sent_on=today):
        send_week(membership, on=today, now=now)


def send_digest(ids: dict[str, str], now: dt.datetime) -> None:
    """The email, unless nothing is to be said, or the person left or changed their mind before the worker came to it."""
    rows = Membership.objects.for_system("whose week is sent by email").select_related(
        "person", "organisation"
    )
    membership = rows.get(external_id=ids["membership"])
    if membership.ended_at or not membership.wants_week or not membership.person.is_active:
        return
    told = "\n".join(lines(week_of(membership.actor(), now), london_day(now), membership.organisation))
    if not told:
        return
    send_mail(
        subject=_("Your week: %(organisation)s") % {"organisation": membership.organisation.name},
        message=_(
            "Hello %(name)s\n\n%(told)s\n\nMy week, with everything: %(week)s\n\n"
            "You asked for this email every Monday. To stop it: %(stop)s"
        )
        % {
            "name": membership.person.name,
            "told": told,
            "week": link("week", membership.organisation),
            "stop": link("week-email", membership.organisation),
        },
        from_email=None,
        recipient_list=[membership.person.email],
    )


def lines(week: Week, today: dt.date, organisation: Organisation) -> Iterator[str]:
    """What the email says: three parts, each with a line for each sort of job."""
    for heading, items in (
        (_("Waiting for you"), week.waiting),
        (_("Coming up"), week.coming),
        (_("At risk"), week.at_risk),
    ):
        if items:
            yield heading
            yield from _counted(items, week.more, today, organisation)
            yield ""
    if week.looked_at:
        yield _("Forecasts were made of the %(looked)s of your %(all)s promises that end first.") % {
            "looked": number(week.looked_at[0]),
            "all": number(week.looked_at[1]),
        }


def _counted(
    items: Iterable[Item], more: Mapping[Job, int], today: dt.date, organisation: Organisation
) -> Iterator[str]:
    by_job: dict[Job, list[Item]] = defaultdict(list)
    for item in items:
        by_job[item.job].append(item)
    for job, found in by_job.items():
        count = sum(item.count for item in found) + more.get(job, 0)
        first = min((item.on for item in found if item.on), default=None)
        yield f"- {counted(job, count)}{_when(first, today)}"
        if job in (Job.REPORT_LATE, Job.REPORT_DUE):
            yield from (_named(item, organisation) for item in found[:NAMED])
            if count > NAMED:
                yield "  " + _("and %(n)s more: %(link)s") % {
                    "n": number(count - NAMED),
                    "link": link("week-all", organisation, job=job),
                }


class _Grouped(int):
    """A count that is written with thousands separators, and still chooses between one and many."""

    def __str__(self) -> str:
        return number(int(self))


def counted(job: Job, count: int) -> str:
    """How many jobs of one sort there are, as a sentence without its full stop."""
    return str(COUNTED[job] % {"n": _Grouped(count)})


def _when(first: dt.date | None, today: dt.date) -> str:
    if first is None:
        return ""
    return _(", the first since %s") % day(first) if first < today else _(", the first on %s") % day(first)


def _named(item: Item, organisation: Organisation) -> str:
    until = f" ({day(item.on)})" if item.on else ""
    period = {"period": item.period} if item.period else None
    return f"  {item.about}{until}: {link('report-add', organisation, period, commitment_id=item.id)}"
