"""What changed: an edited copy against the library's wording, and one version of an ask against another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from commonweal.domain.ask_difference import PartChange, PartState, changes
from commonweal.domain.asks import AskContent
from commonweal.domain.errors import NotFound
from commonweal.domain.library import Piece, difference
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.models import AskMetric, AskVersion, Criterion
from commonweal.presentation.difference_words import FIELD, PART, STATE, shown
from commonweal.presentation.procurement_words import WORDING
from commonweal.web.pages import page, render


@dataclass(frozen=True)
class Row:
    """One field with its words that stayed, went and came."""

    label: Any
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Shown:
    """One part of an ask that changed, as a page shows it."""

    id: str
    kind: Any
    title: str
    state: Any
    is_new: bool
    is_gone: bool
    rows: tuple[Row, ...]


def shown_changes(
    before: AskContent, after: AskContent, *, came_from: Mapping[str, str] | None = None
) -> list[Shown]:
    """What changed from one ask to another, worded."""
    return [_shown(change) for change in changes(before, after, came_from=came_from)]


def _shown(change: PartChange) -> Shown:
    rows = (
        Row(
            FIELD[each.field],
            difference(
                shown(change.kind, each.field, each.before), shown(change.kind, each.field, each.after)
            ),
        )
        for each in change.fields
    )
    return Shown(
        id=change.id,
        kind=PART[change.kind],
        title=change.title,
        state=STATE[change.state],
        is_new=change.state is PartState.ADDED,
        is_gone=change.state is PartState.REMOVED,
        rows=tuple(row for row in rows if row.pieces),
    )


def library_rows(row: Criterion | AskMetric) -> list[Row]:
    """Where an edited copy says something else than the library item it was made from; empty when it does not."""
    if not row.library_code:
        return []
    ours_and_theirs: Iterable[tuple[Any, str, str]] = (
        (_("Title"), row.library_title, row.title),
        *(
            [
                (_("Text"), row.library_text, row.text),
                (_("Question"), row.library_question or row.question, row.question),
            ]
            if isinstance(row, Criterion)
            else [(_("Unit"), row.library_text or row.unit, row.unit)]
        ),
    )
    return [
        Row(label, difference(theirs, ours))
        for label, theirs, ours in ours_and_theirs
        if theirs.split() != ours.split()
    ]


def scale_rows(row: Criterion) -> list[Row]:
    """Where the bands say something else than the scoring scale they were copied from."""
    theirs = {band["score"]: f"{band['title']}: {band['text']}" for band in row.scale_bands}
    ours = {band["score"]: f"{band['title']}: {band['text']}" for band in row.bands}
    if not theirs:
        return []
    return [
        Row(
            _("%(marks)s marks") % {"marks": score // 100},
            difference(theirs.get(score, ""), ours.get(score, "")),
        )
        for score in sorted(theirs.keys() | ours.keys())
        if theirs.get(score, "").split() != ours.get(score, "").split()
    ]


@page()
def library(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Everything in the draft that was copied from a library, beside the library's wording."""
    found = queries.ask(request.actor, ask_id)
    copies = []
    for criterion in found.criteria.prefetch_related("metrics"):
        copies += [
            (each, library_rows(each), WORDING.get(each.library_verification, ""))
            for each in (criterion, *criterion.metrics.all())
            if each.library_code
        ]
    scales = [(row, scale_rows(row), WORDING.get(row.scale_state, "")) for row in found.criteria.all()]
    context = {
        "ask": found,
        "copies": copies,
        "scales": [each for each in scales if each[0].scale_id],
    }
    return render(request, "ask/library_difference.html", context, node=found)


@page()
def version(request: HttpRequest, ask_id: str, number: int) -> HttpResponse:
    """What changed from the version before to this one."""
    found = queries.ask(request.actor, ask_id)
    versions = {each.number: each for each in found.versions.select_related("withdrawal")}
    if number not in versions or number - 1 not in versions:
        raise NotFound("record.not_found", kind=AskVersion.KIND)
    before, after = versions[number - 1], versions[number]
    context = {
        "ask": found,
        "version": after,
        "withdrawal": getattr(before, "withdrawal", None),
        "changes": shown_changes(before.read(), after.read()),
    }
    return render(request, "ask/version_difference.html", context, node=found)
