"""Dividing an award criterion into parts with their shares."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.actions.groups import remove_group, set_group
from commonweal.lifecycle.procurement.models import Ask, Criterion
from commonweal.web.ask.views import ask_url
from commonweal.web.forms import GovForm, PercentField, TextField
from commonweal.web.pages import form_data, page, submit
from commonweal.web.pipeline.forms import ConfirmForm


class GroupForm(GovForm):
    """A criterion, its weighting, and the share of it that each of its parts carries."""

    title = gettext_lazy("Divide a criterion")
    button = gettext_lazy("Save")
    intro = gettext_lazy(
        "Some questions together make up one award criterion. Give each its share of that criterion; the shares come to 100%. "
        "The weighting of each question in the whole follows. A single price is not divided: it has points by its formula."
    )

    name = TextField(label=gettext_lazy("Name of the criterion"), max_length=200)
    weight_bp = PercentField(label=gettext_lazy("Its weighting in the whole"))

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for each in criteria:
            self.fields[f"share_{each.external_id}"] = PercentField(
                label=_("Share of it: %(title)s") % {"title": each.title},
                help_text=_("Empty if it is no part of it."),
                required=False,
            )

    def parts(self) -> dict[str, int]:
        """The shares that were given, by the criterion."""
        given = {each.external_id: self.cleaned_data[f"share_{each.external_id}"] for each in self.criteria}
        return {key: share for key, share in given.items() if share is not None}


@page()
def add(request: HttpRequest, ask_id: str) -> HttpResponse:
    """Divide a criterion."""
    return _form(request, queries.ask(request.actor, ask_id, Permission.ASK_EDIT), None)


@page()
def edit(request: HttpRequest, ask_id: str, group_id: str) -> HttpResponse:
    """Change the weighting or the shares of a divided criterion."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    return _form(request, found, _group(found, group_id))


def _group(ask: Ask, group_id: str) -> dict[str, Any]:
    for each in ask.method.get("groups", ()):
        if each["id"] == group_id:
            kept: dict[str, Any] = each
            return kept
    raise NotFound("record.not_found", kind="criterion")


def _form(request: HttpRequest, ask: Ask, group: dict[str, Any] | None) -> HttpResponse:
    stored = _stored(group) if group else {}
    form = GroupForm(
        **form_data(request),
        criteria=divisible(list(ask.criteria.all())),
        initial=stored,
        revision=ask.revision,
    )
    return submit(
        request,
        form,
        context={"back": ask_url(ask), "caption": ask.title},
        action=lambda data: set_group(
            ask,
            data["name"],
            data["weight_bp"],
            form.parts(),
            group_id=group["id"] if group else None,
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _id: ask_url(ask),
        done=_("The criterion is divided. Check the weightings."),
        node=ask,
        current=lambda: stored,
    )


def divisible(criteria: list[Criterion]) -> list[Criterion]:
    """What can be a part of something: every question, and prices where there are several to divide."""
    prices = [each for each in criteria if each.kind == CriterionKind.PRICE]
    return [each for each in criteria if each.kind != CriterionKind.PRICE or len(prices) > 1]


def _stored(group: dict[str, Any]) -> dict[str, Any]:
    shares = {f"share_{key}": share for key, share in group["parts"].items()}
    return {"name": group["title"], "weight_bp": group["weight_bp"], **shares}


@page()
def remove(request: HttpRequest, ask_id: str, group_id: str) -> HttpResponse:
    """Take a division away; its parts stay."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    group = _group(found, group_id)
    form = ConfirmForm(
        **form_data(request),
        title=_("Divide “%(title)s” no more?") % {"title": group["title"]},
        button=_("Take the division away"),
        intro=_("Its parts become criteria of their own, with the weightings they have."),
    )
    return submit(
        request,
        form,
        context={"back": ask_url(found)},
        action=lambda _data: remove_group(found, group_id, by=request.actor, now=request.now),
        then=lambda _none: ask_url(found),
        done=_("The division is taken away."),
        node=found,
    )
