"""Proposed changes of commitments, and what each person whose approval is needed said."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from commonweal.domain.changes import Answer, Approver, ChangeStatus
from commonweal.lifecycle.contracts.models.contracts import Commitment
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class CommitmentChange(Record):
    """A proposal to keep a commitment's aim by other means. `before` and `after` are `domain.changes.Terms` as plain JSON.

    `equivalence` holds, by the question's id, the answer and how it is shown. Agreed changes of one commitment in their
    order are its versions.
    """

    KIND = "commitment-change"
    SCOPES = {
        "authority": "commitment__contract__authority_id",
        "supplier": "commitment__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=12, choices=_stored(ChangeStatus), default=ChangeStatus.PROPOSED.value
    )
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    equivalence = models.JSONField()
    reaches_others = models.BooleanField(default=False)
    takes_effect_on = models.DateField()
    proposed_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="changes_proposed"
    )
    proposed_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="changes_proposed"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True)
    #: Why nothing came of it, as the code of an error; empty unless it lapsed.
    lapsed_because = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("commitment", "number"), name="changes_are_numbered"),
            models.UniqueConstraint(
                fields=("commitment",),
                condition=Q(status=ChangeStatus.PROPOSED.value),
                name="one_open_change_per_commitment",
            ),
            models.CheckConstraint(
                condition=Q(status=ChangeStatus.PROPOSED.value, settled_at__isnull=True, settled_by="")
                | (~Q(status=ChangeStatus.PROPOSED.value) & Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="change_settled_by_somebody",
            ),
        )


class ChangeAnswer(AppendOnly):
    """What one person said about a proposed change. The authority's approval names the grounds and judges the balance."""

    KIND = "change-answer"
    SCOPES = {
        "authority": "change__commitment__contract__authority_id",
        "supplier": "change__commitment__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    change = models.ForeignKey(CommitmentChange, on_delete=models.PROTECT, related_name="answers")
    approver = models.CharField(max_length=20, choices=_stored(Approver))
    answer = models.CharField(max_length=10, choices=_stored(Answer))
    words = models.TextField(blank=True)
    shifts_balance = models.BooleanField(null=True)
    grounds = models.JSONField(default=list)
    answered_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="changes_answered"
    )

    class Meta:
        ordering = ("pk",)
