"""Forms of learning reviews."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.learning_reviews import QUESTIONS
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    GovForm,
    TextField,
    TickField,
    WholeNumberField,
    WordsField,
)

ASKED: dict[str, Any] = {
    "what_happened": _("What happened"),
    "what_surprised": _("What surprised us"),
    "what_we_believe": _("What we now believe"),
    "what_we_change": _("What we change"),
}


class PlanForm(GovForm):
    """When the next review is."""

    title = _("Plan a learning review")
    intro = _("Each side prepares alone first. Then you write together.")
    button = _("Plan it")
    due_on = DayField(label=_("By when"))


class QuestionsForm(GovForm):
    """The four questions."""

    button = _("Save")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            self.fields[name] = WordsField(
                label=ASKED[name], required=name == "what_happened", max_words=500, rows=5
            )


class PrepareForm(QuestionsForm):
    """What one side writes alone."""

    title = _("Prepare for the review")
    intro = _("Nobody on the other side reads this until both sides have handed in.")
    shared_intro = _(
        "The body that keeps the review reads this once everybody has handed in. The others read only what is "
        "written together."
    )

    def __init__(self, *args: Any, is_shared: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_shared:
            self.intro = self.shared_intro
        self.fields["is_ready"] = TickField(label=_("We are ready: hand this in"), required=False)


class TogetherForm(QuestionsForm):
    """What those who take part write together."""

    title = _("Write together")
    intro = _("Everybody who takes part may write. Keep what all can stand behind; where you differ, say so.")


class ActionForm(GovForm):
    """Who does what by when."""

    title = _("Who does what next?")
    button = _("Save")
    text = WordsField(label=_("What is to be done"), max_words=100, rows=3)
    owner = ChoiceField(label=_("Who sees to it"), as_select=True)
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Choose")), *people]


class HoldForm(GovForm):
    """Letting it stand, with its lesson."""

    title = _("Let it stand?")
    intro = _(
        "What was written together is not changed from then on. The next review is planned by the cadence."
    )
    button = _("Let it stand")
    lesson_title = TextField(
        label=_("The lesson in one line, if there is one"), required=False, max_length=200
    )
    is_managed_failure = TickField(
        label=_("This was tried, did not work, and was stopped in time"), required=False
    )


class SharedPlanForm(GovForm):
    """A review over several contracts, a mission or a place."""

    title = _("Call a review together")
    intro = _("Name it and say what it is about. Then bring in contracts and ask people to take part.")
    button = _("Call it together")
    name = TextField(label=_("What is the review called?"), max_length=200)
    about = ChoiceField(label=_("What is it about?"), as_select=True)
    due_on = DayField(label=_("By when"))
    every_months = WholeNumberField(
        label=_("How often it comes again, in months"),
        help_text=_("Leave empty if this is the only one."),
        required=False,
    )

    def __init__(self, *args: Any, subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["every_months"].suffix = _("months")
        self.fields["about"].choices = [("contracts", _("Several contracts")), *subjects]


class BringForm(GovForm):
    """Contracts to bring in."""

    title = _("Bring in contracts")
    intro = _("Only you and each contract’s own supplier see its figures here. Its supplier takes part.")
    button = _("Bring them in")
    contracts = ChoicesField(label=_("Contracts"))

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contracts"].choices = found


class InviteForm(GovForm):
    """Another organisation."""

    title = _("Ask somebody else to take part")
    intro = _("They see what is written together, and figures of their own contracts alone.")
    button = _("Ask them")
    organisation = ChoiceField(label=_("Which organisation?"), as_select=True)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("Choose")), *organisations]


class WithoutForm(GovForm):
    """Waiting no longer."""

    button = _("Go on without them")
    reason = WordsField(
        label=_("Why do you not wait?"),
        help_text=_("Everybody who takes part reads this."),
        max_words=150,
        rows=3,
    )
