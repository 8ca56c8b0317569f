"""What is looked at before scoring, and which decisions take a tender out of the assessment."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from commonweal.domain.assessment.conditions import ConditionOutcome
from commonweal.domain.assessment.exclusions import ExclusionOutcome
from commonweal.domain.assessment.low_price import PriceOutcome
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.errors import Refused


class Matter(StrEnum):
    """What a decision is about."""

    EXCLUSION = "exclusion"
    CONDITION = "condition"
    LOW_PRICE = "low_price"


#: A tender with one of these is not assessed further, ranked or awarded.
TAKES_OUT = frozenset(
    {ExclusionOutcome.EXCLUDED.value, ConditionOutcome.NOT_MET.value, PriceOutcome.DISREGARDED.value}
)


class Decided(NamedTuple):
    """A decision as the rule sees it, in the order in which decisions were made. `about` names the finding or condition."""

    tender: int
    matter: str
    about: int | None
    outcome: str


def taken_out(decisions: Iterable[Decided]) -> frozenset[int]:
    """The tenders that are out: the newest decision of some matter takes them out."""
    standing = {(each.tender, each.matter, each.about): each.outcome for each in decisions}
    return frozenset(key[0] for key, outcome in standing.items() if outcome in TAKES_OUT)


def check_may_decide(status: AssessmentStatus, *, takes_out: bool, was_out: bool) -> None:
    """Raise `Refused` (``suitability.scores_are_in``) when a tender would come back after independent scores are in.

    It would have none. A tender may still go out: what is found after the scores are locked and before the contract is
    no less true, and the ranking is then worked out again without it.
    """
    if status in (AssessmentStatus.MODERATION, AssessmentStatus.LOCKED) and was_out and not takes_out:
        raise Refused("suitability.scores_are_in")
