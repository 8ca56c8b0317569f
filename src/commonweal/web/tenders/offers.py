"""The form of an offered commitment, and the commitment that it means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.domain.asks import AskContent, CriterionContent
from commonweal.domain.commitments import (
    TITLE_LIMIT,
    UNIT_LIMIT,
    WORDS_LIMIT,
    CommitmentKind,
    Offer,
    OfferedMilestone,
    OfferedPeriod,
    OfferedRate,
    OwedBy,
    contract_periods,
    outcomes_of,
)
from commonweal.domain.errors import DomainError
from commonweal.domain.metrics import PERIOD_MONTHS, MetricPeriod
from commonweal.presentation.formats import day
from commonweal.presentation.words.tendering import COMMITMENT_KIND, COMMITMENT_KIND_HINT, OWED_BY
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    GovForm,
    MoneyField,
    QuantityField,
    TextField,
)
from commonweal.web.tenders.forms import AnswerField, Blankable


class RowQuantity(Blankable, QuantityField):
    """A figure of a row that may stay empty."""


class RowText(Blankable, TextField):
    """A line of a row that may stay empty."""


class RowMoney(Blankable, MoneyField):
    """An amount whose absence the domain explains."""


class RowDay(DayField):
    """A day of a row that may stay empty."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) if any(str(part or "").strip() for part in value or []) else None


OWN = "own"
EMPTY_MILESTONES = 2
LEAST_MILESTONES = 4
MOST_ROWS = 60
Row = tuple[date, date, str]


