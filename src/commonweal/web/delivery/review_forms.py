"""Forms of learning reviews."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.learning_reviews import QUESTIONS
from commonweal.web.forms import ChoiceField, DayField, GovForm, TextField, TickField, WordsField

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_ready"] = TickField(label=_("We are ready: hand this in"), required=False)


class TogetherForm(QuestionsForm):
    """What both sides write together."""

    title = _("Write together")
    intro = _("Either side may write. Keep what both can stand behind; where you differ, say so.")


class ActionForm(GovForm):
    """Who does what by when."""

    title = _("Who does what next?")
    button = _("Save")
    text = WordsField(label=_("What is to be done"), max_words=100, rows=3)
    owner = ChoiceField(label=_("Who sees to it"), as_select=True)
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [
            ("", _("Choose")),
            *((person.external_id, person.name) for person in people),
        ]


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
