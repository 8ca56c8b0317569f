"""Local policies: what the authority asks of its own asks, with the days on which each is in force."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.periods import london_day
from commonweal.domain.permissions import Permission
from commonweal.domain.policies import EMPLOYMENT_AND_SKILLS, UNIT, PolicyKind, PolicyUnit
from commonweal.lifecycle.procurement import own_rules
from commonweal.lifecycle.procurement.actions import own_rules as actions
from commonweal.lifecycle.procurement.models import LocalPolicy
from commonweal.lifecycle.procurement.policies import plain
from commonweal.organisations.queries import names_of
from commonweal.presentation.policy_words import KIND, policy_sentence
from commonweal.web.forms import (
    DayField,
    GovForm,
    MoneyField,
    PercentField,
    TextField,
    TickField,
    WholeNumberField,
)
from commonweal.web.pages import form_data, page, render, submit

_FIELDS = {
    PolicyUnit.PENCE: MoneyField,
    PolicyUnit.BASIS_POINTS: PercentField,
    PolicyUnit.COUNT: WholeNumberField,
}


class PolicyForm(GovForm):
    """One policy; its figure is typed in the unit of its kind."""

    button = gettext_lazy("Save the policy")
    intro = gettext_lazy(
        "It is checked in every ask whose procurement began while it was in force. It is your own rule, not the law."
    )

    def __init__(self, *args: Any, kind: PolicyKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"] = _FIELDS[UNIT[kind]](label=KIND[kind])
        if kind is PolicyKind.METRIC_ABOUT:
            self.fields["words"] = TextField(
                label=gettext_lazy(
                    "Beginnings of words that such a metric has in its title or unit, with commas"
                ),
                max_length=500,
                initial=EMPLOYMENT_AND_SKILLS,
            )
        self.fields["is_binding"] = TickField(
            label=gettext_lazy("It binds: an ask that does not meet it cannot be published"), required=False
        )
        self.fields["source"] = TextField(
            label=gettext_lazy("Where was it decided?"),
            max_length=500,
            help_text=gettext_lazy("For example: Cabinet, 3 March 2026, item 7"),
        )
        self.fields["from_on"] = DayField(label=gettext_lazy("First day"))
        self.fields["to_on"] = DayField(label=gettext_lazy("Last day, if there is one"), required=False)


@page(Permission.PROCUREMENT_READ)
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy of the authority, in force, to come and over."""
    rows = own_rules.policies(request.actor)
    names = names_of(row.set_by for row in rows)
    today = london_day(request.now)
    context = {
        "rows": [
            (row, policy_sentence(plain(row)), names.get(row.set_by, ""), plain(row).is_in_force(today))
            for row in rows
        ],
        "today": today,
        "kinds": KIND.items(),
        "can_edit": request.actor.can(Permission.POLICY_EDIT),
    }
    return render(request, "ask/policies.html", context)


@page(Permission.POLICY_EDIT)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """Set a policy of one kind."""
    if kind not in set(PolicyKind):
        raise Http404
    wanted = PolicyKind(kind)
    return submit(
        request,
        PolicyForm(**form_data(request), kind=wanted),
        context={"back": reverse("local-policies"), "heading": KIND[wanted]},
        action=lambda data: actions.set_policy(kind=wanted, by=request.actor, now=request.now, **data),
        then=lambda _policy: reverse("local-policies"),
        done=_("The policy is set."),
    )


def _stored(row: LocalPolicy) -> dict[str, Any]:
    return {
        name: getattr(row, name) for name in ("figure", "words", "is_binding", "source", "from_on", "to_on")
    }


@page()
def edit(request: HttpRequest, policy_id: str) -> HttpResponse:
    """Change a policy; once it is in force, only its last day."""
    row = own_rules.policy(request.actor, policy_id)
    kind = PolicyKind(row.kind)
    form = PolicyForm(**form_data(request), kind=kind, initial=_stored(row), revision=row.revision)
    return submit(
        request,
        form,
        context={"back": reverse("local-policies"), "heading": KIND[kind]},
        action=lambda data: actions.change_policy(
            row, by=request.actor, now=request.now, revision=form.cleaned_data["revision"], **data
        ),
        then=lambda _policy: reverse("local-policies"),
        done=_("The policy is changed."),
        current=lambda: _stored(own_rules.policy(request.actor, policy_id)),
    )
