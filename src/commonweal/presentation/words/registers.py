"""Sentences for errors about contracts registers and about learning categories."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "register.title_missing": _("Give this register a name"),
    "register.file_missing": _("Choose a file"),
    "spend_model.not_loaded": _("Categories can be learnt only from payments that were loaded."),
}
