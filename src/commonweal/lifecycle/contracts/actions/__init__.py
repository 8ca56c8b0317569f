"""All writes of the contracts stage."""

from commonweal.lifecycle.contracts.actions.awarded import (
    enter,
    enter_from_award,
    not_entered,
    prepare_from_award,
)
from commonweal.lifecycle.contracts.actions.failures import (
    FailureFacts,
    correct_failure,
    record_failure,
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
from commonweal.lifecycle.contracts.actions.published import record_published

__all__ = (
    "FailureFacts",
    "KpiFacts",
    "Rated",
    "assess_kpi",
    "change_kpi",
    "correct_failure",
    "enter",
    "enter_from_award",
    "finish",
    "name_commitment_leads",
    "name_leads",
    "not_entered",
    "prepare_from_award",
    "record_failure",
    "record_published",
    "serve",
    "set_kpi",
    "stop_serving",
    "terminate",
    "withdraw_kpi",
)
