"""Forms for looking after a contract."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.web.forms import ChoiceField, DayField, GovForm, WordsField

NOBODY = ("", _("Nobody yet"))


class ConfirmForm(GovForm):
    """A question with one button."""


class EnterForm(GovForm):
    """Entering into the contract."""

    title = _("Enter into the contract")
    intro = _("From now on every commitment in it is binding.")
    button = _("Enter into the contract")
    starts_on = DayField(label=_("First day of the contract"))
    ends_on = DayField(label=_("Last day of the contract"))


class ReasonForm(GovForm):
    """A decision that needs a reason."""

    reason = WordsField(label=_("Why"), max_words=200, rows=4)


class EndEarlyForm(ReasonForm):
    """Ending a contract early."""

    ended_on = DayField(label=_("On which day did it end?"))


class LeadsForm(GovForm):
    """Who looks after it on each side."""

    title = _("Who looks after it?")
    button = _("Save")
    authority_lead = ChoiceField(label=_("For the authority"), as_select=True, required=False)
    supplier_lead = ChoiceField(label=_("For the supplier"), as_select=True, required=False)

    def __init__(self, *args: Any, authority: list[Any], supplier: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (("authority_lead", authority), ("supplier_lead", supplier)):
            self.fields[name].choices = [NOBODY, *((person.external_id, person.name) for person in people)]


class ServesForm(GovForm):
    """What a contract serves, and why."""

    title = _("What does this contract serve?")
    intro = _(
        "Name the mission or the outcome that is closest. Your name and your reason are kept with the link."
    )
    button = _("Save")
    thing = ChoiceField(label=_("Mission or outcome"), as_select=True)
    reason = WordsField(label=_("Why do you think so?"), max_words=100, rows=3)

    def __init__(self, *args: Any, things: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = [("", _("Choose")), *things]
