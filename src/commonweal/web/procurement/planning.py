"""Planning a procurement: one question a page, in order, each saved as it is answered; what the pipeline has said already is
not asked again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import Invalid
from commonweal.domain.fit.choices import Choice
from commonweal.domain.permissions import Permission
from commonweal.lifecycle.procurement import actions, draft, queries
from commonweal.lifecycle.procurement.models import Procurement
from commonweal.lifecycle.strategy.models import Place
from commonweal.lifecycle.strategy.queries.places import place_by_code
from commonweal.presentation.procurement_words import ASK_WORDS
from commonweal.reference.cpv import divisions
from commonweal.web.ask.fit_context import fit_context
from commonweal.web.forms import GovForm
from commonweal.web.pages import form_data, page, render, submit
from commonweal.web.pipeline.forms import ServesForm
from commonweal.web.pipeline.serving import chosen_thing, things_to_serve
from commonweal.web.procurement import forms


@dataclass(frozen=True)
class Step:
    """One question. `fields` are those of the procurement that it sets, by the form's names."""

    name: str
    form: type[GovForm]
    fields: Mapping[str, str]


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


STEPS = (
    Step("what", forms.WhatForm, {"name": "title", "description": "description"}),
    Step("subject", forms.SubjectForm, _same("nature", "cpv_division")),
    Step("value", forms.ValueForm, _same("value_pence", "value_ex_vat_pence")),
    Step("dates", forms.DatesForm, _same("contract_starts_on", "contract_ends_on", "extension_months")),
    Step("deadline", forms.DeadlineForm, {}),
    Step("places", forms.PlacesForm, {}),
    Step("certainty", forms.CertaintyForm, _same("innovation_stage")),
    Step("law", forms.LawForm, _same("regime", "kind")),
)
#: The choice of the fit rules that each question is; their findings stand beside it.
_FITS = {
    "what": (Choice.DESCRIPTION,),
    "subject": (Choice.NATURE,),
    "value": (Choice.VALUE,),
    "dates": (Choice.DATES,),
    "places": (Choice.PLACES,),
    "certainty": (Choice.STAGE,),
}
_BY_NAME = {step.name: step for step in STEPS}


def first_open_url(procurement: Procurement, *, after: str = "") -> str:
    """The first question (after the one named) that neither the pipeline nor anybody since has answered; the list of all
    answers where there is none."""
    names = [each.name for each in STEPS]
    following = STEPS[names.index(after) + 1 :] if after else STEPS
    asked = next((each for each in following if not _is_answered(procurement, each)), None)
    if asked is None:
        return reverse("procurement-check", kwargs={"procurement_id": procurement.external_id})
    return reverse("procurement-plan", kwargs={"procurement_id": procurement.external_id, "step": asked.name})


def _is_answered(procurement: Procurement, step: Step) -> bool:
    """Whether the question need not be asked again. Its nature, its value, how certain it is, the law and the kind are
    asked before planning begins: the list of answers offers to change them."""
    if step.name == "what":
        return bool(procurement.description)
    if step.name == "dates":
        return None not in (procurement.contract_starts_on, procurement.contract_ends_on)
    if step.name == "deadline":
        return procurement.rounds.get(number=1).deadline_at is not None
    if step.name == "places":
        return bool(procurement.places.exists())
    return True


def _next_url(request: HttpRequest, procurement: Procurement, step: Step) -> str:
    if "ask" in request.GET:
        return reverse("ask", kwargs={"ask_id": procurement.ask.external_id})
    if "check" in request.GET:
        return reverse("procurement-check", kwargs={"procurement_id": procurement.external_id})
    return first_open_url(procurement, after=step.name)


def _back_url(request: HttpRequest, procurement: Procurement, step: Step) -> str:
    if "ask" in request.GET:
        return reverse("ask", kwargs={"ask_id": procurement.ask.external_id})
    if "check" in request.GET:
        return reverse("procurement-check", kwargs={"procurement_id": procurement.external_id})
    names = [each.name for each in STEPS]
    place = names.index(step.name)
    if place == 0:
        return reverse("procurement", kwargs={"procurement_id": procurement.external_id})
    return reverse(
        "procurement-plan", kwargs={"procurement_id": procurement.external_id, "step": names[place - 1]}
    )


