"""What the contracts stage stores."""

from commonweal.lifecycle.contracts.models.changes import ChangeAnswer, CommitmentChange
from commonweal.lifecycle.contracts.models.contracts import (
    Commitment,
    CommitmentMilestone,
    CommitmentPeriod,
    Contract,
    ContractServes,
    ContractStatusChange,
)
from commonweal.lifecycle.contracts.models.deals import ContractChange, ContractChangeAnswer
from commonweal.lifecycle.contracts.models.handover import Handover, HandoverLine, HandoverMove
from commonweal.lifecycle.contracts.models.notices import NoticeFacts
from commonweal.lifecycle.contracts.models.performance import Kpi, KpiAssessment, PerformanceFailure
from commonweal.lifecycle.contracts.models.recommendations import Recommendations
from commonweal.lifecycle.contracts.models.remedies import (
    RemedyMatter,
    RemedyReply,
    RemedyStep,
    RemedyStepFailure,
)
from commonweal.lifecycle.contracts.models.spend import ContractSpend
from commonweal.lifecycle.contracts.models.terms import ContractTerm, TermDecision, TermEvidence
from commonweal.lifecycle.contracts.models.tier_two import TierTwoPart, TierTwoRemoval, TierTwoSupplier

__all__ = (
    "ChangeAnswer",
    "Commitment",
    "CommitmentChange",
    "CommitmentMilestone",
    "CommitmentPeriod",
    "Contract",
    "ContractChange",
    "ContractChangeAnswer",
    "ContractServes",
    "ContractSpend",
    "ContractStatusChange",
    "ContractTerm",
    "Handover",
    "HandoverLine",
    "HandoverMove",
    "Kpi",
    "KpiAssessment",
    "NoticeFacts",
    "PerformanceFailure",
    "Recommendations",
    "RemedyMatter",
    "RemedyReply",
    "RemedyStep",
    "RemedyStepFailure",
    "TermDecision",
    "TermEvidence",
    "TierTwoPart",
    "TierTwoRemoval",
    "TierTwoSupplier",
)
