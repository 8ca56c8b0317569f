"""Forms in the GOV.UK pattern. A field's `kind` says which component draws it (macros/fields.html)."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonweal.domain.errors import DomainError
from commonweal.domain.money import decimal_string, parse_pounds
from commonweal.domain.periods import LONDON, london_moment
from commonweal.domain.quantities import number, parse_quantity
from commonweal.domain.weights import parse_percent, percent
from commonweal.files.scanning import is_set_up, scan
from commonweal.presentation.words import sentence
from commonweal.records.ids import new_id

LONG = 200_000
SAID_OF_ANY = ("required", "invalid_choice", "empty", "missing")
"""Codes of Django's own errors, whose texts name no field."""


class GovForm(forms.Form):
    """A form with an idempotency key and, when it edits something, the revision that the person read.

    Attributes:
        title, button, intro: words of the generic form page; any may be lazy.
    """

    title: Any = ""
    button: Any = _("Continue")
    intro: Any = ""
    cancel_url = ""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, revision: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = new_id()
        self.fields["revision"].initial = revision

    def content(self) -> dict[str, Any]:
        """Cleaned data without the form's own bookkeeping (the revision stays in `cleaned_data`)."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("form_key", "revision")
        }

    def add_domain_error(self, error: DomainError) -> None:
        """Show a domain error beside the field it names, else at the top."""
        field = error.field if error.field in self.fields else None
        self.add_error(field, ValidationError(sentence(error), code=error.code))

    def visible(self) -> Iterable[forms.BoundField]:
        return self.visible_fields()

    def summary(self) -> list[dict[str, str]]:
        """Errors for the summary at the top: a text and the anchor of the field.

        A text that says the same of every field is led by the field's label: two empty fields are two different lines.
        """
        found = [{"text": text, "href": ""} for text in self.non_field_errors()]
        for name in self.fields:
            bound, errors = self[name], self.errors.get(name)
            for error, text in zip(errors.as_data(), errors, strict=True) if errors else ():
                led = f"{bound.label} – {text}" if error.code in SAID_OF_ANY and bound.label else str(text)
                found.append({"text": led, "href": f"#{_anchor(bound)}"})
        return found


def _anchor(bound: forms.BoundField) -> str:
    kind = getattr(bound.field, "kind", "text")
    return f"{bound.id_for_label or bound.auto_id}-day" if kind in ("day", "moment") else str(bound.auto_id)


def _worded(parse: Callable[[Any], Any], text: str | bytes) -> Any:
    try:
        return parse(text)
    except DomainError as error:
        raise ValidationError(sentence(error), code=error.code) from error


ANSWER_MISSING = {"required": _("Enter an answer")}
"""Each kind of field says what to do, where the usual words say only that something is required."""


class TextField(forms.CharField):
    """One line of text."""

    kind = "text"
    default_error_messages = ANSWER_MISSING

    def __init__(self, *, width: str = "", required_message: Any = None, **kwargs: Any) -> None:
        self.width = width
        kwargs.setdefault("max_length", 250)
        super().__init__(**kwargs)
        if required_message:
            self.error_messages["required"] = required_message


class EmailField(forms.EmailField):
    """An email address."""

    kind = "email"
    default_error_messages = {"required": _("Enter an email address")}


class PasswordField(forms.CharField):
    """A secret; never shown again."""

    kind = "password"
    default_error_messages = ANSWER_MISSING
    widget = forms.PasswordInput

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        self.autocomplete = autocomplete
        super().__init__(strip=False, **kwargs)


class WordsField(forms.CharField):
    """Several lines. With `max_words` the page counts words, and more are refused with their number."""

    kind = "words"
    widget = forms.Textarea
    default_error_messages = ANSWER_MISSING

    def __init__(self, *, max_words: int | None = None, rows: int = 6, **kwargs: Any) -> None:
        self.max_words, self.rows = max_words, rows
        kwargs.setdefault("max_length", LONG)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        # Browsers end a line in two characters; files and a later look at what was typed would differ by them.
        text = super().clean(value).replace("\r\n", "\n")
        count = len(text.split())
        if self.max_words and count > self.max_words:
            raise ValidationError(
                _("Use at most %(limit)s words. You have %(count)s"),
                code="too_many_words",
                params={"limit": self.max_words, "count": count},
            )
        return text


NOT_OFFERED = _("Choose again: what you chose is not offered, or is no more")
"""In our words, because the usual ones name a value that nobody has seen."""


class ChoiceField(forms.ChoiceField):
    """One of a few: radios; with many choices give `as_select`. `hints` adds a line under a choice, by value."""

    default_error_messages = {"required": _("Choose one"), "invalid_choice": NOT_OFFERED}

    def __init__(
        self, *, as_select: bool = False, hints: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        self.kind = "select" if as_select else "radios"
        self.hints = hints or {}
        super().__init__(**kwargs)


class ChoicesField(forms.MultipleChoiceField):
    """Any of several: checkboxes."""

    kind = "checkboxes"
    default_error_messages = {"required": _("Choose at least one"), "invalid_choice": NOT_OFFERED}

    def __init__(self, *, hints: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.hints = hints or {}
        super().__init__(**kwargs)


class TickField(forms.BooleanField):
    """One checkbox: a declaration."""

    kind = "tick"
    default_error_messages = {"required": _("Tick the box to go on")}


class FileField(forms.FileField):
    """A file to upload; `accept` is a hint for the browser, the check is made on the content.

    Every file is scanned here, before anything is done with it and before a transaction waits for the scanner.
    """

    kind = "file"
    default_error_messages = {"required": _("Choose a file")}

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        self.accept = accept
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file:
            _worded(scan, file.read())
            file.seek(0)
        return file

    @property
    def is_unscanned(self) -> bool:
        """The page says so where no scanner is set up."""
        return not is_set_up()


class _ParsedField(forms.CharField):
    """A line of text that means a figure."""

    kind = "figure"
    default_error_messages = {"required": _("Enter a number")}
    prefix = ""
    suffix: Any = ""

    def __init__(self, *, suffix: Any = None, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
        if suffix is not None:
            self.suffix = suffix

    parse: Callable[[str], int]
    show: Callable[[int], str]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return _worded(self.parse, text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return self.show(value) if isinstance(value, int) else value


class MoneyField(_ParsedField):
    """Pounds as typed; integer pence in the cleaned data."""

    prefix = "£"
    default_error_messages = {"required": _("Enter an amount in pounds")}
    parse = staticmethod(parse_pounds)
    show = staticmethod(lambda pence: decimal_string(pence).removesuffix(".00"))


class QuantityField(_ParsedField):
    """A quantity as typed; integer thousandths in the cleaned data."""

    parse = staticmethod(parse_quantity)
    show = staticmethod(lambda thousandths: number(thousandths).replace(",", ""))


class PercentField(_ParsedField):
    """A percentage as typed; integer basis points in the cleaned data."""

    suffix = "%"
    default_error_messages = {"required": _("Enter a percentage")}
    parse = staticmethod(parse_percent)
    show = staticmethod(lambda basis_points: percent(basis_points).removesuffix("%"))


class WholeNumberField(forms.IntegerField):
    """A whole number, for limits and counts."""

    kind = "figure"
    default_error_messages = {"required": _("Enter a whole number")}
    prefix = ""
    suffix: Any = ""


PARTS = ("day", "month", "year")


class DayWidget(forms.MultiWidget):
    """Three inputs, as people write a date; named `<name>-day`, `-month`, `-year`."""

    template_name = ""

    def __init__(self, parts: tuple[str, ...] = PARTS) -> None:
        super().__init__({part: forms.TextInput() for part in parts})
        self.widgets_names = [f"-{part}" for part in parts]

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, dt.datetime):
            local = value.astimezone(LONDON)
            return [local.day, local.month, local.year, f"{local.hour:02d}:{local.minute:02d}"][
                : len(self.widgets)
            ]
        return (
            [value.day, value.month, value.year, ""][: len(self.widgets)]
            if value
            else [""] * len(self.widgets)
        )


class DayField(forms.Field):
    """A date in three parts; a `datetime.date` in the cleaned data."""

    kind = "day"
    widget: Any = DayWidget

    def clean(self, value: Any) -> Any:
        parts = [str(part or "").strip() for part in (value or [])]
        if not any(parts):
            if self.required:
                raise ValidationError(_("Enter a date"), code="required")
            return None
        return self.parse(parts)

    def parse(self, parts: list[str]) -> Any:
        try:
            day, month, year = (int(part) for part in parts[:3])
            return dt.date(year if year > 99 else 2000 + year, month, day)
        except ValueError as error:
            raise ValidationError(_("Enter a real date, like 27 3 2026"), code="invalid") from error


class MomentField(DayField):
    """A date and a London time; an aware UTC `datetime` in the cleaned data."""

    kind = "moment"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DayWidget((*PARTS, "time")), **kwargs)

    def parse(self, parts: list[str]) -> dt.datetime:
        day = super().parse(parts)
        match = re.fullmatch(r"(\d{1,2})[:.](\d{2})", parts[3] if len(parts) > 3 else "")
        if not match or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValidationError(_("Enter a time on the 24-hour clock, like 12:00"), code="invalid_time")
        return london_moment(day, dt.time(int(match[1]), int(match[2])))
