"""The figures that rules use: the shipped one beside the authority's own, and changing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.domain.errors import NotFound
from commonweal.domain.permissions import Permission
from commonweal.domain.rules.burden import PARAMETERS as BURDEN_PARAMETERS
from commonweal.domain.rules.figures import PARAMETERS
from commonweal.domain.rules.model import Parameter
from commonweal.lifecycle.procurement import actions
from commonweal.lifecycle.procurement.fit import CHANGEABLE, own_values
from commonweal.lifecycle.procurement.models import RuleValue
from commonweal.organisations.models import Organisation
from commonweal.organisations.queries import names_of
from commonweal.presentation.fit_words import BASIS, UNIT
from commonweal.web.ask.finding_forms import FigureForm
from commonweal.web.pages import form_data, page, render, submit


@page(Permission.PROCUREMENT_READ)
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure with its source, the authority's own beside it, and every change that was made."""
    own = own_values(request.actor.organisation_id)
    past = list(RuleValue.objects.for_authority(request.actor).order_by("-pk"))
    people = names_of(row.decided_by for row in past)
    context = {
        "rows": [_row(each, own.get(each.name)) for each in (*PARAMETERS, *BURDEN_PARAMETERS)],
        "past": [
            (_(_named(row.name).meaning), _shown(row), people.get(row.decided_by, ""), row) for row in past
        ],
        "can_change": request.actor.can(Permission.RULE_EDIT),
    }
    return render(request, "ask/figures.html", context)


def _named(name: str) -> Parameter:
    for each in CHANGEABLE:
        if each.name == name:
            return each
    raise NotFound("record.not_found", kind=RuleValue.KIND)


def _row(parameter: Parameter, own: RuleValue | None) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "meaning": _(parameter.meaning),
        "shipped": parameter.show(parameter.value),
        "unit": "" if parameter.show(1).startswith("£") else UNIT[parameter.unit],
        "own": _shown(own) if own else "",
        "basis": BASIS[parameter.basis],
        "source": _(parameter.source.text),
        "is_changeable": parameter.is_changeable,
    }


def _shown(row: RuleValue) -> str:
    return _("the shipped figure") if row.value is None else _named(row.name).show(int(row.value))


@page()
def change(request: HttpRequest, name: str) -> HttpResponse:
    """Put the authority's own figure in place of the shipped one, or back."""
    request.actor.must(Permission.RULE_EDIT)
    parameter = _named(name)
    authority = Organisation.objects.for_authority(request.actor).get(pk=request.actor.organisation_id)
    own = own_values(authority.pk).get(name)
    form = FigureForm(
        **form_data(request), parameter=parameter, initial={"value": int(own.value or 0) if own else None}
    )
    return submit(
        request,
        form,
        context={
            "back": reverse("rule-figures"),
            "heading": _(parameter.meaning),
            "caption": _("Shipped figure: %(figure)s") % {"figure": parameter.show(parameter.value)},
        },
        action=lambda data: actions.set_rule_value(
            authority, name, data["value"], reason=data["reason"], by=request.actor, now=request.now
        ),
        then=lambda _row: reverse("rule-figures"),
        done=_("The figure is saved. Findings use it from now on."),
    )
