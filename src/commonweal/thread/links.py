"""Each kind of link on the thread, registered once: from which kind to which, and the rows that say so.

Every link is a row owned by the later stage. A link points down: `upper` is the key of what is served or rested on.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from commonweal.domain.thread import NodeKind
from commonweal.lifecycle.contracts.models import Commitment, Contract, ContractServes
from commonweal.lifecycle.delivery.models import (
    LearningReview,
    Lesson,
    Report,
    ReportEvidence,
    ReviewContract,
)
from commonweal.lifecycle.procurement.models import Ask, ProcurementServes
from commonweal.lifecycle.strategy.models import Outcome
from commonweal.lifecycle.tendering.models import Tender
from commonweal.records.scopes import ScopedQuerySet

K = NodeKind


@dataclass(frozen=True)
class LinkSource:
    """One kind of link. `upper_path` and `lower_path` lead from its row to the keys of both ends.

    `has_basis` marks a claim (what serves what), whose row has `basis` and `reason`; other links are facts of record.
    """

    upper: NodeKind
    lower: NodeKind
    model: type
    upper_path: str
    lower_path: str = "pk"
    only: Q = field(default_factory=Q)
    has_basis: bool = False

    def rows(self) -> ScopedQuerySet:
        """All rows of this kind with both ends; a trace shows only those whose ends its viewer may see."""
        found: ScopedQuerySet = self.model.objects.for_system(
            "links of the thread, shown only between visible ends"
        )  # type: ignore[attr-defined]
        return found.filter(self.only, **{f"{self.upper_path}__isnull": False})


_WHOLE = Q(commitment__isnull=True)
_SHARED_WITH_LESSON = Q(review__lesson__isnull=False, review__contract__isnull=True)

LINKS: tuple[LinkSource, ...] = (
    LinkSource(K.MISSION, K.OUTCOME, Outcome, "mission_id"),
    LinkSource(K.MISSION, K.PROCUREMENT, ProcurementServes, "mission_id", "procurement_id", has_basis=True),
    LinkSource(K.OUTCOME, K.PROCUREMENT, ProcurementServes, "outcome_id", "procurement_id", has_basis=True),
    LinkSource(K.PROCUREMENT, K.ASK, Ask, "procurement_id"),
    LinkSource(K.ASK, K.TENDER, Tender, "ask_version__ask_id"),
    LinkSource(K.PROCUREMENT, K.CONTRACT, Contract, "procurement_id"),
    LinkSource(K.TENDER, K.CONTRACT, Contract, "tender_id"),
    # Whoever may not read the tender still sees what the contract answers to.
    LinkSource(K.ASK, K.CONTRACT, Contract, "tender__ask_version__ask_id"),
    LinkSource(K.MISSION, K.CONTRACT, ContractServes, "mission_id", "contract_id", _WHOLE, has_basis=True),
    LinkSource(K.OUTCOME, K.CONTRACT, ContractServes, "outcome_id", "contract_id", _WHOLE, has_basis=True),
    LinkSource(
        K.MISSION, K.COMMITMENT, ContractServes, "mission_id", "commitment_id", ~_WHOLE, has_basis=True
    ),
    LinkSource(
        K.OUTCOME, K.COMMITMENT, ContractServes, "outcome_id", "commitment_id", ~_WHOLE, has_basis=True
    ),
    LinkSource(K.CONTRACT, K.COMMITMENT, Commitment, "contract_id"),
    LinkSource(K.COMMITMENT, K.REPORT, Report, "commitment_id"),
    LinkSource(K.REPORT, K.EVIDENCE, ReportEvidence, "report_id"),
    LinkSource(K.CONTRACT, K.LESSON, Lesson, "contract_id"),
    LinkSource(K.COMMITMENT, K.LESSON, Lesson, "commitment_id"),
    # What a shared review learned hangs from every contract that it looked at, and from the mission it was about.
    LinkSource(K.CONTRACT, K.LESSON, ReviewContract, "contract_id", "review__lesson_id", _SHARED_WITH_LESSON),
    LinkSource(K.MISSION, K.LESSON, LearningReview, "mission_id", "lesson_id", Q(lesson__isnull=False)),
)

SHORT_CUTS: tuple[LinkSource, ...] = (
    LinkSource(K.CONTRACT, K.REPORT, Report, "commitment__contract_id"),
    LinkSource(K.CONTRACT, K.EVIDENCE, ReportEvidence, "report__commitment__contract_id"),
    LinkSource(K.COMMITMENT, K.EVIDENCE, ReportEvidence, "report__commitment_id"),
)
"""The same facts of record over two steps, for a walk that takes only the first of many."""
