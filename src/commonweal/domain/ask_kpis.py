"""Whether the KPI duty reaches an ask, and whether what it counts could serve.

Procurement Act 2023, section 52: before entering into a contract with an estimated value above GBP 5 million an
authority sets and publishes at least three key performance indicators. Excepted are framework agreements, light touch
contracts and concessions, and cases where KPIs could not appropriately assess performance (a reason is recorded).
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.domain.asks import AskContent
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.procurements import ProcurementKind, Regime
from commonweal.domain.rules.figures import KPI_COUNT, KPI_VALUE

_UNDER_THE_ACT = (Regime.PROCUREMENT_ACT_2023, Regime.PROCUREMENT_ACT_2023_WALES)


@dataclass(frozen=True, slots=True)
class KpiCheck:
    """`reaches`: the duty reaches this ask by its value, law and kind. Metrics are those that could become KPIs."""

    reaches: bool
    value_pence: int
    above_pence: int
    needed: int
    metrics: int
    social_value_metrics: int

    @property
    def is_enough(self) -> bool:
        """True when the duty does not reach it, or its metrics could make up the KPIs, one of them social value."""
        return not self.reaches or (self.metrics >= self.needed and self.social_value_metrics > 0)


def kpi_check(ask: AskContent) -> KpiCheck:
    """What the duty comes to for this ask. Whether it is light touch or a concession is not known here."""
    reaches = (
        ask.value_pence > KPI_VALUE.value
        and ask.regime in _UNDER_THE_ACT
        and ask.kind not in (ProcurementKind.FRAMEWORK_AGREEMENT, ProcurementKind.DYNAMIC_MARKET)
    )
    social = [each for each in ask.criteria if each.kind is CriterionKind.SOCIAL_VALUE]
    return KpiCheck(
        reaches=reaches,
        value_pence=ask.value_pence,
        above_pence=KPI_VALUE.value,
        needed=KPI_COUNT.value,
        metrics=sum(len(each.metrics) for each in ask.criteria),
        social_value_metrics=sum(len(each.metrics) for each in social),
    )
