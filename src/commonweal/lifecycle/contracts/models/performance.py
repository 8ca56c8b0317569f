"""Key performance indicators, how they were rated, and failures of performance."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from commonweal.domain.delivery import FigureBasis
from commonweal.domain.kpis import (
    DEFAULT_BANDS,
    FailureGround,
    KpiDirection,
    KpiRating,
    PenaltyType,
    SuggestionCode,
)
from commonweal.lifecycle.contracts.models.contracts import Commitment, Contract
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


_BY_CONTRACT = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}


class Kpi(Record):
    """A factor or measure against which performance is assessed while the contract runs.

    With a `commitment` the figures are those of its reports, and a `target` of None means what was promised for the
    days assessed. Without one it is a service measure: its figure is given at each assessment. `target` is in
    thousandths of `unit`; `approaching_from` and `improvement_from` are basis points of the target.
    `due_on` is the last day for the next assessment, kept by the actions that set, assess and end.
    """

    KIND = "kpi"
    SCOPES = _BY_CONTRACT
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="kpis")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="kpis")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    target = models.BigIntegerField(null=True)
    direction = models.CharField(
        max_length=10, choices=_stored(KpiDirection), default=KpiDirection.AT_LEAST.value
    )
    approaching_from = models.PositiveIntegerField(default=DEFAULT_BANDS.approaching_from)
    improvement_from = models.PositiveIntegerField(default=DEFAULT_BANDS.improvement_from)
    is_material = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    set_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("number", "pk")
        indexes = (models.Index(fields=("due_on",), name="kpi_by_due"),)
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="kpis_are_numbered"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | (Q(target__gte=0) & ~Q(unit="")),
                name="kpi_target_has_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(improvement_from__lt=F("approaching_from"), approaching_from__lt=10_000),
                name="kpi_bands_in_order",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawn_reason="")),
                name="kpi_withdrawn_by_somebody_for_a_reason",
            ),
        )

    @property
    def is_live(self) -> bool:
        """True while it has not been withdrawn."""
        return self.withdrawn_at is None


class KpiAssessment(AppendOnly):
    """One person's rating of a KPI over a span of days, beside what the figures suggested and why.

    `figure` and `expected` in thousandths of the KPI's unit as they stood then; None where there was none.
    """

    KIND = "kpi-assessment"
    SCOPES = {"authority": "kpi__contract__authority_id", "supplier": "kpi__contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="assessments")
    start_on = models.DateField()
    end_on = models.DateField()
    is_final = models.BooleanField(default=False)
    figure = models.BigIntegerField(null=True)
    figure_basis = models.CharField(max_length=20, blank=True, choices=_stored(FigureBasis))
    expected = models.BigIntegerField(null=True)
    suggested = models.CharField(max_length=20, blank=True, choices=_stored(KpiRating))
    suggested_because = models.CharField(max_length=20, choices=_stored(SuggestionCode))
    share = models.BigIntegerField(null=True)
    rating = models.CharField(max_length=20, choices=_stored(KpiRating))
    reason = models.TextField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    decided_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="kpi_assessments"
    )

    class Meta:
        ordering = ("-end_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="kpi_assessed_forward"),
            models.CheckConstraint(condition=~Q(reason=""), name="kpi_rating_has_a_reason"),
        )


class PerformanceFailure(AppendOnly):
    """A breach, or a failure to improve after a proper opportunity: what the law asks to be published about it.

    Fields are those of the performance failures part of the UK open contracting extension. Money in pence.
    """

    KIND = "performance-failure"
    SCOPES = _BY_CONTRACT
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="failures")
    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, null=True, related_name="failures")
    ground = models.CharField(max_length=20, choices=_stored(FailureGround))
    requirement = models.TextField()
    description = models.TextField()
    decided_on = models.DateField()
    penalty_type = models.CharField(max_length=12, blank=True, choices=_stored(PenaltyType))
    penalty_on = models.DateField(null=True)
    penalty_pence = models.BigIntegerField(null=True)
    is_partial_termination = models.BooleanField(default=False)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="failures_recorded"
    )

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(penalty_pence__isnull=True) | Q(penalty_pence__gte=0),
                name="penalty_not_below_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(penalty_type="") | Q(penalty_on__isnull=True, penalty_pence__isnull=True),
                name="penalty_has_a_type",
            ),
        )
