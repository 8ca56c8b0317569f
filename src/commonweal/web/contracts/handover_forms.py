"""Forms of the handover."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.commitments import CommitmentKind
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.web.forms import ChoiceField, DayField, GovForm, QuantityField, WholeNumberField, WordsField

ACCEPT, SEND_BACK = "accept", "send_back"


class LineForm(GovForm):
    """What one promise starts from and what will show that it was kept."""

    title = _("What does it start from, and what will show it?")
    button = _("Confirm")
    baseline = QuantityField(label=_("Starting figure"), required=False)
    baseline_words = WordsField(
        label=_("Where the starting point comes from"), required=False, max_words=150, rows=3
    )
    evidence_rule = WordsField(
        label=_("What counts as evidence"),
        max_words=200,
        rows=4,
        help_text=_("Enough to believe it, and no more than a small organisation keeps anyway."),
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if commitment.kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE):
            self.fields["baseline"].suffix = commitment.unit
        else:
            del self.fields["baseline"]


class ReviewsForm(GovForm):
    """How often both sides look back together."""

    title = _("When do you look back together?")
    intro = _("A learning review is written together. The cadence fits how certain the solution is.")
    button = _("Save")
    every_months = WholeNumberField(label=_("Months between reviews"), min_value=1, max_value=12)
    first_on = DayField(label=_("First review by"))
    words = WordsField(
        label=_("What else should the next person know?"),
        required=False,
        max_words=500,
        help_text=_("Only what is nowhere else: promises, marks and reasons are in the pack already."),
    )


class SendForm(GovForm):
    """Sending the handover."""

    title = _("Send the handover")
    intro = _("The person who looks after the contract takes it over, or sends it back with what they need.")
    button = _("Send it")
    words = WordsField(label=_("A word to them"), required=False, max_words=200, rows=3)


class AnswerForm(GovForm):
    """The contract manager's answer."""

    title = _("Do you take this contract over?")
    intro = _("Read the pack first. From then on it is yours to look after.")
    button = _("Send your answer")
    answer = ChoiceField(
        label=_("Your answer"),
        choices=[(ACCEPT, _("Yes, I take it over")), (SEND_BACK, _("Not yet: I need something first"))],
    )
    words = WordsField(
        label=_("What you need, or what you would like to say"), required=False, max_words=300, rows=4
    )
