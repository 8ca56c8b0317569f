"""Forms of one's own organisation."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from commonweal.domain.permissions import ROLES, Side, roles_of
from commonweal.organisations.models import Organisation
from commonweal.web.forms import (
    ChoiceField,
    ChoicesField,
    EmailField,
    GovForm,
    PasswordField,
    TextField,
    TickField,
    WordsField,
)

SCHEMES = (
    ("GB-COH", _("Companies House number")),
    ("GB-CHC", _("Charity Commission number (England and Wales)")),
    ("GB-SC", _("Scottish charity number")),
    ("GB-NIC", _("Charity number in Northern Ireland")),
    ("GB-MPR", _("Mutuals Public Register number")),
    ("GB-PPON", _("Central Digital Platform number")),
)
VCSE = (("yes", _("Yes")), ("no", _("No")), ("", _("We do not know")))


class OrganisationForm(GovForm):
    """Details an organisation keeps of itself."""

    title = _("Your organisation’s details")
    button = _("Save")

    name = TextField(label=_("Name"), max_length=200)
    description = WordsField(
        label=_("What you do, in a sentence or two"), required=False, max_words=80, rows=4
    )


class SupplierForm(OrganisationForm):
    """A supplier also says its size and form: figures on SMEs and VCSEs rest on it."""

    size = ChoiceField(label=_("Size"), choices=Organisation.Size.choices)
    legal_form = ChoiceField(label=_("Legal form"), choices=Organisation.LegalForm.choices, as_select=True)
    is_vcse = ChoiceField(
        label=_("Are you a voluntary, community or social enterprise?"),
        help_text=_("A value-driven body outside government that mainly reinvests its surpluses."),
        choices=VCSE,
        required=False,
    )

    def clean_is_vcse(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["is_vcse"])


class IdentifierForm(GovForm):
    """A number in a register."""

    title = _("Add a register number")
    button = _("Add")

    scheme = ChoiceField(label=_("Register"), choices=SCHEMES)
    value = TextField(label=_("Number"), max_length=40, width="govuk-input--width-10")


class RolesForm(GovForm):
    """What a member may do."""

    title = _("Change roles")
    button = _("Save roles")

    def __init__(self, *args: Any, side: Side, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"] = ChoicesField(
            label=_("Roles"),
            choices=[(role.value, _(ROLES[role].title)) for role in roles_of(side)],
            hints={role.value: _(ROLES[role].description) for role in roles_of(side)},
        )


class InviteForm(RolesForm):
    """Somebody to invite."""

    title = _("Invite a person")
    button = _("Send the invitation")

    name = TextField(label=_("Name"), max_length=120)
    email = EmailField(label=_("Email address"))


class ProposeForm(GovForm):
    """An authority to ask."""

    title = _("Ask an authority to join")
    button = _("Ask")
    intro = _("It becomes a member once an administrator of that authority accepts.")

    def __init__(self, *args: Any, authorities: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = ChoiceField(
            label=_("Contracting authority"),
            as_select=True,
            choices=[("", _("Choose one")), *((each.external_id, each.name) for each in authorities)],
        )


class AnswerForm(GovForm):
    """An authority answers a partnership."""

    title = _("Join this partnership?")
    button = _("Send the answer")

    answer = ChoiceField(
        label=_("Your answer"),
        choices=(("join", _("Join the partnership")), ("decline", _("Do not join"))),
    )
    lead = TextField(
        label=_("Which role leads for your authority?"),
        help_text=_(
            "A role, not a name, for example: cabinet member for housing. Leave empty if nobody does yet."
        ),
        max_length=120,
        required=False,
    )


class ConfirmForm(GovForm):
    """A step that cannot be taken back: said in words, with a button that says what it does."""

    def __init__(self, *args: Any, title: Any, button: Any, intro: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title, self.button, self.intro = title, button, intro


class JoinForm(GovForm):
    """A new person accepts an invitation and chooses a password."""

    button = _("Join")

    password = PasswordField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. Three or four words that only you would put together are good."),
        autocomplete="new-password",
    )
    agree = TickField(
        label=_("I will keep what I see of sealed tenders and scores to those who may know it"), required=True
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class JoinAsForm(GovForm):
    """A signed-in person accepts an invitation."""

    button = _("Join")
    agree = forms.BooleanField(widget=forms.HiddenInput, required=False)
