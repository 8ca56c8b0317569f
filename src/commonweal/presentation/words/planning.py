"""Sentences about the pipeline and what things serve."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pipeline.withdrawn": _("This was withdrawn from the pipeline and cannot be changed."),
    "pipeline.title_missing": _("Give it a title"),
    "pipeline.notice_after_start": _("Tenders must be invited before the contract starts"),
    "serves.reason_missing": _("Say why it serves this, in a sentence"),
    "serves.not_yours": _("Choose something of your own authority"),
    "serves.already_linked": _("This link stands already."),
    "publication.reason_missing": _("Give a reason that the public can read"),
    "publication.not_public": _("This is not public."),
    "publication.withdrawn": _("This was withdrawn from the public site."),
    "publication.nothing_new": _("Nothing has changed since this was last published."),
    "publication.not_newer": _("This version is public already."),
}
