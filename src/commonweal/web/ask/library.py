"""Copying from a social value framework edition: choose the edition, then its outcomes, criteria and metrics."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import Invalid, NotFound
from commonweal.domain.library import ItemKind
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.actions.library import CRITERION_KINDS
from commonweal.lifecycle.procurement.models import Ask, Criterion
from commonweal.lifecycle.strategy.models import FrameworkEdition, FrameworkItem
from commonweal.lifecycle.strategy.queries.library import ItemView, item_views, items_of
from commonweal.presentation.formats import day
from commonweal.presentation.procurement_words import WORDING
from commonweal.records.work import transaction
from commonweal.web.ask.forms import EditionForm, ItemsForm
from commonweal.web.ask.views import ask_url
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.serving import chosen_outcome, outcome_choices


@page()
def edition(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Choose the edition to copy from: those in force when the procurement began."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    editions = {each.external_id: each for each in queries.editions(request.actor, found.procurement)}
    initial = {"edition": found.framework_edition.external_id if found.framework_edition else ""}
    form = EditionForm(
        **form_data(request),
        editions=[(key, each.title) for key, each in editions.items()],
        hints={
            key: _("In force from %(day)s") % {"day": day(each.usable_from)} for key, each in editions.items()
        },
        initial=initial,
    )
    return submit(
        request,
        form,
        context={"back": ask_url(found), "caption": found.title},
        action=lambda data: actions.edit_ask(
            found, framework_edition=editions[data["edition"]], by=request.actor, now=request.now
        ),
        then=lambda ask: reverse(
            "ask-library-items",
            kwargs={"ask_id": ask_id, "edition_id": ask.framework_edition.external_id},
        ),
        node=found,
    )


def _edition(request: HttpRequest, ask: Ask, edition_id: str) -> FrameworkEdition:
    for each in queries.editions(request.actor, ask.procurement):
        if each.external_id == edition_id:
            return each
    raise NotFound("record.not_found", kind=FrameworkEdition.KIND)


@page()
def items(request: HttpRequest, ask_id: str, edition_id: str) -> HttpResponse:
    """Choose what to copy. Each item says how far its wording was checked."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    chosen = _edition(request, found, edition_id)
    views = item_views(items_of(chosen), found.procurement.authority_id)
    by_id = {view.item.external_id: view.item for view in views}
    form = ItemsForm(
        **form_data(request),
        items={
            "criteria": [_choice(view) for view in views if view.item.kind in CRITERION_KINDS],
            "metrics": [_choice(view) for view in views if view.item.kind == ItemKind.METRIC],
            "outcomes": outcome_choices(request.actor),
        },
        hints={view.item.external_id: WORDING[view.state.value] for view in views},
    )
    return submit(
        request,
        form,
        context={"back": reverse("ask-library", kwargs={"ask_id": ask_id}), "caption": chosen.title},
        action=lambda data: _copy(request, found, by_id, data),
        then=lambda _result: ask_url(found),
        done=_("They are copied into the ask. Edit the copies, then give them weightings."),
        node=found,
    )


def _choice(view: ItemView) -> tuple[str, Any]:
    return view.item.external_id, f"{view.item.code} {view.wording}"


def _copy(request: HttpRequest, ask: Ask, by_id: dict[str, FrameworkItem], data: dict[str, Any]) -> None:
    """Copy the chosen items, all or nothing; a metric goes under the chosen criterion of its own outcome."""
    if not data["criteria"] and not data["metrics"]:
        raise Invalid("library.nothing_chosen", field="criteria")
    said: dict[str, Any] = {"by": request.actor, "now": request.now}
    outcome = chosen_outcome(request.actor, data["outcome"])
    with transaction(by=request.actor, at=request.now):
        made = [
            (by_id[key], actions.copy_criterion(ask, by_id[key], outcome=outcome, **said))
            for key in data["criteria"]
        ]
        for key in data["metrics"]:
            metric = by_id[key]
            actions.copy_metric(_home_of(metric, made, ask), metric, outcome=outcome, **said)


def _home_of(metric: FrameworkItem, made: list[tuple[FrameworkItem, Criterion]], ask: Ask) -> Criterion:
    """The criterion a metric goes under: of its own outcome if one was copied, else the last answered one."""
    related = [
        row for item, row in made if metric.parent_id in (item.pk, item.parent_id) and metric.parent_id
    ]
    present = [row for _item, row in made] or list(ask.criteria.exclude(kind="price"))
    if not present:
        raise Invalid("library.metric_without_criterion", field="metrics")
    return (related or present)[-1]
