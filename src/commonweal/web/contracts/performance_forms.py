"""Forms for KPIs, ratings and failures of performance."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.lifecycle.contracts.models import Commitment, Kpi
from commonweal.web.contracts import performance_words as said
from commonweal.web.forms import (
    ChoiceField,
    DayField,
    GovForm,
    MoneyField,
    PercentField,
    QuantityField,
    TextField,
    TickField,
    WordsField,
)

SERVICE = "service"


class KpiForm(GovForm):
    """What a KPI measures and what it is held against."""

    title = _("A key performance indicator (KPI)")
    intro = _("Something against which performance can be judged while the contract runs.")
    button = _("Save")
    measures = ChoiceField(
        label=_("What does it measure?"),
        as_select=True,
        help_text=_("With a commitment the figures come from its reports, and nothing is typed again."),
    )
    name = TextField(label=_("The KPI in a few words"), max_length=300)
    words = WordsField(label=_("How it is measured"), required=False, max_words=300, rows=4)
    target = QuantityField(
        label=_("Target"),
        required=False,
        help_text=_(
            "For a commitment leave it empty to hold it against what was promised for the days assessed."
        ),
    )
    unit = TextField(
        label=_("Unit of the target"), required=False, max_length=60, width="govuk-input--width-10"
    )
    direction = ChoiceField(label=_("Is more better, or less?"), choices=list(said.DIRECTION.items()))
    approaching_from = PercentField(
        label=_("“Close to the target” begins at"),
        help_text=_("The law gives no figure. 90% and 75% are our own starting point: set what suits."),
    )
    improvement_from = PercentField(label=_("“Below, not significantly” begins at"))
    is_material = TickField(
        label=_("One of the most material: named in the contract details notice"), required=False
    )

    def __init__(self, *args: Any, commitments: list[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].choices = [
            ("", _("Choose")),
            (SERVICE, _("The service itself")),
            *((each.external_id, each.title) for each in commitments),
        ]


class SpanForm(GovForm):
    """Which days are rated, and a service measure's figure."""

    title = _("Which days do you rate?")
    intro = _("At least once in every twelve months, and at the end of the contract.")
    start_on = DayField(label=_("From"))
    end_on = DayField(label=_("To"))
    figure = QuantityField(label=_("What was measured in these days?"), required=False)

    def __init__(self, *args: Any, kpi: Kpi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kpi.commitment_id is not None:
            del self.fields["figure"]
        else:
            self.fields["figure"].suffix = kpi.unit
            self.fields["figure"].help_text = _(
                "Leave it empty if it could not be measured, and say why next."
            )


class DecideForm(GovForm):
    """The rating that a person decides, and why."""

    title = _("How do you rate it?")
    button = _("Record the rating")
    rating = ChoiceField(label=_("Your rating"), choices=list(said.RATING.items()), hints=said.RATING_HINT)
    reason = WordsField(
        label=_("Why"),
        max_words=300,
        rows=4,
        help_text=_("Say it even when you agree with the suggestion: both sides read it."),
    )


class FailureForm(GovForm):
    """What went wrong so far that it has to be published."""

    title = _("Record a failure of performance")
    intro = _(
        "Only what the law asks to be published: a breach that led to partial termination, damages or a settlement, or "
        "no improvement after a proper opportunity. Talk first: a learning review is the place for everything else."
    )
    button = _("Record it")
    ground = ChoiceField(label=_("What is it?"), choices=list(said.GROUND.items()))
    kpi = ChoiceField(label=_("Which KPI does it concern?"), as_select=True, required=False)
    requirement = WordsField(label=_("What did the contract require?"), max_words=300, rows=3)
    description = WordsField(label=_("What happened?"), max_words=500, rows=4)
    decided_on = DayField(label=_("When was it decided that this is a failure?"))
    penalty_type = ChoiceField(
        label=_("Was there a penalty?"),
        choices=[("", _("No penalty")), *said.PENALTY.items()],
        required=False,
        as_select=True,
    )
    penalty_on = DayField(label=_("When did the penalty take effect?"), required=False)
    penalty_pence = MoneyField(label=_("Value of the penalty"), required=False)

    def __init__(self, *args: Any, kpis: list[Kpi], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kpi"].choices = [("", _("None")), *((kpi.external_id, kpi.title) for kpi in kpis)]
