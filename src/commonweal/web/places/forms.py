"""Forms of the places pages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.places import LOADED_KINDS, LOCAL_KINDS
from commonweal.presentation import strategy_words as words
from commonweal.web.forms import ChoiceField, FileField, GovForm, TextField, WordsField


class PlaceForm(GovForm):
    """A locality, an estate or a neighbourhood, added by hand."""

    title = _("Add a place")
    button = _("Save the place")

    kind = ChoiceField(
        label=_("What is it?"), choices=[(kind.value, words.PLACE_KIND[kind]) for kind in LOCAL_KINDS]
    )
    name = TextField(label=_("Name"), max_length=120)
    source = WordsField(
        label=_("Where its extent is described"),
        help_text=_("For example, a council paper or a list of streets."),
        required=False,
        max_words=100,
        rows=3,
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            self.title = _("Change the place")
            del self.fields["kind"]


class BoundariesForm(GovForm):
    """A file of boundaries."""

    title = _("Load wards or other boundaries")
    button = _("Check and load the file")
    intro = _(
        "Give a GeoJSON or TopoJSON file. A place whose code is known gets its shape; others are added here. It is loaded "
        "whole or not at all."
    )

    kind = ChoiceField(
        label=_("What does the file hold?"),
        choices=[(kind.value, words.PLACE_KIND[kind]) for kind in LOADED_KINDS],
    )
    file = FileField(label=_("File"), accept=".geojson,.json,.topojson")
    source = TextField(
        label=_("Where does it come from?"),
        help_text=_("The publisher, the edition and the licence, for example “ONS, wards May 2025, OGL v3”."),
        max_length=500,
    )
