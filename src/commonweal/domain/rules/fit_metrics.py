"""Rules about what is counted and how the target is set."""

from commonweal.domain.fit.case import (
    BaselineBasis,
    FitCase,
    InnovationStage,
    MetricKind,
    MetricLevel,
    MetricPeriod,
    MetricUse,
    TargetKind,
)
from commonweal.domain.rules import sources
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.figures import EARLY_TRL, MOST_METRICS, SMALL_TEAM, YEAR, fte
from commonweal.domain.rules.model import Basis, Firing, Severity, fit_rule

_UNCERTAIN_STAGES = (InnovationStage.DISCOVERY, InnovationStage.PROTOTYPE)
_COUNTED_TOO_SOON = (MetricKind.REDUCTION, MetricKind.HEADCOUNT, MetricKind.SPEND)


def _warn(metrics: list[str], what: str) -> Firing | None:
    """A warning that names the metrics, or nothing when there are none."""
    return Firing(Severity.WARN, f"{what}: {', '.join(metrics)}.", tuple(metrics)) if metrics else None


@fit_rule(
    "too-many-metrics",
    Severity.WARN,
    why="Small tenderers drown in measures; one council caps them at six.",
    suggestion="Keep the few that are relevant.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.BRADFORD,
    whose="City of Bradford Metropolitan District Council",
    parameters=(MOST_METRICS,),
)
def too_many_metrics(case: FitCase, book: RuleBook) -> Firing | None:
    """More than {most_metrics} metrics are asked for."""
    count = len(case.ask.metrics)
    return Firing(Severity.WARN, f"There are {count}.") if count > book[MOST_METRICS] else None


@fit_rule(
    "headcount-for-small-team",
    Severity.WARN,
    why="A team of four cannot promise apprenticeships, percentages of tiny numbers mislead, and small firms are "
    "penalised.",
    suggestion="Ask for hours of learning, co-design with users, early-career cohorts or open knowledge.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
    parameters=(SMALL_TEAM,),
)
def headcount_for_small_team(case: FitCase, book: RuleBook) -> Firing | None:
    """People are counted while the expected delivery team is {small_team_fte} FTE or fewer.

    Reading: any metric of kind headcount, whatever its target; a team of exactly the figure is small.
    """
    team = case.procurement.team_fte_thousandths
    if team > book[SMALL_TEAM] * 1000:
        return None
    counted = [metric.id for metric in case.ask.metrics if metric.kind is MetricKind.HEADCOUNT]
    return _warn(counted, f"The team is {fte(team)} FTE; people are counted by")


@fit_rule(
    "fixed-target-in-early-stage",
    Severity.WARN,
    why="It assumes that the plan is known from the start and punishes a change of course.",
    suggestion="Ask for a credible pathway with milestones, review by stages, or a range agreed at each gate.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.APMP_WHITE_PAPER,
    whose="APMP UK and QinetiQ",
    parameters=(EARLY_TRL,),
)
def fixed_target_in_early_stage(case: FitCase, book: RuleBook) -> Firing | None:
    """A fixed number is asked for a reduction, headcount or spend before the solution is known.

    Reading: the innovation stage is discovery or prototype, or the technology readiness level is between 1 and
    {early_trl}, whichever says so.
    """
    work = case.procurement
    is_early_level = work.trl is not None and work.trl <= book[EARLY_TRL]
    if work.stage not in _UNCERTAIN_STAGES and not is_early_level:
        return None
    fixed = [m.id for m in case.ask.metrics if m.target is TargetKind.FIXED and m.kind in _COUNTED_TOO_SOON]
    level = f", technology readiness level {work.trl}" if work.trl is not None else ""
    return _warn(fixed, f"Innovation stage {work.stage}{level}; fixed targets on")


