"""Who came, what was heard, what was changed because of it, and publishing that."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.permissions import Permission
from commonweal.journeys import engagement as journeys
from commonweal.lifecycle.planning import actions, queries
from commonweal.lifecycle.procurement import actions as procurement_actions
from commonweal.organisations.access import fetch
from commonweal.presentation.before_words import BEFORE_WORDS, difference_words
from commonweal.web.engagement.forms import AttendanceForm, ChangedForm, HeardForm, ReplyForm
from commonweal.web.engagement.views import url_of
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm

_EDIT = Permission.PROCUREMENT_EDIT
SHORT = 120


@page()
def attendance(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Say who came."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    invited = {each.external_id: each for each in found.invitations.all()}
    form = AttendanceForm(
        **form_data(request),
        invited=[(key, each.name) for key, each in invited.items()],
        initial={"came": [key for key, each in invited.items() if each.attended]},
    )
    return submit(
        request,
        form,
        context={"back": url_of("engagement", found), "caption": found.title},
        action=lambda data: actions.note_attendance(
            found, [invited[key] for key in data["came"]], by=request.actor, now=request.now
        ),
        then=lambda _none: url_of("engagement", found),
        done=_("Attendance is noted."),
    )


@page()
def add_heard(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Write down one thing that was heard."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    return submit(
        request,
        HeardForm(**form_data(request)),
        context={"back": url_of("engagement", found), "caption": found.title},
        action=lambda data: actions.note_heard(
            found, data["text"], is_public=data["is_public"], by=request.actor, now=request.now
        ),
        then=lambda _heard: url_of("engagement", found),
        done=_("It is written down. Say now what you change because of it."),
    )


@page()
def changed(request: HttpRequest, engagement_id: str, heard_id: str) -> HttpResponse:
    """Say what was changed because of it, with the differences it made in the plan and the ask."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    heard = fetch(found.heard.select_related("engagement"), heard_id, request.actor, _EDIT)
    procurement = found.entry.procurement
    rows = procurement_actions.differences_since(procurement, found)
    shown = [(each.key, _in_words(vars_of(each))) for each in rows]
    return submit(
        request,
        ChangedForm(**form_data(request), differences=shown),
        "engagement/changed.html",
        {
            "back": url_of("engagement", found),
            "caption": found.title,
            "heard": heard,
            "has_differences": bool(shown),
        },
        action=lambda data: procurement_actions.say_changed(
            procurement, heard, data["what"], keys=data.get("keys", []), by=request.actor, now=request.now
        ),
        then=lambda _change: url_of("engagement", found),
        done=_("What you changed is kept."),
        node=procurement,
    )


def vars_of(difference: object) -> dict[str, str]:
    """A difference as the row that is stored."""
    return {name: getattr(difference, name) for name in ("field", "about", "before", "after")}


def _in_words(row: dict[str, str]) -> str:
    what, before, after = difference_words(row)
    return _("%(what)s: was %(before)s, is %(after)s") % {
        "what": what,
        "before": _short(before),
        "after": _short(after),
    }


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]} …"


@page()
def announce(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Call everybody to take part, after reading the call as they will."""
    found = queries.engagement(request.actor, engagement_id, Permission.PIPELINE_PUBLISH)
    form = ConfirmForm(
        **form_data(request),
        title=_("Announce it to everybody?"),
        button=_("Announce it"),
        intro=_(
            "Everybody can read this, and any supplier on Commonweal can sign up. Where an event takes place is told to "
            "those who sign up."
        ),
        revision=found.revision,
    )
    return submit(
        request,
        form,
        "engagement/announce.html",
        {"back": url_of("engagement", found), "call": journeys.call_of(found), "before": BEFORE_WORDS},
        action=lambda _data: journeys.announce(
            found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _snapshot: url_of("engagement", found),
        done=_("It is announced. Any supplier can sign up until the time you gave."),
    )


@page()
def reply(request: HttpRequest, engagement_id: str, question_id: str) -> HttpResponse:
    """Reply to a supplier's question."""
    found = queries.engagement(request.actor, engagement_id, _EDIT)
    asked = fetch(
        found.asked.select_related("engagement__entry__authority", "engagement__entry__procurement"),
        question_id,
        request.actor,
        _EDIT,
    )
    stored = {"question": asked.question or asked.text, "reply": asked.reply}
    form = ReplyForm(**form_data(request), initial=stored, revision=asked.revision)
    return submit(
        request,
        form,
        context={"back": url_of("engagement", found), "caption": found.title},
        action=lambda data: journeys.reply(
            asked,
            question=data["question"],
            reply=data["reply"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _asked: url_of("engagement", found),
        done=_("All who take part can read it."),
        current=lambda: {"question": asked.question or asked.text, "reply": asked.reply},
    )


@page()
def publish(request: HttpRequest, engagement_id: str) -> HttpResponse:
    """Show everybody what was heard and what came of it, after reading it as they will."""
    found = queries.engagement(request.actor, engagement_id, Permission.PIPELINE_PUBLISH)
    form = ConfirmForm(
        **form_data(request),
        title=_("Publish what was heard?"),
        button=_("Publish the summary"),
        intro=_("Everybody can read this. Suppliers are counted and not named."),
    )
    return submit(
        request,
        form,
        "engagement/publish.html",
        {"back": url_of("engagement", found), "summary": journeys.summary_of(found), "before": BEFORE_WORDS},
        action=lambda _data: journeys.publish_summary(found, by=request.actor, now=request.now),
        then=lambda _snapshot: url_of("engagement", found),
        done=_("The summary is public."),
    )
