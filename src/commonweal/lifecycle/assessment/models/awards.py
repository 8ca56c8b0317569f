"""The decision to award, which is not a contract, and the history of where it stood."""

from django.db import models
from django.db.models import Q

from commonweal.domain.assessment.standstill import Standstill
from commonweal.domain.assessment.statuses import AwardStatus, NoAwardStatus
from commonweal.domain.rules.duties import Bites
from commonweal.lifecycle.assessment.models.panels import Assessment
from commonweal.lifecycle.assessment.models.scores import RankingSnapshot
from commonweal.records.models import AppendOnly, Record, Retention


class AwardDecision(Record):
    """Who is to be awarded a lot, by which ranking and why, and what standstill there is.

    `standstill_duty` is whether the law asked for one on the day of the decision, by the facts recorded then, and
    `standstill_because` why; both are empty where the rules said nothing.
    """

    KIND = "award"
    SCOPES = {"authority": "assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="awards")
    snapshot = models.ForeignKey(RankingSnapshot, on_delete=models.PROTECT, related_name="awards")
    tender = models.ForeignKey("lifecycle_tendering.Tender", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in AwardStatus], default=AwardStatus.DECIDED.value
    )
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)
    standstill = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Standstill])
    standstill_days = models.PositiveSmallIntegerField()
    standstill_reason = models.TextField(blank=True)
    standstill_duty = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Bites], blank=True
    )
    standstill_because = models.TextField(blank=True)
    notice_published_on = models.DateField(null=True)
    standstill_ends_on = models.DateField(null=True)

    class Meta(Record.Meta):
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",),
                condition=~Q(status=AwardStatus.WITHDRAWN.value),
                name="one_standing_award_per_assessment",
            ),
            models.CheckConstraint(
                condition=~Q(standstill=Standstill.NOT_REQUIRED.value)
                | (Q(standstill_days=0) & ~Q(standstill_reason="")),
                name="no_standstill_needs_a_reason",
            ),
        )


class NoAward(Record):
    """A lot that is not awarded to anybody, and why: the other lots, and the procurement, need not wait for it."""

    KIND = "no-award"
    SCOPES = {"authority": "assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="no_awards")
    status = models.CharField(
        max_length=16,
        choices=[(s.value, s.value) for s in NoAwardStatus],
        default=NoAwardStatus.STANDS.value,
    )
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64)
    taken_back_because = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment",),
                condition=Q(status=NoAwardStatus.STANDS.value),
                name="one_standing_no_award_per_assessment",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=NoAwardStatus.STANDS.value,
                    taken_back_at__isnull=True,
                    taken_back_by="",
                    taken_back_because="",
                )
                | (
                    Q(status=NoAwardStatus.TAKEN_BACK.value, taken_back_at__isnull=False)
                    & ~Q(taken_back_by="")
                    & ~Q(taken_back_because="")
                ),
                name="no_award_taken_back_with_its_reason",
            ),
        )


class AwardStatusChange(AppendOnly):
    """One move of a decision to award. The first has no `old`."""

    KIND = "award-status"
    SCOPES = {"authority": "award__assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    award = models.ForeignKey(AwardDecision, on_delete=models.PROTECT, related_name="status_changes")
    old = models.CharField(max_length=16, blank=True)
    new = models.CharField(max_length=16, choices=[(s.value, s.value) for s in AwardStatus])
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
