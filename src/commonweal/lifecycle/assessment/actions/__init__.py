"""All writes of the assessment stage."""

from commonweal.lifecycle.assessment.actions.awards import (
    begin_standstill,
    check_ready,
    decide,
    note_entered,
    publish_notice,
    send_summaries,
    withdraw,
)
from commonweal.lifecycle.assessment.actions.moderation import agree, lock, note_view, reopen
from commonweal.lifecycle.assessment.actions.panels import (
    add_member,
    begin,
    decide_interest,
    declare,
    remove_member,
    start_scoring,
)
from commonweal.lifecycle.assessment.actions.scoring import hand_in, save_score

__all__ = (
    "add_member",
    "agree",
    "begin",
    "begin_standstill",
    "check_ready",
    "decide",
    "decide_interest",
    "declare",
    "hand_in",
    "lock",
    "note_entered",
    "note_view",
    "publish_notice",
    "remove_member",
    "reopen",
    "save_score",
    "send_summaries",
    "start_scoring",
    "withdraw",
)
