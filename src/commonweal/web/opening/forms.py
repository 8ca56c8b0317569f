"""Forms of the opening."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commonweal.domain.tendering_content import LatePolicy
from commonweal.lifecycle.tendering.shares import LEAST_PASSPHRASE
from commonweal.presentation.words.tendering import LATE
from commonweal.web.forms import ChoiceField, GovForm, MomentField, PasswordField, WordsField


class PassphraseForm(GovForm):
    """Set an opening passphrase."""

    title = _("Set your opening passphrase")
    button = _("Set the passphrase")
    intro = _(
        "It unlocks your half of the seal. It is not the password you sign in with, nobody can reset it, and we do not "
        "store it. If you forget it, two other openers are needed for what is sealed by then."
    )
    passphrase = PasswordField(
        label=_("Opening passphrase"),
        # Put together when it is shown: `%` would settle the language when the module is imported.
        help_text=format_lazy(
            _("At least {least} characters. Four words that do not belong together are easy to keep"),
            least=LEAST_PASSPHRASE,
        ),
        autocomplete="new-password",
        max_length=200,
    )
    again = PasswordField(label=_("The same again"), autocomplete="new-password", max_length=200)


class OpenForm(GovForm):
    """The opener's own part of an opening."""

    passphrase = PasswordField(label=_("Your opening passphrase"), autocomplete="off", max_length=200)


class RehearseForm(OpenForm):
    """Try one's own passphrase."""

    title = _("Try your opening passphrase")
    button = _("Try it")
    intro = _(
        "It is tried against the key that this procurement is sealed to. Nothing is opened. That you tried is recorded."
    )


class ExtendForm(GovForm):
    """Extend the deadline."""

    title = _("Extend the deadline")
    button = _("Extend it for everybody")
    intro = _(
        "Every supplier has the new deadline. Everybody who opened the opportunity is told by email with your reason, and the "
        "public page shows it. What was submitted stands, and stays sealed until the new deadline has passed."
    )
    deadline = MomentField(
        label=_("New deadline"), help_text=_("London time, later than the one that stands")
    )
    reason = WordsField(label=_("Why? Suppliers and residents will read this"), rows=4, max_words=200)


class PolicyForm(GovForm):
    """What becomes of late tenders."""

    title = _("What becomes of a tender that comes late?")
    button = _("Save")
    intro = _("It is part of what is published. Once the ask is published it cannot change.")
    policy = ChoiceField(label=_("A late tender"), choices=[(each.value, LATE[each]) for each in LatePolicy])


class DecideForm(GovForm):
    """Admit a late tender or turn it away."""

    title = _("Admit this late tender?")
    button = _("Decide")
    intro = _(
        "You decide without knowing whose it is. The reason is told to whoever sent it, and kept in the record."
    )
    admit = ChoiceField(
        label=_("What do you decide?"),
        choices=(
            ("yes", _("Admit it: it is opened with the others")),
            ("no", _("Turn it away: it is destroyed unopened")),
        ),
    )
    reason = WordsField(label=_("Why?"), rows=4, max_words=300)
