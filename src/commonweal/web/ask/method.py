"""How tenders are assessed, as the ask states it: ties, lots, minimums, checks of promises, and quantities."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.asks import MethodContent
from commonweal.domain.assessment.lot_awards import LOT_RULES
from commonweal.domain.assessment.quantity import QUANTITY_RULES, QuantityRule, Step
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.errors import DomainError
from commonweal.domain.permissions import Permission
from commonweal.domain.quantities import parse_quantity
from commonweal.lifecycle.procurement import queries
from commonweal.lifecycle.procurement.actions.method import set_method, set_quantity
from commonweal.lifecycle.procurement.contents import is_fixed_price, quantity_rule
from commonweal.lifecycle.procurement.contents import method as stated
from commonweal.lifecycle.procurement.models import Ask, Criterion, Lot
from commonweal.presentation.formats import quantity as quantity_text
from commonweal.presentation.words import sentence
from commonweal.web.ask.views import ask_url
from commonweal.web.forms import (
    ChoiceField,
    GovForm,
    MoneyField,
    PercentField,
    QuantityField,
    TickField,
    WholeNumberField,
    WordsField,
)
from commonweal.web.pages import form_data, page, submit

MARKS = 100


class MethodForm(GovForm):
    """Ties, lots, checks of promises and minimums."""

    title = gettext_lazy("How tenders are assessed")
    button = gettext_lazy("Save")
    intro = gettext_lazy(
        "Tenderers read all of this before they write. What is not stated here cannot be used later."
    )

    tie_rule = ChoiceField(
        label=gettext_lazy("When totals are level"),
        choices=[(rule.id, gettext_lazy(rule.title)) for rule in TIE_RULES.values()],
        hints={rule.id: gettext_lazy(rule.statement) for rule in TIE_RULES.values()},
    )
    most_lots = WholeNumberField(
        label=gettext_lazy("Most lots for one tenderer"),
        help_text=gettext_lazy("Leave it empty for no limit."),
        required=False,
        min_value=1,
    )
    lot_rule = ChoiceField(
        label=gettext_lazy("How the limit is kept to"),
        choices=[(rule.id, gettext_lazy(rule.title)) for rule in LOT_RULES.values()],
        hints={rule.id: gettext_lazy(rule.statement) for rule in LOT_RULES.values()},
    )
    checks_promises = TickField(
        label=gettext_lazy(
            "After scoring, check whether each promise can be kept and ask tenderers what is unclear"
        ),
        required=False,
    )
    may_refine = TickField(
        label=gettext_lazy(
            "Award criteria may be refined before a later round, for every remaining tenderer alike"
        ),
        help_text=gettext_lazy(
            "Only for procurements with several rounds. Without it, nothing in the ask can be changed after the first."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, questions: list[Criterion], priced: list[Lot] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.priced = questions, priced
        for lot in priced or ():
            self.fields[_price_field(lot.external_id)] = MoneyField(
                label=_("The fixed price of lot %(number)s, %(title)s")
                % {"number": lot.number, "title": lot.title}
                if len(priced or ()) > 1
                else _("The fixed price"),
                help_text=_(
                    "Without VAT, for the whole contract without extensions. A tender at another price cannot be scored."
                ),
                required=False,
            )
        for each in questions:
            self.fields[f"minimum_{each.external_id}"] = WholeNumberField(
                label=_("Minimum marks: %(title)s") % {"title": each.title},
                help_text=_(
                    "0 to 100. A tender with an agreed score below it is not ranked. Empty for none."
                ),
                required=False,
                min_value=1,
                max_value=100,
            )

    def minimums(self) -> dict[str, int]:
        """Hundredths of a mark, by the criterion's id."""
        given = {
            each.external_id: self.cleaned_data[f"minimum_{each.external_id}"] for each in self.questions
        }
        return {key: marks * MARKS for key, marks in given.items() if marks}

    def fixed_prices(self) -> dict[str, int] | None:
        """Pence by the id of the lot; None where prices are not fixed."""
        if self.priced is None:
            return None
        given = {lot.external_id: self.cleaned_data[_price_field(lot.external_id)] for lot in self.priced}
        return {lot_id: pence for lot_id, pence in given.items() if pence is not None}


def _price_field(lot_id: str) -> str:
    return f"fixed_price_{lot_id}"


