"""Sentences about stories."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "story.missing": _("Fill this in: a story is told only with the consent of whoever it is about"),
    "story.long": _("Use %(limit)s words or fewer"),
    "story.agreed_later": _("Choose today or a day that has passed"),
    "story.report_does_not_stand": _(
        "This report was corrected or rejected. Tell the story with the one that counts."
    ),
    "story.report_is_for_authority": _(
        "This report is for the authority alone, and so is a story told with it"
    ),
    "story.not_yours": _("Whoever told the story takes it back, or the authority."),
    "story.withdrawn_already": _("Somebody has taken this story back already."),
}
