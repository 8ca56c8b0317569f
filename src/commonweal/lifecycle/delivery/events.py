"""Audit events of the delivery stage."""

from django.utils.translation import gettext_lazy as _

from commonweal.records.events import EventType


class DeliveryEvent(EventType):
    REPORT_MADE = "report.made", _("reported on the commitment")
    REPORT_CORRECTED = "report.corrected", _("corrected an earlier report with a new one")
    REPORT_PUBLISHED = "report.published_recorded", _("recorded what a published report says was delivered")
    REPORTS_REMINDED = "report.reminded", _("was reminded by email of reports that are due or late")
    EVIDENCE_ADDED = "report.evidence_added", _("added evidence to the report")
    STORY_TOLD = "story.told", _("told a story with the report")
    STORY_WITHDRAWN = "story.withdrawn", _("erased a story: consent was taken back")
    REPORT_ACCEPTED = "report.accepted", _("accepted the report")
    REPORT_ACCEPTED_IN_PART = "report.accepted_in_part", _("accepted the report in part")
    REPORT_QUESTIONED = "report.questioned", _("questioned the report")
    REPORT_ANSWERED = "report.answered", _("answered the question about the report")
    REPORT_REJECTED = "report.rejected", _("rejected the report")
    SAMPLE_DRAWN = "verification_sample.drawn", _("drew a sample of reports to verify")
    LESSON_WRITTEN = "lesson.written", _("wrote down a lesson")
    LESSON_LINKED = "lesson.linked", _("linked a lesson to an assumption")
    LESSON_OFFERED = "lesson.offered", _("offered a lesson to the next ask")
    LESSON_ANSWERED = "lesson.answered", _("decided about an offered lesson")
    LESSON_PROPOSED = "lesson.proposed", _("proposed a lesson to the library")
    PROPOSAL_ANSWERED = "lesson.proposal_answered", _("decided about a lesson proposed to the library")
    REVIEW_PLANNED = "review.planned", _("planned a learning review")
    REVIEW_REMINDED = "review.reminded", _("was reminded to prepare for the learning review")
    REVIEW_PREPARED = "review.prepared", _("prepared for the learning review")
    REVIEW_WRITTEN = "review.written", _("wrote the learning review together")
    REVIEW_ACTION_ADDED = "review.action_added", _("said who does what after the learning review")
    REVIEW_ACTION_DONE = "review.action_done", _("did what the learning review decided")
    REVIEW_HELD = "review.held", _("let what the learning review wrote stand")
    TOTALS_REBUILT = "totals.rebuilt", _("added the totals of the portfolio up anew")
    REVIEW_CONTRACT_ADDED = "review.contract_added", _("brought a contract into the learning review")
    REVIEW_PARTY_ADDED = "review.party_added", _("asked an organisation to take part in the learning review")
    REVIEW_NOT_WAITED = (
        "review.not_waited",
        _("went on with the learning review without waiting for an organisation"),
    )
    SHEET_BROUGHT = "report_sheet.brought", _("brought a workbook of reports")
    SHEET_REFUSED = (
        "report_sheet.refused",
        _("was told what is wrong with a workbook of reports; nothing was saved"),
    )
    SHEET_SAVED = "report_sheet.saved", _("saved the reports of a workbook")
