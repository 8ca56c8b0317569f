"""Which suppliers looked at a published ask, so that each is told of a correction."""

from django.db import models

from commonweal.records.models import Record, Retention


class Interest(Record):
    """That a supplier opened an opportunity, and whether it follows it. The authority never sees who: only how many."""

    KIND = "interest"
    SCOPES = {"supplier": "supplier_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    supplier = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=64)
    followed_at = models.DateTimeField(null=True)
    followed_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        constraints = (
            models.UniqueConstraint(fields=("procurement", "supplier"), name="one_interest_per_supplier"),
        )
