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
    come_into_force,
    propose_change,
    withdraw_change,
)
from commonweal.lifecycle.contracts.actions.deals import (
    answer_contract_change,
    contract_change_comes_into_force,
    propose_contract_change,
    withdraw_contract_change,
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
    name_many_leads,
    serve,
    stop_serving,
    terminate,
)
from commonweal.lifecycle.contracts.actions.notices import state_notice_facts
from commonweal.lifecycle.contracts.actions.published import record_published
from commonweal.lifecycle.contracts.actions.recommendations import recommend
from commonweal.lifecycle.contracts.actions.register import Edit, OwnPromise, edit_register
from commonweal.lifecycle.contracts.actions.remedies import (
    StepFacts,
    begin_matter,
    close_step,
    link_failure,
    reply_to_step,
    take_step,
)
from commonweal.lifecycle.contracts.actions.spend import correct_spend, enter_spend
from commonweal.lifecycle.contracts.actions.terms import (
    Shown,
    TermFacts,
    decide_term,
    set_term,
    show_for_term,
)
from commonweal.lifecycle.contracts.actions.tier_two import (
    answer_tier_two,
    end_tier_two,
    invite_tier_two,
    name_tier_two,
    remove_part,
    set_part,
)

__all__ = (
    "Edit",
    "FailureFacts",
    "KpiFacts",
    "LineFacts",
    "OwnPromise",
    "Proposal",
    "Rated",
    "Said",
    "Shown",
    "StepFacts",
    "TermFacts",
    "answer_change",
    "answer_contract_change",
    "answer_handover",
    "answer_tier_two",
    "assess_kpi",
    "begin_handover",
    "begin_matter",
    "change_kpi",
    "close_step",
    "come_into_force",
    "confirm_line",
    "confirm_lines",
    "contract_change_comes_into_force",
    "correct_failure",
    "correct_spend",
    "decide_term",
    "edit_register",
    "end_tier_two",
    "enter",
    "enter_from_award",
    "enter_spend",
    "finish",
    "invite_tier_two",
    "link_failure",
    "name_commitment_leads",
    "name_leads",
    "name_many_leads",
    "name_tier_two",
    "not_entered",
    "prepare_from_award",
    "propose_change",
    "propose_contract_change",
    "recommend",
    "record_failure",
    "record_published",
    "remove_part",
    "reply_to_step",
    "send_handover",
    "serve",
    "set_kpi",
    "set_part",
    "set_reviews",
    "set_term",
    "show_for_term",
    "state_notice_facts",
    "stop_serving",
    "take_step",
    "terminate",
    "withdraw_change",
    "withdraw_contract_change",
    "withdraw_kpi",
)
