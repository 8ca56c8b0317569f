"""Metrics of the draft: add, change, remove."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commonweal.lifecycle.procurement import actions, queries
from commonweal.lifecycle.procurement.models import AskMetric
from commonweal.web.ask.forms import MetricForm
from commonweal.web.ask.views import ask_url
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm
from commonweal.web.pipeline.serving import chosen_outcome, outcome_choices

_PLAIN = (
    "unit",
    "kind",
    "level",
    "target",
    "target_low",
    "target_high",
    "used_for",
    "period",
    "aggregation",
    "baseline_basis",
    "baseline",
    "is_prescriptive",
)


def _facts(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    facts = {name: data[name] for name in _PLAIN}
    return {
        **facts,
        "title": data["name"].strip(),
        "outcome": chosen_outcome(request.actor, data["outcome"]),
    }


@page()
def add(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """Add a metric under a criterion."""
    criterion = queries.criterion(request.actor, criterion_id)
    initial = {"outcome": criterion.outcome.external_id if criterion.outcome else ""}
    return submit(
        request,
        MetricForm(**form_data(request), outcomes=outcome_choices(request.actor), initial=initial),
        context={"back": ask_url(criterion.ask), "caption": criterion.title},
        action=lambda data: actions.add_metric(
            criterion, by=request.actor, now=request.now, **_facts(request, data)
        ),
        then=lambda _metric: ask_url(criterion.ask),
        done=_("The metric is added."),
        node=criterion.ask,
    )


def _stored(metric: AskMetric) -> dict[str, Any]:
    return {
        **{name: getattr(metric, name) for name in _PLAIN},
        "name": metric.title,
        "outcome": metric.outcome.external_id if metric.outcome else "",
    }


@page()
def edit(request: HttpRequest, metric_id: str) -> HttpResponse:
    """Change a metric."""
    metric = queries.metric(request.actor, metric_id)
    ask = metric.criterion.ask
    form = MetricForm(
        **form_data(request),
        outcomes=outcome_choices(request.actor),
        initial=_stored(metric),
        revision=metric.revision,
    )
    return submit(
        request,
        form,
        context={"back": ask_url(ask), "caption": metric.criterion.title, "heading": metric.title},
        action=lambda data: actions.edit_metric(
            metric,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
            **_facts(request, data),
        ),
        then=lambda _metric: ask_url(ask),
        done=_("The metric is saved."),
        node=ask,
        current=lambda: _stored(queries.metric(request.actor, metric_id)),
    )


@page()
def remove(request: HttpRequest, metric_id: str) -> HttpResponse:
    """Remove a metric."""
    metric = queries.metric(request.actor, metric_id)
    ask = metric.criterion.ask
    form = ConfirmForm(
        **form_data(request),
        title=_("Remove the metric “%(title)s”?") % {"title": metric.title},
        button=_("Remove it"),
    )
    return submit(
        request,
        form,
        context={"back": ask_url(ask)},
        action=lambda _data: actions.remove_metric(metric, by=request.actor, now=request.now),
        then=lambda _none: ask_url(ask),
        done=_("The metric is removed."),
        node=ask,
    )
