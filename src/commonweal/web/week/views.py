"""My week in words: waiting for you, coming up, at risk."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.errors import NotFound
from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.journeys.digests import counted
from commonweal.journeys.week import EVERY, all_of, may_report, week_of
from commonweal.journeys.week_items import Item, Job, Week
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.organisations.actions.digests import choose_week_email
from commonweal.organisations.queries import own_membership
from commonweal.presentation.formats import day
from commonweal.web.contracts.outlooks import reason
from commonweal.web.downloads import attachment
from commonweal.web.forms import GovForm, TickField
from commonweal.web.navigation import is_for_one_piece_of_work, items
from commonweal.web.pages import form_data, page, render, submit

#: The page a job leads to, and the name of its argument; None leads to a list.
LEADS_TO: dict[Job, tuple[str, str | None]] = {
    Job.VERIFY: ("reports", None),
    Job.ANSWER_QUESTION: ("report", "report_id"),
    Job.REPORT_LATE: ("report-add", "commitment_id"),
    Job.REPORT_DUE: ("report-add", "commitment_id"),
    Job.FINISH_TENDER: ("tender", "tender_id"),
    Job.OPEN_TENDERS: ("opening", "procurement_id"),
    Job.SCORE: ("assessment-questions", "assessment_id"),
    Job.MODERATE: ("assessment-grid", "assessment_id"),
    Job.AWARD_STEP: ("award", "award_id"),
    Job.STANDSTILL_ENDS: ("award", "award_id"),
    Job.DEADLINE: ("procurement", "procurement_id"),
    Job.CONTRACT_ENDS: ("contract", "contract_id"),
    Job.CONTRACT_ENDED: ("contract", "contract_id"),
    Job.DETAILS_NOTICE: ("contract-notices", "contract_id"),
    Job.FAILURE_NOTICE: ("contract-notices", "contract_id"),
    Job.TERMINATION_NOTICE: ("contract-notices", "contract_id"),
    Job.NO_REPORT: ("commitment", "commitment_id"),
    Job.NOBODY_LEADS: ("contract-leads", "contract_id"),
    Job.LEAD_LEFT: ("contract", "contract_id"),
    Job.FALLS_SHORT: ("commitment", "commitment_id"),
    Job.RATE_KPI: ("kpi-assess", "kpi_id"),
    Job.ANSWER_HANDOVER: ("handover-answer", "contract_id"),
    Job.HANDOVER_BACK: ("contract-handover", "contract_id"),
    Job.ANSWER_CHANGE: ("change", "change_id"),
    Job.PREPARE_REVIEW: ("review-prepare", "review_id"),
    Job.WRITE_REVIEW: ("review", "review_id"),
    Job.REVIEW_ACTION: ("review", "review_id"),
    Job.REMEDY_STEP: ("remedy", "matter_id"),
    Job.ANSWER_DEAL: ("contract-change", "change_id"),
    Job.TERM_DUE: ("term", "term_id"),
    Job.ANSWER_PARTNERSHIP: ("partnership-answer", "row_id"),
    Job.APPROVE_ASK: ("ask-approval", "ask_id"),
    Job.CHANGE_ASK: ("ask-approval", "ask_id"),
    Job.ANSWER_TIER_TWO: ("tier-two", "row_id"),
    Job.ANSWER_CLARIFICATIONS: ("procurement-questions", "procurement_id"),
    Job.DECIDE_LATE: ("late-tenders", "procurement_id"),
    Job.BEGIN_ASSESSMENT: ("assessment-begin", "procurement_id"),
    Job.NAME_PANEL: ("assessment", "assessment_id"),
    Job.DECLARE_INTERESTS: ("assessment-declare", "assessment_id"),
    Job.DECIDE_INTEREST: ("assessment-interest-decide", "member_id"),
    Job.ANSWER_ENQUIRY: ("enquiry-answer", "enquiry_id"),
    Job.DECIDE_BEFORE: ("suitability", "assessment_id"),
    Job.DECIDE_ROUND: ("assessment-rounds", "assessment_id"),
    Job.INVITE_ROUND: ("procurement-next-round", "procurement_id"),
    Job.DECIDE_AWARD: ("award-decide", "assessment_id"),
    Job.ENQUIRY_MISSED: ("tender-enquiries", "tender_id"),
    Job.ANSWER_AWAITED: ("suitability", "assessment_id"),
    Job.ANSWER_MISSED: ("suitability", "assessment_id"),
    Job.REVIEW_CONFLICTS: ("procurement-conflicts", "procurement_id"),
    Job.NAME_MODERATOR: ("assessment", "assessment_id"),
    Job.LOOK_UP_PARTIES: ("suitability", "assessment_id"),
    Job.LOOK_AT_PRICE: ("suitability", "assessment_id"),
}

WORDS: dict[Job, Callable[[Item], str]] = {
    Job.VERIFY: lambda item: (
        ngettext("Verify %(n)s report on %(about)s", "Verify %(n)s reports on %(about)s", item.count)
        % {"n": item.count, "about": item.about}
    ),
    Job.ANSWER_QUESTION: lambda item: _("Answer the question about your report on %s") % item.about,
    Job.REPORT_LATE: lambda item: _("Report on %s: its period has ended") % item.about,
    Job.REPORT_DUE: lambda item: _("Report on %s") % item.about,
    Job.FINISH_TENDER: lambda item: _("Finish and submit your tender for %s") % item.about,
    Job.OPEN_TENDERS: lambda item: _("Open the tenders for %s") % item.about,
    Job.SCORE: lambda item: _("Score the answers for %s") % item.about,
    Job.MODERATE: lambda item: _("Agree the scores for %s") % item.about,
    Job.AWARD_STEP: lambda item: _("Take the next step of the award for %s") % item.about,
    Job.STANDSTILL_ENDS: lambda item: _("Standstill of the award for %s") % item.about,
    Job.DEADLINE: lambda item: _("Tenders for %s are due") % item.about,
    Job.CONTRACT_ENDS: lambda item: _("%s ends") % item.about,
    Job.CONTRACT_ENDED: lambda item: (
        _("%s has ended: record it, and publish the notice of its end") % item.about
    ),
    Job.DETAILS_NOTICE: lambda item: _("The contract details notice of %s is due") % item.about,
    Job.FAILURE_NOTICE: lambda item: _("The notice of a failure on %s is due") % item.about,
    Job.TERMINATION_NOTICE: lambda item: _("The contract termination notice of %s is due") % item.about,
    Job.NO_REPORT: lambda item: _("Nobody has reported on %s") % item.about,
    Job.ANSWER_PARTNERSHIP: lambda item: _("Answer %s, which asks you to join") % item.about,
    Job.APPROVE_ASK: lambda item: _("Approve the ask of %s, or send it back") % item.about,
    Job.CHANGE_ASK: lambda item: _("Change the ask of %s: it was sent back") % item.about,
    Job.ANSWER_TIER_TWO: lambda item: _("Say whether you deliver your part of %s") % item.about,
    Job.NOBODY_LEADS: lambda item: _("Nobody looks after %s") % item.about,
    Job.LEAD_LEFT: lambda item: _("Somebody who has left is still named on %s") % item.about,
    Job.FALLS_SHORT: lambda item: (
        _("%(about)s: %(why)s")
        % {
            "about": item.about,
            "why": reason(item.why, item.unit) if item.why else "",
        }
    ),
    Job.RATE_KPI: lambda item: _("Rate performance: %s") % item.about,
    Job.ANSWER_HANDOVER: lambda item: _("Take over %s, or send the handover back") % item.about,
    Job.ANSWER_CHANGE: lambda item: _("Answer the proposed change of %s") % item.about,
    Job.PREPARE_REVIEW: lambda item: _("Prepare the learning review of %s") % item.about,
    Job.WRITE_REVIEW: lambda item: _("Write the learning review of %s together") % item.about,
    Job.REVIEW_ACTION: lambda item: _("As you agreed: %s") % item.about,
    Job.REMEDY_STEP: lambda item: _("A step is open: %s") % item.about,
    Job.ANSWER_DEAL: lambda item: _("Answer the proposed price or term of %s") % item.about,
    Job.TERM_DUE: lambda item: _("A condition falls due: %s") % item.about,
    Job.HANDOVER_BACK: lambda item: _("The handover of %s came back to you") % item.about,
    Job.ANSWER_CLARIFICATIONS: lambda item: (
        ngettext(
            "Answer %(n)s question of a supplier about %(about)s",
            "Answer %(n)s questions of suppliers about %(about)s",
            item.count,
        )
        % {"n": item.count, "about": item.about}
    ),
    Job.DECIDE_LATE: lambda item: (
        ngettext(
            "Decide on %(n)s late tender for %(about)s",
            "Decide on %(n)s late tenders for %(about)s",
            item.count,
        )
        % {"n": item.count, "about": item.about}
    ),
    Job.BEGIN_ASSESSMENT: lambda item: _("Begin to assess the tenders for %s") % item.about,
    Job.NAME_PANEL: lambda item: _("Name the panel for %s and let assessors begin") % item.about,
    Job.DECLARE_INTERESTS: lambda item: _("Declare your interests for %s") % item.about,
    Job.DECIDE_INTEREST: lambda item: _("Decide on an interest that was declared for %s") % item.about,
    Job.ANSWER_ENQUIRY: lambda item: (
        _("Answer what the authority asks about your tender for %s") % item.about
    ),
    Job.ENQUIRY_MISSED: lambda item: (
        _(
            "The day to answer about your tender for %s has passed: the authority may decide without your answer"
        )
        % item.about
    ),
    Job.ANSWER_AWAITED: lambda item: _("The answer of a tenderer is awaited: %s") % item.about,
    Job.ANSWER_MISSED: lambda item: (
        _("A tenderer for %s let the day go by to answer about a promise") % item.about
    ),
    Job.REVIEW_CONFLICTS: lambda item: _("Look again at the conflicts assessment of %s") % item.about,
    Job.NAME_MODERATOR: lambda item: (
        _("Name another moderator for %s: no score can be agreed without one") % item.about
    ),
    Job.LOOK_UP_PARTIES: lambda item: (
        ngettext(
            "Look up in the debarment list whoever is behind %(n)s tender for %(about)s",
            "Look up in the debarment list whoever is behind %(n)s tenders for %(about)s",
            item.count,
        )
        % {"n": item.count, "about": item.about}
    ),
    Job.LOOK_AT_PRICE: lambda item: (
        ngettext(
            "Look at %(n)s price for %(about)s that looks low",
            "Look at %(n)s prices for %(about)s that look low",
            item.count,
        )
        % {"n": item.count, "about": item.about}
    ),
    Job.DECIDE_BEFORE: lambda item: (
        ngettext(
            "Decide %(n)s matter before the award of %(about)s",
            "Decide %(n)s matters before the award of %(about)s",
            item.count,
        )
        % {"n": item.count, "about": item.about}
    ),
    Job.DECIDE_ROUND: lambda item: _("Decide who goes on to the next round of %s") % item.about,
    Job.INVITE_ROUND: lambda item: _("Invite the next round of %s") % item.about,
    Job.DECIDE_AWARD: lambda item: _("Decide the award for %s: the ranking is locked") % item.about,
}


MOST_REPORTS = 10
PER_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """One line of the page."""

    text: str
    url: str | None
    when: str
    is_late: bool


@dataclass(frozen=True)
class More:
    """How many jobs of one sort are not listed, how many there are in words, and where all are listed."""

    number: int
    told: str
    url: str


@page()
def week(request: HttpRequest) -> HttpResponse:
    """What waits for this person, what comes up, and what is at risk."""
    found = week_of(request.actor, request.now)
    today = london_day(request.now)
    context = {
        "first_step": _first_step(found.waiting),
        "waiting": [_shown(item, today) for item in found.waiting],
        "coming": [_shown(item, today) for item in found.coming],
        "at_risk": [_shown(item, today) for item in found.at_risk],
        "has_days": bool(_dated(found, today)),
        "more": {
            "waiting": _more(found.waiting, found.more),
            "coming": _more(found.coming, found.more),
            "at_risk": _more(found.at_risk, found.more),
        },
        "looked_at": found.looked_at,
        "reports": _reports(request.actor),
        "suggestions": _suggestions(request.actor),
    }
    return render(request, "week/week.html", context)


def _more(listed: Sequence[Item], more: Mapping[Job, int]) -> list[More]:
    """For each sort of job of a list of which not all are listed: how many more, and the page that lists all."""
    found = Counter[Job]()
    for item in listed:
        found[item.job] += item.count
    return [
        More(more[job], counted(job, count + more[job]), reverse("week-all", args=[job]))
        for job, count in found.items()
        if job in more
    ]


@page()
def whole(request: HttpRequest, job: str) -> HttpResponse:
    """Every job of one sort, page by page."""
    if job not in set(Job):
        raise NotFound("record.not_found", kind="sort of job")
    found, today = all_of(Job(job), request.actor, request.now), london_day(request.now)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    context = {
        "told": counted(Job(job), found.things),
        "items": [_shown(item, today) for item in shown.object_list],
        "page": shown,
    }
    return render(request, "week/all.html", context)


def _first_step(waiting: Sequence[Item]) -> tuple[Any, str, str] | None:
    """For somebody on a panel: the one button that leads into the work, what it is about, and where it goes."""
    for item in waiting:
        if item.job is Job.DECLARE_INTERESTS:
            return _("Declare your interests"), item.about, reverse("assessment-declare", args=[item.id])
        if item.job is Job.SCORE:
            return _("Score the next question"), item.about, reverse("assessment-next", args=[item.id])
    return None


def _reports(actor: Any) -> list[tuple[str, str]]:
    """Contracts that this person looks after for an authority: each has a report for a committee."""
    if actor.side is not Side.AUTHORITY or not actor.can(Permission.CONTRACT_EDIT):
        return []
    led = contracts.looked_after_by(actor).order_by("title", "pk")
    return list(led.values_list("external_id", "title")[:MOST_REPORTS])


def _shown(item: Item, today: dt.date) -> Shown:
    return Shown(
        WORDS[item.job](item), _url(item), _when(item, today), item.on is not None and item.on < today
    )


def _url(item: Item) -> str | None:
    name, argument = LEADS_TO[item.job]
    try:
        return reverse(name, kwargs={argument: item.id} if argument else None) + item.query
    except NoReverseMatch:
        return None


def _when(item: Item, today: dt.date) -> str:
    """How long it has waited, or when it is due."""
    if item.on is None:
        return ""
    days = max((today - item.on).days, 0)
    if item.job in (Job.VERIFY, Job.ANSWER_QUESTION):
        return ngettext("oldest %(n)s day", "oldest %(n)s days", days) % {"n": days} if days else _("today")
    return _("since %s") % day(item.on) if days > 0 else day(item.on)


def _suggestions(actor: Any) -> list[tuple[str, Any]]:
    """The two things that most people on this side do next."""
    supplier = (
        ("opportunities", Permission.OPPORTUNITY_READ, _("Look for opportunities")),
        ("contracts", Permission.CONTRACT_READ, _("See your contracts")),
    )
    authority = (
        ("strategy-missions", Permission.MISSION_READ, _("See the missions")),
        ("contracts", Permission.CONTRACT_READ, _("See the contracts")),
    )
    if is_for_one_piece_of_work(actor):
        return [(item.url, item.text) for item in items(actor, "")[1:]]
    names = supplier if actor.side is Side.SUPPLIER else authority
    return [(reverse(name), text) for name, permission, text in names if actor.can(permission)]


def _dated(found: Week, today: dt.date) -> list[Item]:
    """What has a day in the calendar: a job that waits since a day has none."""
    return [each for each in found.coming if each.on] + [
        each for each in found.waiting if each.on and each.on > today
    ]


@page()
def calendar(request: HttpRequest) -> HttpResponse:
    """What comes up, and what waits with a day that is to come, as a calendar file."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Commonweal//My week//EN")
    made.add("version", "2.0")
    every = week_of(request.actor, request.now, most=EVERY)
    for item in _dated(every, london_day(request.now)):
        event = Event()
        event.add("uid", f"{item.job}-{item.period or item.id}@commonweal")
        event.add("dtstamp", request.now)
        event.add("dtstart", item.on)
        event.add("summary", WORDS[item.job](item))
        if url := _url(item):
            event.add("url", f"{settings.PUBLIC_ADDRESS}{url}")
        made.add_component(event)
    return attachment(made.to_ical(), "my-week.ics", "text/calendar; charset=utf-8")


