"""Stored things of the planning stage."""

from commonweal.lifecycle.planning.models.engagement import (
    Engagement,
    EngagementAnswer,
    EngagementInvitation,
    EngagementQuestion,
    Heard,
    MarketQuestion,
)
from commonweal.lifecycle.planning.models.pipeline import PipelineEntry, PipelineServes

__all__ = (
    "Engagement",
    "EngagementAnswer",
    "EngagementInvitation",
    "EngagementQuestion",
    "Heard",
    "MarketQuestion",
    "PipelineEntry",
    "PipelineServes",
)
