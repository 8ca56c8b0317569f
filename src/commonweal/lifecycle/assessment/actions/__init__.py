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
from commonweal.lifecycle.assessment.actions.rounds import decide_round
from commonweal.lifecycle.assessment.actions.scoring import hand_in, save_score
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

__all__ = (
    "add_member",
    "add_party",
    "agree",
    "answer",
    "ask",
    "begin",
    "begin_standstill",
    "check_debarment",
    "check_ready",
    "decide",
    "decide_condition",
    "decide_finding",
    "decide_interest",
    "decide_price",
    "decide_round",
    "declare",
    "find_ground",
    "hand_in",
    "lock",
    "note_entered",
    "note_view",
    "publish_notice",
    "remove_member",
    "reopen",
    "save_score",
    "send_summaries",
    "set_condition",
    "start_scoring",
    "supplier_party",
    "withdraw",
)
