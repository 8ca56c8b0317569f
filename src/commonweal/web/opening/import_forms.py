"""Forms about tenders from another suite."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.asks import AskContent
from commonweal.domain.tender_tables import ANSWER, LOT, METRIC, NUMBER, PRICE, SUPPLIER, Table, meanings
from commonweal.organisations.models import Organisation
from commonweal.web.forms import ChoiceField, ChoicesField, DayField, FileField, GovForm, TextField

UNUSED = "unused"


class TableForm(GovForm):
    """A table to import."""

    title = gettext_lazy("Import tenders from another suite")
    button = gettext_lazy("Read the table")

    file = FileField(
        label=gettext_lazy("The table"),
        help_text=gettext_lazy(
            "CSV, Excel or OpenDocument: a row of headings, then one row for each tender. Export it from the suite that "
            "received the tenders."
        ),
        accept=".csv,.tsv,.txt,.xlsx,.ods",
    )
    source = TextField(label=gettext_lazy("Which suite received the tenders?"), max_length=120)
    opened_on = DayField(label=gettext_lazy("On which day were they opened there?"))


class ColumnsForm(GovForm):
    """What each column means, in the order of the table."""

    title = gettext_lazy("What do the columns mean?")
    button = gettext_lazy("Confirm and look at what it would do")

    def __init__(
        self, *args: Any, table: Table, ask: AskContent, chosen: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        choices = [(UNUSED, _("Not used")), *((each, worded(each, ask)) for each in meanings(ask))]
        for at, heading in enumerate(table.headings):
            self.fields[f"column-{at}"] = ChoiceField(
                label=heading or _("Column %(number)s, without a heading") % {"number": at + 1},
                choices=choices,
                as_select=True,
                initial=chosen[at] or UNUSED,
            )

    def columns(self) -> Iterator[tuple[forms.BoundField, tuple[str, ...]]]:
        """Each column's choice with a few of the things it holds."""
        for at in range(len(self.table.headings)):
            yield self[f"column-{at}"], self.table.examples(at)

    def meanings(self) -> tuple[str, ...]:
        """What was said, column by column."""
        said = (self.cleaned_data[f"column-{at}"] for at in range(len(self.table.headings)))
        return tuple("" if each == UNUSED else each for each in said)


def worded(meaning: str, ask: AskContent) -> str:
    """A meaning in words."""
    if meaning.startswith(ANSWER):
        title = ask.criterion(meaning.removeprefix(ANSWER)).title
        return _("Answer: %(title)s") % {"title": title}
    if meaning.startswith(METRIC):
        metric = ask.metric(meaning.removeprefix(METRIC))
        return _("Promised quantity: %(title)s (%(unit)s)") % {"title": metric.title, "unit": metric.unit}
    return {
        SUPPLIER: _("Name of the tenderer"),
        NUMBER: _("Companies House number"),
        LOT: _("Lot, by number or title"),
        PRICE: _("Price over the whole contract without VAT, in pounds"),
    }[meaning]


class CheckForm(GovForm):
    """The last look before anything is written."""

    title = gettext_lazy("Check before you import")
    button = gettext_lazy("Import them all")

    def __init__(self, *args: Any, namesakes: Sequence[tuple[str, Organisation]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if namesakes:
            self.fields["same"] = ChoicesField(
                label=_("Which of these are the organisation of the same name that is registered here?"),
                help_text=_(
                    "Tick one only if you know: whoever is ticked can read the tender as its own. The others become "
                    "organisations of their own."
                ),
                choices=[
                    (place, _("%(name)s (cell %(place)s)") % {"name": each.name, "place": place})
                    for place, each in namesakes
                ],
                required=False,
            )


class DiscardForm(GovForm):
    """Leaving a table aside."""

    title = gettext_lazy("Leave this table aside?")
    button = gettext_lazy("Leave it aside")
    intro = gettext_lazy("The file is forgotten. That it came stays in the record.")