@fit_rule(
    "reduction-without-baseline",
    Severity.WARN,
    why="It invites being wasteful on day one so that a reduction can be shown.",
    suggestion="Fix an independent or pre-contract baseline, or use a measure of intensity.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def reduction_without_baseline(case: FitCase, book: RuleBook) -> Firing | None:
    """A reduction is asked for without a baseline fixed before the contract starts."""
    metrics = case.ask.metrics
    bare = [m.id for m in metrics if m.kind is MetricKind.REDUCTION and m.baseline is BaselineBasis.NONE]
    return _warn(bare, "No baseline for")


@fit_rule(
    "duration-too-short-for-metric",
    Severity.WARN,
    why="A yearly figure cannot be measured in less than a year.",
    suggestion="Measure per period or over the whole contract.",
    basis=Basis.POLICY,
    source=sources.PPN_002_RELEVANCE,
    parameters=(YEAR,),
)
def duration_too_short_for_metric(case: FitCase, book: RuleBook) -> Firing | None:
    """A yearly metric is asked of a contract shorter than {annual_metric_months} months.

    Reading: possible extensions do not lengthen the contract; exactly the figure is long enough.
    """
    months = case.procurement.duration_months
    if months >= book[YEAR]:
        return None
    yearly = [metric.id for metric in case.ask.metrics if metric.period is MetricPeriod.YEAR]
    return _warn(yearly, f"The contract runs for {months} months; measured by the year")


@fit_rule(
    "outside-supplier-control",
    Severity.WARN,
    why="Many actors cause such a change; targets on it breed gaming and the picking of easy cases.",
    suggestion="Use it for learning, and judge the quality of the process and of the reviews.",
    basis=Basis.PUBLISHED_PRACTICE,
    source=sources.OUTCOME_CONTRACTING,
    whose="a published review of outcome-based contracts",
)
def outside_supplier_control(case: FitCase, book: RuleBook) -> Firing | None:
    """A change in the world that many actors cause is used as a paid or penalised target.

    Reading: a metric at outcome level used for payment; unless the case says otherwise a fixed target is used for
    payment and any other for learning.
    """
    metrics = case.ask.metrics
    paid = [m.id for m in metrics if m.level is MetricLevel.OUTCOME and m.used_for is MetricUse.PAYMENT]
    return _warn(paid, "Money hangs on")


@fit_rule(
    "absolute-quantity-on-call-off",
    Severity.WARN,
    why="Spend under a call-off or term contract varies, and fixed promises break.",
    suggestion="Ask for a rate per pound of actual spend.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def absolute_quantity_on_call_off(case: FitCase, book: RuleBook) -> Firing | None:
    """A call-off or term contract has a fixed quantity as its target.

    Reading: any metric with a fixed target, except a share, which moves with spend.
    """
    if not case.procurement.call_off:
        return None
    metrics = case.ask.metrics
    fixed = [m.id for m in metrics if m.target is TargetKind.FIXED and m.kind is not MetricKind.SHARE]
    return _warn(fixed, "Fixed quantities for")


@fit_rule(
    "prescriptive-offer",
    Severity.CONSIDER,
    why="Naming a narrow gift, such as office space or days of volunteering, favours large firms and misses invention.",
    suggestion="Ask for the outcome and let tenderers propose how.",
    basis=Basis.PROJECT_JUDGEMENT,
    source=sources.JUDGEMENT,
)
def prescriptive_offer(case: FitCase, book: RuleBook) -> Firing | None:
    """A metric dictates a narrow gift."""
    narrow = [metric.id for metric in case.ask.metrics if metric.prescriptive]
    if not narrow:
        return None
    return Firing(Severity.CONSIDER, f"Prescriptive: {', '.join(narrow)}.", tuple(narrow))


RULES = (
    too_many_metrics,
    headcount_for_small_team,
    fixed_target_in_early_stage,
    reduction_without_baseline,
    duration_too_short_for_metric,
    outside_supplier_control,
    absolute_quantity_on_call_off,
    prescriptive_offer,
)
