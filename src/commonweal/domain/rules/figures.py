"""Every figure that a fit rule compares with, with its source. A body may change practice and judgement."""

from collections.abc import Sequence

from commonweal.domain.quantities import SCALE
from commonweal.domain.rules import sources
from commonweal.domain.rules.model import Basis, Parameter, Unit

_JUDGEMENT = Basis.PROJECT_JUDGEMENT

MAJOR_CONTRACT = Parameter(
    "major_contract",
    500_000_000,
    Unit.PENCE,
    "A contract above this value is major: more than one outcome may be proportionate",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
SMALL_TEAM = Parameter(
    "small_team_fte",
    10,
    Unit.PEOPLE,
    "A delivery team of this size or smaller is small",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
EARLY_TRL = Parameter(
    "early_trl",
    5,
    Unit.LEVEL,
    "A technology readiness level from 1 to this one is early",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
MOST_METRICS = Parameter(
    "most_metrics", 6, Unit.COUNT, "Most metrics in one ask", Basis.PUBLISHED_PRACTICE, sources.BRADFORD
)
YEAR = Parameter(
    "annual_metric_months",
    12,
    Unit.MONTHS,
    "Months that a yearly metric needs; follows from the calendar",
    Basis.POLICY,
    sources.PPN_002_RELEVANCE,
)
SMALL_CONTRACT = Parameter(
    "small_contract",
    25_000_000,
    Unit.PENCE,
    "A contract below this value is small",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
SMALL_MOST_METRICS = Parameter(
    "small_most_metrics",
    3,
    Unit.COUNT,
    "Most metrics asked of small tenderers",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
SMALL_MOST_WORDS = Parameter(
    "small_most_words",
    1500,
    Unit.WORDS,
    "Longest answer asked of small tenderers",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
SMALL_MOST_EVIDENCE = Parameter(
    "small_most_evidence",
    3,
    Unit.COUNT,
    "Most evidence items asked of small tenderers",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
SHORT_CONTRACT = Parameter(
    "short_contract_months",
    24,
    Unit.MONTHS,
    "A people-facing contract under this length is short",
    _JUDGEMENT,
    sources.JUDGEMENT,
)
KPI_VALUE = Parameter(
    "kpi_duty_above",
    500_000_000,
    Unit.PENCE,
    "KPIs must be set for contracts above this value",
    Basis.STATUTE,
    sources.KPI_DUTY,
)
KPI_COUNT = Parameter(
    "kpis_required", 3, Unit.COUNT, "KPIs that must be set", Basis.STATUTE, sources.KPI_DUTY
)

PARAMETERS: Sequence[Parameter] = (
    MAJOR_CONTRACT,
    SMALL_TEAM,
    EARLY_TRL,
    MOST_METRICS,
    YEAR,
    SMALL_CONTRACT,
    SMALL_MOST_METRICS,
    SMALL_MOST_WORDS,
    SMALL_MOST_EVIDENCE,
    SHORT_CONTRACT,
    KPI_VALUE,
    KPI_COUNT,
)


def fte(thousandths: int) -> str:
    """Full-time equivalents as a person writes them: ``4`` or ``4.5``."""
    whole, part = divmod(thousandths, SCALE)
    tail = f".{part:03d}".rstrip("0") if part else ""
    return f"{whole:,}{tail}"
