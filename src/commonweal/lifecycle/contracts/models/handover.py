"""Handing a contract over: where it stands, what was confirmed line by line, and every step it took."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from commonweal.domain.handover import HandoverStatus
from commonweal.lifecycle.contracts.models.contracts import Commitment, Contract
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class Handover(Record):
    """A contract on its way from those who bought it to those who look after it.

    `words` is what is nowhere else in the record. Reviews come every `every_months`, the first on `first_review_on`.
    """

    KIND = "contract-handover"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="handover")
    status = models.CharField(
        max_length=12, choices=_stored(HandoverStatus), default=HandoverStatus.PREPARING.value
    )
    words = models.TextField(blank=True)
    every_months = models.PositiveSmallIntegerField(null=True)
    first_review_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by="") | (Q(sent_at__isnull=False) & ~Q(sent_by="")),
                name="handover_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(every_months__isnull=True, first_review_on__isnull=True)
                | Q(every_months__isnull=False, first_review_on__isnull=False),
                name="handover_reviews_are_whole",
            ),
        )


class HandoverLine(Record):
    """What was confirmed about one commitment: its starting point and what will count as evidence.

    `baseline` in thousandths of the commitment's unit; None where it starts from nothing or none was measured.
    """

    KIND = "handover-line"
    SCOPES = {
        "authority": "handover__contract__authority_id",
        "supplier": "handover__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="handover_line")
    baseline = models.BigIntegerField(null=True)
    baseline_words = models.TextField(blank=True)
    evidence_rule = models.TextField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)


class HandoverMove(AppendOnly):
    """One step of a handover, with what was said."""

    KIND = "handover-move"
    SCOPES = {"authority": "handover__contract__authority_id"}
    RETENTION = Retention.PROCUREMENT

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="moves")
    old = models.CharField(max_length=12)
    new = models.CharField(max_length=12, choices=_stored(HandoverStatus))
    words = models.TextField(blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
