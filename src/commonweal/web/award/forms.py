"""Forms of a decision to award."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.standstill import FEWEST_DAYS, Standstill
from commonweal.web.award.words import STANDSTILL, STANDSTILL_HINT
from commonweal.web.forms import ChoiceField, DayField, GovForm, WholeNumberField, WordsField

_FIRST = _("The first of the locked ranking. Where tenders are level, choose by the published tie rule.")
_LEVEL = _("The tenderers that are level and not awarded read it in their assessment summary.")
_BY_LOTS = _(
    "By the locked rankings of all lots and the published limit on lots, so it need not be the first of this lot’s ranking."
)


class DecideForm(GovForm):
    """Who is to be awarded, why, and what standstill there is."""

    title = _("Decide the award")
    button = _("Decide")
    intro = _("The decision is not a contract. It can be withdrawn until the contract is entered into.")

    def __init__(
        self,
        *args: Any,
        firsts: list[tuple[str, str]],
        most_lots: int | None = None,
        law: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        first = ChoiceField(
            label=_("Tender to be awarded"),
            help_text=_BY_LOTS if most_lots else _FIRST,
            choices=firsts,
            initial=firsts[0][0],
        )
        self.fields["standstill"].help_text = law
        if len(firsts) > 1:
            self.fields["reason"].help_text = _LEVEL
        self.fields = {
            "form_key": self.fields["form_key"],
            "revision": self.fields["revision"],
            "tender": first,
        } | {name: field for name, field in self.fields.items() if name not in ("form_key", "revision")}

    reason = WordsField(label=_("Reason for the decision"), max_words=500, rows=5)
    standstill = ChoiceField(
        label=_("Standstill"),
        choices=list(STANDSTILL.items()),
        hints=STANDSTILL_HINT,
        initial=Standstill.MANDATORY,
    )
    standstill_days = WholeNumberField(
        label=_("Working days of standstill"), initial=FEWEST_DAYS, required=False, min_value=0
    )
    standstill_reason = WordsField(
        label=_("Why this standstill"),
        help_text=_(
            "If it is voluntary or none is required, for example because the contract is a light touch one. "
            "The reason of a mandatory standstill is the law."
        ),
        required=False,
        max_words=200,
        rows=3,
    )


class NoAwardForm(GovForm):
    """Why nobody is awarded a lot."""

    title = _("Award nobody in this lot")
    button = _("Decide that nobody is awarded")
    intro = _(
        "The other lots no longer wait for this one. It can be taken back while the procurement still goes on."
    )

    reason = WordsField(
        label=_("Reason"), help_text=_("Every tenderer of the lot reads it."), max_words=300, rows=4
    )


class TakeBackForm(GovForm):
    """Why a decision not to award is taken back."""

    title = _("Take the decision back")
    button = _("Take it back")
    intro = _("The lot can then be decided again. The decision and the reason stay in the record.")

    reason = WordsField(label=_("Reason"), max_words=300, rows=4)


class NoticeForm(GovForm):
    """The day on which the contract award notice was published."""

    title = _("The contract award notice is published")
    button = _("Save the day")
    intro = _("The standstill counts from the day the notice is published, not from the summaries.")

    published_on = DayField(label=_("Day of publication"))


class EnterForm(GovForm):
    """The contract is signed."""

    title = _("Enter into the contract")
    button = _("Enter into the contract")
    intro = _("What the tender promised is carried over as it was written and binds both sides from now.")

    starts_on = DayField(label=_("The contract starts on"))
    ends_on = DayField(label=_("The contract ends on"))


class WithdrawForm(GovForm):
    """Why a decision is withdrawn."""

    title = _("Withdraw the decision to award")
    button = _("Withdraw it")
    intro = _("The tenders can then be assessed again. The decision and its history stay in the record.")

    reason = WordsField(label=_("Reason"), max_words=300, rows=4)


class ConfidentialForm(GovForm):
    """A passage of the winner's reason that nobody else reads."""

    title = _("Leave a confidential passage out")
    button = _("Leave it out")
    intro = _("The other tenderers see that something is left out, not what. Leave out as little as you can.")

    passage = WordsField(label=_("The passage, copied word for word"), max_words=300, rows=3)
    reason = WordsField(label=_("Why it is confidential"), max_words=100, rows=2)
