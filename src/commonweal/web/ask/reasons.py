"""Why we ask this: a first wording from the thread, edited by a person; every wording is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.library import difference
from commonweal.domain.permissions import Permission
from commonweal.domain.reasons import Line, cut, distinct, lines
from commonweal.lifecycle.procurement import queries, reasons
from commonweal.lifecycle.procurement.actions.reasons import use_draft
from commonweal.lifecycle.procurement.models import Ask
from commonweal.organisations.queries import names_of
from commonweal.web.ask.forms import WhyForm
from commonweal.web.pages import form_data, page, render, submit

FROM: dict[str, Any] = {
    "mission": gettext_lazy("The mission"),
    "outcome": gettext_lazy("The outcome"),
    "indicator": gettext_lazy("The indicator"),
    "case": gettext_lazy("Why it serves it"),
    "place": gettext_lazy("The places"),
}


def _sentence(line: Line) -> str:
    first, *rest = line.parts
    if line.kind == "mission":
        return _("Our mission: %(mission)s") % {"mission": _stopped(first)}
    if line.kind == "outcome":
        return _("With this contract we want to help bring about: %(outcome)s") % {"outcome": _stopped(first)}
    if line.kind == "place":
        return _("It is meant for %(places)s.") % {"places": first}
    if line.kind == "case":
        return _stopped(first)
    latest, target = rest
    known = [
        *([_("it stands at %(figure)s") % {"figure": latest}] if latest else []),
        *([_("we want %(figure)s") % {"figure": target}] if target else []),
    ]
    return _("We watch “%(title)s”: %(known)s.") % {"title": first, "known": ", ".join(known)}


def _stopped(text: str) -> str:
    return text.strip() if text.strip().endswith((".", "!", "?")) else f"{text.strip()}."


def drafted(ask: Ask) -> tuple[str, tuple[Line, ...]]:
    """The wording that the thread gives now, and what it rests on."""
    found = distinct(lines(reasons.aims(ask.procurement), reasons.places(ask.procurement)))
    return cut("\n".join(_sentence(line) for line in found)), found


@page()
def draft(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Start from what the thread says, and make it your own."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    text, rests_on = drafted(found)
    form = WhyForm(**form_data(request), initial={"why": text}, revision=found.revision)
    return submit(
        request,
        form,
        "ask/why_draft.html",
        {
            "back": reverse("ask-why", kwargs={"ask_id": ask_id}),
            "caption": found.title,
            "heading": _("Why do you ask this? A first wording from the thread"),
            "rests_on": [(FROM[line.kind], " · ".join(filter(None, line.parts))) for line in rests_on],
        },
        action=lambda data: use_draft(
            found,
            drafted=text,
            lines=rests_on,
            edited=data["why"],
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _ask: reverse("ask", kwargs={"ask_id": ask_id}),
        done=_("Saved. The first wording and yours are both kept."),
        node=found,
        current=lambda: {"why": queries.ask(request.actor, ask_id).why},
    )


@page()
def history(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Every wording so far, each with what changed from the one before."""
    found = queries.ask(request.actor, ask_id)
    rows = list(found.reasons.all())
    shown = []
    before = ""
    for row in rows:
        shown.append(
            (row, difference(before, row.text), [(FROM[each["kind"]], each["words"]) for each in row.basis])
        )
        before = row.text
    context = {
        "ask": found,
        "rows": list(reversed(shown)),
        "people": names_of(row.said_by for row in rows),
    }
    return render(request, "ask/why_history.html", context, node=found)
