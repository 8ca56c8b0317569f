"""What a person recommends to a committee about a contract."""

from django.db import models
from django.db.models import Q

from commonweal.lifecycle.contracts.models.contracts import Contract
from commonweal.records.models import Record, Retention


class Recommendations(Record):
    """The recommendations of one contract's report, in somebody's own words. The record of events keeps who changed them."""

    KIND = "contract-recommendations"
    SCOPES = {"authority": "contract__authority_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="recommendations")
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=64)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="recommendations_say_something"),)
