"""Forms of the strategy pages: one thing on each page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.missions import MAX_STATEMENT_CHARACTERS, Question
from commonweal.domain.progress import Measure, MilestoneStatus, point
from commonweal.domain.theory_of_change import AssumptionState
from commonweal.presentation import strategy_words as words
from commonweal.web.forms import ChoiceField, DayField, GovForm, QuantityField, TextField, WordsField


class TitledForm(GovForm):
    """A form that asks for a title: what the page is called is then `heading`."""

    heading: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = self.heading


class MissionForm(GovForm):
    """The mission in one sentence, and its deadline."""

    title = _("Write a mission")
    button = _("Save the mission")

    statement = WordsField(
        label=_("The mission in one sentence"),
        help_text=_("What will be different in your place, for whom, and by when? For example: “By 2030, every home in "
                    "the borough is warm.”"),
        max_length=MAX_STATEMENT_CHARACTERS,
        rows=3,
    )  # fmt: skip
    deadline_on = DayField(label=_("Deadline"), help_text=_("For example, 31 12 2030"), required=False)


class QuestionForm(GovForm):
    """One of the five questions."""

    button = _("Save the answer")

    judgement = ChoiceField(label=_("Your answer"), choices=words.choices(words.JUDGEMENT))
    words = WordsField(label=_("Why do you think so?"), max_words=300, rows=6)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = words.QUESTION[question]
        self.intro = words.QUESTION_HINT[question]


class ReasonForm(GovForm):
    """A step that needs a reason, said in words on the button."""

    reason = WordsField(label=_("Why?"), max_words=300, rows=4)

    def __init__(self, *args: Any, title: Any, button: Any, intro: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title, self.button, self.intro = title, button, intro


class AdoptForm(GovForm):
    """A step that is said in words."""

    title = _("Adopt this mission")
    button = _("Adopt the mission")
    intro = _(
        "The mission becomes your body’s own aim: procurements and contracts can say that they serve it. You can go on "
        "changing its theory of change."
    )


class OutcomeForm(TitledForm):
    """An outcome, and what it leads to when it is new."""

    heading = _("Add a goal or an outcome")
    button = _("Save")

    kind = ChoiceField(
        label=_("What is it?"),
        choices=words.choices(words.OUTCOME_KIND),
        hints={kind.value: text for kind, text in words.OUTCOME_KIND_HINT.items()},
    )
    title = TextField(
        label=_("Say it as a change that has happened"),
        help_text=_("For example: “Homes are insulated”, not “Insulate homes”."),
        max_length=200,
    )
    description = WordsField(
        label=_("What this means"), help_text=_("Anything that helps others to read it as you do."),
        required=False, max_words=150, rows=4,
    )  # fmt: skip

    def __init__(self, *args: Any, effects: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if effects:
            self.fields["leads_to"] = ChoiceField(
                label=_("What does it lead to?"),
                choices=[("", _("Nothing yet")), *effects],
                as_select=True,
                required=False,
            )


class EffectField(ChoiceField):
    """One of what is offered. Another outcome of the mission goes on to be refused with its reason, such as a circle."""

    def __init__(self, *, others: frozenset[str], **kwargs: Any) -> None:
        self.others = others
        super().__init__(**kwargs)

    def valid_value(self, value: Any) -> bool:
        return value in self.others or super().valid_value(value)


class LinkForm(GovForm):
    """Which outcome this one leads to. `known` are the ids of every outcome of the mission, offered or not."""

    title = _("Say what this leads to")
    button = _("Add the link")

    def __init__(
        self, *args: Any, effects: list[tuple[str, str]], known: frozenset[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effect"] = EffectField(label=_("It leads to"), choices=effects, others=known)


class AssumptionForm(GovForm):
    """What must hold for a link."""

    title = _("Note an assumption")
    button = _("Save the assumption")
    intro = _("What must be true for the one to lead to the other?")

    text = WordsField(
        label=_("We assume that"),
        help_text=_("For example: “Residents let installers in.”"),
        max_length=500,
        rows=3,
    )


class JudgeForm(GovForm):
    """What was learned about an assumption."""

    title = _("Say what was learned")
    button = _("Save")

    reason = WordsField(label=_("What was learned, and where?"), max_words=300, rows=5)

    def __init__(self, *args: Any, states: tuple[AssumptionState, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = ChoiceField(
            label=_("The assumption is now"),
            choices=[(state.value, words.ASSUMPTION_STATE[state]) for state in states],
        )
        self.fields = {"state": field, **self.fields}


class IndicatorForm(TitledForm):
    """An indicator with its two fixed points."""

    heading = _("Add an indicator")
    button = _("Save the indicator")

    title = TextField(
        label=_("What is counted?"), help_text=_("For example: “Homes below energy band C”."), max_length=200
    )
    unit = TextField(label=_("Unit"), help_text=_("For example: homes, people, tonnes, percent."), max_length=40,
                     width="govuk-input--width-10")  # fmt: skip
    baseline_value = QuantityField(label=_("Value at the start (baseline)"), required=False)
    baseline_on = DayField(label=_("Day of the baseline"), required=False)
    target_value = QuantityField(label=_("Target value"), required=False)
    target_on = DayField(label=_("Day of the target"), required=False)
    source = WordsField(
        label=_("Where the figures come from, and how they are counted"),
        required=False,
        max_words=150,
        rows=3,
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            self.title = _("Change the indicator")
            del self.fields["unit"]


def measure_from(data: dict[str, Any]) -> Measure:
    """The two points of an indicator form; raises Invalid when a value and its day do not come together."""
    return Measure(
        point(data["baseline_on"], data["baseline_value"], name="baseline"),
        point(data["target_on"], data["target_value"], name="target"),
    )


class ObservationForm(GovForm):
    """A dated value."""

    title = _("Record an observation")
    button = _("Save the observation")

    observed_on = DayField(label=_("On which day was it so?"))
    value = QuantityField(label=_("Value"))
    source = TextField(label=_("Where was it read?"), max_length=300)
    note = WordsField(label=_("Anything a reader should know"), required=False, max_words=150, rows=3)

    def __init__(self, *args: Any, unit: str, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].suffix = unit  # type: ignore[attr-defined]
        if corrects:
            self.title = _("Correct an observation")
            self.intro = _("The wrong value stays readable in the history. The new one counts.")


class PathwayForm(TitledForm):
    """A pathway for an outcome that cannot honestly be given a number."""

    heading = _("Add a pathway")
    button = _("Save the pathway")
    intro = _("A pathway is a way in steps, for an outcome that cannot honestly be given a number.")

    title = TextField(label=_("Name of the pathway"), max_length=200)
    description = WordsField(label=_("What it is"), required=False, max_words=150, rows=4)


class MilestoneForm(TitledForm):
    """One step of a pathway."""

    heading = _("Add a milestone")
    button = _("Save the milestone")

    title = TextField(label=_("What will have happened?"), max_length=200)
    due_on = DayField(label=_("By when?"), required=False)


class MoveForm(GovForm):
    """A milestone's new status."""

    title = _("Move the milestone on")
    button = _("Save")

    reached_on = DayField(
        label=_("Day on which it was reached"), help_text=_("Only if it is reached."), required=False
    )
    reason = WordsField(
        label=_("Why?"), help_text=_("Needed when you drop it, or take back that it was reached."),
        required=False, max_words=300, rows=4,
    )  # fmt: skip

    def __init__(self, *args: Any, statuses: tuple[MilestoneStatus, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = ChoiceField(
            label=_("It is now"),
            choices=[(status.value, words.MILESTONE_STATUS[status]) for status in statuses],
        )
        self.fields = {"status": field, **self.fields}
