"""Forms of a procurement: one question a page while planning, its parts, its openers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.presentation.procurement_words import (
    INNOVATION_STAGE,
    INNOVATION_STAGE_HINT,
    KIND,
    KIND_HINT,
    NATURE,
    REGIME,
    REGIME_HINT,
    choices,
)
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    GovForm,
    MomentField,
    MoneyField,
    TextField,
    WholeNumberField,
    WordsField,
)
from commonweal.web.pipeline.forms import NamedForm, cpv_choices


class WhatForm(NamedForm):
    """What is bought, and for whom."""

    title = _("What are you buying, and for whom?")

    name = TextField(label=_("A short title that suppliers will see"), max_length=200)
    description = WordsField(
        label=_("What it is and who it is for"),
        help_text=_("Write for a small firm or charity that does not know your organisation"),
        max_words=500,
        rows=8,
    )


class SubjectForm(GovForm):
    """Its nature and subject."""

    title = _("What kind of thing is it?")

    nature = ChoiceField(label=_("Mostly"), choices=choices(NATURE))
    cpv_division = ChoiceField(label=_("Subject"), choices=(), required=False, as_select=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cpv_division"].choices = cpv_choices()  # type: ignore[attr-defined]


class ValueForm(GovForm):
    """How much."""

    title = _("How much is it worth?")
    intro = _(
        "The law counts VAT, all lots, options and extensions. Published figures often leave VAT out, so give both."
    )

    value_pence = MoneyField(label=_("Estimated value with VAT"))
    value_ex_vat_pence = MoneyField(label=_("The same without VAT"), required=False)


class DatesForm(GovForm):
    """How long."""

    title = _("When does the contract run?")

    contract_starts_on = DayField(label=_("It starts on"))
    contract_ends_on = DayField(label=_("It ends on, without extensions"))
    extension_months = WholeNumberField(
        label=_("How many months could extensions add?"), min_value=0, max_value=120
    )


class PlacesForm(GovForm):
    """Where."""

    title = _("Where is it for?")
    intro = _(
        "Where the work is done, or where its benefit is meant to be felt. “Local” means nothing without a place."
    )

    codes = TextField(
        label=_("Places"),
        required=False,
        max_length=2_000,
        help_text=_("Names or official codes of places, with commas: Camden, E09000012"),
    )


class CertaintyForm(GovForm):
    """How certain the solution is."""

    title = _("How certain is the solution?")
    intro = _("Early work needs room to change course. What you can ask for depends on this.")

    innovation_stage = ChoiceField(
        label=_("It is"), choices=choices(INNOVATION_STAGE), hints=INNOVATION_STAGE_HINT
    )


class LawForm(GovForm):
    """Which law, and what is set up."""

    title = _("Which law applies, and what do you set up?")

    regime = ChoiceField(label=_("Which law applies?"), choices=choices(REGIME), hints=REGIME_HINT)
    kind = ChoiceField(label=_("What will you set up?"), choices=choices(KIND), hints=KIND_HINT)
    parent = ChoiceField(
        label=_("If it is a call-off, under which agreement?"), required=False, as_select=True, choices=()
    )

    def __init__(self, *args: Any, parents: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("It is not a call-off")), *parents]  # type: ignore[attr-defined]


class DeadlineForm(GovForm):
    """When tenders are due."""

    title = _("When must tenders be in?")
    intro = _("A tender at exactly this moment is in time. The time is London time.")

    deadline_at = MomentField(label=_("Deadline for tenders"))


class LotForm(NamedForm):
    """A part that can be awarded alone."""

    title = _("Add a lot")
    button = _("Save")
    intro = _("Smaller lots let smaller suppliers in. The values of all lots add up to the estimated value.")

    name = TextField(label=_("Title"), max_length=200)
    description = WordsField(label=_("What is in it"), required=False, max_words=300, rows=5)
    value_pence = MoneyField(label=_("Value with VAT"))
    value_ex_vat_pence = MoneyField(label=_("The same without VAT"), required=False)


class RoundForm(NamedForm):
    """A round of tendering."""

    title = _("Add a round")
    button = _("Save")
    intro = _("Most procurements have one. Later rounds are for the suppliers still in it.")

    name = TextField(label=_("Title"), max_length=120)
    deadline_at = MomentField(label=_("Deadline for tenders"), required=False)


class PublishForm(GovForm):
    """Who can open the tenders."""

    title = _("Publish the ask and invite tenders")
    button = _("Publish and invite tenders")
    intro = _(
        "From now on nothing in the ask can be changed. Tenders are sealed to the people you name: any two of them "
        "open the tenders together, after the deadline."
    )

    openers = ChoicesField(
        label=_("Who can open the tenders? Name at least three"),
        choices=(),
        error_messages={"required": _("Name at least three people who can open the tenders")},
    )

    def __init__(self, *args: Any, openers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["openers"].choices = openers  # type: ignore[attr-defined]
