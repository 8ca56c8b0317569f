"""What an opened tender says of who does the work, of the conditions of participation and of its price lines.

Like all that a tender says, written by the opening and by nothing else.
"""

from django.db import models
from django.db.models import Q

from commonweal.domain.consortium import PartyRole
from commonweal.lifecycle.tendering.models.opened import OfferedCommitment
from commonweal.lifecycle.tendering.models.tenders import Tender
from commonweal.records.models import AppendOnly, Retention

_AUTHORITY = "tender__lot__procurement__authority_id"
_SCOPES: dict[str, str | tuple[str, ...]] = {"authority": _AUTHORITY, "supplier": "tender__supplier_id"}


class TenderParty(AppendOnly):
    """A member or subcontractor that a tender names. `share_bp` is its share of the work, where one was given."""

    KIND = "tender-party"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="parties")
    key = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    identifier = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=14, choices=[(r.value, r.value) for r in PartyRole])
    work = models.TextField()
    share_bp = models.PositiveSmallIntegerField(null=True)
    is_sme = models.BooleanField(default=False)
    is_vcse = models.BooleanField(default=False)

    class Meta(AppendOnly.Meta):
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("tender", "key"), name="tender_party_key_once"),)


class OfferedDelivery(AppendOnly):
    """What one party delivers of an offered commitment; without a `party` it is the supplier itself.

    `amount` in thousandths of the commitment's unit where it has a figure; `part` says in words which part.
    """

    KIND = "offered-delivery"
    SCOPES = {
        "authority": f"commitment__{_AUTHORITY}",
        "supplier": "commitment__tender__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    commitment = models.ForeignKey(OfferedCommitment, on_delete=models.PROTECT, related_name="deliveries")
    party = models.ForeignKey(TenderParty, on_delete=models.PROTECT, null=True, related_name="deliveries")
    position = models.PositiveSmallIntegerField()
    amount = models.BigIntegerField(null=True)
    part = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("commitment", "position"), name="offered_deliveries_in_order"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | (Q(amount__isnull=True) & ~Q(part="")),
                name="offered_delivery_says_something",
            ),
        )


class ConditionStatement(AppendOnly):
    """What a tender says to one condition of participation, by the ask's own id. A statement, not a decision."""

    KIND = "condition-statement"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="condition_statements")
    condition_id = models.CharField(max_length=64)
    is_met = models.BooleanField()
    words = models.TextField()
    relies_on = models.ForeignKey(TenderParty, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("tender", "condition_id"), name="one_statement_per_condition"),
        )


class TenderPriceLine(AppendOnly):
    """What a tender enters for one line of the price schedule: see `domain.price_schedule.LinePrice` for the scale."""

    KIND = "tender-price-line"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="price_lines")
    line_id = models.CharField(max_length=64)
    value = models.BigIntegerField()

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("tender", "line_id"), name="one_price_per_line"),
            models.CheckConstraint(condition=Q(value__gte=0), name="tender_price_line_not_negative"),
        )
