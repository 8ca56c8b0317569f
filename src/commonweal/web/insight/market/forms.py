"""Forms of the market pages."""

from django.utils.translation import gettext_lazy

from commonweal.files.kinds import OPEN_DATA, accepted_endings
from commonweal.presentation.words.markets import WORDS
from commonweal.web.forms import FileField, GovForm, TextField


class LoadForm(GovForm):
    """A file of notices to measure."""

    title = gettext_lazy("Load a file of notices")
    button = gettext_lazy("Read the file")
    intro = gettext_lazy(
        "Give open contracting data as it was published: releases, records or packages, for example from Find a Tender or "
        "Contracts Finder. It is read in the background; what cannot be used is listed with its place."
    )

    name = TextField(
        label=gettext_lazy("What are these notices?"),
        help_text=gettext_lazy("For example “Care services in the North East, 2025”."),
        max_length=120,
    )
    file = FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("JSON or JSON Lines, plain or gzip, up to 60 MB."),
        accept=accepted_endings(OPEN_DATA),
        error_messages={"required": WORDS["market.file_missing"]},
    )


class RemoveForm(GovForm):
    """Taking a file of notices away."""

    title = gettext_lazy("Remove these notices?")
    button = gettext_lazy("Remove the notices")
    intro = gettext_lazy("Their measures go for good. The file stays in the store of uploads.")
