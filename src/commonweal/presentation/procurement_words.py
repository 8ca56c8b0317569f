"""The words for what a procurement and its ask may be: one dictionary per enumeration of `domain`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commonweal.domain.assessment.lot_awards import LOT_RULES
from commonweal.domain.assessment.price import PRICE_RULES
from commonweal.domain.assessment.quantity import QUANTITY_RULES
from commonweal.domain.assessment.ties import TIE_RULES
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.metrics import (
    Aggregation,
    BaselineBasis,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.domain.procurements import InnovationStage, Nature, ProcurementKind, ProcurementStatus, Regime
from commonweal.domain.thread import LinkBasis
from commonweal.presentation.term_words import KIND as TERM_KIND
from commonweal.presentation.words.requirements import CONDITION_KIND, LINE_KIND

S = ProcurementStatus
STATUS: dict[str, Any] = {
    S.PLANNED: _("Planned"),
    S.ENGAGEMENT: _("Preliminary market engagement"),
    S.DESIGN: _("Designing the ask"),
    S.OPEN: _("Open to tenders"),
    S.CLOSED: _("Closed, tenders sealed"),
    S.OPENED: _("Tenders opened"),
    S.ASSESSING: _("Assessing"),
    S.AWARD_DECIDED: _("Award decided"),
    S.IN_CONTRACT: _("In contract"),
    S.ENDED: _("Contract ended"),
    S.WITHDRAWN: _("Withdrawn"),
    S.TERMINATED: _("Procurement terminated"),
}
#: The colour that goes with the words of a status, never instead of them.
STATUS_TAG: dict[str, str] = {
    S.OPEN: "ok",
    S.IN_CONTRACT: "ok",
    S.AWARD_DECIDED: "teal",
    S.WITHDRAWN: "stop",
    S.TERMINATED: "stop",
}
#: What a button that moves a procurement to a status says.
MOVE: dict[str, Any] = {
    S.ENGAGEMENT: _("Talk to the market first"),
    S.DESIGN: _("Start designing the ask"),
    S.WITHDRAWN: _("Withdraw the procurement"),
    S.TERMINATED: _("Terminate the procurement"),
}
KIND: dict[str, Any] = {
    ProcurementKind.CONTRACT: _("Contract"),
    ProcurementKind.FRAMEWORK_AGREEMENT: _("Framework agreement"),
    ProcurementKind.CALL_OFF: _("Call-off"),
    ProcurementKind.DYNAMIC_MARKET: _("Dynamic market"),
}
KIND_HINT: dict[str, Any] = {
    ProcurementKind.CONTRACT: _("One agreement for one need, with or without lots"),
    ProcurementKind.FRAMEWORK_AGREEMENT: _("Terms under which contracts will be awarded later"),
    ProcurementKind.CALL_OFF: _("A contract under one of your framework agreements or dynamic markets"),
    ProcurementKind.DYNAMIC_MARKET: _("A list of suppliers that stays open to new ones"),
}
REGIME: dict[str, Any] = {
    Regime.PROCUREMENT_ACT_2023: _("Procurement Act 2023"),
    Regime.PROCUREMENT_ACT_2023_WALES: _("Procurement Act 2023 with the Welsh regulations"),
    Regime.REGULATIONS_2015_2016: _("Regulations of 2015 and 2016"),
    Regime.PROVIDER_SELECTION_2023: _("Provider Selection Regime 2023"),
    Regime.SCOTLAND: _("Scottish procurement law"),
    Regime.BELOW_THRESHOLD: _("Below the threshold"),
    Regime.EXEMPT: _("Exempt"),
}
REGIME_HINT: dict[str, Any] = {
    Regime.REGULATIONS_2015_2016: _(
        "Only what began before 24 February 2025, and call-offs from older agreements"
    ),
    Regime.PROVIDER_SELECTION_2023: _("Health care services in England"),
}
NATURE: dict[str, Any] = {
    Nature.GOODS: _("Goods"),
    Nature.SERVICES: _("Services"),
    Nature.WORKS: _("Works"),
}
INNOVATION_STAGE: dict[str, Any] = {
    InnovationStage.DISCOVERY: _("Discovery"),
    InnovationStage.PROTOTYPE: _("Prototype"),
    InnovationStage.PILOT: _("Pilot"),
    InnovationStage.SCALE_UP: _("Scale-up"),
    InnovationStage.BUSINESS_AS_USUAL: _("Business as usual"),
}
INNOVATION_STAGE_HINT: dict[str, Any] = {
    InnovationStage.DISCOVERY: _("We are finding out what the problem is"),
    InnovationStage.PROTOTYPE: _("We are trying ideas, and most will change"),
    InnovationStage.PILOT: _("One idea is tried for real, in a small way"),
    InnovationStage.SCALE_UP: _("It works somewhere, and we want more of it"),
    InnovationStage.BUSINESS_AS_USUAL: _("We know what we need and what good looks like"),
}
CRITERION_KIND: dict[str, Any] = {
    CriterionKind.PRICE: _("Price"),
    CriterionKind.QUALITY: _("Quality"),
    CriterionKind.SOCIAL_VALUE: _("Social value"),
}
METRIC_KIND: dict[str, Any] = {
    MetricKind.HEADCOUNT: _("People"),
    MetricKind.HOURS: _("Hours"),
    MetricKind.COUNT: _("Number of things"),
    MetricKind.SPEND: _("Money spent"),
    MetricKind.SHARE: _("Share of a whole"),
    MetricKind.REDUCTION: _("Reduction against a baseline"),
    MetricKind.AREA: _("Area"),
}
METRIC_LEVEL: dict[str, Any] = {
    MetricLevel.OUTPUT: _("Something the supplier does"),
    MetricLevel.OUTCOME: _("A change in the world that has many causes"),
}
METRIC_USE: dict[str, Any] = {
    MetricUse.LEARNING: _("Learning together"),
    MetricUse.PAYMENT: _("Payment or deductions"),
}
TARGET: dict[str, Any] = {
    TargetKind.NONE: _("The tenderer says how much"),
    TargetKind.FIXED: _("A fixed figure"),
    TargetKind.RANGE: _("A range"),
    TargetKind.PATHWAY: _("A pathway of milestones"),
}
PERIOD: dict[str, Any] = {
    MetricPeriod.MONTH: _("Every month"),
    MetricPeriod.QUARTER: _("Every quarter"),
    MetricPeriod.YEAR: _("Every year"),
    MetricPeriod.CONTRACT: _("Once, for the whole contract"),
}
AGGREGATION: dict[str, Any] = {
    Aggregation.SUM: _("Added up"),
    Aggregation.LATEST: _("The latest figure stands"),
}
BASELINE: dict[str, Any] = {
    BaselineBasis.NONE: _("No baseline"),
    BaselineBasis.PRE_CONTRACT: _("Fixed before the contract starts"),
    BaselineBasis.INDEPENDENT: _("Fixed by somebody independent"),
}
BASIS: dict[str, Any] = {
    LinkBasis.PUBLISHED: _("as published"),
    LinkBasis.EDITORIAL: _("our reading"),
    LinkBasis.DECIDED: _("our decision"),
    LinkBasis.RECORDED: _("on record"),
}
WORDING: dict[str, Any] = {
    "verified": _("wording checked"),
    "reported": _("wording from a secondary source"),
    "provisional": _("wording not yet checked"),
    "confirmed": _("wording confirmed by us"),
    "corrected": _("wording corrected by us"),
}
#: Titles and statements of price formulas are rules with a source; they are shown as the rule states them.
PRICE_FORMULA: dict[str, str] = {rule.id: _(rule.title) for rule in PRICE_RULES.values()}
PRICE_STATEMENT: dict[str, str] = {rule.id: _(rule.statement) for rule in PRICE_RULES.values()}

#: The files of a pack, by part and kind of file.
PACK_FILE: dict[str, Any] = {
    "schedule.docx": _("Ask schedule, Word"),
    "schedule.odt": _("Ask schedule, OpenDocument"),
    "schedule.pdf": _("Ask schedule, PDF"),
    "workbook.xlsx": _("Response workbook, Excel"),
    "workbook.ods": _("Response workbook, OpenDocument"),
    "own.docx": _("Ask schedule in our own Word template"),
}

#: Everything a template needs to word an ask.
ASK_WORDS: dict[str, dict[str, Any]] = {
    "kind": KIND,
    "regime": REGIME,
    "nature": NATURE,
    "innovation_stage": INNOVATION_STAGE,
    "criterion_kind": CRITERION_KIND,
    "metric_kind": METRIC_KIND,
    "level": METRIC_LEVEL,
    "used_for": METRIC_USE,
    "target": TARGET,
    "period": PERIOD,
    "aggregation": AGGREGATION,
    "baseline": BASELINE,
    "basis": BASIS,
    "wording": WORDING,
    "price_formula": PRICE_FORMULA,
    "price_statement": PRICE_STATEMENT,
    "tie_rule": {rule.id: rule for rule in TIE_RULES.values()},
    "lot_rule": {rule.id: rule for rule in LOT_RULES.values()},
    "quantity_rule": {rule.id: rule for rule in QUANTITY_RULES.values()},
    "status": STATUS,
    "status_tag": STATUS_TAG,
    "pack_file": PACK_FILE,
    "condition_kind": CONDITION_KIND,
    "term_kind": TERM_KIND,
    "line_kind": LINE_KIND,
}


def choices(words: dict[str, Any]) -> list[tuple[str, Any]]:
    """A dictionary of words as the choices of a form field."""
    return [(str(value), text) for value, text in words.items()]
