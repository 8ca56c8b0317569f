"""Which journey acts on which outbox message."""

import datetime as dt

from commonweal.jobs import tasks
from commonweal.journeys import (
    clarifications,
    deadlines,
    digests,
    engagement,
    enquiries,
    learning_mail,
    mail,
    opening,
    reissue,
    remedy_mail,
    report_reminders,
    review_mail,
    score_reminders,
    tendering,
    tier_two_mail,
)
from commonweal.outbox.actions import Handler


def issue_pack(ids: dict[str, str], now: dt.datetime) -> None:
    """Hand the making of a published ask's files to the worker: it takes seconds, and a message is one transaction."""
    tasks.issue_pack.enqueue(ids["procurement"], int(ids["number"]))


HANDLERS: dict[str, Handler] = {
    "ask.reissued": reissue.tell_reissued,
    "ask.reviewed": review_mail.tell_author,
    "ask.sent_for_approval": review_mail.tell_reviewers,
    "ask.withdrawn": reissue.tell_withdrawn,
    "award.withdrawn": enquiries.tell_withdrawn,
    "clarification.duplicate": clarifications.tell_duplicate,
    "clarification.published": clarifications.tell_published,
    "deadline.extended": deadlines.tell_extended,
    "enquiry.answered": enquiries.tell_asker,
    "enquiry.asked": enquiries.tell_supplier,
    "engagement.invited": engagement.send_invitation,
    "ask.published": issue_pack,
    "invitation": mail.send_invitation,
    "late.decided": deadlines.tell_decided,
    "late.received": deadlines.tell_received,
    "lot.not_awarded": enquiries.tell_not_awarded,
    "lot.open_again": enquiries.tell_open_again,
    "opening.begun": opening.tell_other_openers,
    "opening.completed": opening.tell_officers,
    "remedy.replied": remedy_mail.tell_replied,
    "remedy.step_closed": remedy_mail.tell_closed,
    "remedy.step_taken": remedy_mail.tell_taken,
    "report.reminder": report_reminders.send_reminder,
    "review.invited": learning_mail.tell_invited,
    "review.reminder": learning_mail.send_reminder,
    "round.decided": enquiries.tell_round,
    "round.invited": enquiries.tell_invited,
    "score.reminder": score_reminders.send_reminder,
    "score.again": score_reminders.send_again,
    "summary.sent": enquiries.tell_summary,
    "tender.submitted": tendering.send_receipt,
    "tender.taken_out": enquiries.tell_taken_out,
    "tier_two.invited": tier_two_mail.tell_invited,
    "week.digest": digests.send_digest,
}
