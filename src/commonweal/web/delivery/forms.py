"""Forms for reporting, verifying and learning."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.contracts import COUNTED
from commonweal.domain.delivery import Decision, LessonEffect, OfferAnswer, ReportStatus
from commonweal.presentation.formats import day, quantity
from commonweal.web.delivery.wording import ANSWER, DECISION, EFFECT, PROPOSAL_ANSWER
from commonweal.web.forms import (
    ChoiceField,
    DayField,
    FileField,
    GovForm,
    QuantityField,
    TextField,
    TickField,
    WholeNumberField,
    WordsField,
)

ACCEPT = ".pdf,.png,.jpg,.jpeg,.csv,.xlsx,.docx"
EVIDENCE = {
    "label": _("A file that supports it"),
    "help_text": _("PDF, picture, CSV, XLSX or DOCX. Leave out names and details of people."),
    "required": False,
    "accept": ACCEPT,
}
LOOKED_AT = {
    "label": _("I have looked: the file holds no personal data, or people agreed to it"),
    "help_text": _("Only needed when we warn you about a file."),
    "required": False,
}


class ClaimForm(GovForm):
    """What was done, for one kind of commitment. Only the fields of that kind are asked."""

    title = _("What was done?")
    button = _("Send the report")
    quantity = QuantityField(label=_("How much"), required=False)
    words = WordsField(
        label=_("In words"),
        help_text=_("What happened, also when nothing did. People’s names are not needed."),
        max_words=500,
        required=False,
    )
    people = WholeNumberField(
        label=_("How many people took part"),
        help_text=_(
            "Only if you counted them: a number, and nobody’s name. It is not added to what was promised."
        ),
        min_value=0,
        required=False,
    )
    file = FileField(**EVIDENCE)
    is_looked_at = TickField(**LOOKED_AT)
    is_for_authority_only = TickField(
        label=_("Keep the words and the files for the authority"),
        help_text=_(
            "The contract’s supplier then sees the period, the figure and what was decided, and nothing else."
        ),
        required=False,
    )

    def __init__(self, *args: Any, commitment: Any, is_tier_two: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_tier_two:
            del self.fields["is_for_authority_only"]
        if commitment.kind in COUNTED:
            self.fields["quantity"].suffix = commitment.unit
            self.fields["quantity"].required = True
        else:
            del self.fields["quantity"]
            self.fields["words"].required = True


class ReportForm(ClaimForm):
    """A first report: also says for which period, milestone or days."""

    period = ChoiceField(label=_("For which period"), required=False)
    milestone = ChoiceField(label=_("Which milestone was reached"), required=False)
    start_on = DayField(label=_("From"), required=False)
    end_on = DayField(label=_("To"), required=False)

    field_order = (
        "period",
        "milestone",
        "start_on",
        "end_on",
        "quantity",
        "words",
        "people",
        "file",
        "is_looked_at",
        "is_for_authority_only",
    )

    def __init__(self, *args: Any, periods: list[Any], milestones: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        commitment = kwargs["commitment"]
        # What is promised for a period is promised for the whole, and not of a part alone.
        words = _days if kwargs.get("is_tier_two") else _period
        self.fields["period"].choices = [(each.external_id, words(each, commitment.unit)) for each in periods]
        self.fields["period"].error_messages["invalid_choice"] = _(
            "This period has a report already, or has not begun. Choose another, or correct the report that there is"
        )
        self.fields["milestone"].error_messages["invalid_choice"] = _(
            "This milestone has a report already. Choose another, or correct the report that there is"
        )
        self.fields["milestone"].choices = [(each.external_id, each.title) for each in milestones]
        has_periods = commitment.kind == CommitmentKind.QUANTITY and bool(commitment.periods.all())
        asked = {"period"} if has_periods else {"start_on", "end_on"}
        if commitment.kind == CommitmentKind.PATHWAY:
            asked = {"milestone"}
        for name in {"period", "milestone", "start_on", "end_on"} - asked:
            del self.fields[name]
        for name in asked:
            self.fields[name].required = True


def _days(period: Any, unit: str) -> str:
    return _("%(start)s to %(end)s") % {"start": day(period.start_on), "end": day(period.end_on)}


def _period(period: Any, unit: str) -> str:
    return _("%(start)s to %(end)s: %(quantity)s promised") % {
        "start": day(period.start_on),
        "end": day(period.end_on),
        "quantity": quantity(period.quantity, unit),
    }


class EvidenceForm(GovForm):
    """One more file."""

    title = _("Add evidence")
    button = _("Add it")
    file = FileField(**{**EVIDENCE, "required": True})
    is_looked_at = TickField(**LOOKED_AT)
    name = TextField(label=_("What does it show?"), max_length=200)


class VerifyForm(GovForm):
    """A decision about a report."""

    title = _("Is this report right?")
    button = _("Record the decision")
    decision = ChoiceField(
        label=_("Your decision"), choices=[(each.value, DECISION[each]) for each in Decision]
    )
    quantity = QuantityField(label=_("The part that you accept"), required=False)
    reason = WordsField(
        label=_("Why"),
        help_text=_("The other side reads this: say what you looked at."),
        max_words=300,
        rows=4,
    )

    def __init__(self, *args: Any, report: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = [
            each for each in Decision if each is not Decision.ACCEPT_IN_PART or report.quantity is not None
        ]
        if report.status == ReportStatus.QUESTIONED:
            decisions.remove(Decision.QUESTION)
        self.fields["decision"].choices = [(each.value, DECISION[each]) for each in decisions]
        if report.quantity is None:
            del self.fields["quantity"]
        else:
            self.fields["quantity"].suffix = report.commitment.unit
            self.fields["quantity"].help_text = _("Only when you accept a part of it.")


class LessonForm(GovForm):
    """What was learned."""

    title = _("Write down a lesson")
    intro = _(
        "Say it so that somebody who plans the next contract can use it. A managed failure is a contribution."
    )
    button = _("Save the lesson")
    name = TextField(label=_("The lesson in one line"), max_length=200)
    what_happened = WordsField(label=_("What happened"), max_words=300)
    what_we_believe = WordsField(label=_("What we now believe"), max_words=200, rows=4)
    what_we_change = WordsField(label=_("What we change"), max_words=200, rows=4, required=False)
    is_managed_failure = TickField(
        label=_("This was tried, did not work, and was stopped in time"), required=False
    )


class LessonLinkForm(GovForm):
    """What a lesson means for an assumption."""

    title = _("What does it change in what we believe?")
    intro = _("This is a suggestion: whoever leads the mission decides what the body believes.")
    button = _("Save")
    assumption = ChoiceField(label=_("Assumption"), as_select=True)
    effect = ChoiceField(label=_("The lesson"), choices=[(each.value, EFFECT[each]) for each in LessonEffect])
    reason = WordsField(label=_("Why"), max_words=150, rows=3)

    def __init__(self, *args: Any, assumptions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assumption"].choices = [("", _("Choose")), *assumptions]


class LessonOfferForm(GovForm):
    """A lesson for the next ask."""

    title = _("Offer this lesson to the next ask")
    button = _("Offer it")
    to = ChoiceField(label=_("Which asks should see it?"), as_select=True)
    suggestion = WordsField(label=_("What could the next ask do differently?"), max_words=150, rows=3)

    def __init__(self, *args: Any, things: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *things]


class LessonAnswerForm(GovForm):
    """What is decided about an offered lesson."""

    title = _("Take this lesson up?")
    button = _("Record the decision")
    answer = ChoiceField(
        label=_("Your decision"), choices=[(each.value, ANSWER[each]) for each in OfferAnswer]
    )
    reason = WordsField(label=_("Why"), max_words=150, rows=3)


class LessonProposeForm(GovForm):
    """A lesson for the library."""

    title = _("Propose this lesson to the library")
    button = _("Propose it")
    item = ChoiceField(label=_("Which item should change?"))
    suggestion = WordsField(label=_("What could it say or count differently?"), max_words=150, rows=3)

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = found


class ProposalAnswerForm(GovForm):
    """What is decided about a lesson proposed to the library."""

    title = _("Take this lesson up in the library?")
    button = _("Record the decision")
    answer = ChoiceField(
        label=_("Your decision"), choices=[(each.value, PROPOSAL_ANSWER[each]) for each in OfferAnswer]
    )
    reason = WordsField(
        label=_("Why"),
        help_text=_("If you take it up, change your body’s wording next, from the page of the item."),
        max_words=150,
        rows=3,
    )
