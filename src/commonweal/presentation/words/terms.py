"""Sentences about conditions and charters."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "charter.words_missing": _("Fill this in"),
    "charter.title_taken": _("Your library has a charter of this name already"),
    "ask_term.too_many": _("An ask states at most %(limit)s conditions and charters of the contract"),
    "ask_term.due_out_of_range": _("Enter a number of months from 0 to %(most)s"),
    "term.title_missing": _("Name the condition in one line"),
    "term.words_missing": _("Say what is to be shown"),
    "term.charter_missing": _("Choose the charter, or another kind"),
    "term.charter_of_a_condition": _("Only a term about a charter names one: leave this empty"),
    "term.charter_of_another_body": _("Choose a charter of your own library"),
    "term.level_unknown": _("Choose one of the charter’s own levels: %(levels)s"),
    "term.cadence_out_of_range": _("Give a number of months from 1 to %(most)s"),
    "term.stated_nowhere": _("Say where the contract or the ask states it"),
    "term.due_before_start": _("Choose a day after the contract starts"),
    "term.contract_not_binding": _("Conditions are looked after on contracts that have been entered into."),
    "term.nothing_shown": _("Say what shows it, or add a file"),
    "term.equivalent_without_words": _("Say how it is worth as much"),
    "term.signed_later": _("Choose today or a day that has passed"),
    "term.reason_missing": _("Say why"),
    "term.met_on_old_evidence": _(
        "Nothing was shown since it was last decided: record what you have seen, or why what was shown earlier still holds"
    ),
    "term.met_without_evidence": _("Nobody has shown anything yet: record what you have seen first"),
    "term.nothing_due": _("Nothing is due on this term any more."),
    "term.not_a_party": _("Only the two sides of the contract show what meets a term."),
}
