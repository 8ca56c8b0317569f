"""Missions and the answers to the five questions."""

from django.db import models
from django.db.models import Q

from commonweal.domain.missions import Judgement, MissionKind, MissionOrigin, MissionStatus, Question
from commonweal.organisations.models import Organisation
from commonweal.records.models import AppendOnly, Record, Retention


class Mission(Record):
    """What a body wants to change in its place. Its status is derived from what happened to it."""

    KIND = "mission"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PERMANENT

    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="missions")
    statement = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in MissionKind])
    origin = models.CharField(
        max_length=12, choices=[(origin.value, origin.value) for origin in MissionOrigin]
    )
    deadline_on = models.DateField(null=True)
    source = models.TextField(blank=True)
    is_abridged = models.BooleanField(default=False)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("deadline_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True, adopted_by="")
                | Q(adopted_at__isnull=False) & ~Q(adopted_by=""),
                name="mission_adopted_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="", ended_reason="")
                | Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_reason=""),
                name="mission_ended_at_by_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(origin=MissionOrigin.PUBLISHED.value, source=""),
                name="mission_published_has_source",
            ),
        )

    @property
    def title(self) -> str:
        return self.statement

    @property
    def is_published_record(self) -> bool:
        return self.origin == MissionOrigin.PUBLISHED.value

    @property
    def status(self) -> MissionStatus:
        """A published aim was adopted by its body elsewhere; an entered one when somebody adopted it here."""
        if self.ended_at is not None:
            return MissionStatus.ENDED
        is_adopted = self.adopted_at is not None or self.is_published_record
        return MissionStatus.ADOPTED if is_adopted else MissionStatus.DRAFTING


class FiveQuestionAnswer(AppendOnly):
    """One answer to one of the five questions. A new answer leaves the earlier ones in place; the newest counts."""

    KIND = "five-question-answer"
    SCOPES = {"authority": "mission__authority_id"}
    RETENTION = Retention.PERMANENT

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Question])
    judgement = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Judgement])
    words = models.TextField()
    answered_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
