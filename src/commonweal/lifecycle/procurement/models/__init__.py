"""Stored things of the procurement stage."""

from commonweal.lifecycle.procurement.models.asks import (
    Ask,
    AskMetric,
    AskVersion,
    AuthorityPromise,
    Criterion,
)
from commonweal.lifecycle.procurement.models.procurements import (
    Lot,
    Procurement,
    ProcurementPlace,
    ProcurementServes,
    Round,
    StatusChange,
)

__all__ = (
    "Ask",
    "AskMetric",
    "AskVersion",
    "AuthorityPromise",
    "Criterion",
    "Lot",
    "Procurement",
    "ProcurementPlace",
    "ProcurementServes",
    "Round",
    "StatusChange",
)
