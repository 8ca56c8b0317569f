"""Forms of what is looked at before scoring."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.conditions import ConditionOutcome
from commonweal.domain.assessment.exclusions import ExclusionOutcome, Ground, GroundKind, PartyKind
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.lifecycle.assessment.models import RoundDecision
from commonweal.lifecycle.tendering.models import Tender
from commonweal.web.assessment.suitability_words import CONDITION, GROUND, PARTY, choices
from commonweal.web.forms import ChoiceField, DayField, GovForm, TextField, WordsField

YES_NO = (("no", _("No")), ("yes", _("Yes")))


class PartyForm(GovForm):
    """Somebody beside the supplier who is looked at."""

    title = _("Name somebody to look at")
    button = _("Add")

    kind = ChoiceField(
        label=_("Who are they?"),
        choices=[(kind.value, PARTY[kind]) for kind in (PartyKind.ASSOCIATED, PartyKind.SUBCONTRACTOR)],
        hints={
            PartyKind.ASSOCIATED.value: _("The supplier relies on them to meet a condition of participation"),
            PartyKind.SUBCONTRACTOR.value: _("The supplier intends to subcontract to them"),
        },
    )
    name = TextField(label=_("Name"), max_length=200)
    number = TextField(label=_("Company or charity number"), required=False, max_length=40)


class DebarmentForm(GovForm):
    """A look into the debarment list."""

    title = _("Debarment list")
    button = _("Save the check")

    checked_on = DayField(label=_("Day you looked"))
    is_listed = ChoiceField(label=_("Are they on the list?"), choices=YES_NO)
    note = WordsField(
        label=_("What the list says"),
        help_text=_("Only if they are on it. Then note the ground as well."),
        required=False,
        max_words=200,
        rows=3,
    )


class GroundForm(GovForm):
    """A ground that may apply."""

    title = _("Note an exclusion ground")
    button = _("Note it")
    intro = _("Noting a ground decides nothing. The tenderer can answer before anything is decided.")

    def __init__(self, *args: Any, grounds: Iterable[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(grounds)
        facts = self.fields.pop("facts")
        self.fields["ground"] = ChoiceField(
            label=_("Ground"),
            choices=[(each.id, f"{GROUND[each.kind]}: {each.title}") for each in listed],
            hints={each.id: _words(each) for each in listed},
        )
        self.fields["facts"] = facts

    facts = WordsField(label=_("The facts, and where they come from"), max_words=500, rows=5)


def _words(ground: Ground) -> str:
    checked = "" if ground.is_checked else f" · {_('Wording not yet checked')}"
    return f"{ground.text} · {ground.source.text}{checked}"


class ConditionForm(GovForm):
    """A condition of participation, word for word."""

    title = _("Enter a condition of participation")
    button = _("Add the condition")
    intro = _("Only what the tender documents state, and no more than the contract needs.")

    kind = ChoiceField(label=_("What is it about?"), choices=list(CONDITION.items()))
    text = WordsField(label=_("The condition, as stated"), max_words=300, rows=4)
    stated_in = TextField(label=_("Where the tender documents state it"), max_length=200)
    lawful_because = WordsField(
        label=_("Why it is lawful below the threshold"),
        help_text=_("Only for works below the threshold."),
        required=False,
        max_words=200,
        rows=3,
    )


class _OutcomeForm(GovForm):
    """An outcome with its reason."""

    button = _("Record the decision")
    intro = _("The decision and its reason are kept. A later decision takes its place.")

    def __init__(self, *args: Any, outcomes: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        self.fields["outcome"] = ChoiceField(label=_("What is decided?"), choices=outcomes)
        self.fields["reason"] = reason

    reason = WordsField(label=_("Reason"), help_text=_("The tenderer may read it."), max_words=500, rows=5)


class FindingForm(_OutcomeForm):
    """What is decided about a ground."""

    title = _("Decide about the ground")

    def __init__(self, *args: Any, kind: GroundKind, party: PartyKind, **kwargs: Any) -> None:
        offered = [
            each
            for each in ExclusionOutcome
            if not (each is ExclusionOutcome.NOT_EXCLUDED and kind is GroundKind.MANDATORY)
            and not (each is ExclusionOutcome.REPLACED and party is PartyKind.SUPPLIER)
        ]
        super().__init__(*args, outcomes=choices(offered), **kwargs)


class ConditionDecisionForm(_OutcomeForm):
    """Whether a condition is met."""

    title = _("Is the condition met?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, outcomes=choices(ConditionOutcome), **kwargs)


class PriceForm(_OutcomeForm):
    """What is decided about a low price."""

    title = _("Decide about the price")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, outcomes=choices(PriceOutcome), **kwargs)


class AskForm(GovForm):
    """What one tenderer is asked."""

    title = _("Ask the tenderer")
    button = _("Send the question")
    intro = _("The tenderer is told by email. Its answer explains its tender and changes nothing in it.")

    question = WordsField(label=_("What do you ask?"), max_words=500, rows=6)
    answer_until = DayField(label=_("Last day to answer"))


class AnswerForm(GovForm):
    """A tenderer's answer."""

    title = _("Answer the authority")
    button = _("Send the answer")
    intro = _("You can answer once. Your answer explains your tender; it does not change it.")

    answer = WordsField(label=_("Your answer"), max_words=1_500, rows=12)


class RoundForm(GovForm):
    """Who goes on to the next round, each with a reason."""

    title = _("Who goes on to the next round?")
    button = _("Record the decisions")
    intro = _(
        "By what the tender documents say about rounds, and on the locked scores. It can be decided again until the next round "
        "is invited. Each tenderer reads the decision about its own tender."
    )

    def __init__(
        self, *args: Any, tenders: Sequence[Tender], before: Sequence[RoundDecision], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if before:
            self.title = _("Decide again who goes on")
            self.fields["because"] = WordsField(
                label=_("Why is it decided again?"),
                help_text=_("It is kept with the decision. What was decided before is kept as well"),
                max_words=300,
                rows=3,
            )
        self.tenders = [tender.external_id for tender in tenders]
        for tender in tenders:
            self.fields[f"goes_on_{tender.external_id}"] = ChoiceField(
                label=_("%(supplier)s goes on") % {"supplier": tender.supplier.name}, choices=YES_NO
            )
            self.fields[f"reason_{tender.external_id}"] = WordsField(
                label=_("Reason about %(supplier)s") % {"supplier": tender.supplier.name},
                required=False,
                max_words=300,
                rows=3,
            )

    def decided(self) -> tuple[dict[str, bool], dict[str, str]]:
        """Who goes on, and the reasons, by the tender's id."""
        data = self.cleaned_data
        return (
            {each: data[f"goes_on_{each}"] == "yes" for each in self.tenders},
            {each: data[f"reason_{each}"] for each in self.tenders},
        )
