"""All writes of the contracts stage."""

from commonweal.lifecycle.contracts.actions.awarded import (
    enter,
    enter_from_award,
    not_entered,
    prepare_from_award,
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
    "enter",
    "enter_from_award",
    "finish",
    "name_commitment_leads",
    "name_leads",
    "not_entered",
    "prepare_from_award",
    "record_published",
    "serve",
    "stop_serving",
    "terminate",
)
