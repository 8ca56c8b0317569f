"""Which choice of the journey causes each finding, so that it can be shown beside it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Choice(StrEnum):
    """A question that the officer answers, from the first description to the last metric."""

    DESCRIPTION = "description"
    NATURE = "nature"
    VALUE = "value"
    DATES = "dates"
    PLACES = "places"
    STAGE = "stage"
    WORK = "work"
    MARKET = "market"
    MANAGING = "managing"
    ASKING = "asking"
    AIM = "aim"
    PURPOSE = "purpose"
    OUTCOME = "outcome"
    QUESTION = "question"
    BANDS = "bands"
    METRIC = "metric"
    WEIGHTING = "weighting"


C = Choice
#: The choices that cause a rule's finding, the one that most often should change first.
CAUSES: Mapping[str, tuple[Choice, ...]] = {
    "weight-below-minimum": (C.WEIGHTING, C.VALUE),
    "pounds-score": (C.ASKING,),
    "too-many-outcomes": (C.OUTCOME, C.VALUE),
    "specialist-or-remote-work": (C.OUTCOME, C.WORK, C.STAGE),
    "outcome-not-relevant": (C.OUTCOME, C.WORK, C.ASKING),
    "low-ambition": (C.OUTCOME, C.METRIC),
    "innovation-outcomes-suggested": (C.OUTCOME, C.STAGE),
    "no-thread": (C.AIM, C.DESCRIPTION),
    "place-not-defined": (C.PLACES, C.PURPOSE),
    "too-many-metrics": (C.METRIC,),
    "headcount-for-small-team": (C.METRIC, C.WORK),
    "fixed-target-in-early-stage": (C.METRIC, C.STAGE),
    "reduction-without-baseline": (C.METRIC,),
    "duration-too-short-for-metric": (C.METRIC, C.DATES),
    "outside-supplier-control": (C.METRIC,),
    "absolute-quantity-on-call-off": (C.METRIC, C.WORK),
    "prescriptive-offer": (C.METRIC,),
    "learning-not-rewarded": (C.BANDS, C.STAGE),
    "numbers-only": (C.MANAGING,),
    "no-contract-manager": (C.MANAGING,),
    "no-remedy-ladder": (C.MANAGING,),
    "short-contract": (C.DATES,),
    "not-additional": (C.ASKING, C.QUESTION),
    "copied-unchanged": (C.OUTCOME, C.MARKET),
    "no-market-engagement": (C.MARKET, C.VALUE),
    "burden-on-small-tenderers": (C.QUESTION, C.METRIC, C.VALUE),
    "location-restriction-above-threshold": (C.MARKET, C.VALUE),
    "location-restriction-below-threshold": (C.MARKET, C.VALUE),
    "social-value-act-not-considered": (C.MARKET, C.NATURE),
    "kpi-duty": (C.MANAGING, C.VALUE),
}
#: The choices of the procurement itself, made before the ask.
OF_THE_PROCUREMENT = (C.DESCRIPTION, C.NATURE, C.VALUE, C.DATES, C.PLACES, C.STAGE)
#: The choices that a person states on their own pages because no other record holds them.
OF_WHAT_IS_STATED = (C.WORK, C.MARKET, C.ASKING, C.MANAGING)
