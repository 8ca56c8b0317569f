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
from commonweal.lifecycle.assessment.actions.confidential import mark_confidential, unmark
from commonweal.lifecycle.assessment.actions.conflicts import note_conflict, remind, review_conflicts
from commonweal.lifecycle.assessment.actions.lifting import lift_exclusion
from commonweal.lifecycle.assessment.actions.moderation import agree, lock, note_view, reopen
from commonweal.lifecycle.assessment.actions.no_awards import decide_no_award, take_back
from commonweal.lifecycle.assessment.actions.panels import (
    add_member,
    begin,
    decide_interest,
    declare,
    leave,
    note_training,
    remove_member,
    set_due,
    start_scoring,
)
from commonweal.lifecycle.assessment.actions.rounds import decide_round
from commonweal.lifecycle.assessment.actions.scoring import hand_in, save_score
from commonweal.lifecycle.assessment.actions.sheets import bring_back, refuse_sheet, save_sheet
from commonweal.lifecycle.assessment.actions.suitability import (
    add_party,
    answer,
    ask,
    check_debarment,
    decide_condition,
    decide_finding,
    decide_price,
    find_ground,
    set_condition,
    supplier_party,
)
from commonweal.lifecycle.assessment.actions.whole_files import (
    ask_for_whole_file,
    forget_whole_files,
    whole_file_failed,
    whole_file_ready,
)

__all__ = (
    "add_member",
    "add_party",
    "agree",
    "answer",
    "ask",
    "ask_for_whole_file",
    "begin",
    "begin_standstill",
    "bring_back",
    "check_debarment",
    "check_ready",
    "decide",
    "decide_condition",
    "decide_finding",
    "decide_interest",
    "decide_no_award",
    "decide_price",
    "decide_round",
    "declare",
    "find_ground",
    "forget_whole_files",
    "hand_in",
    "leave",
    "lift_exclusion",
    "lock",
    "mark_confidential",
    "note_conflict",
    "note_entered",
    "note_training",
    "note_view",
    "publish_notice",
    "refuse_sheet",
    "remind",
    "remove_member",
    "reopen",
    "review_conflicts",
    "save_score",
    "save_sheet",
    "send_summaries",
    "set_condition",
    "set_due",
    "start_scoring",
    "supplier_party",
    "take_back",
    "unmark",
    "whole_file_failed",
    "whole_file_ready",
    "withdraw",
)
