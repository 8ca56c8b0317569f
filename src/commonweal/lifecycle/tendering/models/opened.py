"""What a tender says, written by the opening and by nothing else. None of these rows exists before it."""

from django.db import models
from django.db.models import Q

from commonweal.domain.commitments import CommitmentKind, OwedBy
from commonweal.lifecycle.tendering.models.tenders import Tender
from commonweal.records.models import AppendOnly, Retention

_AUTHORITY = "tender__lot__procurement__authority_id"
_SCOPES: dict[str, str | tuple[str, ...]] = {"authority": _AUTHORITY, "supplier": "tender__supplier_id"}


class TenderAnswer(AppendOnly):
    """The answer to one criterion, by the ask's own criterion id."""

    KIND = "tender-answer"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="answers")
    criterion_id = models.CharField(max_length=64)
    text = models.TextField()
    words = models.PositiveIntegerField()

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("tender", "criterion_id"), name="one_answer_per_criterion"),
        )


class TenderPrice(AppendOnly):
    """The price for the tender's lot over the whole contract, in pence without VAT."""

    KIND = "tender-price"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="prices")
    lot = models.ForeignKey("lifecycle_procurement.Lot", on_delete=models.PROTECT, related_name="+")
    pence = models.BigIntegerField()

    class Meta(AppendOnly.Meta):
        constraints = (
            models.UniqueConstraint(fields=("tender", "lot"), name="one_price_per_lot"),
            models.CheckConstraint(condition=Q(pence__gt=0), name="tender_price_above_nothing"),
        )


class OfferedCommitment(AppendOnly):
    """A promise in a tender. A binding commitment is another thing, made from it, which points to it.

    `metric_id` and `outcome_id` are the ask's own ids. `quantity` and `rate_quantity` in thousandths of `unit`.
    """

    KIND = "offered-commitment"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="commitments")
    key = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    criterion_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in CommitmentKind])
    title = models.CharField(max_length=200)
    metric_id = models.CharField(max_length=64, blank=True)
    outcome_id = models.CharField(max_length=64, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    owed_by = models.CharField(
        max_length=14, choices=[(o.value, o.value) for o in OwedBy if o is not OwedBy.AUTHORITY]
    )
    subcontractor = models.CharField(max_length=200, blank=True)
    place_code = models.CharField(max_length=64, blank=True)
    quantity = models.BigIntegerField(null=True)
    rate_quantity = models.BigIntegerField(null=True)
    rate_per_pence = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)

    class Meta(AppendOnly.Meta):
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("tender", "key"), name="offered_commitment_key_once"),
            models.CheckConstraint(
                condition=Q(kind="quantity", quantity__isnull=False)
                | (~Q(kind="quantity") & Q(quantity__isnull=True)),
                name="only_a_quantity_has_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(kind="rate", rate_quantity__gt=0, rate_per_pence__gt=0)
                | (~Q(kind="rate") & Q(rate_quantity__isnull=True, rate_per_pence__isnull=True)),
                name="only_a_rate_has_a_rate",
            ),
        )


class OfferedPeriod(AppendOnly):
    """How much of a quantity, between two days, in one place; an empty place is wherever the contract is."""

    KIND = "offered-period"
    SCOPES = {
        "authority": f"commitment__{_AUTHORITY}",
        "supplier": "commitment__tender__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    commitment = models.ForeignKey(OfferedCommitment, on_delete=models.PROTECT, related_name="periods")
    start_on = models.DateField()
    end_on = models.DateField()
    place_code = models.CharField(max_length=64, blank=True)
    quantity = models.BigIntegerField()

    class Meta(AppendOnly.Meta):
        ordering = ("start_on", "pk")


class OfferedMilestone(AppendOnly):
    """One step of an offered pathway."""

    KIND = "offered-milestone"
    SCOPES = {
        "authority": f"commitment__{_AUTHORITY}",
        "supplier": "commitment__tender__supplier_id",
    }
    RETENTION = Retention.PROCUREMENT

    commitment = models.ForeignKey(OfferedCommitment, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.TextField()
    due_on = models.DateField()
    shown_by = models.TextField()

    class Meta(AppendOnly.Meta):
        ordering = ("position",)


class TenderDocument(AppendOnly):
    """A file that came with a tender. `criterion_id` is the question it belongs to, if it named one."""

    KIND = "tender-document"
    SCOPES = _SCOPES
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="documents")
    key = models.CharField(max_length=20)
    name = models.CharField(max_length=255)
    criterion_id = models.CharField(max_length=64, blank=True)
    stored = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)
