"""Forms for proposing a change of a commitment and answering it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from commonweal.domain.changes import Answer, Approver, Ground, PeriodTerms, StepTerms, Terms
from commonweal.domain.commitments import CommitmentKind
from commonweal.domain.errors import Invalid
from commonweal.domain.packs.clauses import EQUIVALENCE
from commonweal.lifecycle.contracts.actions.changes import Proposal
from commonweal.lifecycle.contracts.changes import terms_of
from commonweal.lifecycle.contracts.models import Commitment
from commonweal.presentation.formats import day
from commonweal.reference.modification_grounds import grounds_under
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    GovForm,
    MoneyField,
    QuantityField,
    TextField,
    TickField,
    WordsField,
)

_FURTHER = ("new_start_on", "new_end_on", "new_quantity")
_YES_NO = [("yes", _("Yes")), ("no", _("No"))]
ANSWERS = {
    Answer.APPROVE: _("Yes, I approve it"),
    Answer.REFUSE: _("No, for the reason below"),
    Answer.QUESTION: _("I have a question first"),
}


class ProposeForm(GovForm):
    """Other means for the same aim. What was reported on cannot be changed, and has no field."""

    title = _("Propose other means")
    intro = _("The aim stays. Change what you need to; leave the rest as it is.")
    button = _("Send the proposal")
    name = TextField(label=_("The promise in a few words"), max_length=300)
    words = WordsField(label=_("What will be done, and how"), required=False, max_words=500)

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        self.commitment, self.before = commitment, terms_of(commitment)
        self.open_periods = [each for each in commitment.periods.all() if not each.reports.exists()]
        self.open_steps = [each for each in commitment.milestones.all() if not each.reports.exists()]
        kwargs["initial"] = {"name": commitment.title, "words": commitment.words} | self._initial()
        super().__init__(*args, **kwargs)
        self.fields |= self._figures() | self._parts() | self._case()

    def _initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "unit": self.before.unit,
            "quantity": self.before.quantity,
            "rate": self.before.rate_per_pence,
            "place": self.before.place,
        }
        found |= {f"period_{each.external_id}": each.quantity for each in self.open_periods}
        for step in self.open_steps:
            found |= {f"step_{step.external_id}": step.title, f"due_{step.external_id}": step.due_on}
        return found

    def _figures(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        if self.commitment.kind in (CommitmentKind.QUANTITY, CommitmentKind.RATE):
            fields["unit"] = TextField(label=_("Unit"), max_length=60, width="govuk-input--width-10")
            if not self.before.periods:
                fields["quantity"] = QuantityField(label=_("How much"), required=False)
        if self.commitment.kind == CommitmentKind.RATE:
            fields["rate"] = MoneyField(label=_("For each"), required=False)
        return fields

    def _parts(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for each in self.open_periods:
            span = {"start": day(each.start_on), "end": day(each.end_on)}
            fields[f"period_{each.external_id}"] = QuantityField(
                label=translated("From %(start)s to %(end)s") % span, suffix=self.commitment.unit
            )
        if self.before.periods:
            fields["new_start_on"] = DayField(label=_("One more period: from"), required=False)
            fields["new_end_on"] = DayField(label=_("One more period: to"), required=False)
            fields["new_quantity"] = QuantityField(label=_("One more period: how much"), required=False)
        for step in self.open_steps:
            fields[f"step_{step.external_id}"] = TextField(label=_("Milestone"), max_length=300)
            fields[f"due_{step.external_id}"] = DayField(label=_("By"), required=False)
        return fields

    def _case(self) -> dict[str, Any]:
        """Why, from when, and the questions of the equivalence test."""
        fields: dict[str, Any] = {
            "place": TextField(
                label=_("Where"),
                max_length=120,
                required=False,
                help_text=_(
                    "The code or the name of a place. Empty for wherever the contract is carried out."
                ),
            ),
            "reason": WordsField(label=_("Why"), max_words=300, rows=4),
            "takes_effect_on": DayField(label=_("From when")),
            "reaches_others": TickField(label=_("It reaches other people than promised"), required=False),
        }
        for test in EQUIVALENCE:
            fields[f"yes_{test.id}"] = ChoiceField(label=translated(test.question), choices=_YES_NO)
            fields[f"shown_{test.id}"] = WordsField(
                label=_("How that is shown"), max_words=150, rows=2, help_text=translated(test.shown_by)
            )
        return fields

    def clean(self) -> dict[str, Any]:
        """A further period is filled in whole or not at all: half of one would be lost unseen."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        empty = [name for name in _FURTHER if name in given and given[name] is None]
        if empty and len(empty) < len(_FURTHER):
            for name in empty:
                self.add_domain_error(Invalid("change.period_incomplete", field=name))
        return given

    def proposal(self, given: dict[str, Any]) -> Proposal:
        """What was filled in, as a proposal."""
        return Proposal(
            after=self._after(given),
            reason=given["reason"],
            equivalence={
                test.id: (given[f"yes_{test.id}"] == "yes", given[f"shown_{test.id}"]) for test in EQUIVALENCE
            },
            takes_effect_on=given["takes_effect_on"],
            reaches_others=given["reaches_others"],
        )

    def _after(self, given: dict[str, Any]) -> Terms:
        return replace(
            self.before,
            title=given["name"].strip(),
            words=given["words"].strip(),
            unit=given.get("unit", self.before.unit).strip(),
            quantity=given.get("quantity", self.before.quantity),
            rate_per_pence=given.get("rate", self.before.rate_per_pence),
            place=given["place"].strip(),
            periods=(*(self._period(each, given) for each in self.before.periods), *_added(given)),
            steps=tuple(_step(each, given) for each in self.before.steps),
        )

    def _period(self, each: PeriodTerms, given: dict[str, Any]) -> PeriodTerms:
        return replace(each, quantity=given.get(f"period_{each.id}", each.quantity))


