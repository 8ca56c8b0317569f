"""Deadlines that were extended, and tenders that came after them."""

from django.db import models
from django.db.models import F, Q

from commonweal.lifecycle.tendering.models.tenders import Tender
from commonweal.records.models import AppendOnly, Record, Retention


class DeadlineExtension(AppendOnly):
    """That the deadline of a round was moved to a later time, for everybody, and why."""

    KIND = "deadline-extension"
    SCOPES = {"authority": "round__procurement__authority_id"}
    RETENTION = Retention.PUBLIC

    round = models.ForeignKey("lifecycle_procurement.Round", on_delete=models.PROTECT, related_name="+")
    version = models.OneToOneField(
        "lifecycle_procurement.AskVersion", on_delete=models.PROTECT, related_name="+"
    )
    before = models.DateTimeField()
    after = models.DateTimeField()
    reason = models.TextField()
    extended_at = models.DateTimeField()
    extended_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(after__gt=F("before")), name="an_extension_is_later"),
            models.CheckConstraint(
                condition=Q(extended_at__lte=F("before")), name="extended_before_it_passed"
            ),
        )


class LateTender(Record):
    """That a tender came after the deadline, what its supplier said, and what was decided. Unopened until admitted.

    Its authority reads it through `late.waiting`, which has no supplier in it.
    """

    KIND = "late-tender"
    SCOPES = {"authority": "tender__lot__procurement__authority_id", "supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="lateness")
    deadline_at = models.DateTimeField()
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=64, blank=True, help_text="Who of the supplier submitted it.")
    because = models.TextField()
    is_admitted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(is_admitted__isnull=True, decided_at__isnull=True)
                | (
                    Q(is_admitted__isnull=False, decided_at__isnull=False) & ~Q(reason="") & ~Q(decided_by="")
                ),
                name="a_decision_on_lateness_is_whole",
            ),
            models.CheckConstraint(condition=Q(received_at__gt=F("deadline_at")), name="late_is_after"),
        )
