"""Forms of preliminary market engagement."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.lifecycle.planning.models import EngagementQuestion
from commonweal.presentation.before_words import ENGAGEMENT_KIND
from commonweal.presentation.procurement_words import choices
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    EmailField,
    GovForm,
    MomentField,
    TextField,
    TickField,
    WordsField,
)
from commonweal.web.pipeline.forms import NamedForm


class EngagementForm(NamedForm):
    """What the engagement is."""

    title = _("Plan to talk to the market")
    button = _("Save")
    intro = _(
        "Talk before the documents are fixed: what you hear can still change them. Treat all suppliers alike."
    )

    kind = ChoiceField(label=_("How will you talk to the market?"), choices=choices(ENGAGEMENT_KIND))
    name = TextField(label=_("A short title that suppliers will see"), max_length=200)
    purpose = WordsField(label=_("What do you want to find out, and why?"), max_words=400, rows=6)
    meets = MomentField(label=_("If it is an event, when does it take place?"), required=False)
    where = TextField(label=_("Where, or the link to join"), max_length=300, required=False)
    answers_until = MomentField(label=_("Until when are answers taken?"))


class QuestionForm(GovForm):
    """One question to the market."""

    title = _("Ask the market a question")
    button = _("Add the question")

    text = WordsField(
        label=_("Question"), help_text=_("One thing at a time; say why you ask"), max_words=100, rows=3
    )


class AskAuthorityForm(GovForm):
    """A supplier's question to the authority."""

    title = _("Ask the authority a question")
    button = _("Ask")
    intro = _(
        "The reply is read by all who take part, without your name. Leave out what tells who you are or what you plan."
    )

    text = WordsField(label=_("Your question"), max_words=400, rows=5)


class ReplyForm(GovForm):
    """A reply to a supplier's question."""

    title = _("Reply to all who take part")
    button = _("Send the reply")
    intro = _("Everybody who takes part reads the question and the reply. Who asked is not told.")

    question = WordsField(
        label=_("The question as all will read it"),
        help_text=_("Take out what tells who asks"),
        max_words=400,
        rows=4,
    )
    reply = WordsField(label=_("The reply"), max_words=400, rows=6)


class InviteForm(GovForm):
    """Whom to invite."""

    title = _("Invite suppliers")
    button = _("Invite")
    intro = _(
        "Invite small firms and charities too, and do not give one supplier what the others are not told."
    )

    suppliers = ChoicesField(label=_("Suppliers on Commonweal"), choices=(), required=False)
    name = TextField(label=_("Another organisation, by name"), max_length=200, required=False)
    email = EmailField(
        label=_("Its email address"),
        required=False,
        help_text=_("It gets an email; answers come to you another way"),
    )

    def __init__(self, *args: Any, suppliers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if suppliers:
            self.fields["suppliers"].choices = suppliers  # type: ignore[attr-defined]
        else:
            del self.fields["suppliers"]


class AttendanceForm(GovForm):
    """Who came."""

    title = _("Who came?")
    button = _("Save")

    came = ChoicesField(label=_("Tick those who came"), choices=(), required=False)

    def __init__(self, *args: Any, invited: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = invited  # type: ignore[attr-defined]


class HeardForm(GovForm):
    """One thing that was heard."""

    title = _("What was heard?")
    button = _("Save")
    intro = _("One thing at a time, in your own words, without saying who said it.")

    text = WordsField(label=_("What was heard"), max_words=200, rows=4)
    is_public = TickField(label=_("It may go into the published summary"), required=False, initial=True)


class ChangedForm(GovForm):
    """What was changed because of it."""

    title = _("What did you change because of it?")
    button = _("Save")

    what = WordsField(label=_("What you changed, or why you changed nothing"), max_words=200, rows=4)
    keys = ChoicesField(
        label=_("Which differences in the plan and the ask did it make?"),
        help_text=_("Everything that differs from the day the invitations were sent"),
        choices=(),
        required=False,
    )

    def __init__(self, *args: Any, differences: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if differences:
            self.fields["keys"].choices = differences  # type: ignore[attr-defined]
        else:
            del self.fields["keys"]


class AnswersForm(GovForm):
    """A supplier's answers: a field for each question."""

    button = _("Send the answers")

    def __init__(self, *args: Any, questions: list[EngagementQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[question.external_id] = WordsField(
                label=question.text, required=False, max_words=400, rows=5
            )
