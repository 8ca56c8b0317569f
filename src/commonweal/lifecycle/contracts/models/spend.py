"""What was spent on a contract, entry by entry."""

from django.db import models
from django.db.models import F, Q

from commonweal.lifecycle.contracts.models.contracts import Contract
from commonweal.records.models import AppendOnly, Retention


class ContractSpend(AppendOnly):
    """Pence spent between two days, both included, without VAT. A correction is a new entry that points to the earlier one."""

    KIND = "contract-spend"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="spend")
    start_on = models.DateField()
    end_on = models.DateField()
    pence = models.BigIntegerField()
    note = models.TextField(blank=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    entered_by = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, related_name="contract_spend_entered"
    )

    class Meta:
        ordering = ("start_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(pence__gte=0), name="contract_spend_not_below_nothing"),
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")), name="contract_spend_runs_forward"
            ),
        )
