"""Forms of opportunities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonweal.domain.asks import LotContent
from commonweal.presentation.procurement_words import NATURE, choices
from commonweal.web.forms import ChoiceField, GovForm


class FilterForm(forms.Form):
    """What the list of opportunities is narrowed to."""

    words = forms.CharField(label=_("Words in the title or description"), required=False, max_length=100)
    nature = forms.ChoiceField(
        label=_("What is bought"), required=False, choices=[("", _("Anything")), *choices(NATURE)]
    )


class StartForm(GovForm):
    """Which lot to tender for."""

    title = _("Begin a tender")
    button = _("Begin")
    intro = _(
        "You can stop and come back at any time. Only your organisation can read it, and until you submit it nobody else "
        "knows that it exists."
    )
    lot = ChoiceField(label=_("Lot"), choices=())

    def __init__(self, *args: Any, lots: tuple[LotContent, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lot"].choices = [  # type: ignore[attr-defined]
            (lot.id, f"{lot.number}. {lot.title}") for lot in lots
        ]
        self.fields["lot"].initial = lots[0].id
