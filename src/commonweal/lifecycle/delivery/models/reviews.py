"""Learning reviews of a contract: what each side prepared, what both wrote, and who does what next."""

from django.db import models
from django.db.models import Q

from commonweal.domain.learning_reviews import ReviewStatus
from commonweal.records.models import Record, Retention


class LearningReview(Record):
    """One review of a contract, numbered. The four texts are written together by both sides.

    `lesson` is the lesson that came of it, where one did.
    """

    KIND = "learning-review"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    contract = models.ForeignKey(
        "lifecycle_contracts.Contract", on_delete=models.PROTECT, related_name="reviews"
    )
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    status = models.CharField(
        max_length=12,
        choices=[(each.value, each.value) for each in ReviewStatus],
        default=ReviewStatus.PREPARING.value,
    )
    what_happened = models.TextField(blank=True)
    what_surprised = models.TextField(blank=True)
    what_we_believe = models.TextField(blank=True)
    what_we_change = models.TextField(blank=True)
    lesson = models.OneToOneField(
        "lifecycle_delivery.Lesson", on_delete=models.PROTECT, null=True, related_name="review"
    )
    held_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-number",)
        indexes = (models.Index(fields=("status", "due_on"), name="review_by_due"),)
        constraints = (
            models.UniqueConstraint(fields=("contract", "number"), name="reviews_are_numbered"),
            models.UniqueConstraint(
                fields=("contract",),
                condition=~Q(status=ReviewStatus.HELD.value),
                name="one_open_review_per_contract",
            ),
            models.CheckConstraint(
                condition=Q(status=ReviewStatus.HELD.value, held_at__isnull=False) & ~Q(held_by="")
                | (~Q(status=ReviewStatus.HELD.value) & Q(held_at__isnull=True, held_by="")),
                name="review_held_by_somebody",
            ),
        )


class ReviewPreparation(Record):
    """What one side wrote alone. The other side reads it once both have handed in."""

    KIND = "review-preparation"
    SCOPES = {"authority": "organisation_id", "supplier": "organisation_id"}
    RETENTION = Retention.PROCUREMENT

    review = models.ForeignKey(LearningReview, on_delete=models.PROTECT, related_name="preparations")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="reviews_prepared"
    )
    what_happened = models.TextField(blank=True)
    what_surprised = models.TextField(blank=True)
    what_we_believe = models.TextField(blank=True)
    what_we_change = models.TextField(blank=True)
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("review", "organisation"), name="one_preparation_per_side"),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, handed_in_by="")
                | (Q(handed_in_at__isnull=False) & ~Q(handed_in_by="")),
                name="preparation_handed_in_by_somebody",
            ),
        )


class ReviewAction(Record):
    """What somebody does next, by when."""

    KIND = "review-action"
    SCOPES = {"authority": "review__contract__authority_id", "supplier": "review__contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    review = models.ForeignKey(LearningReview, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField()
    owner = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="review_actions")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by="") | (Q(done_at__isnull=False) & ~Q(done_by="")),
                name="review_action_done_by_somebody",
            ),
        )
