"""Samples of reports to verify: each draw with its seed and parameters, and what became of every report in it."""

from django.db import models

from commonweal.domain.sampling import Why
from commonweal.records.models import AppendOnly, Retention


class VerificationSample(AppendOnly):
    """One draw among the reports that waited, of one contract or of all. The supplier does not see it: what is looked at
    is no signal. `parameters` as `domain.sampling.Parameters.plain`."""

    KIND = "verification-sample"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    contract = models.ForeignKey(
        "lifecycle_contracts.Contract", on_delete=models.PROTECT, null=True, related_name="+"
    )
    seed = models.CharField(max_length=64)
    parameters = models.JSONField()
    waiting = models.PositiveIntegerField()
    chosen = models.PositiveIntegerField()
    drawn_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        ordering = ("-pk",)


class SampledReport(AppendOnly):
    """What became of one report in a draw. `share` of the value of all that waited, in basis points."""

    KIND = "sampled-report"
    SCOPES = {"authority": "sample__authority_id"}
    RETENTION = Retention.PROCUREMENT

    sample = models.ForeignKey(VerificationSample, on_delete=models.PROTECT, related_name="reports")
    report = models.ForeignKey("lifecycle_delivery.Report", on_delete=models.PROTECT, related_name="samples")
    position = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Why])
    is_chosen = models.BooleanField()
    marks = models.JSONField(default=list)
    value = models.BigIntegerField(null=True)
    share = models.PositiveIntegerField(null=True)
    tickets = models.PositiveIntegerField()
    number = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("position",)
        indexes = (models.Index(fields=("report", "is_chosen"), name="sampled_by_report"),)
        constraints = (
            models.UniqueConstraint(fields=("sample", "position"), name="one_report_at_a_place_of_a_sample"),
            models.UniqueConstraint(fields=("sample", "report"), name="a_report_once_in_a_sample"),
        )
