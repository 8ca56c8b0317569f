"""Forms of clarification questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.clarifications import LONGEST_ANSWER, LONGEST_QUESTION
from commonweal.web.forms import ChoiceField, GovForm, MomentField, TickField, WordsField


class AskForm(GovForm):
    """Ask the authority something."""

    title = _("Ask a question")
    button = _("Send the question")
    intro = _(
        "The authority reads your question without your name. The answer goes to every supplier and to the public, so "
        "write nothing that names you, or that only you could know."
    )
    text = WordsField(label=_("Your question"), rows=8, max_length=LONGEST_QUESTION)


class AnswerForm(GovForm):
    """Answer a question to everybody."""

    button = _("Publish the answer")
    wording = WordsField(
        label=_("The question, as everybody will read it"),
        help_text=_("Change what could show who asked. What was asked is kept as it was"),
        rows=6,
        max_length=LONGEST_QUESTION,
    )
    answer = WordsField(label=_("The answer"), rows=10, max_length=LONGEST_ANSWER)
    is_checked = TickField(
        label=_("I have looked at the names, addresses and numbers in it: they give nobody away"),
        help_text=_("Only needed when we found something that looks like one"),
        required=False,
    )


class SameForm(GovForm):
    """Say that a question asks what another asks."""

    title = _("It asks what another asks")
    button = _("Say so to whoever asked")
    number = ChoiceField(label=_("Which question answers it?"), choices=(), as_select=True)

    def __init__(self, *args: Any, questions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].choices = questions  # type: ignore[attr-defined]


class AskerForm(GovForm):
    """Look who asked."""

    title = _("Who asked this question?")
    button = _("Show the name")
    intro = _(
        "The law asks you to keep a record of what you wrote with suppliers. That you looked, and why, is recorded."
    )
    reason = WordsField(label=_("Why do you need to know?"), rows=3, max_words=100)


class UntilForm(GovForm):
    """Until when questions are taken."""

    title = _("Until when do you take questions?")
    button = _("Save")
    until = MomentField(
        label=_("Questions until"),
        help_text=_("London time. Leave suppliers enough time to use the last answer"),
    )
