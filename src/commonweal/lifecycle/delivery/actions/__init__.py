"""All writes of the delivery stage."""

from commonweal.lifecycle.delivery.actions import answering, reporting, sampling, totals, verifying
from commonweal.lifecycle.delivery.actions.answering import add_evidence, answer_question
from commonweal.lifecycle.delivery.actions.learning import (
    answer_lesson,
    answer_proposal,
    link_lesson,
    offer_lesson,
    propose_to_library,
    write_lesson,
)
from commonweal.lifecycle.delivery.actions.reminding import remind_to_report
from commonweal.lifecycle.delivery.actions.reporting import (
    Claim,
    Upload,
    correct,
    record_published_report,
    report,
)
from commonweal.lifecycle.delivery.actions.reviewing import (
    add_review_action,
    finish_review_action,
    hold_review,
    plan_review,
    prepare_review,
    write_review_together,
)
from commonweal.lifecycle.delivery.actions.sampling import draw_sample
from commonweal.lifecycle.delivery.actions.shared_reviews import (
    bring_contracts,
    go_on_without,
    invite_to_review,
    plan_shared_review,
    remind_party,
)
from commonweal.lifecycle.delivery.actions.sheets import (
    Faulty,
    bring_report_sheet,
    check_may_bring,
    refuse_report_sheet,
    save_report_sheet,
    say_progress,
)
from commonweal.lifecycle.delivery.actions.stories import tell_story, withdraw_story
from commonweal.lifecycle.delivery.actions.verifying import verify

__all__ = (
    "Claim",
    "Faulty",
    "Upload",
    "add_evidence",
    "add_review_action",
    "answer_lesson",
    "answer_proposal",
    "answer_question",
    "answering",
    "bring_contracts",
    "bring_report_sheet",
    "check_may_bring",
    "correct",
    "draw_sample",
    "finish_review_action",
    "go_on_without",
    "hold_review",
    "invite_to_review",
    "link_lesson",
    "offer_lesson",
    "plan_review",
    "plan_shared_review",
    "prepare_review",
    "propose_to_library",
    "record_published_report",
    "refuse_report_sheet",
    "remind_party",
    "remind_to_report",
    "report",
    "reporting",
    "sampling",
    "save_report_sheet",
    "say_progress",
    "tell_story",
    "totals",
    "verify",
    "verifying",
    "withdraw_story",
    "write_lesson",
    "write_review_together",
)
