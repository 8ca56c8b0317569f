"""Forms for what findings rest on and what is decided on them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.rules.model import Parameter, Unit
from commonweal.presentation.fit_words import DELIVERY, FACT
from commonweal.web.forms import (
    ChoiceField,
    GovForm,
    MoneyField,
    QuantityField,
    TextField,
    WholeNumberField,
    WordsField,
)

_NOT_SAID = ("", _("Not known yet"))
_ANSWERS = {"yes": True, "no": False, "": None}


class YesNoField(ChoiceField):
    """A question with yes, no, or not known yet; True, False or None in the cleaned data."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=(("yes", _("Yes")), ("no", _("No")), _NOT_SAID), required=False, initial="", **kwargs
        )

    def clean(self, value: Any) -> bool | None:
        return _ANSWERS[super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def _yes_no(path: str, **more: Any) -> YesNoField:
    return YesNoField(label=FACT[path], **more)


class FactsForm(GovForm):
    """Some of the facts that only a person can say."""

    button = _("Save")


class WorkForm(FactsForm):
    """What the work is like."""

    title = _("What is the work like?")
    intro = _(
        "What fits depends on who does the work, where, and for whom. Leave open what nobody knows yet."
    )

    people_facing = _yes_no("procurement.people_facing")
    research = _yes_no("procurement.research")
    delivery = ChoiceField(
        label=FACT["procurement.delivery"],
        choices=(*((value.value, text) for value, text in DELIVERY.items()), _NOT_SAID),
        required=False,
        initial="",
    )
    team_fte_thousandths = QuantityField(
        label=FACT["procurement.team_fte_thousandths"],
        required=False,
        help_text=_("The supplier’s team for this contract, as you expect it. An estimate is enough"),
    )
    trl = WholeNumberField(
        label=_("Technology readiness level, 1 to 9"),
        required=False,
        help_text=_("Only for research and new technology"),
    )
    ordered_as_needed = _yes_no("procurement.call_off")
    light_touch = _yes_no("procurement.light_touch")


class MarketForm(FactsForm):
    """The market and the law."""

    title = _("The market and the law")

    market_engagement = _yes_no("procurement.market_engagement")
    mainly_small_market = _yes_no("procurement.mainly_small_market")
    social_value_act_record = _yes_no(
        "procurement.social_value_act_record",
        help_text=_(
            "What was considered, for which area, by whom and when: Public Services (Social Value) Act 2012"
        ),
    )
    restricts_location = _yes_no(
        "ask.restricts_location",
        help_text=_(
            "A reservation kept under lots and access counts by itself: it need not be said here too"
        ),
    )


class AskingForm(FactsForm):
    """How it is asked."""

    title = _("How is it asked?")

    link_can_be_stated = _yes_no(
        "ask.link_can_be_stated",
        help_text=_("Relevance to the subject is a legal test. “Why we ask this” is the place to say it"),
    )
    good_practice_only = _yes_no(
        "ask.good_practice_only",
        help_text=_("For example a modern slavery statement, or a policy for fair recruitment"),
    )
    pounds_decide_score = _yes_no("ask.pounds_decide_score")
    evidence_items = WholeNumberField(label=FACT["ask.evidence_items"], required=False, min_value=0)
    none_fits_reason = WordsField(label=_("If no outcome fits, why?"), required=False, max_words=200, rows=3)


class ManagingForm(FactsForm):
    """How the contract is looked after."""

    title = _("How will the contract be looked after?")

    contract_manager = TextField(
        label=_("Which post looks after it?"),
        required=False,
        max_length=120,
        help_text=_("A post, for example “Head of care”, not a person’s name"),
    )
    review_cadence_months = WholeNumberField(label=_("How many months lie between reviews?"), required=False)
    narrative_required = _yes_no("ask.narrative_required")
    remedies = _yes_no("procurement.remedies", help_text=_("Talk, plan, escalate, contract remedy"))
    kpis_planned = WholeNumberField(label=FACT["ask.kpis_planned"], required=False, min_value=0)
    kpis_social_value = WholeNumberField(label=FACT["ask.kpis_social_value"], required=False, min_value=0)
    kpi_exemption_reason = WordsField(
        label=_("If KPIs could not assess performance, why?"), required=False, max_words=200, rows=3
    )


#: The pages of stated facts by the name in their URL; the names are those of `domain.fit.choices.Choice`.
PARTS: dict[str, type[FactsForm]] = {
    "work": WorkForm,
    "market": MarketForm,
    "asking": AskingForm,
    "managing": ManagingForm,
}


def part_of_fact() -> dict[str, str]:
    """Which page asks for a fact, by the fact's place in the case."""
    aliases = {"call_off": "ordered_as_needed"}
    asked = {name: part for part, form in PARTS.items() for name in form.base_fields}
    found = {}
    for path in FACT:
        name = path.rpartition(".")[2]
        part = asked.get(aliases.get(name, name))
        if part:
            found[path] = part
    return found


class AcceptForm(GovForm):
    """Accept a finding."""

    title = _("Accept this finding")
    button = _("Accept")

    reason = WordsField(
        label=_("What will you do about it?"),
        required=False,
        max_words=200,
        rows=3,
        help_text=_("Kept with the ask for whoever comes after you"),
    )


class OverrideForm(GovForm):
    """Override a finding with a reason."""

    title = _("Override this finding")
    button = _("Override")

    reason = WordsField(
        label=_("Why does it not apply here?"),
        max_words=300,
        rows=5,
        help_text=_("Kept with your name and the time; auditors and colleagues will read it"),
    )


class OverruleForm(OverrideForm):
    """Override a stop."""

    title = _("Let it be published over this stop")
    button = _("Override the stop")

    reason = WordsField(
        label=_("The legal reason"),
        max_words=300,
        rows=6,
        help_text=_("Name the provision you rely on. Kept with your name and the time"),
    )


class ReopenForm(GovForm):
    """Open a finding again."""

    title = _("Open this finding again")
    button = _("Open it again")


class FigureForm(GovForm):
    """An authority's own figure for a rule."""

    button = _("Save")

    reason = WordsField(label=_("Why do you use this figure?"), max_words=200, rows=3)

    def __init__(self, *args: Any, parameter: Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = MoneyField if parameter.unit is Unit.PENCE else WholeNumberField
        self.fields["value"] = kind(
            label=_("Your figure"),
            required=False,
            help_text=_("Leave it empty to go back to the shipped figure"),
        )
        self.order_fields(["value", "reason"])
