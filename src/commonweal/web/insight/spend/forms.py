"""Forms of the spend pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.files.kinds import LARGEST_TABLE, MEGABYTE, TABLES, accepted_endings
from commonweal.presentation.words.spend import WORDS
from commonweal.web.forms import ChoiceField, FileField, GovForm, TextField, WordsField
from commonweal.web.insight.spend import wording

UNUSED = "unused"
MOST_FILES = 100
LARGEST_TOGETHER = 4 * LARGEST_TABLE


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(FileField):
    """Several files at once; a list of uploads in the cleaned data."""

    widget = _SeveralFiles
    multiple = True

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in given]
        if len(files) > MOST_FILES:
            raise ValidationError(WORDS["spend.too_many_files"], params={"limit": MOST_FILES})
        if sum(each.size for each in files if each) > LARGEST_TOGETHER:
            raise ValidationError(
                WORDS["spend.too_large_together"], params={"megabytes": LARGEST_TOGETHER // MEGABYTE}
            )
        return files


class LoadForm(GovForm):
    """Files of payments to load."""

    title = gettext_lazy("Load files of payments")
    button = gettext_lazy("Read the files")
    intro = gettext_lazy(
        "Give the files as they were published: nothing needs to be tidied first. They are read in the background, and you "
        "confirm what the columns mean before anything is loaded."
    )

    name = TextField(
        label=gettext_lazy("What are these payments?"),
        help_text=gettext_lazy("For example “Payments over £500, 2024/25”."),
        max_length=120,
    )
    place = TextField(
        label=gettext_lazy("Which place is local?"),
        help_text=gettext_lazy(
            "The name or code of your authority. Leave it empty if you are on no official list: suppliers are local when the "
            "files say so."
        ),
        required=False,
        max_length=120,
    )
    files = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy(
            "CSV, Excel or OpenDocument tables, or ZIP or tar.gz archives of them, up to 60 MB each."
        ),
        accept=accepted_endings(TABLES),
        error_messages={"required": WORDS["spend.files_missing"]},
    )


class ColumnsForm(GovForm):
    """What each column under each header means. One choice for each column, in the order of the file."""

    title = gettext_lazy("What do the columns mean?")
    button = gettext_lazy("Confirm and load the payments")

    def __init__(
        self, *args: Any, found: Sequence[Mapping[str, Any]], confirmed: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        choices = [(UNUSED, _("Not used")), *wording.FIELD.items()]
        for number, header in enumerate(found):
            said = confirmed.get(header["signature"], header)
            meaning = {name: field for field, name in said["columns"].items()}
            for at, name in enumerate(header["names"]):
                self.fields[f"header-{number}-column-{at}"] = ChoiceField(
                    label=name,
                    choices=choices,
                    as_select=True,
                    initial=meaning.pop(name, UNUSED),
                )
            self.fields[f"header-{number}-dates"] = ChoiceField(
                label=_("How are its dates written?"),
                choices=wording.DATES,
                as_select=True,
                initial="month" if said["month_first"] else "day",
            )

    def groups(self) -> Iterator[dict[str, Any]]:
        """Each header with its columns, their examples and their choices."""
        for number, header in enumerate(self.found):
            columns = [
                (self[f"header-{number}-column-{at}"], examples)
                for at, examples in enumerate(header["examples"])
            ]
            yield {"header": header, "columns": columns, "dates": self[f"header-{number}-dates"]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, header in enumerate(self.found):
            self._check(number, header["names"], cleaned)
        return cleaned

    def _check(self, number: int, names: Sequence[str], cleaned: Mapping[str, Any]) -> None:
        taken: set[str] = set()
        for at, _name in enumerate(names):
            key = f"header-{number}-column-{at}"
            field = cleaned.get(key, UNUSED)
            if field != UNUSED and field in taken:
                self.add_error(
                    key,
                    ValidationError(
                        WORDS["spend.field_twice"], params={"field": wording.FIELD[field].lower()}
                    ),
                )
            taken.add(field)
        if "amount" not in taken:
            self.add_error(
                f"header-{number}-column-0", ValidationError(WORDS["spend.amount_missing"], code="required")
            )

    def columns(self) -> dict[str, dict[str, Any]]:
        """What was said, by the signature of the header."""
        said = {}
        for number, header in enumerate(self.found):
            chosen = {
                field: name
                for at, name in enumerate(header["names"])
                if (field := self.cleaned_data[f"header-{number}-column-{at}"]) != UNUSED
            }
            said[header["signature"]] = {
                "columns": chosen,
                "month_first": self.cleaned_data[f"header-{number}-dates"] == "month",
            }
        return said


class GoForm(GovForm):
    """One button: the decision is in the page's words."""

    button = gettext_lazy("Try again")


class RemoveForm(GovForm):
    """Taking a load out of the figures."""

    title = gettext_lazy("Remove these payments?")
    button = gettext_lazy("Remove the payments")
    intro = gettext_lazy(
        "They leave the figures for good. The files stay in the store of uploads and can be loaded again."
    )


class ServesForm(GovForm):
    """Which mission a service's spending serves."""

    title = gettext_lazy("Which mission does a service’s spending serve?")
    button = gettext_lazy("Save")

    service = ChoiceField(label=gettext_lazy("Service, as it is in the files"), as_select=True)
    mission = ChoiceField(label=gettext_lazy("Mission"), as_select=True)
    reason = WordsField(label=gettext_lazy("Why?"), max_words=100, rows=3)

    def __init__(
        self,
        *args: Any,
        services: Sequence[str],
        missions: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [(each, each) for each in services]  # type: ignore[attr-defined]
        self.fields["mission"].choices = list(missions)  # type: ignore[attr-defined]