def _added(given: dict[str, Any]) -> tuple[PeriodTerms, ...]:
    """The period that is added, where its two days and its figure are given."""
    values = [given.get(name) for name in _FURTHER]
    if any(value is None for value in values):
        return ()
    start, end, quantity = values
    return (PeriodTerms(start, end, quantity),)


def _step(each: StepTerms, given: dict[str, Any]) -> StepTerms:
    return StepTerms(
        each.id, given.get(f"step_{each.id}", each.title), given.get(f"due_{each.id}", each.due_on)
    )


class AnswerForm(GovForm):
    """What an approver says. The contract manager also judges the balance and names the ground."""

    title = _("Your answer to the proposal")
    button = _("Send your answer")
    answer = ChoiceField(label=_("Your answer"), choices=list(ANSWERS.items()))
    words = WordsField(label=_("Why, or what you need to know"), required=False, max_words=300, rows=4)

    def __init__(
        self,
        *args: Any,
        approver: Approver,
        regime: str | None = None,
        passed: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if approver is not Approver.CONTRACT_MANAGER:
            return
        grounds = grounds_under(regime)
        self.fields["shifts_balance"] = ChoiceField(
            label=_("Does it shift the balance between the parties to the supplier?"),
            choices=_YES_NO,
            required=False,
            help_text=_(
                "Compare what is asked for the price with what was scored when the contract was awarded."
            ),
        )
        self.fields["grounds"] = ChoicesField(
            label=_("On which ground does the law permit it?"),
            choices=[(each.id, translated(each.title)) for each in grounds],
            hints={each.id: _hint(each, is_passed=each.id in passed) for each in grounds},
            required=False,
            help_text=_(
                "Headings and reminders in our own words: the wording is not yet checked. Read the schedule."
            ),
        )


def _hint(ground: Ground, *, is_passed: bool) -> str:
    """What a ground is about, and a warning where the figures go beyond it."""
    if not is_passed:
        return translated(ground.text)
    warning = translated(
        "Price or term moves by more than this ground leaves free: say above why it still holds."
    )
    return f"{translated(ground.text)} {warning}"


class ReplyForm(GovForm):
    """A reply to a question."""

    title = _("Reply to the question")
    button = _("Send the reply")
    words = WordsField(label=_("Your reply"), max_words=300, rows=4)


class DealForm(GovForm):
    """Another price or term."""

    title = _("Propose another price or term")
    intro = _("What stands is filled in. Change what you need to; leave the rest as it is.")
    button = _("Send the proposal")
    value_ex_vat_pence = MoneyField(label=_("Price without VAT"), required=False)
    value_pence = MoneyField(label=_("Value with VAT"), required=False)
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(label=_("Last day"), required=False)
    reason = WordsField(label=_("Why"), max_words=400, rows=5)
    takes_effect_on = DayField(label=_("From when"))


class DealAnswerForm(AnswerForm):
    """What one side says of another price or term."""

    def __init__(self, *args: Any, has_question: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_question:
            self.fields["answer"].choices = [*ANSWERS.items(), (Answer.REPLY, _("I reply to the question"))]
        if "grounds" in self.fields and not self.fields["grounds"].choices:
            del self.fields["grounds"]
