"""Stored things of the strategy stage: missions and their theory of change, places, the framework library."""

from commonweal.lifecycle.strategy.models.charters import Charter
from commonweal.lifecycle.strategy.models.library import (
    FrameworkEdition,
    FrameworkItem,
    ItemAdaptation,
    ItemVerification,
)
from commonweal.lifecycle.strategy.models.missions import FiveQuestionAnswer, Mission
from commonweal.lifecycle.strategy.models.places import Place, PlaceShape
from commonweal.lifecycle.strategy.models.progress import (
    Indicator,
    MilestoneChange,
    Observation,
    Pathway,
    PathwayMilestone,
)
from commonweal.lifecycle.strategy.models.theory import Assumption, AssumptionJudgement, Outcome, OutcomeLink

__all__ = [
    "Assumption",
    "AssumptionJudgement",
    "Charter",
    "FiveQuestionAnswer",
    "FrameworkEdition",
    "FrameworkItem",
    "Indicator",
    "ItemAdaptation",
    "ItemVerification",
    "MilestoneChange",
    "Mission",
    "Observation",
    "Outcome",
    "OutcomeLink",
    "Pathway",
    "PathwayMilestone",
    "Place",
    "PlaceShape",
]
