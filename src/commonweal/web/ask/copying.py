"""Copying an earlier ask, and seeing what changed since."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.asks import AskContent
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import draft, queries
from commonweal.lifecycle.procurement.actions.copying import copy_ask
from commonweal.lifecycle.procurement.models import Ask, AskVersion
from commonweal.presentation.formats import day
from commonweal.presentation.words import sentence
from commonweal.web.ask.difference import shown_changes
from commonweal.web.forms import ChoiceField, GovForm
from commonweal.web.pages import form_data, page, render, submit

MOST = 200


class CopyForm(GovForm):
    """Which earlier ask to start from."""

    title = gettext_lazy("Start from an earlier ask")
    button = gettext_lazy("Copy it into this ask")
    intro = gettext_lazy(
        "Its criteria, metrics, bands, conditions of participation, price lines and promises become yours to edit. Price lines "
        "of one lot go to your lot of the same name, or of the same number where you have as many lots. Why you ask is not "
        "copied: that comes from what this procurement serves. You can see at any time what you changed."
    )

    version = ChoiceField(
        label=gettext_lazy("Published asks of your authority"),
        choices=(),
        error_messages={"required": gettext_lazy("Choose an ask to start from")},
    )

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].choices = versions  # type: ignore[attr-defined]


def earlier_versions(request: HttpRequest, ask: Ask) -> dict[str, AskVersion]:
    """The authority's own published versions, the newest first."""
    rows = AskVersion.objects.for_authority(request.actor).exclude(ask=ask)  # type: ignore[attr-defined]
    found = rows.select_related("ask__procurement").order_by("-published_at", "-pk")[:MOST]
    return {each.external_id: each for each in found}


@page()
def copy(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Choose an earlier ask and copy it."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    versions = earlier_versions(request, found)
    labels = [
        (
            key,
            _("%(title)s, version %(n)s, %(day)s")
            % {"title": each.ask.procurement.title, "n": each.number, "day": day(each.published_at)},
        )
        for key, each in versions.items()
    ]
    return submit(
        request,
        CopyForm(**form_data(request), versions=labels),
        context={"back": reverse("ask", kwargs={"ask_id": ask_id}), "caption": found.title},
        action=lambda data: copy_ask(found, versions[data["version"]], by=request.actor, now=request.now),
        then=lambda _ask: reverse("ask-copy-changes", kwargs={"ask_id": ask_id}),
        done=_("The earlier ask is copied. Make it your own."),
        node=found,
    )


def _came_from(found: Ask, before: AskContent, after: AskContent) -> dict[str, str]:
    """Each part of the draft with the part of the earlier ask it was made from; lots and promises by their place."""
    origin = {row.external_id: row.copied_from for row in found.criteria.all()}
    for row in found.criteria.prefetch_related("metrics"):
        origin |= {metric.external_id: metric.copied_from for metric in row.metrics.all()}
    texts = {promise.text: promise.id for promise in before.promises}
    origin |= {promise.id: texts.get(promise.text, "") for promise in after.promises}
    numbers = {lot.number: lot.id for lot in before.lots}
    return origin | {lot.id: numbers.get(lot.number, "") for lot in after.lots}


@page()
def changes(request: HttpRequest, ask_id: str) -> HttpResponse:
    """What this ask says differently from the one it was copied from."""
    found = queries.ask(request.actor, ask_id)
    if found.copied_from_id is None:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    version = (
        AskVersion.objects.for_authority(request.actor).select_related("ask").get(pk=found.copied_from_id)
    )
    missing = draft.missing(found.procurement)
    shown = []
    if not missing:
        before, after = version.read(), draft.content(found.procurement)
        shown = shown_changes(before, after, came_from=_came_from(found, before, after))
    context = {
        "ask": found,
        "version": version,
        "earlier": version.read(),
        "missing": [sentence(each) for each in missing],
        "changes": shown,
    }
    return render(request, "ask/copy_difference.html", context, node=found)
