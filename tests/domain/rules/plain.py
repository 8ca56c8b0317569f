"""A plain procurement that no rule complains of; every test changes only what its rule is about."""

import datetime as dt
from dataclasses import replace
from typing import Any

from commonweal.domain.fit.case import (
    AuthorityKind,
    BaselineBasis,
    DeliveryPlace,
    FitAsk,
    FitCase,
    FitMetric,
    FitProcurement,
    InnovationStage,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    Nature,
    TargetKind,
    default_use,
)

POUND = 100
STARTED = dt.date(2026, 3, 2)


def metric(**changes: Any) -> FitMetric:
    """One harmless metric; `used_for` follows the target unless it is said."""
    plain: dict[str, Any] = {
        "id": "learning-hours",
        "kind": MetricKind.HOURS,
        "target": TargetKind.RANGE,
        "period": MetricPeriod.CONTRACT,
        "baseline": BaselineBasis.NONE,
        "level": MetricLevel.OUTPUT,
        "prescriptive": False,
    }
    wanted = plain | changes
    return FitMetric(**({"used_for": default_use(wanted["target"])} | wanted))


def metrics(count: int) -> tuple[FitMetric, ...]:
    return tuple(metric(id=f"m{number}") for number in range(count))


PLAIN = FitCase(
    id="plain",
    authority=AuthorityKind.LOCAL,
    procurement=FitProcurement(
        subject="Plain services",
        nature=Nature.SERVICES,
        value=400_000 * POUND,
        duration_months=36,
        extension_months=0,
        started_on=STARTED,
        stage=InnovationStage.BUSINESS_AS_USUAL,
        team_fte_thousandths=20_000,
        delivery=DeliveryPlace.ON_SITE,
        people_facing=False,
        research=False,
        call_off=False,
        light_touch=False,
        mainly_small_market=False,
        market_engagement=True,
        contract_manager="A named person",
        remedies=True,
    ),
    ask=FitAsk(
        model="ppn002",
        weighting=1000,
        outcomes=frozenset({"1"}),
        criteria_edited=True,
        good_practice_only=False,
        narrative_required=True,
        rewards_learning=True,
        review_cadence_months=3,
        thread=("mission-outcome",),
        places=(),
        local=False,
        restricts_location=False,
        pounds_decide_score=False,
        word_limit=1000,
        evidence_items=1,
        kpis_planned=0,
        kpis_social_value=0,
        metrics=(metric(),),
    ),
)
_ASK_FIELDS = frozenset(FitAsk.__dataclass_fields__)


def plain(**changes: Any) -> FitCase:
    """The plain case with fields of the procurement, the ask or `authority` changed; `pounds` sets the value."""
    if "pounds" in changes:
        changes["value"] = round(changes.pop("pounds") * POUND)
    if "outcomes" in changes:
        changes["outcomes"] = frozenset(changes["outcomes"])
    authority = changes.pop("authority", PLAIN.authority)
    ask = {name: changes.pop(name) for name in list(changes) if name in _ASK_FIELDS}
    return FitCase("plain", authority, replace(PLAIN.procurement, **changes), replace(PLAIN.ask, **ask))
