"""What the ask could ask for: ranked outcomes, criteria and metrics with their reasons, added with one click."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.library import ItemKind
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.findings import Finding
from commonweal.domain.rules.suggest import LIKENESS_STEP
from commonweal.journeys.similar_notices import Similar, similar_notices
from commonweal.journeys.suggesting import edition_for, reads_notices, suggest
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.fit import outcome_code
from commonweal.lifecycle.procurement.models import Ask, AskMetric, Criterion
from commonweal.lifecycle.strategy.models import FrameworkItem
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.records.ids import new_id
from commonweal.web.ask.finding_words import told
from commonweal.web.ask.fit_context import fit_context
from commonweal.web.ask.views import ask_url
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm


@page()
def suggestions(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Outcomes for this subject, stage and place, best first, each with what speaks for and against it."""
    found = queries.ask(request.actor, ask_id)
    context = fit_context(request, found)
    fit = context["fit"]
    rows = list(_social(found))

    def said(findings: tuple[Finding, ...]) -> list[str]:
        return [told(each, fit) for each in findings]

    edition = edition_for(request.actor, found)
    context |= {
        "ask": found,
        "edition": edition,
        "reads_notices": edition is not None and reads_notices(edition),
        "suggested": suggest(request.actor, found),
        "said": said,
        "chosen": {row.library_code for row in rows} | {m.code for row in rows for m in row.metrics.all()},
        "outcomes_chosen": {outcome_code(row) for row in rows},
        "new_key": new_id,
        "words": ASK_WORDS,
        "likeness_step": LIKENESS_STEP,
    }
    return render(request, "ask/suggestions.html", context, node=found)


@page()
def similar(request: HttpRequest, ask_id: str, outcome: str) -> HttpResponse:
    """The notices in the library that are similar and asked for one outcome, each with the words that ask."""
    found = queries.ask(request.actor, ask_id)
    edition = edition_for(request.actor, found)
    item = edition.items.filter(code=outcome, kind=ItemKind.OUTCOME).first() if edition else None
    if item is None or edition is None:
        raise NotFound("record.not_found", kind=FrameworkItem.KIND)
    similar = similar_notices(request.actor, found.procurement) if reads_notices(edition) else Similar()
    rows = similar.asking_for(outcome)
    return render(
        request, "ask/similar_notices.html", {"ask": found, "item": item, "found": rows}, node=found
    )


def _social(ask: Ask) -> Any:
    rows = ask.criteria.filter(kind="social_value").order_by("position")
    return rows.select_related("library_item__parent").prefetch_related("metrics")


@page()
def add(request: HttpRequest, ask_id: str, item_id: str) -> HttpResponse:
    """Copy a suggested item into the ask; the copy is the authority's own to edit."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    item = _item(request, found, item_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("Add “%(title)s” to the ask?") % {"title": item.title},
        button=_("Add it as a copy to edit"),
    )
    return submit(
        request,
        form,
        context={"back": ask_url(found), "caption": found.title},
        action=lambda _data: _copy(request, found, item),
        then=lambda _made: ask_url(found),
        done=_("It is copied into the ask. Edit the copy so that it says what you want."),
        node=found,
    )


def _item(request: HttpRequest, ask: Ask, item_id: str) -> FrameworkItem:
    """An item of the edition that suggestions come from. Raises NotFound for any other."""
    edition = edition_for(request.actor, ask)
    wanted = (ItemKind.OUTCOME, ItemKind.CRITERION, ItemKind.METRIC)
    row: FrameworkItem | None = (
        edition.items.select_related("edition", "parent").filter(external_id=item_id, kind__in=wanted).first()
        if edition
        else None
    )
    if row is None:
        raise NotFound("record.not_found", kind=FrameworkItem.KIND)
    return row


def _copy(request: HttpRequest, ask: Ask, item: FrameworkItem) -> Criterion | AskMetric:
    said: dict[str, Any] = {"by": request.actor, "now": request.now}
    if item.kind != ItemKind.METRIC:
        return actions.copy_criterion(ask, item, **said)
    homes = [row for row in _social(ask) if item.parent is not None and outcome_code(row) == item.parent.code]
    if not homes:
        raise Invalid("library.metric_without_criterion")
    return actions.copy_metric(homes[-1], item, **said)
