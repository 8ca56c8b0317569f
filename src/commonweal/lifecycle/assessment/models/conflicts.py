"""The conflicts assessment of a procurement: interests of anybody who influences it, what is done about them, and when it
is looked at again; and the reminders that went to assessors.

Prepared before the tender notice, kept under review and confirmed in later notices (Procurement Act 2023, sections 81 to 83).
"""

from django.db import models

from commonweal.lifecycle.assessment.models.panels import PanelMember
from commonweal.records.models import AppendOnly, Retention


class Conflict(AppendOnly):
    """An interest, actual, potential or perceived, and what is done about it. A later line with `replaces` takes its place."""

    KIND = "conflict"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    whose = models.CharField(max_length=200)
    interest = models.TextField()
    mitigation = models.TextField()
    review_on = models.DateField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class ConflictsReview(AppendOnly):
    """That the conflicts assessment was looked at again on a day, what came of it, and when it is looked at next."""

    KIND = "conflicts-review"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField()
    words = models.TextField()
    next_review_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("reviewed_on", "pk")


class ScoreReminder(AppendOnly):
    """That an assessor was reminded on a day. One a day: the clock may come again and again."""

    KIND = "score-reminder"
    SCOPES = {"authority": "member__assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="reminders")
    reminded_on = models.DateField()

    class Meta(AppendOnly.Meta):
        constraints = (
            models.UniqueConstraint(fields=("member", "reminded_on"), name="one_score_reminder_a_day"),
        )