class QuantityForm(GovForm):
    """How much of a criterion comes from how much is promised."""

    title = gettext_lazy("Score how much is promised")
    button = gettext_lazy("Save")
    intro = gettext_lazy(
        "Off unless you choose a rule. Every rule can be gamed: read the warning under it. A good method that is kept is "
        "worth more than a large figure that is not."
    )

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = QUANTITY_RULES.values()
        self.fields["rule"] = ChoiceField(
            label=_("Rule"),
            choices=[
                ("", _("None: the scored answer alone counts")),
                *((each.id, _(each.title)) for each in rules),
            ],
            hints={
                each.id: f"{_(each.statement)} {_(each.example.working)} {_(each.gaming)}" for each in rules
            },
            required=False,
        )
        self.fields["metric"] = ChoiceField(
            label=_("What is counted"),
            choices=[(each.external_id, f"{each.title} ({each.unit})") for each in criterion.metrics.all()],
            required=False,
        )
        self.fields["share"] = PercentField(
            label=_("Share of this criterion’s points that comes from quantity"), required=False
        )
        self.fields["cap"] = QuantityField(
            label=_("Cap"), help_text=_("Only for the rule with a cap."), required=False
        )
        self.fields["steps"] = WordsField(
            label=_("Bands"),
            help_text=_(
                "Only for stated bands, one on each line: from which quantity on, a colon, the points. 5: 50"
            ),
            required=False,
            rows=4,
        )

    def clean_steps(self) -> tuple[Step, ...]:
        lines = [line for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        try:
            return tuple(_step(line) for line in lines)
        except (ValueError, DomainError) as error:
            words = sentence(error) if isinstance(error, DomainError) else _("Write each band like 5: 50")
            raise django_forms.ValidationError(words, code="invalid") from error

    def chosen(self) -> QuantityRule | None:
        """The rule as entered; None for none."""
        data = self.cleaned_data
        if not data["rule"]:
            return None
        return QuantityRule(
            data["rule"],
            data["metric"],
            data["share"] or 0,
            data["cap"] if data["rule"] == "capped" else None,
            data["steps"] if data["rule"] == "banded" else (),
        )


def _step(line: str) -> Step:
    quantity, points = line.split(":")
    return Step(parse_quantity(quantity.strip()), int(points) * MARKS)


@page()
def method(request: HttpRequest, ask_id: str) -> HttpResponse:
    """State ties, lots, minimums and the check of promises."""
    found = queries.ask(request.actor, ask_id, Permission.ASK_EDIT)
    questions = [each for each in found.criteria.all() if each.kind != CriterionKind.PRICE]
    form = MethodForm(
        **form_data(request),
        questions=questions,
        priced=list(found.procurement.lots.order_by("number")) if is_fixed_price(found) else None,
        initial=_method_of(found),
        revision=found.revision,
    )
    return submit(
        request,
        form,
        context={"back": ask_url(found), "caption": found.title},
        action=lambda data: set_method(
            found,
            tie_rule=data["tie_rule"],
            lot_rule=data["lot_rule"],
            most_lots=data["most_lots"],
            checks_promises=data["checks_promises"],
            may_refine=data["may_refine"],
            minimums=form.minimums(),
            fixed_prices=form.fixed_prices(),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _ask: ask_url(found),
        done=_("How tenders are assessed is saved."),
        node=found,
        current=lambda: _method_of(queries.ask(request.actor, ask_id, Permission.ASK_EDIT)),
    )


def _method_of(ask: Ask) -> dict[str, Any]:
    said = stated(ask) or MethodContent()
    return {
        "tie_rule": said.tie_rule,
        "lot_rule": said.lot_rule,
        "most_lots": said.most_lots,
        "checks_promises": said.checks_promises,
        "may_refine": said.may_refine,
        **{f"minimum_{each.criterion_id}": each.score // MARKS for each in said.minimums},
        **{_price_field(each.lot_id): each.pence for each in said.fixed_prices},
    }


@page()
def quantity(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """State how much of a criterion comes from quantity, and by which rule."""
    criterion = queries.criterion(request.actor, criterion_id)
    form = QuantityForm(
        **form_data(request),
        criterion=criterion,
        initial=_quantity_of(criterion),
        revision=criterion.ask.revision,
    )
    return submit(
        request,
        form,
        context={"back": ask_url(criterion.ask), "caption": criterion.title},
        action=lambda _data: set_quantity(
            criterion,
            form.chosen(),
            by=request.actor,
            now=request.now,
            revision=form.cleaned_data["revision"],
        ),
        then=lambda _ask: ask_url(criterion.ask),
        done=_("What counts is saved."),
        node=criterion.ask,
        current=lambda: _quantity_of(queries.criterion(request.actor, criterion_id)),
    )


def _quantity_of(criterion: Criterion) -> dict[str, Any]:
    kept = criterion.ask.method.get("quantities", {}).get(criterion.external_id)
    if not kept:
        return {"rule": ""}
    rule = quantity_rule(kept)
    return {
        "rule": rule.rule,
        "metric": rule.metric_id,
        "share": rule.share_bp,
        "cap": rule.cap,
        "steps": "\n".join(f"{quantity_text(step.quantity)}: {step.score // MARKS}" for step in rule.steps),
    }