class WeekEmailForm(GovForm):
    """What comes by email: the week, and reminders for those who report."""

    title = gettext_lazy("My week by email")
    intro = gettext_lazy(
        "On Mondays: how many jobs of each sort wait for you, and a link to each report that is due. Nothing sealed, nobody’s "
        "name and nothing that somebody wrote stands in it."
    )
    button = gettext_lazy("Save")
    wanted = TickField(label=gettext_lazy("Send me my week every Monday"), required=False)
    reminders = TickField(
        label=gettext_lazy(
            "Remind me of each report that I see to, a week before its period ends and on the day after"
        ),
        required=False,
    )


@page()
def email(request: HttpRequest) -> HttpResponse:
    """Have one's week sent every Monday and be reminded of reports, or stop either."""
    membership = own_membership(request.actor)
    wants = {"wanted": membership.wants_week, "reminders": membership.wants_reminders}
    form = WeekEmailForm(**form_data(request), initial=wants)
    if not may_report(request.actor):
        del form.fields["reminders"]
    form.cancel_url = reverse("week")
    return submit(
        request,
        form,
        action=lambda given: choose_week_email(
            membership,
            wanted=bool(given["wanted"]),
            reminders=given.get("reminders"),
            by=request.actor,
            now=request.now,
        ),
        then=lambda made: reverse("week"),
        done=_("Your choice is saved"),
    )
