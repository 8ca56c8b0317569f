"""What notices ask of a contract and nothing else here records."""

from django.db import models
from django.db.models import Q

from commonweal.lifecycle.contracts.models.contracts import Contract
from commonweal.records.models import Record, Retention


class NoticeFacts(Record):
    """Facts of one contract that only its notices ask for. Money in pence with VAT; None where nobody said."""

    KIND = "notice-facts"
    SCOPES = {"authority": "contract__authority_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="notice_facts")
    value_pence = models.BigIntegerField(null=True)
    final_value_pence = models.BigIntegerField(null=True)
    is_supported_employment = models.BooleanField(null=True)
    is_public_service_mutual = models.BooleanField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(Q(value_pence__isnull=True) | Q(value_pence__gte=0))
                & (Q(final_value_pence__isnull=True) | Q(final_value_pence__gte=0)),
                name="notice_values_not_below_nothing",
            ),
        )
