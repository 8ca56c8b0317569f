"""Forms of the framework library."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.library import MAX_TITLE_CHARACTERS
from commonweal.presentation import strategy_words as words
from commonweal.web.forms import ChoiceField, DayField, FileField, GovForm, TextField, WordsField


class VerifyForm(GovForm):
    """What a steward found when reading an item in a source."""

    title = _("Check the wording against a source")
    button = _("Save what you found")
    intro = _("Read the item in the official text, then say whether our wording is right.")

    finding = ChoiceField(label=_("What did you find?"), choices=words.choices(words.FINDING))
    source = TextField(
        label=_("Where did you read it?"),
        help_text=_("The document and the page or section, so that others can look it up."),
        max_length=500,
    )
    checked_on = DayField(label=_("When did you read it?"))

    def __init__(self, *args: Any, wording: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"] = WordsField(
            label=_("The wording as the source has it"),
            help_text=_("Change it only if it is different."),
            max_length=MAX_TITLE_CHARACTERS,
            rows=4,
            initial=wording,
            required=False,
        )


class AdaptForm(GovForm):
    """A body's own wording of a national item."""

    button = _("Save our wording")
    intro = _("You need nobody’s permission. The national item, the difference and your reason are kept.")

    reason = WordsField(label=_("Why do you adapt it?"), max_words=150, rows=3)

    def __init__(self, *args: Any, wording: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("Adapt the wording for your body")
        field = WordsField(label=_("Our wording"), max_length=MAX_TITLE_CHARACTERS, rows=4, initial=wording)
        self.fields = {"title": field, **self.fields}


class LoadForm(GovForm):
    """A file that holds a whole edition."""

    title = _("Load a framework of your own")
    button = _("Check and load the file")
    intro = _(
        "Give a YAML file or an Excel workbook with one whole edition. It is loaded whole or not at all; if something is "
        "wrong you are told in which line or cell."
    )

    file = FileField(label=_("File"), accept=".yaml,.yml,.xlsx")
