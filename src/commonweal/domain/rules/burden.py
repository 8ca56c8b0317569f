"""How many hours an ask costs a small tenderer: an estimate with every assumption stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from fractions import Fraction

from commonweal.domain.asks import AskContent
from commonweal.domain.errors import Invalid
from commonweal.domain.metrics import PERIOD_MONTHS, MetricPeriod
from commonweal.domain.price_schedule import ScheduleLine, lines_for
from commonweal.domain.procurements import length_in_months
from commonweal.domain.rules.model import Basis, Parameter, Unit
from commonweal.domain.rules.sources import JUDGEMENT


def _minutes(name: str, value: int, meaning: str) -> Parameter:
    return Parameter(name, value, Unit.COUNT, meaning, Basis.PROJECT_JUDGEMENT, JUDGEMENT)


READING = _minutes("burden_reading_minutes", 120, "Minutes to read and understand the tender documents")
WORDS_PER_HOUR = _minutes("burden_words_per_hour", 150, "Finished words written and checked in an hour")
METRIC = _minutes("burden_metric_minutes", 90, "Minutes to work out and agree one promise for a metric")
EVIDENCE = _minutes("burden_evidence_minutes", 60, "Minutes to find and prepare one item of evidence")
CONDITION = _minutes(
    "burden_condition_minutes", 45, "Minutes to answer one condition of participation and find what shows it"
)
LINE = _minutes("burden_line_minutes", 15, "Minutes to work out one line of the price schedule")
REPORT = _minutes("burden_report_minutes", 60, "Minutes to report on one metric once, during the contract")
PARAMETERS = (READING, WORDS_PER_HOUR, METRIC, CONDITION, LINE, EVIDENCE, REPORT)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an ask wants: words over all its questions, metrics, evidence items, and how many times the supplier that wins
    reports on a metric, added up over all metrics and the whole contract. `conditions` are those of participation,
    `lines` those of the price schedule that a tender for one lot prices."""

    words: int
    metrics: int
    evidence_items: int
    reports: int = 0
    conditions: int = 0
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Burden:
    """Minutes to tender, by part, and minutes of reporting over the contract for the supplier that wins."""

    reading: int
    writing: int
    promising: int
    evidence: int
    reporting: int
    qualifying: int = 0
    pricing: int = 0

    @property
    def tender_minutes(self) -> int:
        answering = self.writing + self.promising + self.evidence
        return self.reading + answering + self.qualifying + self.pricing

    @property
    def tender_hours(self) -> int:
        """Whole hours, rounded up: nobody is helped by a burden that looks smaller than it is."""
        return -(-self.tender_minutes // 60)

    @property
    def reporting_hours(self) -> int:
        """Whole hours, rounded up, of the supplier that wins, over the whole contract."""
        return -(-self.reporting // 60)


def reports_over(months: int, period: MetricPeriod) -> int:
    """How many reports on one metric a contract of so many months brings: a period begun is reported, and one at the end."""
    length = PERIOD_MONTHS[period]
    return 1 if length is None else -(-months // length)


def burden_of(asked: Asked, values: Mapping[str, int] | None = None) -> Burden:
    """The estimate for one small tenderer.

    Args:
        asked: counts of 0 or more.
        values: figures of a body's own by parameter name; the defaults stand for the others.

    Raises:
        Invalid: ``burden.negative`` or ``burden.no_speed`` (words an hour must be above 0).
    """
    if min(astuple(asked)) < 0:
        raise Invalid("burden.negative")
    used = {parameter.name: parameter.value for parameter in PARAMETERS} | dict(values or {})
    speed = used[WORDS_PER_HOUR.name]
    if speed <= 0:
        raise Invalid("burden.no_speed", field=WORDS_PER_HOUR.name)
    minutes = Fraction(asked.words * 60, speed)
    return Burden(
        reading=used[READING.name],
        writing=-(-minutes.numerator // minutes.denominator),
        promising=asked.metrics * used[METRIC.name],
        evidence=asked.evidence_items * used[EVIDENCE.name],
        reporting=asked.reports * used[REPORT.name],
        qualifying=asked.conditions * used[CONDITION.name],
        pricing=asked.lines * used[LINE.name],
    )


def burden_of_ask(ask: AskContent) -> Burden:
    """What a published ask costs a small tenderer for one lot, and the supplier that wins in reporting. Evidence is not
    counted: an ask does not say how many pieces."""
    metrics = [metric for criterion in ask.criteria for metric in criterion.metrics]
    months = length_in_months(ask.contract_starts_on, ask.contract_ends_on)
    reports = sum(reports_over(months, metric.period) for metric in metrics)
    asked = Asked(
        words=ask.words_to_write,
        metrics=len(metrics),
        evidence_items=0,
        reports=reports,
        conditions=len(ask.conditions),
        lines=most_lines(ask.schedule, [lot.id for lot in ask.lots]),
    )
    return burden_of(asked)


def most_lines(schedule: Sequence[ScheduleLine], lots: Sequence[str]) -> int:
    """The lines that a tender for one lot prices: of the lot that has most of them."""
    return max((len(lines_for(schedule, lot)) for lot in lots), default=0)
