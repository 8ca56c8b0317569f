"""Proposed changes of a contract's price or term, and what each side said."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from commonweal.domain.changes import Answer, Approver, ChangeStatus
from commonweal.lifecycle.contracts.models.contracts import Contract
from commonweal.records.models import AppendOnly, Record, Retention


def _stored(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """The values a column may hold. Their words are shown from `presentation/words`, never from here."""
    return [(each.value, each.value) for each in kind]


class ContractChange(Record):
    """A proposal to change price or term. Columns `old_*` are what stood when it was proposed, `new_*` what is proposed.

    Money in pence. Agreed changes of one contract in their order are its versions.
    """

    KIND = "contract-change"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=12, choices=_stored(ChangeStatus), default=ChangeStatus.PROPOSED.value
    )
    old_value_ex_vat_pence = models.BigIntegerField(null=True)
    old_value_pence = models.BigIntegerField(null=True)
    old_starts_on = models.DateField(null=True)
    old_ends_on = models.DateField(null=True)
    new_value_ex_vat_pence = models.BigIntegerField(null=True)
    new_value_pence = models.BigIntegerField(null=True)
    new_starts_on = models.DateField(null=True)
    new_ends_on = models.DateField(null=True)
    reason = models.TextField()
    takes_effect_on = models.DateField()
    proposed_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="contract_changes_proposed"
    )
    proposed_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="contract_changes_proposed"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True)
    #: Why nothing came of it, as the code of an error; empty unless it lapsed.
    lapsed_because = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="contract_changes_are_numbered"),
            models.UniqueConstraint(
                fields=("contract",),
                condition=Q(status=ChangeStatus.PROPOSED.value),
                name="one_open_change_per_contract",
            ),
            models.CheckConstraint(
                condition=Q(status=ChangeStatus.PROPOSED.value, settled_at__isnull=True, settled_by="")
                | (~Q(status=ChangeStatus.PROPOSED.value) & Q(settled_at__isnull=False) & ~Q(settled_by="")),
                name="contract_change_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=(Q(new_value_pence__isnull=True) | Q(new_value_pence__gte=0))
                & (Q(new_value_ex_vat_pence__isnull=True) | Q(new_value_ex_vat_pence__gte=0)),
                name="changed_price_not_below_nothing",
            ),
        )


class ContractChangeAnswer(AppendOnly):
    """What one side said. The authority's approval names the grounds and judges the balance."""

    KIND = "contract-change-answer"
    SCOPES = {
        "authority": "change__contract__authority_id",
        "supplier": "change__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    change = models.ForeignKey(ContractChange, on_delete=models.PROTECT, related_name="answers")
    approver = models.CharField(max_length=20, choices=_stored(Approver))
    answer = models.CharField(max_length=10, choices=_stored(Answer))
    words = models.TextField(blank=True)
    shifts_balance = models.BooleanField(null=True)
    grounds = models.JSONField(default=list)
    answered_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="contract_changes_answered"
    )

    class Meta:
        ordering = ("pk",)