class KindForm(forms.Form):
    """What sort of commitment it will be. Sent by GET: nothing is stored yet."""

    kind = ChoiceField(
        label=gettext_lazy("What kind of commitment is it?"),
        choices=[(kind.value, text) for kind, text in COMMITMENT_KIND.items()],
        hints={kind.value: hint for kind, hint in COMMITMENT_KIND_HINT.items()},
    )
    measure = ChoiceField(label=gettext_lazy("What is counted?"), choices=())
    split = ChoiceField(
        label=gettext_lazy("For a quantity: how often will you say how much?"),
        choices=(
            (MetricPeriod.YEAR.value, gettext_lazy("For each year")),
            (MetricPeriod.QUARTER.value, gettext_lazy("For each quarter")),
            (MetricPeriod.CONTRACT.value, gettext_lazy("Once, for the whole contract")),
        ),
    )
    places = ChoicesField(
        label=gettext_lazy("For a quantity: do you promise it place by place?"),
        help_text=gettext_lazy(
            "Tick the places that get a figure of their own. Leave all empty for one figure"
        ),
        choices=(),
        required=False,
    )

    def __init__(self, *args: Any, ask: AskContent, criterion: CriterionContent, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        measures = [(metric.id, f"{metric.title} ({metric.unit})") for metric in criterion.metrics]
        self.fields["measure"].choices = [*measures, (OWN, _("Something else that serves the same end"))]  # type: ignore[attr-defined]
        self.fields["measure"].initial = measures[0][0] if measures else OWN
        self.fields["split"].initial = MetricPeriod.YEAR.value
        self.fields["kind"].initial = CommitmentKind.QUANTITY.value
        if ask.places:
            self.fields["places"].choices = [(place.code, place.name) for place in ask.places]  # type: ignore[attr-defined]
        else:
            del self.fields["places"]


@dataclass(frozen=True)
class Shape:
    """What sort of form to show: decided by the first step, or read from an offer that is there."""

    kind: CommitmentKind
    criterion: CriterionContent
    metric_id: str | None
    rows: tuple[Row, ...] = ()
    milestones: int = LEAST_MILESTONES


def shape_from(form: KindForm, ask: AskContent, criterion: CriterionContent) -> Shape:
    """The shape that the first step's answers mean."""
    given = form.cleaned_data
    months = PERIOD_MONTHS[MetricPeriod(given["split"])]
    rows = [
        (start, end, place)
        for place in (given.get("places") or [""])
        for start, end in contract_periods(ask, months)
    ]
    metric = None if given["measure"] == OWN else given["measure"]
    return Shape(CommitmentKind(given["kind"]), criterion, metric, tuple(rows[:MOST_ROWS]))


def shape_of(offer: Offer, ask: AskContent, criterion: CriterionContent) -> Shape:
    """The shape of an offer that is changed: its own rows, and the contract years it says nothing about yet."""
    rows: list[Row] = [(period.start_on, period.end_on, period.place_code) for period in offer.periods]
    for place in dict.fromkeys(row[2] for row in rows):
        for start, end in contract_periods(ask, 12):
            if not any(row[2] == place and row[0] <= end and start <= row[1] for row in rows):
                rows.append((start, end, place))
    milestones = max(LEAST_MILESTONES, len(offer.milestones) + EMPTY_MILESTONES)
    return Shape(offer.kind, criterion, offer.metric_id, tuple(rows[:MOST_ROWS]), milestones)


class OfferForm(GovForm):
    """One commitment, with the fields that its kind and measure need."""

    button = gettext_lazy("Save the commitment")

    def __init__(
        self, *args: Any, shape: Shape, ask: AskContent, offer: Offer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shape, self.ask = shape, ask
        self.metric = next((each for each in shape.criterion.metrics if each.id == shape.metric_id), None)
        self._add_what()
        _ADD[shape.kind](self)
        self._add_who()
        if offer is not None:
            self.initial = {**self.initial, **initial_of(offer)}

    @property
    def period_fields(self) -> list[forms.BoundField]:
        return [self[f"q{number}"] for number in range(len(self.shape.rows))] if self._counts else []

    @property
    def milestone_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each milestone, with its number."""
        if self.shape.kind is not CommitmentKind.PATHWAY:
            return []
        return [
            (number + 1, [self[f"m{number}_{part}"] for part in ("title", "due", "shown")])
            for number in range(self.shape.milestones)
        ]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The fields above the rows."""
        names = ("title", "outcome", "unit", "rate_quantity", "rate_per")
        return [self[name] for name in names if name in self.fields]

    @property
    def last_fields(self) -> list[forms.BoundField]:
        """The fields below the rows."""
        names = ("place", "owed_by", "subcontractor", "words")
        return [self[name] for name in names if name in self.fields]

    @property
    def _counts(self) -> bool:
        return self.shape.kind is CommitmentKind.QUANTITY

    def add_domain_error(self, error: DomainError) -> None:
        """Errors about rows are shown beside their row."""
        row = int(error.params.get("row", 1)) - 1
        named = {
            "periods": f"q{self._filled_row(row)}",
            "milestones": f"m{self._filled_milestone(row)}_title",
            "outcome_id": "outcome",
            "place_code": "place",
            "metric_id": "title",
        }
        error.field = named.get(error.field or "", error.field)
        error.params |= {name: day(value) for name, value in error.params.items() if isinstance(value, date)}
        super().add_domain_error(error)

    def offer(self, key: str) -> Offer:
        """The commitment that the cleaned data mean."""
        data = self.cleaned_data
        return Offer(
            key=key,
            criterion_id=self.shape.criterion.id,
            kind=self.shape.kind,
            title=data["title"].strip(),
            metric_id=self.shape.metric_id,
            outcome_id=data.get("outcome") or None,
            unit=self._unit(),
            owed_by=OwedBy(data["owed_by"]),
            subcontractor=data["subcontractor"].strip(),
            place_code=data.get("place", ""),
            periods=tuple(self._periods()),
            rate=self._rate(),
            milestones=tuple(self._milestones()),
            words=data["words"].replace("\r\n", "\n").strip(),
        )

    def _unit(self) -> str:
        if self.shape.kind not in (CommitmentKind.QUANTITY, CommitmentKind.RATE):
            return ""
        return self.metric.unit if self.metric else str(self.cleaned_data["unit"]).strip()

    def _periods(self) -> Iterable[OfferedPeriod]:
        if self._counts:
            for number, (start, end, place) in enumerate(self.shape.rows):
                if (quantity := self.cleaned_data[f"q{number}"]) is not None:
                    yield OfferedPeriod(start, end, place, quantity)

    def _rate(self) -> OfferedRate | None:
        if self.shape.kind is not CommitmentKind.RATE:
            return None
        quantity, per = self.cleaned_data["rate_quantity"], self.cleaned_data["rate_per"]
        return None if quantity is None or per is None else OfferedRate(quantity, per)

    def _milestones(self) -> Iterable[OfferedMilestone]:
        for number in self._given_milestones():
            due = self.cleaned_data[f"m{number}_due"]
            yield OfferedMilestone(
                self.cleaned_data[f"m{number}_title"].strip(),
                due,
                self.cleaned_data[f"m{number}_shown"].strip(),
            )

    def clean(self) -> dict[str, Any]:
        """A milestone of which something is said needs its day."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in self._given_milestones():
            name = f"m{number}_due"
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, _("Enter the day by which it is reached"))
        return data

    def _given_milestones(self) -> list[int]:
        if self.shape.kind is not CommitmentKind.PATHWAY:
            return []
        parts = ("title", "due", "shown")
        return [
            number
            for number in range(self.shape.milestones)
            if any(self.cleaned_data.get(f"m{number}_{part}") for part in parts)
        ]

    def _filled_row(self, row: int) -> int:
        filled = [n for n in range(len(self.shape.rows)) if self.cleaned_data.get(f"q{n}") is not None]
        return filled[row] if row < len(filled) else 0

    def _filled_milestone(self, row: int) -> int:
        given = self._given_milestones()
        return given[row] if row < len(given) else 0

    def _add_what(self) -> None:
        self.fields["title"] = RowText(label=_("What do you promise, in one line?"), max_length=TITLE_LIMIT)
        if self.shape.metric_id is None:
            self.fields["outcome"] = ChoiceField(
                label=_("Which outcome does it serve?"),
                choices=list(outcomes_of(self.ask).items()),
                error_messages={"required": _("Choose the outcome it serves")},
            )
        if self.metric is None and self.shape.kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE):
            self.fields["unit"] = RowText(
                label=_("What do you count?"),
                help_text=_("A unit, for example hours, people, evenings"),
                max_length=UNIT_LIMIT,
                width="govuk-input--width-20",
            )

    def add_periods(self) -> None:
        """A figure for each period and place."""
        names = {place.code: place.name for place in self.ask.places}
        for number, (start, end, place) in enumerate(self.shape.rows):
            span = _("%(start)s to %(end)s") % {"start": day(start), "end": day(end)}
            label = f"{names.get(place, place)}, {span}" if place else span
            self.fields[f"q{number}"] = RowQuantity(label=label, suffix=self._suffix())

    def add_rate(self) -> None:
        """How much for how many pounds."""
        self.fields["rate_quantity"] = RowQuantity(label=_("How much?"), suffix=self._suffix())
        self.fields["rate_per"] = RowMoney(
            label=_("For how many pounds that are called off?"),
            help_text=_("For example 2 hours for every £10,000"),
        )
        self._add_place()

    def add_milestones(self) -> None:
        """Steps with a day and how anybody could see them."""
        for number in range(self.shape.milestones):
            self.fields[f"m{number}_title"] = RowText(label=_("What will have happened?"))
            self.fields[f"m{number}_due"] = RowDay(label=_("By which day?"))
            self.fields[f"m{number}_shown"] = RowText(label=_("How could anybody see it?"))
        self._add_place()

    def add_narrative(self) -> None:
        """Words alone, and where."""
        self._add_place()

    def _add_place(self) -> None:
        if self.ask.places:
            places = [(place.code, place.name) for place in self.ask.places]
            self.fields["place"] = ChoiceField(
                label=_("Where?"),
                choices=[("", _("Wherever the contract is carried out")), *places],
                required=False,
                as_select=True,
            )

    def _suffix(self) -> str:
        return self.metric.unit if self.metric else ""

    def _add_who(self) -> None:
        self.fields["owed_by"] = ChoiceField(
            label=_("Who will do it?"),
            choices=[(each.value, OWED_BY[each]) for each in (OwedBy.SUPPLIER, OwedBy.SUBCONTRACTOR)],
            initial=OwedBy.SUPPLIER.value,
        )
        self.fields["subcontractor"] = TextField(
            label=_("Name of the subcontractor"), max_length=200, required=False
        )
        narrative = self.shape.kind is CommitmentKind.NARRATIVE
        self.fields["words"] = AnswerField(
            label=_("What do you promise?") if narrative else _("How will you do it?"),
            max_words=WORDS_LIMIT,
            rows=8,
            required=narrative,
        )


_ADD = {
    CommitmentKind.QUANTITY: OfferForm.add_periods,
    CommitmentKind.RATE: OfferForm.add_rate,
    CommitmentKind.PATHWAY: OfferForm.add_milestones,
    CommitmentKind.NARRATIVE: OfferForm.add_narrative,
}


def initial_of(offer: Offer) -> dict[str, Any]:
    """What the form shows of an offer that is there."""
    shown: dict[str, Any] = {
        "title": offer.title,
        "outcome": offer.outcome_id,
        "unit": offer.unit,
        "owed_by": offer.owed_by.value,
        "subcontractor": offer.subcontractor,
        "place": offer.place_code,
        "words": offer.words,
    }
    shown |= {f"q{number}": period.quantity for number, period in enumerate(offer.periods)}
    if offer.rate:
        shown |= {"rate_quantity": offer.rate.quantity, "rate_per": offer.rate.per_pence}
    for number, step in enumerate(offer.milestones):
        shown |= {
            f"m{number}_title": step.title,
            f"m{number}_due": step.due_on,
            f"m{number}_shown": step.shown_by,
        }
    return shown
