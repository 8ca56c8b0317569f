"""Whether the KPI duty reaches an ask, and whether what it counts could serve.

Procurement Act 2023, section 52: before entering into a contract with an estimated value above GBP 5 million an
authority sets and publishes at least three key performance indicators. Excepted are framework agreements, light touch
contracts and concessions, and cases where KPIs could not appropriately assess performance (a reason is recorded).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from commonweal.domain.asks import AskContent
from commonweal.domain.criteria import CriterionKind
from commonweal.domain.procurements import UNDER_THE_ACT, ProcurementKind
from commonweal.domain.rules.figures import KPI_COUNT, KPI_VALUE


class KpiException(StrEnum):
    """What takes a contract above the figure out of the duty, when it is recorded."""

    LIGHT_TOUCH_OR_CONCESSION = "light_touch_or_concession"
    NOT_APPROPRIATE = "not_appropriate"


@dataclass(frozen=True, slots=True)
class KpiCheck:
    """`reaches`: the duty reaches this ask by its value, law, kind and what is recorded of it. Metrics are those that could
    become KPIs.

    Attributes:
        exception: why a contract of this value, law and kind is excepted by what is recorded; None when it is not.
        reason: the recorded reason why KPIs could not appropriately assess performance, for that exception.
        is_light_touch_known: False while nobody has said whether it is light touch or a concession.
    """

    reaches: bool
    value_pence: int
    above_pence: int
    needed: int
    metrics: int
    social_value_metrics: int
    exception: KpiException | None = None
    reason: str = ""
    is_light_touch_known: bool = True

    @property
    def is_enough(self) -> bool:
        """True when the duty does not reach it, or its metrics could make up the KPIs, one of them social value."""
        return not self.reaches or (self.metrics >= self.needed and self.social_value_metrics > 0)


def kpi_check(
    ask: AskContent, *, light_touch: bool | None = None, not_appropriate: str | None = None
) -> KpiCheck:
    """What the duty comes to for this ask.

    Args:
        light_touch: whether it is a light touch contract or a concession; None when nobody has said.
        not_appropriate: the recorded reason why KPIs could not appropriately assess performance, if there is one.
    """
    is_bound = (
        ask.value_pence > KPI_VALUE.value
        and ask.regime in UNDER_THE_ACT
        and ask.kind not in (ProcurementKind.FRAMEWORK_AGREEMENT, ProcurementKind.DYNAMIC_MARKET)
    )
    reason = (not_appropriate or "").strip()
    exception = _exception(light_touch, reason) if is_bound else None
    social = [each for each in ask.criteria if each.kind is CriterionKind.SOCIAL_VALUE]
    return KpiCheck(
        reaches=is_bound and exception is None,
        value_pence=ask.value_pence,
        above_pence=KPI_VALUE.value,
        needed=KPI_COUNT.value,
        metrics=sum(len(each.metrics) for each in ask.criteria),
        social_value_metrics=sum(len(each.metrics) for each in social),
        exception=exception,
        reason=reason if exception is KpiException.NOT_APPROPRIATE else "",
        is_light_touch_known=light_touch is not None,
    )


def _exception(light_touch: bool | None, reason: str) -> KpiException | None:
    if light_touch:
        return KpiException.LIGHT_TOUCH_OR_CONCESSION
    return KpiException.NOT_APPROPRIATE if reason else None
