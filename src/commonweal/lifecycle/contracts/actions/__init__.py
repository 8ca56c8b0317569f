"""All writes of the contracts stage."""

from commonweal.lifecycle.contracts.actions.awarded import (
    enter,
    enter_from_award,
    not_entered,
    prepare_from_award,
)
from commonweal.lifecycle.contracts.actions.changes import (
    Proposal,
    Said,
    answer_change,
    propose_change,
    withdraw_change,
)
from commonweal.lifecycle.contracts.actions.failures import (
    FailureFacts,
    correct_failure,
    record_failure,
)
from commonweal.lifecycle.contracts.actions.handover import (
    LineFacts,
    answer_handover,
    begin_handover,
    confirm_line,
    confirm_lines,
    send_handover,
    set_reviews,
)
from commonweal.lifecycle.contracts.actions.kpis import (
    KpiFacts,
    Rated,
    assess_kpi,
    change_kpi,
    set_kpi,
    withdraw_kpi,
)
from commonweal.lifecycle.contracts.actions.looking_after import (
    finish,
    name_commitment_leads,
    name_leads,
    serve,
    stop_serving,
    terminate,
)
from commonweal.lifecycle.contracts.actions.notices import state_notice_facts
from commonweal.lifecycle.contracts.actions.published import record_published

__all__ = (
    "FailureFacts",
    "KpiFacts",
    "LineFacts",
    "Proposal",
    "Rated",
    "Said",
    "answer_change",
    "answer_handover",
    "assess_kpi",
    "begin_handover",
    "change_kpi",
    "confirm_line",
    "confirm_lines",
    "correct_failure",
    "enter",
    "enter_from_award",
    "finish",
    "name_commitment_leads",
    "name_leads",
    "not_entered",
    "prepare_from_award",
    "propose_change",
    "record_failure",
    "record_published",
    "send_handover",
    "serve",
    "set_kpi",
    "set_reviews",
    "state_notice_facts",
    "stop_serving",
    "terminate",
    "withdraw_change",
    "withdraw_kpi",
)
