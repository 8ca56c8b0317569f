"""My week in words: waiting for you, coming up, at risk."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission, Side
from commonweal.journeys.week import Item, Job, week_of
from commonweal.lifecycle.contracts import queries as contracts
from commonweal.organisations.actions.digests import choose_week_email
from commonweal.organisations.queries import own_membership
from commonweal.presentation.formats import day
from commonweal.web.contracts.outlooks import reason
from commonweal.web.downloads import attachment
from commonweal.web.forms import GovForm, TickField
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
    Job.NO_REPORT: ("commitment", "commitment_id"),
    Job.NOBODY_LEADS: ("contract-leads", "contract_id"),
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
    Job.NO_REPORT: lambda item: _("Nobody has reported on %s") % item.about,
    Job.ANSWER_PARTNERSHIP: lambda item: _("Answer %s, which asks you to join") % item.about,
    Job.APPROVE_ASK: lambda item: _("Approve the ask of %s, or send it back") % item.about,
    Job.CHANGE_ASK: lambda item: _("Change the ask of %s: it was sent back") % item.about,
    Job.ANSWER_TIER_TWO: lambda item: _("Say whether you deliver your part of %s") % item.about,
    Job.NOBODY_LEADS: lambda item: _("Nobody looks after %s") % item.about,
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
}


MOST_REPORTS = 10


@dataclass(frozen=True)
class Shown:
    """One line of the page."""

    text: str
    url: str | None
    when: str
    is_late: bool


@page()
def week(request: HttpRequest) -> HttpResponse:
    """What waits for this person, what comes up, and what is at risk."""
    found = week_of(request.actor, request.now)
    today = london_day(request.now)
    context = {
        "waiting": [_shown(item, today) for item in found.waiting],
        "coming": [_shown(item, today) for item in found.coming],
        "at_risk": [_shown(item, today) for item in found.at_risk],
        "reports": _reports(request.actor),
        "suggestions": _suggestions(request.actor),
    }
    return render(request, "week/week.html", context)


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
        return reverse(name, kwargs={argument: item.id} if argument else None)
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
    names = supplier if actor.side is Side.SUPPLIER else authority
    return [(reverse(name), text) for name, permission, text in names if actor.can(permission)]


@page()
def calendar(request: HttpRequest) -> HttpResponse:
    """What comes up, as a calendar file."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Commonweal//My week//EN")
    made.add("version", "2.0")
    for item in week_of(request.actor, request.now).coming:
        if item.on is None:
            continue
        event = Event()
        event.add("uid", f"{item.job}-{item.id}@commonweal")
        event.add("dtstamp", request.now)
        event.add("dtstart", item.on)
        event.add("summary", WORDS[item.job](item))
        if url := _url(item):
            event.add("url", f"{settings.PUBLIC_ADDRESS}{url}")
        made.add_component(event)
    return attachment(made.to_ical(), "my-week.ics", "text/calendar; charset=utf-8")


class WeekEmailForm(GovForm):
    """Whether the week comes by email."""

    title = gettext_lazy("My week by email")
    intro = gettext_lazy(
        "On Mondays: how many jobs of each sort wait for you, and a link to each report that is due. Nothing sealed, nobody’s "
        "name and nothing that somebody wrote stands in it."
    )
    button = gettext_lazy("Save")
    wanted = TickField(label=gettext_lazy("Send me my week every Monday"), required=False)


@page()
def email(request: HttpRequest) -> HttpResponse:
    """Have one's week sent every Monday, or stop it."""
    membership = own_membership(request.actor)
    form = WeekEmailForm(**form_data(request), initial={"wanted": membership.wants_week})
    form.cancel_url = reverse("week")
    return submit(
        request,
        form,
        action=lambda given: choose_week_email(
            membership, wanted=bool(given["wanted"]), by=request.actor, now=request.now
        ),
        then=lambda made: reverse("week"),
        done=_("Your choice is saved"),
    )
