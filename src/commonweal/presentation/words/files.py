"""Sentences about uploads."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "file.empty": _("The file is empty. Choose another"),
    "file.kind_not_accepted": _("This kind of file is not accepted. Use one of: %(accepted)s"),
    "file.not_what_it_says": _(
        "The content is not a %(kind)s. Save it again from the program that made it, or choose another file"
    ),
    "file.too_large": _("A %(kind)s may have at most %(megabytes)s MB. Make the file smaller, or split it"),
    "file.picture_too_large": _("The picture has more than %(megapixels)s million pixels. Make it smaller"),
    "file.unpacks_too_large": _(
        "The file unpacks to far more than its size. Save it again without large embedded parts"
    ),
    "file.has_macros": _("The file contains macros. Save it again without them"),
    "file.infected": _(
        "The virus scanner found %(found)s in the file, so it was not taken. Choose another file"
    ),
    "file.not_scanned": _(
        "The file could not be checked for viruses, so it was not taken. Choose it again and try once more; if that does not "
        "help, tell your administrator"
    ),
    "file.too_large_to_scan": _(
        "The file is larger than the virus scanner takes, so it was not taken. Make it smaller, or ask your administrator"
    ),
}
