"""Forms of the pipeline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.domain.errors import DomainError
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
from commonweal.reference.cpv import divisions
from commonweal.web.forms import (
    ChoiceField,
    DayField,
    GovForm,
    MoneyField,
    TextField,
    WholeNumberField,
    WordsField,
)


def cpv_choices() -> list[tuple[str, Any]]:
    """The divisions of the common procurement vocabulary, with none first."""
    return [("", _("Not chosen yet")), *((code, f"{code} {title}") for code, title in divisions().items())]


class NamedForm(GovForm):
    """A form whose `name` is what the domain calls a title: here `title` is the heading of the page.

    `ALIASES` gives our field for each field that the domain names otherwise.
    """

    ALIASES: dict[str, str] = {"title": "name"}

    def add_domain_error(self, error: DomainError) -> None:
        error.field = self.ALIASES.get(error.field or "", error.field)
        super().add_domain_error(error)


class EntryForm(NamedForm):
    """One thing the authority means to buy."""

    ALIASES = {"title": "name", "contract_ends_on": "ends_on"}

    title = _("Add to the pipeline")
    button = _("Save")

    name = TextField(label=_("What do you mean to buy?"), max_length=200)
    description = WordsField(label=_("What is it for, and for whom?"), required=False, max_words=300, rows=5)
    nature = ChoiceField(label=_("Mostly"), choices=choices(NATURE))
    cpv_division = ChoiceField(label=_("Subject"), choices=(), required=False, as_select=True)
    innovation_stage = ChoiceField(
        label=_("How certain is the solution?"),
        choices=choices(INNOVATION_STAGE),
        hints=INNOVATION_STAGE_HINT,
        initial="business-as-usual",
    )
    value_pence = MoneyField(
        label=_("Estimated value with VAT"), help_text=_("Include all lots, options and extensions")
    )
    value_ex_vat_pence = MoneyField(label=_("The same without VAT"), required=False)
    notice_on = DayField(label=_("When will tenders be invited?"), required=False)
    starts_on = DayField(label=_("When will the contract start?"), required=False)
    ends_on = DayField(label=_("When will it end, without extensions?"), required=False)
    extension_months = WholeNumberField(
        label=_("How many months could extensions add?"), min_value=0, max_value=120, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cpv_division"].choices = cpv_choices()  # type: ignore[attr-defined]


class FilterForm(forms.Form):
    """What the list is narrowed to, in the address so that it can be kept and sent."""

    words = TextField(label=_("Words"), required=False)
    nature = ChoiceField(label=_("Nature"), required=False, as_select=True, choices=())
    status = ChoiceField(label=_("Status"), required=False, as_select=True, choices=())
    value_from = MoneyField(label=_("Value from"), required=False)
    value_to = MoneyField(label=_("Value up to"), required=False)

    def __init__(self, *args: Any, statuses: list[tuple[str, Any]], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["nature"].choices = [("", _("All")), *choices(NATURE)]  # type: ignore[attr-defined]
        self.fields["status"].choices = [("", _("All")), *statuses]  # type: ignore[attr-defined]


class ServesForm(GovForm):
    """What a thing could serve, and why."""

    title = _("Which outcome could it serve?")
    button = _("Save")
    intro = _("Choose one. You can add others. Somebody reads your reason years from now.")

    thing = ChoiceField(label=_("Mission or outcome"), choices=(), as_select=True)
    reason = WordsField(label=_("Why does it serve this?"), max_words=100, rows=3)

    def __init__(self, *args: Any, things: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = things  # type: ignore[attr-defined]


class BeginForm(GovForm):
    """The two things that are fixed when a procurement begins."""

    title = _("Begin planning")
    button = _("Begin planning")
    intro = _("What the pipeline says is carried over. You can change it in the next pages.")

    kind = ChoiceField(
        label=_("What will you set up?"), choices=choices(KIND), hints=KIND_HINT, initial="contract"
    )
    parent = ChoiceField(
        label=_("If it is a call-off, under which agreement?"), required=False, as_select=True, choices=()
    )
    regime = ChoiceField(
        label=_("Which law applies?"),
        choices=choices(REGIME),
        hints=REGIME_HINT,
        initial="procurement_act_2023",
    )

    def __init__(self, *args: Any, parents: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parents:
            self.fields["parent"].choices = [("", _("It is not a call-off")), *parents]  # type: ignore[attr-defined]
        else:
            del self.fields["parent"]
            kinds = [(kind, text) for kind, text in choices(KIND) if kind != "call_off"]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class ConfirmForm(GovForm):
    """One decision on a page of its own, with a reason where the decision needs one."""

    reason = WordsField(label=_("Why?"), max_words=200, rows=4)

    def __init__(
        self, *args: Any, title: Any, button: Any, intro: Any = "", why: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.title, self.button, self.intro = title, button, intro
        if why is None:
            del self.fields["reason"]
        else:
            self.fields["reason"].label = why
