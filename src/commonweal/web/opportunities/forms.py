"""Forms of opportunities."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.domain.asks import LotContent
from commonweal.domain.periods import london_moment
from commonweal.presentation.procurement_words import NATURE, choices
from commonweal.publication.queries import OpportunityFilter
from commonweal.web.forms import ChoicesField, GovForm, MoneyField
from commonweal.web.pipeline.forms import cpv_choices


class FilterForm(forms.Form):
    """What the list of opportunities is narrowed to."""

    words = forms.CharField(label=_("Words in the title or description"), required=False, max_length=100)
    nature = forms.ChoiceField(
        label=_("What is bought"), required=False, choices=[("", _("Anything")), *choices(NATURE)]
    )
    place = forms.CharField(label=_("Place, by name or code"), required=False, max_length=100)
    cpv = forms.ChoiceField(label=_("Subject"), required=False, choices=())
    value_from = MoneyField(label=_("Value from"), required=False)
    value_to = MoneyField(label=_("Value to"), required=False)
    due_by = forms.DateField(
        label=_("Due by"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cpv"].choices = [("", _("Anything")), *cpv_choices()[1:]]  # type: ignore[attr-defined]

    def wanted(self) -> OpportunityFilter:
        """What to narrow the list to. A field that cannot be read narrows nothing, and its mistake is shown."""
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        due_by = given.get("due_by")
        return OpportunityFilter(
            words=given.get("words", ""),
            nature=given.get("nature", ""),
            place=given.get("place", ""),
            cpv=given.get("cpv", ""),
            value_from=given.get("value_from"),
            value_to=given.get("value_to"),
            closes_before=london_moment(due_by + dt.timedelta(days=1), dt.time()) if due_by else None,
        )


class StartForm(GovForm):
    """Which lots to tender for; each becomes a tender of its own."""

    title = _("Begin a tender")
    button = _("Begin")
    intro = _(
        "You can stop and come back at any time. Only your organisation can read it, and until you submit it nobody else "
        "knows that it exists."
    )
    lot = ChoicesField(
        label=_("Lots"),
        help_text=_("Each lot has a tender of its own. Begin several at once"),
        choices=(),
    )

    def __init__(self, *args: Any, lots: tuple[LotContent, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = [  # type: ignore[attr-defined]
            (lot.id, f"{lot.number}. {lot.title}") for lot in lots
        ]
        self.fields["lot"].initial = [lots[0].id] if len(lots) == 1 else []
