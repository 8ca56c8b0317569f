"""All writes of the procurement stage."""

from commonweal.lifecycle.procurement.actions.asks import (
    add_criterion,
    add_metric,
    add_promise,
    edit_ask,
    edit_criterion,
    edit_metric,
    edit_promise,
    remove_criterion,
    remove_metric,
    remove_promise,
    set_weights,
)
from commonweal.lifecycle.procurement.actions.findings import decide, set_rule_value, state_facts
from commonweal.lifecycle.procurement.actions.heard import differences_since, say_changed, take_baseline
from commonweal.lifecycle.procurement.actions.law import (
    choose_procedure,
    mark_duty,
    record_social_value_act,
    review_access,
    set_legal_facts,
)
from commonweal.lifecycle.procurement.actions.library import copy_criterion, copy_metric
from commonweal.lifecycle.procurement.actions.parts import (
    add_lot,
    add_round,
    edit_lot,
    edit_round,
    remove_lot,
    remove_round,
)
from commonweal.lifecycle.procurement.actions.procurements import begin, edit, serve, set_places, stop_serving
from commonweal.lifecycle.procurement.actions.publishing import publish
from commonweal.lifecycle.procurement.actions.statuses import close_if_due, move, open_next_round

__all__ = (
    "add_criterion",
    "add_lot",
    "add_metric",
    "add_promise",
    "add_round",
    "begin",
    "choose_procedure",
    "close_if_due",
    "copy_criterion",
    "copy_metric",
    "decide",
    "differences_since",
    "edit",
    "edit_ask",
    "edit_criterion",
    "edit_lot",
    "edit_metric",
    "edit_promise",
    "edit_round",
    "mark_duty",
    "move",
    "open_next_round",
    "publish",
    "record_social_value_act",
    "remove_criterion",
    "remove_lot",
    "remove_metric",
    "remove_promise",
    "remove_round",
    "review_access",
    "say_changed",
    "serve",
    "set_legal_facts",
    "set_places",
    "set_rule_value",
    "set_weights",
    "state_facts",
    "stop_serving",
    "take_baseline",
)
