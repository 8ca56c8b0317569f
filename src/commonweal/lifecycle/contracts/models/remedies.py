"""What goes wrong on a contract, the steps of the ladder that are taken about it, and what the other side says."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from commonweal.domain.remedies import Rung, SkipGround, StepOutcome, StepStatus
from commonweal.lifecycle.contracts.models.contracts import Commitment, Contract
from commonweal.lifecycle.contracts.models.performance import PerformanceFailure
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class RemedyMatter(Record):
    """One thing that is not kept: a commitment, or the contract. Its steps climb one ladder.

    `ladder` is the ladder as it stood when the matter began, a list of {rung, title, when, what, who}; `edition` names its
    wording, `is_in_the_ask` whether the ask said that remedies go step by step.
    """

    KIND = "remedy-matter"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="matters")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="matters")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    ladder = models.JSONField()
    edition = models.CharField(max_length=20)
    is_in_the_ask = models.BooleanField()

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("contract", "number"), name="matters_are_numbered"),)


class RemedyStep(Record):
    """One rung, taken for a reason. `note` is the authority's own; everything else both sides read.

    A step that leaves rungs out says on which ground, and why.
    """

    KIND = "remedy-step"
    SCOPES = {
        "authority": "matter__contract__authority_id",
        "supplier": "matter__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    matter = models.ForeignKey(RemedyMatter, on_delete=models.PROTECT, related_name="steps")
    rung = models.CharField(max_length=10, choices=_stored(Rung))
    taken_on = models.DateField()
    answer_by = models.DateField(null=True)
    reason = models.TextField()
    asked = models.TextField(blank=True)
    note = models.TextField(blank=True)
    skip_ground = models.CharField(max_length=10, blank=True, choices=_stored(SkipGround))
    skip_reason = models.TextField(blank=True)
    taken_by = models.CharField(max_length=64)
    status = models.CharField(max_length=8, choices=_stored(StepStatus), default=StepStatus.OPEN.value)
    outcome = models.CharField(max_length=12, blank=True, choices=_stored(StepOutcome))
    outcome_words = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("status", "answer_by"), name="remedy_step_by_answer"),)
        constraints = (
            models.UniqueConstraint(fields=("matter", "rung"), name="one_step_per_rung"),
            models.UniqueConstraint(
                fields=("matter",), condition=Q(status=StepStatus.OPEN.value), name="one_open_step_per_matter"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="remedy_step_has_a_reason"),
            models.CheckConstraint(
                condition=Q(skip_ground="", skip_reason="") | (~Q(skip_ground="") & ~Q(skip_reason="")),
                name="skipped_rungs_have_a_ground_and_words",
            ),
            models.CheckConstraint(
                condition=Q(status=StepStatus.OPEN.value, closed_at__isnull=True, closed_by="", outcome="")
                | (
                    Q(status=StepStatus.CLOSED.value, closed_at__isnull=False)
                    & ~Q(closed_by="")
                    & ~Q(outcome="")
                    & ~Q(outcome_words="")
                ),
                name="closed_step_says_what_came_of_it",
            ),
        )


class RemedyReply(AppendOnly):
    """What the supplier says about a step: the cause, what it does, or that the cause was the authority's or nobody's."""

    KIND = "remedy-reply"
    SCOPES = {
        "authority": "step__matter__contract__authority_id",
        "supplier": "step__matter__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    step = models.ForeignKey(RemedyStep, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField()
    is_cause_not_ours = models.BooleanField(default=False)
    replied_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)


class RemedyStepFailure(AppendOnly):
    """A recorded failure of performance that a step led to, or was taken about."""

    KIND = "remedy-step-failure"
    SCOPES = {
        "authority": "step__matter__contract__authority_id",
        "supplier": "step__matter__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    step = models.ForeignKey(RemedyStep, on_delete=models.PROTECT, related_name="failures")
    failure = models.ForeignKey(PerformanceFailure, on_delete=models.PROTECT, related_name="steps")
    linked_at = models.DateTimeField()
    linked_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("step", "failure"), name="failure_linked_once_to_a_step"),
        )
