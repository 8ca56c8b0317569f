"""Audit events of the tendering stage. Fields hold counts and opaque ids; never a word, a name or a price."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class TenderEvent(EventType):
    """What a supplier does; shown to that supplier alone until the tender is opened."""

    STARTED = "tender.started", _("began a tender")
    DRAFT_SAVED = "tender.draft_saved", _("saved the draft")
    WORKBOOK_KEPT = "tender.workbook_kept", _("uploaded a response workbook to look at")
    WORKBOOK_DISCARDED = "tender.workbook_discarded", _("left an uploaded workbook aside")
    WORKBOOK_BROUGHT_IN = "tender.workbook_brought_in", _("brought a response workbook into the draft")
    SUBMITTED = "tender.submitted", _("submitted the tender")
    REVISION_BEGUN = "tender.revision_begun", _("unlocked the supplier’s own copy to revise it")
    REVISION_DISCARDED = "tender.revision_discarded", _("discarded the revision and kept what was submitted")
    WITHDRAWN = "tender.withdrawn", _("withdrew the tender")
    BEGUN_AGAIN = "tender.begun_again", _("began the tender again")
    LAPSED = "tender.lapsed", _("let the deadline pass without submitting")
    SUBMITTED_LATE = "tender.submitted_late", _("submitted the tender after the deadline")
    OPENED = "tender.opened", _("opened the tender")
    IMPORTED = "tender.imported", _("imported the tender from another suite")


class OpeningEvent(EventType):
    """What an authority does to seal a procurement and to open its tenders."""

    KEY_MADE = "opener_key.made", _("set an opening passphrase")
    SEALED = "procurement_seal.made", _("named the openers")
    REHEARSED = "opening.rehearsed", _("tried the opening passphrase; nothing was opened")
    LATE_POLICY_STATED = "opening.late_policy_stated", _("stated what becomes of late tenders")
    LATE_ADMITTED = "opening.late_admitted", _("admitted a tender that came late")
    LATE_TURNED_AWAY = "opening.late_turned_away", _("turned away a tender that came late")
    BEGUN = "opening.begun", _("took off the first layer of the seal")
    COMPLETED = "opening.completed", _("opened the tenders")


class InterestEvent(EventType):
    """What a supplier does before it tenders; shown to that supplier alone."""

    LOOKED = "interest.looked", _("opened the opportunity")
    FOLLOWED = "interest.followed", _("followed the opportunity")
    UNFOLLOWED = "interest.unfollowed", _("stopped following the opportunity")


class ClarificationEvent(EventType):
    """Questions before tenders are due. What a supplier does is shown to that supplier alone."""

    ASKED = "clarification.asked", _("asked a clarification question")
    TAKEN_BACK = "clarification.withdrawn", _("took a clarification question back")
    PUBLISHED = "clarification.published", _("answered a question to everybody")
    CORRECTED = "clarification.corrected", _("corrected a published answer")
    SAME = "clarification.duplicate", _("said that a question asks what another asks")
    ASKER_SHOWN = "clarification.asker_shown", _("looked who asked a question")
    UNTIL_STATED = "clarification.until_stated", _("stated until when questions are taken")


class TenderImportEvent(EventType):
    """Tables of tenders that another suite received."""

    BROUGHT = "tender_import.brought", _("uploaded a table of tenders from another suite")
    COLUMNS_CONFIRMED = "tender_import.columns_confirmed", _("confirmed what the columns of the table mean")
    SAVED = "tender_import.saved", _("imported the tenders of a table")
    DISCARDED = "tender_import.discarded", _("left an uploaded table of tenders aside")
