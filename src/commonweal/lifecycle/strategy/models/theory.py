"""The theory of change: outcomes, the links between them, and the assumptions that the links rest on."""

from django.db import models
from django.db.models import F, Q

from commonweal.domain.theory_of_change import AssumptionState, OutcomeKind
from commonweal.lifecycle.strategy.models.missions import Mission
from commonweal.records.models import AppendOnly, Record, Retention


class Outcome(Record):
    """A goal or an outcome of a mission. Retired ones stay readable for what already serves them."""

    KIND = "outcome"
    SCOPES = {"authority": "mission__authority_id"}
    RETENTION = Retention.PERMANENT

    mission = models.ForeignKey(Mission, on_delete=models.PROTECT, related_name="outcomes")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in OutcomeKind])
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=64, blank=True)
    retired_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True, retired_by="", retired_reason="")
                | Q(retired_at__isnull=False) & ~Q(retired_by="") & ~Q(retired_reason=""),
                name="outcome_retired_at_by_and_why",
            ),
        )

    @property
    def is_goal(self) -> bool:
        return self.kind == OutcomeKind.GOAL.value


class OutcomeLink(Record):
    """`cause` leads to `effect`, both of one mission. A removed link stays with its reason and its assumptions."""

    KIND = "outcome-link"
    SCOPES = {"authority": "cause__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    cause = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="leads_to")
    effect = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="rests_on")
    linked_by = models.CharField(max_length=64)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=64, blank=True)
    removed_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("cause", "effect"),
                condition=Q(removed_at__isnull=True),
                name="one_standing_outcome_link",
            ),
            models.CheckConstraint(condition=~Q(cause=F("effect")), name="outcome_link_joins_two"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by="", removed_reason="")
                | Q(removed_at__isnull=False) & ~Q(removed_by="") & ~Q(removed_reason=""),
                name="outcome_link_removed_at_by_and_why",
            ),
        )


class Assumption(Record):
    """What must hold for a cause to lead to its effect, and what is believed about it now."""

    KIND = "assumption"
    SCOPES = {"authority": "link__cause__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    link = models.ForeignKey(OutcomeLink, on_delete=models.PROTECT, related_name="assumptions")
    text = models.CharField(max_length=500)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.value) for state in AssumptionState],
        default=AssumptionState.UNTESTED.value,
    )
    noted_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)


class AssumptionJudgement(AppendOnly):
    """A person's decision about an assumption, with the reason. Lessons of later stages point to the assumption."""

    KIND = "assumption-judgement"
    SCOPES = {"authority": "assumption__link__cause__mission__authority_id"}
    RETENTION = Retention.PERMANENT

    assumption = models.ForeignKey(Assumption, on_delete=models.PROTECT, related_name="judgements")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in AssumptionState])
    reason = models.TextField()
    judged_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
