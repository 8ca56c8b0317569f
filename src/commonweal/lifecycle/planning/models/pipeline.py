"""The pipeline: what an authority means to buy, and what that could serve."""

from django.db import models
from django.db.models import Q

from commonweal.domain.procurements import InnovationStage, Nature
from commonweal.domain.thread import LinkBasis
from commonweal.records.models import Record, Retention


class PipelineEntry(Record):
    """Something an authority means to buy. Money in pence; `value_pence` includes VAT, options and extensions."""

    KIND = "pipeline-entry"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="pipeline"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    nature = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Nature])
    cpv_division = models.CharField(max_length=2, blank=True)
    innovation_stage = models.CharField(
        max_length=20,
        choices=[(each.value, each.value) for each in InnovationStage],
        default=InnovationStage.BUSINESS_AS_USUAL,
    )
    value_pence = models.BigIntegerField()
    value_ex_vat_pence = models.BigIntegerField(null=True)
    notice_on = models.DateField(null=True, help_text="When tenders are to be invited.")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    extension_months = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("notice_on", "pk")
        indexes = (models.Index(fields=("authority", "notice_on"), name="pipeline_by_notice"),)
        constraints = (
            models.CheckConstraint(condition=Q(value_pence__gt=0), name="pipeline_value_above_nothing"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="")),
                name="pipeline_withdrawn_at_and_by",
            ),
        )


class PipelineServes(Record):
    """A mission or an outcome that a pipeline entry could serve, on a person's word and with their reason."""

    KIND = "pipeline-serves"
    SCOPES = {"authority": "entry__authority_id"}
    RETENTION = Retention.PROCUREMENT

    entry = models.ForeignKey(PipelineEntry, on_delete=models.CASCADE, related_name="serves")
    mission = models.ForeignKey(
        "lifecycle_strategy.Mission", on_delete=models.PROTECT, null=True, related_name="+"
    )
    outcome = models.ForeignKey(
        "lifecycle_strategy.Outcome", on_delete=models.PROTECT, null=True, related_name="+"
    )
    basis = models.CharField(max_length=10, choices=[(each.value, each.value) for each in LinkBasis])
    reason = models.TextField(blank=True)
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(mission__isnull=False, outcome__isnull=True)
                | Q(mission__isnull=True, outcome__isnull=False),
                name="pipeline_serves_one_thing",
            ),
            models.UniqueConstraint(fields=("entry", "mission"), name="pipeline_serves_mission_once"),
            models.UniqueConstraint(fields=("entry", "outcome"), name="pipeline_serves_outcome_once"),
        )