@page()
def plan(request: HttpRequest, procurement_id: str, step: str) -> HttpResponse:
    """One question of the plan."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    asked = _BY_NAME.get(step)
    if asked is None:
        raise Http404
    extra: dict[str, Any] = {}
    if asked.name == "law":
        parents = queries.possible_parents(request.actor).exclude(pk=found.pk)
        extra["parents"] = [(each.external_id, each.title) for each in parents]
    # The deadline stands on the first round, which has a version of its own.
    version = found.rounds.get(number=1).revision if asked.name == "deadline" else found.revision
    form = asked.form(**form_data(request), initial=_stored(found, asked), revision=version, **extra)
    return submit(
        request,
        form,
        "procurement/plan.html",
        {
            **_findings(request, found, asked),
            "caption": found.title,
            "back": _back_url(request, found, asked),
        },
        action=lambda data: _SAVE.get(asked.name, _save_fields)(request, found, asked, form, data),
        then=lambda _result: _next_url(request, queries.procurement(request.actor, procurement_id), asked),
        node=found,
        current=lambda: _stored(queries.procurement(request.actor, procurement_id), asked),
    )


def _stored(found: Procurement, step: Step) -> dict[str, Any]:
    if step.name == "places":
        return {"codes": ", ".join(row.place.name for row in found.places.select_related("place"))}
    if step.name == "deadline":
        return {"deadline_at": found.rounds.get(number=1).deadline_at}
    stored = {ours: getattr(found, theirs) for ours, theirs in step.fields.items()}
    if step.name == "law":
        stored["parent"] = found.parent.external_id if found.parent else ""
    return stored


def _findings(request: HttpRequest, found: Procurement, step: Step) -> dict[str, Any]:
    """What the rules find that this question causes, as it is answered now."""
    return fit_context(request, found.ask, *_FITS[step.name]) if step.name in _FITS else {}


Save = Callable[[HttpRequest, Procurement, Step, GovForm, dict[str, Any]], Any]


def _save_fields(
    request: HttpRequest, found: Procurement, step: Step, form: GovForm, data: dict[str, Any]
) -> Any:
    facts = {theirs: data[ours] for ours, theirs in step.fields.items()}
    if "title" in facts:
        facts["title"] = facts["title"].strip()
    return actions.edit(
        found, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **facts
    )


def _save_deadline(
    request: HttpRequest, found: Procurement, step: Step, form: GovForm, data: dict[str, Any]
) -> Any:
    first = found.rounds.get(number=1)
    return actions.edit_round(
        first,
        title=first.title,
        deadline_at=data["deadline_at"],
        by=request.actor,
        now=request.now,
        revision=form.cleaned_data["revision"],
    )


def _save_places(
    request: HttpRequest, found: Procurement, step: Step, form: GovForm, data: dict[str, Any]
) -> Any:
    names = [name.strip() for name in data["codes"].split(",") if name.strip()]
    places = [_place(request, name) for name in names]
    return actions.set_places(
        found, places, by=request.actor, now=request.now, revision=form.cleaned_data["revision"]
    )


def _place(request: HttpRequest, name: str) -> Place:
    """A place by its code or its whole name. Raises Invalid when there is none, or several of that name."""
    by_code = place_by_code(request.actor, name)
    if by_code is not None:
        return by_code
    named = list(Place.objects.for_reader(request.actor).filter(name__iexact=name)[:2])
    if len(named) != 1:
        raise Invalid(
            "place.not_known" if not named else "place.several_of_that_name", field="codes", name=name
        )
    found: Place = named[0]
    return found


def _save_law(
    request: HttpRequest, found: Procurement, step: Step, form: GovForm, data: dict[str, Any]
) -> Any:
    parent = queries.procurement(request.actor, data["parent"]) if data["parent"] else None
    return actions.edit(
        found,
        regime=data["regime"],
        kind=data["kind"],
        parent=parent,
        by=request.actor,
        now=request.now,
        revision=form.cleaned_data["revision"],
    )


_SAVE: dict[str, Save] = {"deadline": _save_deadline, "places": _save_places, "law": _save_law}


@page()
def check(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """The answers in one list, each with a link to change it."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    context = {
        "procurement": found,
        "rounds": list(found.rounds.all()),
        "places": [row.place for row in found.places.select_related("place")],
        "serves": list(found.serves.select_related("mission", "outcome__mission")),
        "missing": draft.missing(found),
        "words": ASK_WORDS,
        "subject": f"{found.cpv_division} {divisions().get(found.cpv_division, '')}".strip(),
    }
    return render(request, "procurement/check.html", context, node=found)


@page()
def serve(request: HttpRequest, procurement_id: str) -> HttpResponse:
    """Say what a procurement serves."""
    found = queries.procurement(request.actor, procurement_id, Permission.PROCUREMENT_EDIT)
    home = reverse("procurement", kwargs={"procurement_id": procurement_id})
    return submit(
        request,
        ServesForm(**form_data(request), things=things_to_serve(request.actor)),
        context={"back": home, "caption": found.title, "heading": _("What does it serve?")},
        action=lambda data: actions.serve(
            found,
            chosen_thing(request.actor, data["thing"]),
            reason=data["reason"],
            by=request.actor,
            now=request.now,
        ),
        then=lambda _link: home,
        done=_("The link is saved."),
        node=found,
    )
