"""Forms about tier-two suppliers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.consortium import IDENTIFIER_LIMIT, NAME_LIMIT, PART_LIMIT
from commonweal.web.forms import ChoiceField, GovForm, QuantityField, TextField, WordsField


class TierTwoForm(GovForm):
    """Naming one."""

    title = _("Name a tier-two supplier")
    intro = _(
        "An organisation that delivers a part of what you promised. You answer to the authority for all of it."
    )
    button = _("Save")
    name = TextField(label=_("Its name"), max_length=NAME_LIMIT)
    identifier = TextField(
        label=_("Its company or charity number, if it has one"), max_length=IDENTIFIER_LIMIT, required=False
    )
    work = WordsField(label=_("What it does for this contract"), max_words=80, rows=3)


class PartForm(GovForm):
    """What it delivers of one commitment."""

    title = _("Which part does it deliver?")
    intro = _(
        "It reports on this part itself, and you report on what is left. What you set again replaces what was set."
    )
    button = _("Save")
    commitment = ChoiceField(label=_("Of which commitment?"), as_select=True)
    quantity = QuantityField(
        label=_("How much of it"),
        help_text=_("In the commitment’s own unit. Leave empty where the promise has no figure."),
        required=False,
    )
    part = TextField(
        label=_("Which part, in words"),
        help_text=_("Needed where the promise has no figure."),
        max_length=PART_LIMIT,
        required=False,
    )

    def __init__(self, *args: Any, commitments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitment"].choices = commitments


class RemovePartForm(GovForm):
    """Taking out a part that was set or carried over wrongly."""

    title = _("Take out this part")
    intro = _(
        "It is not asked to deliver it, and you report on it yourself. What it was stays with the contract."
    )
    button = _("Take it out")
    reason = WordsField(label=_("Why"), help_text=_("The authority reads it."), max_words=150, rows=3)


class InviteTierTwoForm(GovForm):
    """Inviting it under the name it has here."""

    title = _("Invite it")
    intro = _(
        "It sees the parts that you ask it to deliver, and what it reports itself: nothing else of the contract. You see its "
        "figures and what was decided; words and files only where it does not keep them for the authority."
    )
    button = _("Send the invitation")
    who = TextField(
        label=_("The organisation’s name on Commonweal, or its company or charity number"),
        help_text=_(
            "Exactly as it is registered here. If it is not, ask it to register as a supplier first."
        ),
        max_length=NAME_LIMIT,
    )


class AnswerTierTwoForm(GovForm):
    """Accepting or declining."""

    title = _("Will you deliver this part?")
    button = _("Send the answer")
    answer = ChoiceField(
        label=_("Your answer"),
        choices=[
            ("accept", _("Yes: we deliver it and report on it")),
            ("decline", _("No: we say why")),
        ],
    )
    reason = WordsField(label=_("Why, if you decline"), max_words=150, rows=3, required=False)


class EndTierTwoForm(GovForm):
    """Ending it."""

    title = _("End its part")
    intro = _(
        "What it reported stays and counts. It reports nothing more, and what is left is the supplier’s to report."
    )
    button = _("End it")
    reason = WordsField(
        label=_("Why"), help_text=_("The authority and both suppliers read it."), max_words=150, rows=3
    )
