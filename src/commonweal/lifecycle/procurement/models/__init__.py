"""Stored things of the procurement stage."""

from commonweal.lifecycle.procurement.models.asks import (
    Ask,
    AskMetric,
    AskVersion,
    AuthorityPromise,
    Criterion,
)
from commonweal.lifecycle.procurement.models.designing import (
    AskComment,
    AskReason,
    AskReview,
    AskWithdrawal,
    LocalPolicy,
    ScoringScale,
)
from commonweal.lifecycle.procurement.models.findings import FindingDecision, RuleValue, StatedFacts
from commonweal.lifecycle.procurement.models.law import (
    AccessReview,
    DutyMark,
    EngagementBaseline,
    EngagementChange,
    LegalFacts,
    ProcedureChoice,
    SocialValueActRecord,
)
from commonweal.lifecycle.procurement.models.packs import PackTemplate
from commonweal.lifecycle.procurement.models.procurements import (
    Lot,
    Procurement,
    ProcurementPlace,
    ProcurementServes,
    Round,
    StatusChange,
)

__all__ = (
    "AccessReview",
    "Ask",
    "AskComment",
    "AskMetric",
    "AskReason",
    "AskReview",
    "AskVersion",
    "AskWithdrawal",
    "AuthorityPromise",
    "Criterion",
    "DutyMark",
    "EngagementBaseline",
    "EngagementChange",
    "FindingDecision",
    "LegalFacts",
    "LocalPolicy",
    "Lot",
    "PackTemplate",
    "ProcedureChoice",
    "Procurement",
    "ProcurementPlace",
    "ProcurementServes",
    "Round",
    "RuleValue",
    "ScoringScale",
    "SocialValueActRecord",
    "StatedFacts",
    "StatusChange",
)
