"""Forms of conditions and charters."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.terms import TermKind, TermOutcome
from commonweal.presentation.term_words import KIND, KIND_HINT, OUTCOME
from commonweal.web.forms import (
    ChoiceField,
    DayField,
    FileField,
    GovForm,
    TextField,
    TickField,
    WholeNumberField,
    WordsField,
)


class TermForm(GovForm):
    """A condition or a charter."""

    title = _("A condition or a charter")
    intro = _("Only what the contract states. It is looked at when it falls due.")
    button = _("Save")
    kind = ChoiceField(
        label=_("What is it about?"), choices=[(each.value, KIND[each]) for each in TermKind], hints=KIND_HINT
    )
    criterion = ChoiceField(
        label=_("Which question of the ask states it?"),
        help_text=_("Its words are taken over where you give none."),
        as_select=True,
        required=False,
    )
    name = TextField(label=_("The condition in one line"), max_length=200)
    words = WordsField(label=_("What is to be shown"), max_words=400, rows=5, required=False)
    stated_in = TextField(
        label=_("Where is it stated?"),
        help_text=_("For example “Clause 14.2”. Leave empty if a question of the ask states it."),
        max_length=300,
        required=False,
    )
    charter = ChoiceField(label=_("Which charter?"), as_select=True, required=False)
    level = TextField(label=_("At which level?"), max_length=100, required=False)
    due_on = DayField(label=_("When is it to be shown?"))
    every_months = WholeNumberField(
        label=_("How often again, in months"),
        help_text=_("Leave empty if it is shown once."),
        required=False,
    )

    def __init__(
        self, *args: Any, charters: list[tuple[str, str]], criteria: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["every_months"].suffix = _("months")
        self.fields["charter"].choices = [("", _("None")), *charters]
        self.fields["criterion"].choices = [("", _("None")), *criteria]
        if not criteria:
            del self.fields["criterion"]


class ShowForm(GovForm):
    """What meets a term."""

    title = _("Show what meets it")
    button = _("Send it")
    words = WordsField(label=_("What shows it"), max_words=400, rows=5, required=False)
    signatory = TextField(label=_("Who signed the charter?"), max_length=200, required=False)
    level = TextField(label=_("At which level?"), max_length=100, required=False)
    signed_on = DayField(label=_("When was it signed or given?"), required=False)
    is_equivalent = TickField(
        label=_("This is something else that is worth as much: we say above how"), required=False
    )
    file = FileField(
        label=_("A file that shows it"),
        help_text=_("PDF, picture, CSV, XLSX or DOCX. Leave out names and details of people."),
        required=False,
        accept=".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx",
    )
    is_looked_at = TickField(
        label=_("I have looked: the file holds no personal data, or people agreed to it"),
        help_text=_("Only needed when we warn you about a file."),
        required=False,
    )

    def __init__(self, *args: Any, is_charter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_charter:
            for name in ("signatory", "level", "signed_on"):
                del self.fields[name]


class TermDecisionForm(GovForm):
    """What is decided."""

    title = _("Is it met?")
    button = _("Record the decision")
    outcome = ChoiceField(
        label=_("Your decision"), choices=[(each.value, OUTCOME[each]) for each in TermOutcome]
    )
    reason = WordsField(label=_("Why"), help_text=_("Both sides read it."), max_words=300, rows=4)
