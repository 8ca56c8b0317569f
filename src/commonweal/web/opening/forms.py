"""Forms of the opening."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from commonweal.lifecycle.tendering.shares import LEAST_PASSPHRASE
from commonweal.web.forms import GovForm, PasswordField


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
