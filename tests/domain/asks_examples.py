"""A small frozen ask of the fictional borough, for tests that need one as a plain value."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from commonweal.domain.asks import (
    SCHEMA,
    AskContent,
    CriterionContent,
    LibraryContent,
    LotContent,
    ManagingContent,
    MetricContent,
    PlaceContent,
    PromiseContent,
    RoundContent,
    ServedContent,
    ServedKind,
)
from commonweal.domain.criteria import DEFAULT_BANDS, CriterionKind
from commonweal.domain.metrics import (
    Aggregation,
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)

DEADLINE = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


def a_metric(**changed: Any) -> MetricContent:
    """Hours of learning, a figure offered by the tenderer, reported each quarter."""
    metric = MetricContent(
        id="metric-hours",
        code="",
        title="Hours of learning for care workers",
        unit="hours",
        kind=MetricKind.HOURS,
        level=MetricLevel.OUTPUT,
        used_for=MetricUse.LEARNING,
        target=TargetKind.NONE,
        target_low=None,
        target_high=None,
        period=MetricPeriod.QUARTER,
        aggregation=Aggregation.SUM,
        baseline_basis=BaselineBasis.NONE,
        baseline=None,
        is_prescriptive=False,
        outcome_id="outcome-1",
        library=None,
    )
    return replace(metric, **changed)


def a_criterion(**changed: Any) -> CriterionContent:
    """A social value question worth 20%, edited from a library item."""
    criterion = CriterionContent(
        id="criterion-skills",
        kind=CriterionKind.SOCIAL_VALUE,
        code="1d",
        title="Care workers grow in their work",
        text="How the work helps people who care for others to learn and move on.",
        question="Say what you will do, by when, and how we would know.",
        weight_bp=2_000,
        word_limit=750,
        price_formula=None,
        bands=DEFAULT_BANDS,
        outcome_id="outcome-1",
        library=LibraryContent(
            "example-2026", "1d", "In-work progression", "Library wording.", "provisional"
        ),
        metrics=(a_metric(),),
    )
    return replace(criterion, **changed)


def a_price_criterion(**changed: Any) -> CriterionContent:
    """Price, worth 40%, scored by the lowest price in proportion."""
    price = a_criterion(
        id="criterion-price",
        kind=CriterionKind.PRICE,
        code="",
        title="Price",
        text="The total price for the contract period.",
        question="",
        weight_bp=4_000,
        word_limit=0,
        price_formula="lowest-price-proportion",
        bands=(),
        outcome_id=None,
        library=None,
        metrics=(),
    )
    return replace(price, **changed)


def an_ask(**changed: Any) -> AskContent:
    """One lot, one round, price 40%, quality 40%, social value 20%."""
    ask = AskContent(
        schema=SCHEMA,
        ask_id="ask-1",
        procurement_id="procurement-1",
        version=1,
        title="Home care in the north of the borough",
        description="Care at home for about 200 people.",
        why="We want residents to keep good health at home.",
        authority_id="authority-1",
        authority_name="Borough of Example",
        regime="procurement_act_2023",
        kind="contract",
        nature="services",
        cpv_division="85",
        innovation_stage="business-as-usual",
        value_pence=120_000_000,
        value_ex_vat_pence=100_000_000,
        contract_starts_on=date(2027, 6, 1),
        contract_ends_on=date(2030, 5, 31),
        extension_months=12,
        tender_deadline_at=DEADLINE,
        rounds=(RoundContent(1, "Tenders", DEADLINE),),
        lots=(LotContent("lot-1", 1, "Home care", "", 120_000_000, 100_000_000),),
        places=(PlaceContent("example-north", "North"),),
        serves=(ServedContent(ServedKind.OUTCOME, "outcome-1", "Residents keep good health", "decided"),),
        criteria=(
            a_price_criterion(),
            a_criterion(
                id="criterion-quality", kind=CriterionKind.QUALITY, weight_bp=4_000, library=None, metrics=()
            ),
            a_criterion(),
        ),
        promises=(
            PromiseContent(
                "promise-1", "Introduce the supplier to the three community groups.", None, "Head of care"
            ),
        ),
        managing=ManagingContent(contract_manager="Head of care", narrative_required=True, remedies=True),
    )
    return replace(ask, **changed)
