"""Passages of a reason that no other tenderer reads."""

from django.db import models

from commonweal.lifecycle.assessment.models.awards import AwardDecision
from commonweal.lifecycle.assessment.models.scores import AgreedScore
from commonweal.records.models import Record, Retention


class ConfidentialPassage(Record):
    """Words of an agreed reason that are left out where another tenderer reads it, and why. Removed only before sending."""

    KIND = "confidential-passage"
    SCOPES = {"authority": "award__assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    award = models.ForeignKey(AwardDecision, on_delete=models.PROTECT, related_name="passages")
    agreed = models.ForeignKey(AgreedScore, on_delete=models.PROTECT, related_name="passages")
    passage = models.TextField()
    reason = models.TextField()
    marked_at = models.DateTimeField()
    marked_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        ordering = ("pk",)
