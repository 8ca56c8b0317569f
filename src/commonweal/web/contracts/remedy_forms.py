"""Forms of the remedies ladder."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.remedies import Rung, SkipGround, StepOutcome
from commonweal.presentation.remedy_words import OUTCOME, RUNG, SKIP
from commonweal.web.forms import ChoiceField, DayField, GovForm, TextField, TickField, WordsField


class StepForm(GovForm):
    """One step, with its reason."""

    title = _("Take the next step")
    intro = _(
        "The supplier reads this, and it becomes a letter. What was said in a learning review is no ground for a step."
    )
    button = _("Take the step")
    rung = ChoiceField(label=_("Which step?"), choices=[(each.value, RUNG[each]) for each in Rung])
    taken_on = DayField(label=_("When is it taken?"))
    reason = WordsField(
        label=_("Why"), help_text=_("Name the report or what was verified."), max_words=400, rows=5
    )
    asked = WordsField(label=_("What do you ask the supplier to do?"), required=False, max_words=300, rows=4)
    answer_by = DayField(label=_("By when should it answer?"), required=False)
    skip_ground = ChoiceField(
        label=_("If a step is left out: on which ground?"),
        choices=[("", _("No step is left out")), *((each.value, SKIP[each]) for each in SkipGround)],
        required=False,
        as_select=True,
    )
    skip_reason = WordsField(label=_("If a step is left out: why?"), required=False, max_words=200, rows=3)
    note = WordsField(
        label=_("A note for your own file"),
        help_text=_("Only your authority reads this."),
        required=False,
        max_words=300,
        rows=3,
    )


class MatterForm(StepForm):
    """A new matter with its first step."""

    title = _("Something is not kept")
    name = TextField(label=_("What is not kept, in one line?"), max_length=200)
    commitment = ChoiceField(label=_("Which commitment does it concern?"), as_select=True, required=False)

    field_order = ("name", "commitment", *StepForm.base_fields)

    def __init__(self, *args: Any, commitments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].choices = [("", _("The contract as a whole")), *commitments]


class CloseForm(GovForm):
    """What came of a step."""

    title = _("What came of it?")
    intro = _("The supplier reads this. If it was not enough, the next step may be taken.")
    button = _("Close the step")
    outcome = ChoiceField(label=_("Outcome"), choices=[(each.value, OUTCOME[each]) for each in StepOutcome])
    words = WordsField(label=_("In words"), max_words=300, rows=4)


class ReplyForm(GovForm):
    """What the supplier says."""

    title = _("Answer this step")
    button = _("Send the answer")
    words = WordsField(label=_("What happened, and what you will do"), max_words=500, rows=6)
    is_cause_not_ours = TickField(
        label=_("The cause was the authority’s or nobody’s: we say above how it shows"), required=False
    )


class LinkFailureForm(GovForm):
    """A recorded failure that belongs to a step."""

    title = _("Link a recorded failure")
    button = _("Link it")
    failure = ChoiceField(label=_("Which failure?"), as_select=True)

    def __init__(self, *args: Any, failures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["failure"].choices = [("", _("Choose")), *failures]
