"""Sentences and labels about tenders, offered commitments, sealing and opening."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.domain.tender_parts import PartStatus
from commonweal.domain.tendering_content import LatePolicy
from commonweal.domain.tenders import TenderStatus

_COMMITMENT = {
    "commitment.criterion_unknown": _("This question is not in the ask any more"),
    "commitment.title_missing": _("Say in one line what you promise"),
    "commitment.title_long": _("Use at most %(limit)s characters"),
    "commitment.outcome_missing": _("Choose the outcome it serves"),
    "commitment.outcome_unknown": _("Choose one of the outcomes that the ask names"),
    "commitment.unit_missing": _("Say what is counted, for example hours or people"),
    "commitment.unit_long": _("Use at most %(limit)s characters"),
    "commitment.metric_unknown": _("The ask does not use this measure any more. Choose another"),
    "commitment.metric_of_another_criterion": _("This measure belongs to another question"),
    "commitment.unit_differs": _("The ask counts this in %(unit)s"),
    "commitment.authority_cannot_be_offered": _("You cannot promise what the authority does"),
    "commitment.subcontractor_missing": _("Give the name of the subcontractor"),
    "commitment.subcontractor_not_meant": _(
        "Leave the subcontractor empty, or say that the subcontractor owes it"
    ),
    "commitment.place_unknown": _("Choose one of the places that the ask names"),
    "commitment.periods_missing": _("Enter how much for at least one period"),
    "commitment.period_ends_before_start": _("Row %(row)s ends before it starts"),
    "commitment.quantity_not_positive": _("Enter a number above nought"),
    "commitment.periods_overlap": _("Two rows for the same place overlap from %(start_on)s"),
    "commitment.rate_missing": _("Enter how much, and for how many pounds"),
    "commitment.rate_per_not_positive": _("Enter an amount above nought"),
    "commitment.milestones_missing": _("Enter at least one milestone"),
    "commitment.milestone_untitled": _("Say what will have happened at milestone %(row)s"),
    "commitment.milestone_cannot_be_seen": _("Say how anybody could see that milestone %(row)s is reached"),
    "commitment.milestones_out_of_order": _("Milestone %(row)s is due before the one above it"),
    "commitment.words_missing": _("Say what you promise"),
    "commitment.words_long": _("Use at most %(limit)s words. You have %(count)s"),
    "commitment.periods_not_meant": _("Only a quantity has figures by period"),
    "commitment.rate_not_meant": _("Only a rate has a figure per pound"),
    "commitment.milestones_not_meant": _("Only a pathway has milestones"),
    "commitment.outside_contract": _(
        "Row %(row)s lies outside the contract, which with every extension runs from %(starts_on)s to %(ends_on)s"
    ),
}
_IMPORT = {
    "tender_import.not_now": _(
        "Tenders can be imported once two openers have opened this procurement here, and until its assessment begins."
    ),
    "tender_import.too_large": _("The table has more than %(megabytes)s MB"),
    "tender_import.source_missing": _("Say which suite received the tenders"),
    "tender_import.opened_in_future": _("This day has not come yet"),
    "tender_import.opened_before_deadline": _("This day is before the deadline of the round"),
    "tender_import.settled": _("This table was imported or left aside already."),
    "tender_import.number_unreadable": _("“%(number)s” is no Companies House number"),
    "tender_import.not_going_on": _("This tenderer was not selected for this round of this lot"),
    "tender_import.tendered_here": _(
        "This tenderer has a tender for this lot that was sealed and opened here. Take the row out"
    ),
    "tender_import.turned_away": _("A late tender of this tenderer was turned away here. Take the row out"),
    "tender_import.price_differs": _("This tender was imported with another price"),
    "tender_import.answer_differs": _("This tender was imported with another answer to “%(title)s”"),
    "tender_import.quantity_differs": _("This tender was imported with another quantity of “%(title)s”"),
    "tender_table.no_heading": _("No row of headings was found: it needs at least two columns"),
    "tender_table.empty": _("There is no row under the headings"),
    "tender_table.meaning_unknown": _("Choose one of the meanings"),
    "tender_table.meaning_twice": _("Another column has this meaning already"),
    "tender_table.no_supplier": _("Say which column holds the name of the tenderer"),
    "tender_table.no_lot": _("Say which column holds the lot"),
    "tender_table.no_price": _("Price is assessed here: say which column holds it"),
    "tender_table.row_twice": _("Row %(row)s is for the same tenderer and lot"),
    "tender_table.supplier_missing": _("The name of the tenderer is missing"),
    "tender_table.supplier_long": _("A name has at most %(limit)s characters"),
    "tender_table.formula": _("There is a formula or an error in this cell. Paste its value"),
    "tender_table.lot_unknown": _("Give a lot of this procurement, by its number or its title"),
    "tender_table.price_missing": _("The price is missing"),
}
_TENDER = {
    "tender.not_open": _("This procurement does not take tenders now."),
    "tender.not_sealed_yet": _(
        "Tenders cannot be taken yet: the authority has not named who will open them."
    ),
    "tender.begun_already": _("Your organisation has begun a tender for this lot already."),
    "tender.deadline_passed": _("The deadline has passed. Nothing can be changed, submitted or withdrawn."),
    "tender.not_editable": _("There is no draft to work on. Unlock your copy first to revise it."),
    "tender.no_draft": _("There is no draft of this tender."),
    "tender.no_package": _("Nothing has been submitted, or it was withdrawn."),
    "tender.not_revising": _("This tender is not being revised."),
    "tender.not_submitted": _("This tender has not been submitted, or is being revised already."),
    "tender.not_withdrawn": _("Only a withdrawn tender is begun again."),
    "tender.status_not_allowed": _("This cannot be done with the tender as it stands."),
    "tender.incomplete": _("The tender is not complete. Things to do: %(count)s"),
    "tender.criterion_unknown": _("The ask has no such question."),
    "tender.price_not_positive": _("Enter a price above nought"),
    "tender.price_missing": _("Enter your price"),
    "tender.price_not_fixed": _(
        "The price of this lot is fixed at %(fixed)s, without VAT. A tender at another price cannot be scored"
    ),
    "tender.answer_missing": _("Answer “%(title)s”"),
    "tender.answer_long": _("Shorten “%(title)s” to %(limit)s words. It has %(count)s"),
    "tender.commitment_wrong": _("Correct the commitment “%(title)s”"),
    "tender.too_many_commitments": _("A tender takes at most %(limit)s commitments"),
    "tender.too_many_files": _("A tender takes at most %(limit)s files"),
    "tender.no_lot": _("Choose at least one lot"),
    "tender.too_much_for_workbook": _(
        "The draft has more amounts or milestones than a workbook has rows. Go on online"
    ),
    "tender.file_twice": _("This file is attached already"),
}
_LATE = {
    "extension.not_open": _("Only while tenders are invited can the deadline be extended."),
    "extension.withdrawn": _("The ask is withdrawn for correction. Set the deadline when you re-issue it."),
    "extension.deadline_passed": _(
        "The deadline has passed. It can be extended before it passes, and not after."
    ),
    "extension.not_later": _("Choose a time after the deadline that stands"),
    "extension.reason_missing": _("Say why, for suppliers and residents to read"),
    "late.policy_published": _("Suppliers were told what becomes of late tenders. It cannot change now."),
    "late.refused": _("The deadline has passed, and late tenders are refused."),
    "late.in_time": _("The deadline has not passed: submit the tender as usual."),
    "late.opening_begun": _("The opening has begun. No tender is taken any more."),
    "late.reason_missing": _("Say why"),
    "late.names_tenderer": _(
        "Whoever decides must not learn who you are. Take out what could name your organisation or you: %(found)s"
    ),
    "late.decided_already": _("This was decided already."),
    "opening.late_undecided": _("Decide first on the tenders that came late. How many wait: %(count)s"),
}
_SEAL = {
    "seal.broken": _(
        "What is stored does not open. It was changed, or the sealing key file is not the one it was made with."
    ),
    "seal.code_wrong": _("This is not the code of what you submitted last"),
    "seal.package_broken": _(
        "The sealed tender %(tender)s was changed after it was submitted, so nothing was opened. "
        "Ask whoever runs the service to restore it from a backup"
    ),
    "seal.package_unreadable": _("What was sealed cannot be read as a tender. Nothing was opened"),
    "seal.receipt_differs": _("The sealed tender is not the one its receipt was given for"),
    "seal.share_broken": _(
        "The seal of this procurement was changed, or it was not made for you. Nothing was opened"
    ),
    "seal.too_few_openers": _("Name at least %(least)s openers. You named %(named)s"),
    "seal.not_an_opener": _("One of the people you named is not an opener of your authority any more"),
    "seal.made_already": _("The openers have been named. Tenders may be sealed to them already."),
    "opener.passphrase_short": _(
        "Use at least %(least)s characters. Four words that you can remember are enough"
    ),
    "opener.passphrase_monotonous": _("Use more different letters"),
    "opener.passphrases_differ": _("The two are not the same. Type it again"),
    "opener.passphrase_is_password": _("Choose something other than the password you sign in with"),
    "opener.passphrase_wrong": _(
        "This is not the opening passphrase you had when the procurement was published"
    ),
    "opening.before_deadline": _("Tenders stay sealed until the deadline has passed."),
    "opening.not_sealed": _("No openers were named for this procurement, so there is nothing to open."),
    "opening.begun_already": _("The first opener has done their part already."),
    "opening.not_begun": _("The first opener has not done their part yet."),
    "opening.complete_already": _("The tenders have been opened already."),
    "opening.same_person": _("You did the first part. Somebody else has to do the second."),
    "opening.not_named": _("You are not one of the openers that were named for this procurement."),
}
WORDS = {**_COMMITMENT, **_IMPORT, **_TENDER, **_LATE, **_SEAL}

#: What becomes of late tenders, as everybody is told.
LATE: dict[str, Any] = {
    LatePolicy.REFUSED: _("A tender that comes after the deadline is refused."),
    LatePolicy.KEPT: _(
        "A tender that comes after the deadline, and before the tenders are opened, is kept unopened. The authority "
        "decides without knowing whose it is whether it is admitted, and gives its reason."
    ),
}
T = TenderStatus
STATUS: dict[str, Any] = {
    T.DRAFT: _("Draft"),
    T.SUBMITTED: _("Submitted"),
    T.REVISING: _("Submitted, being revised"),
    T.WITHDRAWN: _("Withdrawn"),
    T.LAPSED: _("Not submitted in time"),
    T.OPENED: _("Opened"),
    T.LATE: _("Late, waiting for a decision"),
    T.TURNED_AWAY: _("Late, turned away"),
}
STATUS_TAG: dict[str, str] = {
    T.SUBMITTED: "ok",
    T.REVISING: "warn",
    T.OPENED: "teal",
    T.LAPSED: "stop",
    T.LATE: "warn",
    T.TURNED_AWAY: "stop",
}
#: What each status means for the supplier, in one sentence.
STATUS_SENTENCE: dict[str, Any] = {
    T.DRAFT: _(
        "Nobody outside your organisation can read it, and the authority does not know that it exists."
    ),
    T.SUBMITTED: _("It is sealed. Until it is opened the authority knows only how many tenders there are."),
    T.REVISING: _("What you submitted stands until you submit the revision."),
    T.WITHDRAWN: _("It was destroyed. Only the receipts are kept."),
    T.LAPSED: _("The draft was destroyed unread when the tenders were opened."),
    T.OPENED: _("The authority can read it now."),
    T.LATE: _(
        "It came after the deadline. It is sealed and unopened until the authority decides whether to admit it."
    ),
    T.TURNED_AWAY: _("It came after the deadline and was destroyed unopened. Only the receipts are kept."),
}
PART_STATUS: dict[str, Any] = {
    PartStatus.NOT_STARTED: _("Not started"),
    PartStatus.TOO_LONG: _("Too long"),
    PartStatus.TO_CORRECT: _("To correct"),
    PartStatus.OPTIONAL: _("Optional"),
    PartStatus.DONE: _("Completed"),
}
PART_TAG: dict[str, str] = {
    PartStatus.NOT_STARTED: "teal",
    PartStatus.TOO_LONG: "warn",
    PartStatus.TO_CORRECT: "warn",
}
COMMITMENT_KIND: dict[str, Any] = {
    CommitmentKind.QUANTITY: _("A quantity"),
    CommitmentKind.RATE: _("A rate"),
    CommitmentKind.PATHWAY: _("A pathway"),
    CommitmentKind.NARRATIVE: _("A promise in words"),
}
COMMITMENT_KIND_HINT: dict[str, Any] = {
    CommitmentKind.QUANTITY: _("So much in each period and place, for example 40 hours of learning a year"),
    CommitmentKind.RATE: _("So much for every pound that is spent, for work that is called off as it comes"),
    CommitmentKind.PATHWAY: _("Steps with dates, where a figure would be a guess"),
    CommitmentKind.NARRATIVE: _("Something you will do that is not counted, and is held to all the same"),
}
OWED_BY: dict[str, Any] = {
    OwedBy.SUPPLIER: _("Us"),
    OwedBy.SUBCONTRACTOR: _("A subcontractor"),
    OwedBy.AUTHORITY: _("The authority"),
}
TENDER_WORDS: dict[str, dict[str, Any]] = {
    "status": STATUS,
    "status_tag": STATUS_TAG,
    "status_sentence": STATUS_SENTENCE,
    "part": PART_STATUS,
    "part_tag": PART_TAG,
    "kind": COMMITMENT_KIND,
    "kind_hint": COMMITMENT_KIND_HINT,
    "owed_by": OWED_BY,
    "late": LATE,
}
