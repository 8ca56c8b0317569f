"""Stored things about markets: a file of notices that was given, what its measures say, and each notice in it."""

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


class Notice(Record):
    """One procurement as a file of notices tells of it: plain facts, and what it asked for beside the work itself.

    `region` is where it is delivered, in the notice's own words. `asked` holds the codes of the outcomes of PPN 002 that
    its words name, each with those words; `asked_count` how many.
    """

    KIND = "market-notice"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.WORKING

    reading = models.ForeignKey(MarketReading, on_delete=models.CASCADE, related_name="notices")
    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    ocid = models.CharField(max_length=200)
    buyer = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=500)
    subject = models.TextField(blank=True)
    cpv_division = models.CharField(max_length=2, blank=True)
    region = models.CharField(max_length=120, blank=True)
    published_on = models.DateField(null=True)
    asked = models.JSONField(default=dict)
    asked_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-published_on", "-pk")
        indexes = (
            models.Index(fields=("authority", "asked_count"), name="notice_asked"),
            models.Index(fields=("authority", "cpv_division"), name="notice_division"),
        )
        constraints = (models.UniqueConstraint(fields=("reading", "ocid"), name="one_notice_per_process"),)
