"""Independent scores, agreed scores, every change of either, and the locked ranking."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from commonweal.domain.actors import Actor
from commonweal.domain.assessment.statuses import AssessmentStatus
from commonweal.domain.canonical import digest
from commonweal.lifecycle.assessment.models.panels import Assessment, PanelMember
from commonweal.records.models import AppendOnly, Record, Retention
from commonweal.records.scopes import ScopedQuerySet

SEEN_WHEN = (AssessmentStatus.MODERATION.value, AssessmentStatus.LOCKED.value)


class BlindQuerySet(ScopedQuerySet):
    """An authority finds scores only once every assessor has handed in: before that there are none for it."""

    def for_authority(self, actor: Actor) -> Self:
        return super().for_authority(actor).filter(**{f"{self.model.TO_ASSESSMENT}__status__in": SEEN_WHEN})


class Score(Record):
    """One assessor's mark for one tender on one criterion, in hundredths, with the reason. Empty while unfinished."""

    KIND = "score"
    TO_ASSESSMENT = "member__assessment"
    SCOPES = {
        "authority": "member__assessment__lot__procurement__authority_id",
        "panel_member": "member__person_id",
    }
    RETENTION = Retention.PROCUREMENT

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="scores")
    tender = models.ForeignKey("lifecycle_tendering.Tender", on_delete=models.PROTECT, related_name="+")
    criterion_id = models.CharField(max_length=64)
    score = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)

    objects: Any = models.Manager.from_queryset(BlindQuerySet, class_name="BlindManager")()

    class Meta(Record.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("member", "tender", "criterion_id"), name="one_score_per_answer"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=10_000), name="score_at_most_full_marks"
            ),
        )


class ScoreChange(AppendOnly):
    """How an assessor's mark stood after each save: every change is kept."""

    KIND = "score-change"
    TO_ASSESSMENT = "record__member__assessment"
    SCOPES = {
        "authority": "record__member__assessment__lot__procurement__authority_id",
        "panel_member": "record__member__person_id",
    }
    RETENTION = Retention.PROCUREMENT

    record = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="changes")
    score = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)

    objects: Any = models.Manager.from_queryset(BlindQuerySet, class_name="BlindManager")()

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class AgreedScore(Record):
    """The mark that counts for one tender on one criterion, in hundredths, its reason, and a minority view if any."""

    KIND = "agreed-score"
    SCOPES = {"authority": "assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="agreed_scores")
    tender = models.ForeignKey("lifecycle_tendering.Tender", on_delete=models.PROTECT, related_name="+")
    criterion_id = models.CharField(max_length=64)
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()
    minority_view = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "tender", "criterion_id"), name="one_agreed_score_per_answer"
            ),
            models.CheckConstraint(condition=Q(score__lte=10_000), name="agreed_score_at_most_full_marks"),
        )


class AgreedScoreChange(AppendOnly):
    """How an agreed mark stood after each save."""

    KIND = "agreed-score-change"
    SCOPES = {"authority": "record__assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    record = models.ForeignKey(AgreedScore, on_delete=models.PROTECT, related_name="changes")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()
    minority_view = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class RankingSnapshot(AppendOnly):
    """A locked ranking. `content` is the canonical JSON of a `domain.assessment.snapshot.Ranking`."""

    KIND = "ranking"
    SCOPES = {"authority": "assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    locked_at = models.DateTimeField()
    locked_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("assessment", "number"), name="ranking_snapshots_are_numbered"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses content that is not what its digest says."""
        if digest(self.content.encode()) != self.digest:
            raise ValueError("the digest of a ranking is not that of its content")
        super().save(*args, **kwargs)


class Reopening(AppendOnly):
    """Why one agreed score was opened again after locking: the error, named without reference to rank."""

    KIND = "score-reopening"
    SCOPES = {"authority": "agreed__assessment__lot__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    agreed = models.ForeignKey(AgreedScore, on_delete=models.PROTECT, related_name="reopenings")
    snapshot = models.ForeignKey(RankingSnapshot, on_delete=models.PROTECT, related_name="reopenings")
    error = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
