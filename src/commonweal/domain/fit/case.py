"""One procurement with its ask, as the fit rules read it.

The words are those of the case file format. Money is pence including VAT, the weighting is basis points, the size of
the delivery team is thousandths of a full-time equivalent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.metrics import (
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.domain.procurements import InnovationStage, Nature

__all__ = [
    "EARLY_STAGES",
    "AuthorityKind",
    "BaselineBasis",
    "DeliveryPlace",
    "FitAsk",
    "FitCase",
    "FitMetric",
    "FitProcurement",
    "InnovationStage",
    "MetricKind",
    "MetricLevel",
    "MetricPeriod",
    "MetricUse",
    "Nation",
    "Nature",
    "TargetKind",
    "default_use",
]


class AuthorityKind(StrEnum):
    """Kind of contracting authority. Central government is in scope of PPN 002."""

    CENTRAL = "central"
    LOCAL = "local"
    NHS = "nhs"
    OTHER = "other"


class Nation(StrEnum):
    """The nation whose rules the procurement follows."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class DeliveryPlace(StrEnum):
    """Where the work is done."""

    REMOTE = "remote"
    ON_SITE = "on-site"
    MIXED = "mixed"


#: Innovation stages at which the solution is not yet certain. A tuple: members are found by identity, without hashing.
EARLY_STAGES = (InnovationStage.DISCOVERY, InnovationStage.PROTOTYPE, InnovationStage.PILOT)


@dataclass(frozen=True, slots=True)
class FitMetric:
    """One metric of the ask."""

    id: str
    kind: MetricKind
    target: TargetKind
    period: MetricPeriod
    baseline: BaselineBasis
    level: MetricLevel
    prescriptive: bool
    used_for: MetricUse


@dataclass(frozen=True, slots=True)
class FitProcurement:
    """What is bought, from when, for how long and how. `value` is pence including VAT, lots, options and extensions.

    `is_concession` and `kpis_excepted` (a framework agreement, a concession, another law) are known from records alone: a case
    file has one flag, `light_touch`, for all of them.
    """

    subject: str
    nature: Nature
    value: int
    duration_months: int
    extension_months: int
    started_on: dt.date
    stage: InnovationStage
    team_fte_thousandths: int
    delivery: DeliveryPlace
    people_facing: bool
    research: bool
    call_off: bool
    light_touch: bool
    mainly_small_market: bool
    market_engagement: bool
    contract_manager: str | None
    remedies: bool
    nation: Nation = Nation.ENGLAND
    trl: int | None = None
    social_value_act_record: bool = True
    is_concession: bool = False
    kpis_excepted: bool = False


@dataclass(frozen=True, slots=True)
class FitAsk:
    """What is asked. `weighting` is basis points of the whole score; `none_fits_reason` records why no outcome fits.

    `link_can_be_stated` says whether somebody can say how the chosen outcomes are linked to the subject; it is known from
    records alone, and true of a case file.
    """

    model: str
    weighting: int
    outcomes: frozenset[str]
    criteria_edited: bool
    good_practice_only: bool
    narrative_required: bool
    rewards_learning: bool
    review_cadence_months: int | None
    thread: tuple[str, ...]
    places: tuple[str, ...]
    local: bool
    restricts_location: bool
    pounds_decide_score: bool
    word_limit: int
    evidence_items: int
    kpis_planned: int
    kpis_social_value: int
    metrics: tuple[FitMetric, ...]
    kpi_exemption_reason: str | None = None
    none_fits_reason: str | None = None
    link_can_be_stated: bool = True


@dataclass(frozen=True, slots=True)
class FitCase:
    """A named case: who buys, what, and what is asked."""

    id: str
    authority: AuthorityKind
    procurement: FitProcurement
    ask: FitAsk


def default_use(target: TargetKind) -> MetricUse:
    """What a metric is used for when nobody says: a fixed target is taken as one that money hangs on."""
    return MetricUse.PAYMENT if target is TargetKind.FIXED else MetricUse.LEARNING
