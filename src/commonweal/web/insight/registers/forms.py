"""Forms of the contracts registers."""

from django.utils.translation import gettext_lazy

from commonweal.files.kinds import TABLES, accepted_endings
from commonweal.presentation.words.registers import WORDS
from commonweal.web.forms import FileField, GovForm, TextField


class LoadForm(GovForm):
    """A contracts register to read."""

    title = gettext_lazy("Load a contracts register")
    button = gettext_lazy("Read the register")
    intro = gettext_lazy(
        "Give the register as it was published: its columns are found by name and by what is in them. It is read in the "
        "background; rows that are no contracts are listed with the reason."
    )

    name = TextField(
        label=gettext_lazy("What is this register?"),
        help_text=gettext_lazy("For example “Contracts register, September 2026”."),
        max_length=120,
    )
    place = TextField(
        label=gettext_lazy("Which place is local?"),
        help_text=gettext_lazy(
            "The name or code of your authority. Leave it empty if you are on no official list: suppliers are local when the "
            "register says so."
        ),
        required=False,
        max_length=120,
    )
    file = FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A CSV, Excel or OpenDocument table, up to 60 MB."),
        accept=accepted_endings(TABLES),
        error_messages={"required": WORDS["register.file_missing"]},
    )


class RemoveForm(GovForm):
    """Taking a register away."""

    title = gettext_lazy("Remove this register?")
    button = gettext_lazy("Remove the register")
    intro = gettext_lazy("Its figures go for good. The file stays in the store of uploads.")
