"""Sentences about reports, verification and lessons."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "report.status_not_allowed": _("Somebody has decided about this report, or corrected it, already."),
    "report.not_the_one_who_owes": _(
        "Only somebody who acts for the party that owes a commitment reports on it."
    ),
    "report.not_binding": _("The contract has not been entered into: there is nothing to report on yet."),
    "report.not_a_published_contract": _("Published figures belong to published contracts only."),
    "report.quantity_missing": _("Enter how much was done. Enter 0 when nothing was"),
    "report.quantity_not_wanted": _("This promise has no figure: report on it in words"),
    "report.words_missing": _("Say in words what was done"),
    "report.nothing_without_words": _("When nothing was done, say why in words"),
    "report.far_more_without_words": _(
        "This is more than %(times)s times what was promised for it. Check the figure and its unit; if it is right, say in "
        "words how it came about"
    ),
    "report.people_out_of_range": _("Enter a whole number of people from 0 to %(most)s"),
    "report.milestone_missing": _("Choose the milestone that was reached"),
    "report.milestone_of_another_commitment": _("Choose a milestone of this commitment"),
    "report.period_missing": _("Choose the period that you report on"),
    "report.period_of_another_commitment": _("Choose a period of this commitment"),
    "report.period_not_begun": _("This period has not begun yet: it can be reported on once it has"),
    "report.before_contract": _("The contract did not bind before %(first)s"),
    "report.after_contract": _("The contract ends on %(last)s"),
    "report.period_after_contract": _(
        "The contract’s last day was %(last)s: nothing is reported for a period that begins after it"
    ),
    "report.days_to_come": _("Enter a last day that is not after today"),
    "report.span_missing": _("Enter the days that you report on"),
    "report.span_incomplete": _("Enter both the first and the last day"),
    "report.already_reported": _("There is a report for this time already. Correct that one instead"),
    "evidence.looks_personal_email": _(
        "It seems to hold email addresses. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "evidence.looks_personal_phone": _(
        "It seems to hold telephone numbers. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "evidence.looks_personal_national_insurance": _(
        "It seems to hold National Insurance numbers. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "evidence.looks_personal_nhs_number": _(
        "It seems to hold NHS numbers. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "evidence.looks_personal_name_column": _(
        "It seems to have a column of names. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "evidence.looks_personal_birth_column": _(
        "It seems to have a column of dates of birth. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "evidence.looks_personal_address_column": _(
        "It seems to have a column of addresses. Take them out, or tick that you have looked and it holds no personal data, "
        "and choose the file again"
    ),
    "report.evidence_missing": _("Choose a file"),
    "report.not_questioned": _("Nobody asked a question about this report."),
    "report.answer_missing": _("Write your answer"),
    "report.evidence_too_late": _("A decision has been made. Correct the report to add evidence."),
    "verification.evidence_damaged": _(
        "This file is missing, or is not the file that was handed in: %(names)s. Nothing is accepted on it. Ask the other "
        "side for it again, or reject the report, and tell your administrator"
    ),
    "sample.nothing_waits": _("No report waits to be verified: there is nothing to draw from."),
    "sample.too_many": _(
        "%(waiting)s reports wait, and one sample is drawn from at most %(most)s. Choose a contract"
    ),
    "sample.seed_not_one": _("A seed has 4 to 64 characters: letters, figures, dots and dashes"),
    "sample.number_out_of_range": _("Enter a number from %(low)s to %(high)s"),
    "sample.share_out_of_range": _("Enter a share above nothing and at most 100%%"),
    "evidence.damaged": _(
        "This file is missing, or is not the file that was handed in: %(names)s. Ask whoever reported for it again, and "
        "tell your administrator."
    ),
    "verification.own_report": _(
        "Somebody verifies it who did not make it, nor the report it corrects, and does not belong to those it was made for."
    ),
    "verification.not_the_authority": _("Only the contracting authority of a contract verifies its reports."),
    "verification.reason_missing": _("Say why: the other side reads it"),
    "verification.part_missing": _("Enter the part that you accept"),
    "verification.part_not_wanted": _("Leave the part empty unless you accept a part of it"),
    "verification.part_out_of_range": _("The part is more than nothing and less than what was reported"),
    "lesson.not_a_party": _("Only the two parties to a contract write its lessons."),
    "lesson.not_the_authority": _(
        "Only the contracting authority uses a lesson for its own missions and asks."
    ),
    "lesson.item_of_another_body": _("Choose an item of your own library"),
    "lesson.already_proposed": _("This lesson is proposed to that item already"),
    "lesson.contract_not_running": _("Lessons are written on contracts that have been entered into here."),
    "lesson.words_missing": _("Write this in words"),
    "lesson.reason_missing": _("Say why"),
    "lesson.suggestion_missing": _("Say what the next ask could do differently"),
    "lesson.assumption_of_another_body": _("Choose an assumption of your own missions"),
    "lesson.offered_to_another_body": _("Choose something of your own organisation"),
    "lesson.already_linked": _("This lesson says something about that assumption already"),
    "lesson.already_offered": _("This lesson has been offered there already"),
    "lesson.already_answered": _("A decision about this lesson has been recorded for this ask already."),
    "report_sheet.too_large": _("The file is larger than %(megabytes)s megabytes."),
    "report_sheet.not_one": _(
        "This is no workbook of reports. Bring back the file that you downloaded here."
    ),
    "report_sheet.of_another_contract": _(
        "This is the workbook of another contract. Nothing in it was read."
    ),
    "report_sheet.of_another_organisation": _(
        "This is the workbook of another organisation. Nothing in it was read."
    ),
    "report_sheet.line_unknown": _(
        "This row cannot be reported on now: it was reported on already, has not begun, is not yours to report, or was changed. "
        "Download a fresh workbook."
    ),
    "report_sheet.line_twice": _("There is a row for this already."),
    "report_sheet.people_not_whole": _("Enter a whole number of people"),
    "report_sheet.day_missing": _("Enter the day: this promise has no periods of its own."),
    "report_sheet.membership_ended": _(
        "Whoever brought it does not belong to the organisation any more. Nothing was saved."
    ),
}
