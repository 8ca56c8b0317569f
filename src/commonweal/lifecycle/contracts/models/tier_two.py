"""Tier-two suppliers of a contract, and the part of each commitment that each delivers."""

from django.db import models
from django.db.models import Q

from commonweal.domain.tier_two import TierTwoStatus
from commonweal.lifecycle.contracts.models.contracts import Commitment, Contract
from commonweal.records.models import AppendOnly, Record, Retention


class TierTwoSupplier(Record):
    """One that delivers a part for the contract's supplier. `supplier` is set once it is invited under its own name here.

    `party` is the subcontractor or member of the tender it was carried over from. A row that ended stays.
    """

    KIND = "tier-two-supplier"
    SCOPES = {
        "authority": "contract__authority_id",
        "supplier": ("contract__supplier_id", "supplier_id"),
    }
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="tier_two")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    identifier = models.CharField(max_length=60, blank=True)
    work = models.TextField()
    party = models.ForeignKey(
        "lifecycle_tendering.TenderParty", on_delete=models.PROTECT, null=True, related_name="tier_two"
    )
    supplier = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="tier_two_in"
    )
    status = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in TierTwoStatus],
        default=TierTwoStatus.NAMED,
    )
    reason = models.TextField(blank=True)
    invited_at = models.DateTimeField(null=True)
    invited_by = models.CharField(max_length=64, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="tier_two_are_numbered"),
            models.UniqueConstraint(
                fields=("contract", "supplier"),
                condition=Q(status__in=("invited", "accepted")),
                name="tier_two_delivers_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("named", "ended")) | Q(supplier__isnull=False),
                name="tier_two_invited_is_somebody",
            ),
        )


class TierTwoPart(Record):
    """What one delivers of one commitment. `quantity` in thousandths where it has a figure; `part` says which in words."""

    KIND = "tier-two-part"
    SCOPES = {
        "authority": "tier_two__contract__authority_id",
        "supplier": ("tier_two__contract__supplier_id", "tier_two__supplier_id"),
    }
    RETENTION = Retention.PROCUREMENT

    tier_two = models.ForeignKey(TierTwoSupplier, on_delete=models.PROTECT, related_name="parts")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="tier_two_parts")
    quantity = models.BigIntegerField(null=True)
    part = models.TextField(blank=True)

    class Meta:
        ordering = ("commitment__position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("tier_two", "commitment"), name="tier_two_has_one_part_of_each"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) | (Q(quantity__isnull=True) & ~Q(part="")),
                name="tier_two_part_says_something",
            ),
        )


class TierTwoRemoval(AppendOnly):
    """A part that was taken out before anybody delivered it, as it stood, and why: a tender may be carried over wrongly.

    For the two sides of the contract; whoever is asked later was never asked for it.
    """

    KIND = "tier-two-removal"
    SCOPES = {
        "authority": "tier_two__contract__authority_id",
        "supplier": "tier_two__contract__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    tier_two = models.ForeignKey(TierTwoSupplier, on_delete=models.PROTECT, related_name="removals")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    quantity = models.BigIntegerField(null=True)
    part = models.TextField(blank=True)
    reason = models.TextField()
    removed_by = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
