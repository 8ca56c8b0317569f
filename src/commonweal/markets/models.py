"""Stored things about markets: a file of notices that was given, and what its measures say."""

from django.db import models
from django.db.models import Q

from commonweal.records.models import Record, Retention


class MarketReading(Record):
    """One file of open contracting data and the health of its markets.

    `health` is what `commonweal ocds market --json` prints, `found` what was read and left out (releases, processes,
    rejected, places). Until one of `health` and `problem` is there the worker has it to do.
    """

    KIND = "market-reading"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="market_readings"
    )
    title = models.CharField(max_length=120)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    health = models.JSONField(null=True)
    found = models.JSONField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(health__isnull=True) | Q(problem=""), name="market_measured_or_failed"
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """True until the worker has measured it or said why it cannot."""
        return self.health is None and not self.problem
