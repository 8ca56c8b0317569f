"""Sentences for errors about a body's spending."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "spend.title_missing": _("Give these payments a name"),
    "spend.files_missing": _("Choose at least one file"),
    "spend.too_many_files": _("Choose at most %(limit)s files at once, or put them in one ZIP archive"),
    "spend.too_large_together": _(
        "The files are larger than %(megabytes)s MB together. Load them in parts, or put them in one ZIP archive"
    ),
    "spend.place_unknown": _(
        "We know no place called “%(given)s”. Give the name of an authority, or its code such as E08000024"
    ),
    "spend.amount_missing": _("Say which column holds the amount"),
    "spend.field_twice": _("Two columns cannot both be the %(field)s. Choose one of them"),
    "spend_load.not_now": _("The files are being read at the moment. Wait until that has finished."),
    "spend_load.status_not_allowed": _("This cannot be done now: somebody else, or the worker, was faster."),
}
