"""Rules of statute: where suppliers may come from, the Social Value Act record, and KPIs."""

import datetime as dt

from commonweal.domain.fit.case import FitCase, Nation, Nature
from commonweal.domain.money import pounds
from commonweal.domain.procurements import PROCUREMENT_ACT_FROM
from commonweal.domain.rules import sources
from commonweal.domain.rules.book import RuleBook
from commonweal.domain.rules.figures import KPI_COUNT, KPI_VALUE
from commonweal.domain.rules.fit_market import NO_THRESHOLD
from commonweal.domain.rules.model import Basis, CannotTell, Earlier, Firing, Severity, fit_rule, say_day

#: First day on which an English authority may begin a below-threshold procurement reserved by location.
RESERVATION_FROM = dt.date(2026, 2, 4)
SOCIAL_VALUE_ACT_FROM = dt.date(2013, 1, 31)
_SOCIAL_VALUE_ACT_NATIONS = (Nation.ENGLAND, Nation.WALES)


@fit_rule(
    "location-restriction-above-threshold",
    Severity.STOP,
    why="It is unlawful discrimination.",
    suggestion="Score the benefit delivered in the place, not the supplier's address.",
    basis=Basis.STATUTE,
    source=sources.PROCUREMENT_ACT_12_23_90,
    earlier=Earlier(PROCUREMENT_ACT_FROM, sources.PCR_EQUAL_TREATMENT),
)
def location_restriction_above_threshold(case: FitCase, book: RuleBook) -> Firing | CannotTell | None:
    """The procurement is above threshold and suppliers are scored or restricted by where they are based.

    Reading: at the threshold counts as above it. Before the Procurement Act 2023 the regulations it replaced forbade the
    same, above the thresholds of their day.
    """
    if not case.ask.restricts_location:
        return None
    threshold = book.threshold(case)
    if threshold is None:
        return CannotTell(NO_THRESHOLD.format(day=say_day(case.procurement.started_on)))
    value = case.procurement.value
    if value < threshold.amount:
        return None
    return Firing(
        Severity.STOP, f"The value is {pounds(value)}; the threshold is {pounds(threshold.amount)}."
    )


@fit_rule(
    "location-restriction-below-threshold",
    Severity.STOP,
    why="Below threshold, reservation by location is lawful only in England from 4 February 2026, decided before "
    "tenders are invited and said in the notice.",
    suggestion="Remove the restriction, or start under the new rule.",
    basis=Basis.STATUTE,
    source=sources.LOCAL_GOVERNMENT_ORDER,
)
def location_restriction_below_threshold(case: FitCase, book: RuleBook) -> Firing | CannotTell | None:
    """Suppliers are restricted by where they are based below threshold, before it was lawful or outside England.

    Reading: a procurement begun on 4 February 2026 itself is under the new rule. The rule is applied to every kind of
    authority, as written.
    """
    work = case.procurement
    if not case.ask.restricts_location:
        return None
    is_lawful = work.nation is Nation.ENGLAND and work.started_on >= RESERVATION_FROM
    above = book.is_above_threshold(case)
    if above or is_lawful:
        return None
    if above is None:
        return CannotTell(NO_THRESHOLD.format(day=say_day(work.started_on)))
    return Firing(
        Severity.STOP, f"It began on {say_day(work.started_on)} in {work.nation.title().replace('-', ' ')}."
    )


@fit_rule(
    "social-value-act-not-considered",
    Severity.WARN,
    why="Before procuring services an authority must consider how they might improve the economic, social and "
    "environmental well-being of the relevant area, and whether to consult.",
    suggestion="Write the record: what was considered, for which area, by whom and when.",
    basis=Basis.STATUTE,
    source=sources.SOCIAL_VALUE_ACT,
    in_force_from=SOCIAL_VALUE_ACT_FROM,
)
def social_value_act_not_considered(case: FitCase, book: RuleBook) -> Firing | None:
    """Services are procured in England or Wales without a Social Value Act record.

    Reading: whatever the value; keeping the record below threshold too is the safe course.
    """
    work = case.procurement
    if work.social_value_act_record or work.nature is not Nature.SERVICES:
        return None
    if work.nation not in _SOCIAL_VALUE_ACT_NATIONS:
        return None
    return Firing(Severity.WARN, "No record is kept of what was considered.")


@fit_rule(
    "kpi-duty",
    Severity.STOP,
    Severity.CONSIDER,
    why="Section 52 asks for published KPIs and section 71 for a public rating against them; one from this ask makes "
    "the promise visible. Devolved Scottish authorities are not bound.",
    suggestion="Set at least three, one of them from this ask, or record why KPIs could not appropriately assess "
    "performance.",
    basis=Basis.STATUTE,
    source=sources.KPI_DUTY,
    in_force_from=PROCUREMENT_ACT_FROM,
    parameters=(KPI_VALUE, KPI_COUNT),
)
def kpi_duty(case: FitCase, book: RuleBook) -> Firing | None:
    """A contract above {kpi_duty_above} has fewer than {kpis_required} KPIs planned, or none of them is social value.

    Reading: a stop for too few, else a signal when none is social value; light touch contracts, framework agreements
    and concessions are excepted, and a recorded reason why KPIs could not assess performance clears both. A value of
    exactly the figure is not above it. The nation does not say whether an authority is devolved, so the rule speaks
    in every nation.
    """
    work, ask = case.procurement, case.ask
    if work.value <= book[KPI_VALUE] or work.light_touch or work.kpis_excepted or ask.kpi_exemption_reason:
        return None
    if ask.kpis_planned < book[KPI_COUNT]:
        return Firing(Severity.STOP, f"{ask.kpis_planned} planned; the value is {pounds(work.value)}.")
    if ask.kpis_social_value == 0:
        return Firing(Severity.CONSIDER, f"{ask.kpis_planned} planned, none of them about social value.")
    return None


RULES = (
    location_restriction_above_threshold,
    location_restriction_below_threshold,
    social_value_act_not_considered,
    kpi_duty,
)
