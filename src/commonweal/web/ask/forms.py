"""Forms for designing the ask."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.criteria import Band
from commonweal.domain.errors import DomainError, Invalid
from commonweal.domain.metrics import TargetKind
from commonweal.domain.publishing import LONGEST_ANSWER
from commonweal.domain.weights import parse_percent
from commonweal.presentation.procurement_words import (
    AGGREGATION,
    BASELINE,
    METRIC_KIND,
    METRIC_LEVEL,
    METRIC_USE,
    PERIOD,
    PRICE_FORMULA,
    PRICE_STATEMENT,
    TARGET,
    choices,
)
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    GovForm,
    PercentField,
    QuantityField,
    TextField,
    TickField,
    WholeNumberField,
    WordsField,
)
from commonweal.web.pipeline.forms import NamedForm

NO_OUTCOME = ("", _("None of them"))


class WhyForm(GovForm):
    """Why it is asked."""

    title = _("Why do you ask this?")
    button = _("Save")
    intro = _("A few sentences for the market: what you want to change, and how this purchase could help.")

    why = WordsField(label=_("Why we ask this"), max_words=300, rows=8)


class EditionForm(GovForm):
    """Which social value framework to copy from."""

    title = _("Which social value framework do you start from?")
    intro = _("You copy from it and edit the copy. The wording you started from is kept beside yours.")

    edition = ChoiceField(label=_("Social value framework"), choices=())

    def __init__(
        self, *args: Any, editions: list[tuple[str, Any]], hints: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].choices = editions  # type: ignore[attr-defined]
        self.fields["edition"].hints = hints  # type: ignore[attr-defined]


class ItemsForm(GovForm):
    """Which outcomes, criteria and metrics to copy."""

    title = _("Choose what to ask for")
    button = _("Copy into the ask")
    intro = _(
        "Few and relevant is better than many. One outcome is usually enough, except for the largest contracts."
    )

    criteria = ChoicesField(label=_("Outcomes and criteria"), choices=(), required=False)
    metrics = ChoicesField(
        label=_("Metrics"),
        choices=(),
        required=False,
        help_text=_("They go under the last criterion you choose of the same outcome, or the last of all"),
    )
    outcome = ChoiceField(
        label=_("Which outcome of your own missions is it for?"), choices=(), required=False, as_select=True
    )

    def __init__(
        self, *args: Any, items: dict[str, list[tuple[str, Any]]], hints: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("criteria", "metrics"):
            self.fields[name].choices = items[name]  # type: ignore[attr-defined]
            self.fields[name].hints = hints  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [NO_OUTCOME, *items["outcomes"]]  # type: ignore[attr-defined]


class PriceForm(NamedForm):
    """Price as a criterion, scored by a stated formula."""

    title = _("Price")
    button = _("Save")

    name = TextField(label=_("Title"), max_length=200, initial=_("Price"))
    text = WordsField(label=_("Which price is compared"), max_words=150, rows=3)
    price_formula = ChoiceField(
        label=_("How prices become points"), choices=choices(PRICE_FORMULA), hints=PRICE_STATEMENT
    )


class QuestionForm(NamedForm):
    """A criterion that is answered in words."""

    button = _("Save")

    name = TextField(label=_("What it is about"), max_length=1000)
    text = WordsField(label=_("What a good answer covers"), required=False, max_words=500, rows=6)
    question = WordsField(label=_("The question to tenderers"), required=False, max_words=300, rows=5)
    word_limit = WholeNumberField(label=_("Word limit"), min_value=1, max_value=LONGEST_ANSWER, initial=500)
    outcome = ChoiceField(
        label=_("Which outcome of your own missions is it for?"), choices=(), required=False, as_select=True
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [NO_OUTCOME, *outcomes]  # type: ignore[attr-defined]


class BandsForm(GovForm):
    """The words of each scoring band of a criterion. The marks stay as they are."""

    title = _("Scoring bands")
    button = _("Save")
    intro = _(
        "Assessors give the marks of one band, and say why. Tenderers read these words before they write."
    )

    def __init__(self, *args: Any, bands: tuple[Band, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bands = bands
        for number, band in enumerate(bands):
            marks = {"marks": band.score // 100}
            self.fields[f"title_{number}"] = TextField(
                label=_("%(marks)s marks: title") % marks, max_length=60, initial=band.title
            )
            self.fields[f"text_{number}"] = WordsField(
                label=_("%(marks)s marks: what such an answer is like") % marks,
                max_words=80,
                rows=2,
                initial=band.text,
            )

    def rows(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        """The bands with their new words, as they are stored."""
        return [
            {"score": band.score, "title": data[f"title_{number}"], "text": data[f"text_{number}"]}
            for number, band in enumerate(self.bands)
        ]


class WeightsForm(GovForm):
    """The weighting of every criterion; together 100%."""

    title = _("Weightings")
    button = _("Save")
    intro = _("They must come to 100% together.")

    def __init__(self, *args: Any, criteria: list[tuple[str, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion_id, title, weight in criteria:
            self.fields[criterion_id] = PercentField(label=title, initial=weight)

    def total(self) -> int | None:
        """What the weightings come to as they are typed, in basis points; None while one cannot be read."""
        found = 0
        for name in self.fields.keys() - {"form_key", "revision"}:
            typed = self[name].value()
            try:
                found += typed if isinstance(typed, int) else parse_percent(str(typed or "0"))
            except Invalid:
                return None
        return found

    def add_domain_error(self, error: DomainError) -> None:
        """A total that is not 100% is told at the first weighting, where the figures begin."""
        if error.code == "weights.total":
            error.field = next(name for name in self.fields if name not in ("form_key", "revision"))
        super().add_domain_error(error)


class MetricForm(NamedForm):
    """Something to be counted."""

    title = _("Add a metric")
    button = _("Save")

    name = TextField(label=_("What is counted?"), max_length=1000)
    unit = TextField(label=_("In what unit?"), max_length=200, width="govuk-input--width-20")
    kind = ChoiceField(label=_("What kind of figure is it?"), choices=choices(METRIC_KIND), as_select=True)
    level = ChoiceField(label=_("What does it measure?"), choices=choices(METRIC_LEVEL), initial="output")
    target = ChoiceField(label=_("How much do you want?"), choices=choices(TARGET), initial="none")
    target_low = QuantityField(label=_("The figure, or the low end of the range"), required=False)
    target_high = QuantityField(label=_("The high end of the range"), required=False)
    used_for = ChoiceField(
        label=_("What is the figure for?"), choices=choices(METRIC_USE), initial="learning"
    )
    period = ChoiceField(label=_("How often is it reported?"), choices=choices(PERIOD), initial="quarter")
    aggregation = ChoiceField(
        label=_("How do the reports come together?"), choices=choices(AGGREGATION), initial="sum"
    )
    baseline_basis = ChoiceField(label=_("Baseline"), choices=choices(BASELINE), initial="none")
    baseline = QuantityField(label=_("Baseline figure"), required=False)
    is_prescriptive = TickField(
        label=_("It says how, not only what (a named gift or method)"), required=False
    )
    outcome = ChoiceField(
        label=_("Which outcome of your own missions is it for?"), choices=(), required=False, as_select=True
    )

    def __init__(self, *args: Any, outcomes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [NO_OUTCOME, *outcomes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Figures of a target that was not chosen are left out: the page shows them all without JavaScript."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("target") in (TargetKind.NONE, TargetKind.PATHWAY):
            data["target_low"] = data["target_high"] = None
        elif data.get("target") == TargetKind.FIXED:
            data["target_high"] = None
        return data


class PromiseForm(GovForm):
    """What the authority itself commits to."""

    title = _("What do you commit to yourselves?")
    button = _("Save")
    intro = _(
        "Suppliers keep promises better when you keep yours: introductions, data, prompt payment, a named contact."
    )

    text = WordsField(label=_("We will"), max_words=100, rows=3)
    owed_by_post = TextField(
        label=_("Which post answers for it?"), max_length=120, help_text=_("A post, not a name")
    )
    due_on = DayField(label=_("By when?"), required=False)
