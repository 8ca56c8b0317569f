"""Award criteria of the draft: add, change, remove; their bands and weightings."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import Refused
from commonweal.domain.permissions import Permission
from commonweal.domain.weights import percent
from commonweal.lifecycle.procurement import actions, draft, queries
from commonweal.lifecycle.procurement.contents import groups
from commonweal.lifecycle.procurement.models import Ask, Criterion
from commonweal.web.ask.forms import BandsForm, PriceForm, QuestionForm, WeightsForm
from commonweal.web.ask.views import ask_url
from commonweal.web.forms import GovForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ConfirmForm
from commonweal.web.pipeline.serving import chosen_outcome, outcome_choices

HEADINGS = {
    CriterionKind.PRICE: gettext_lazy("Add price as a criterion"),
    CriterionKind.QUALITY: gettext_lazy("Add a quality criterion"),
    CriterionKind.SOCIAL_VALUE: gettext_lazy("Add a social value criterion of your own"),
}


def _form(request: HttpRequest, kind: CriterionKind, **more: Any) -> GovForm:
    if kind is CriterionKind.PRICE:
        return PriceForm(**form_data(request), **more)
    return QuestionForm(**form_data(request), outcomes=outcome_choices(request.actor), **more)


def _facts(request: HttpRequest, data: dict[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in data.items() if name not in ("name", "outcome")}
    facts["title"] = data["name"].strip()
    if "outcome" in data:
        facts["outcome"] = chosen_outcome(request.actor, data["outcome"])
    return facts


@page()
def add(request: HttpRequest, ask_id: str, kind: str) -> HttpResponse:
    """Add a criterion written here, not copied."""
    if kind not in set(CriterionKind):
        raise Http404
    wanted = CriterionKind(kind)
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    return submit(
        request,
        _form(request, wanted),
        context={"back": ask_url(found), "caption": found.title, "heading": HEADINGS[wanted]},
        action=lambda data: actions.add_criterion(
            found, kind=wanted, by=request.actor, now=request.now, **_facts(request, data)
        ),
        then=lambda _criterion: ask_url(found),
        done=_("The criterion is added. Give it a weighting."),
        node=found,
    )


def _stored(criterion: Criterion) -> dict[str, Any]:
    return {
        "name": criterion.title,
        "text": criterion.text,
        "question": criterion.question,
        "word_limit": criterion.word_limit,
        "price_formula": criterion.price_formula,
        "outcome": criterion.outcome.external_id if criterion.outcome else "",
    }


@page()
def edit(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """Change a criterion. The library wording it came from is shown beside it and stays."""
    criterion = queries.criterion(request.actor, criterion_id)
    form = _form(
        request, CriterionKind(criterion.kind), initial=_stored(criterion), revision=criterion.revision
    )
    return submit(
        request,
        form,
        "ask/criterion.html",
        {
            "back": ask_url(criterion.ask),
            "caption": criterion.ask.title,
            "heading": criterion.title,
            "criterion": criterion,
        },
        action=lambda data: actions.edit_criterion(
            criterion,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
            **_facts(request, data),
        ),
        then=lambda _criterion: ask_url(criterion.ask),
        done=_("The criterion is saved."),
        node=criterion.ask,
        current=lambda: _stored(queries.criterion(request.actor, criterion_id)),
    )


@page()
def bands(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """Change the words of a criterion's scoring bands."""
    criterion = queries.criterion(request.actor, criterion_id)
    if criterion.kind == CriterionKind.PRICE:
        raise Refused("criterion.price_has_no_bands")
    form = BandsForm(**form_data(request), bands=draft.bands(criterion.bands), revision=criterion.revision)
    return submit(
        request,
        form,
        "ask/bands.html",
        {"back": ask_url(criterion.ask), "caption": criterion.title, "criterion": criterion},
        action=lambda data: actions.edit_criterion(
            criterion,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
            bands=form.rows(data),
        ),
        then=lambda _criterion: ask_url(criterion.ask),
        done=_("The scoring bands are saved."),
        node=criterion.ask,
    )


@page()
def remove(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """Remove a criterion and its metrics."""
    criterion = queries.criterion(request.actor, criterion_id)
    ask = criterion.ask
    form = ConfirmForm(
        **form_data(request),
        title=_("Remove “%(title)s” and its metrics?") % {"title": criterion.title},
        button=_("Remove it"),
    )
    return submit(
        request,
        form,
        context={"back": ask_url(ask)},
        action=lambda _data: actions.remove_criterion(criterion, by=request.actor, now=request.now),
        then=lambda _none: ask_url(ask),
        done=_("The criterion is removed. Check the weightings."),
        node=ask,
    )


@page()
def weights(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Weight every criterion; together 100%."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    rows = _weighted(found)
    form = WeightsForm(**form_data(request), criteria=rows, revision=queries.weights_version(found))
    context = {"back": ask_url(found), "caption": found.title}
    if "check" in request.POST:
        form.is_valid()
        return render(request, "ask/weights.html", {**context, "form": form}, node=found)
    return submit(
        request,
        form,
        "ask/weights.html",
        context,
        action=lambda data: actions.set_weights(
            found, data, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
        ),
        then=lambda _none: reverse("ask", kwargs={"ask_id": ask_id}),
        done=_("The weightings are saved."),
        node=found,
        current=lambda: {key: percent(weight) for key, _title, weight in _weighted(found)},
    )


def _weighted(ask: Ask) -> list[tuple[str, str, int]]:
    """What is weighted, with its id and weighting: each criterion, and a divided one in place of its parts."""
    rows = list(ask.criteria.all())
    divided = groups(ask.method, [row.external_id for row in rows])
    parts = {part.criterion_id for group in divided for part in group.parts}
    alone = [(row.external_id, row.title, row.weight_bp) for row in rows if row.external_id not in parts]
    whole = [
        (group.id, _("%(title)s (divided)") % {"title": group.title}, group.weight_bp) for group in divided
    ]
    return [*alone, *whole]
