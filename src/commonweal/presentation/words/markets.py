"""Sentences for errors about files of notices."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "market.title_missing": _("Give these notices a name"),
    "market.file_missing": _("Choose a file"),
}
