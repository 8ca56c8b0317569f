"""Sentences about reviewing, copying, correcting and trying out an ask, about scoring scales and local policies."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "ask_review.status_not_allowed": _("This request for approval has been decided or taken back already."),
    "ask_review.author_decides": _(
        "A second person decides: whoever wrote in this ask, or asked for its approval, does not approve it."
    ),
    "ask_review.reason_missing": _("Say why you send it back, so that the author knows what to change"),
    "policy.figure_out_of_range": _("Enter a figure that an ask can meet"),
    "policy.words_missing": _("Enter the words that a metric’s title is searched for, with commas"),
    "policy.ends_before_start": _("The last day must not be before the first"),
}
