"""Stored things of the tendering stage.

Nothing here can be reached from a procurement, a lot or a round: before opening their authority may know no more than a
count, so no reverse relation exists.
"""

from commonweal.lifecycle.tendering.models.clarifications import (
    ClarificationQuestion,
    PublishedAnswer,
    TenderingTerms,
)
from commonweal.lifecycle.tendering.models.deadlines import DeadlineExtension, LateTender
from commonweal.lifecycle.tendering.models.imports import (
    ImportColumn,
    ImportedTender,
    ImportStatus,
    TenderImport,
)
from commonweal.lifecycle.tendering.models.interests import Interest
from commonweal.lifecycle.tendering.models.opened import (
    OfferedCommitment,
    OfferedMilestone,
    OfferedPeriod,
    TenderAnswer,
    TenderDocument,
    TenderPrice,
)
from commonweal.lifecycle.tendering.models.openers import (
    Handover,
    OpenerKey,
    Opening,
    ProcurementSeal,
    SealShare,
)
from commonweal.lifecycle.tendering.models.tenders import (
    DraftFile,
    Receipt,
    SealedPackage,
    Tender,
    TenderDraft,
)
from commonweal.lifecycle.tendering.models.together import (
    ConditionStatement,
    OfferedDelivery,
    TenderParty,
    TenderPriceLine,
)

__all__ = (
    "ClarificationQuestion",
    "ConditionStatement",
    "DeadlineExtension",
    "DraftFile",
    "Handover",
    "ImportColumn",
    "ImportStatus",
    "ImportedTender",
    "Interest",
    "LateTender",
    "OfferedCommitment",
    "OfferedDelivery",
    "OfferedMilestone",
    "OfferedPeriod",
    "OpenerKey",
    "Opening",
    "ProcurementSeal",
    "PublishedAnswer",
    "Receipt",
    "SealShare",
    "SealedPackage",
    "Tender",
    "TenderAnswer",
    "TenderDocument",
    "TenderDraft",
    "TenderImport",
    "TenderParty",
    "TenderPrice",
    "TenderPriceLine",
    "TenderingTerms",
)
