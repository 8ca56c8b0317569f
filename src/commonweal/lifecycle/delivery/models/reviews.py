"""Learning reviews: who takes part, what each prepared, what they wrote together, and who does what next."""

from django.db import models
from django.db.models import Q

from commonweal.domain.learning_reviews import ReviewStatus, ReviewSubject
from commonweal.records.models import Record, Retention


class LearningReview(Record):
    """One review. The four texts are written together by everybody who takes part.

    With a `contract` it is of that contract alone, numbered, between its two sides. Without one it is shared: it has a
    `title` and a `steward`, comes again `every_months`, and may be about a mission or a place. `authority` is the body that
    keeps it; `parties` are those who take part, `contracts` what it looks at. `lesson` is what came of it, where one did.
    """

    KIND = "learning-review"
    SCOPES = {"authority": "parties__organisation_id", "supplier": "parties__organisation_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="reviews_kept"
    )
    contract = models.ForeignKey(
        "lifecycle_contracts.Contract", on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200, blank=True)
    steward = models.ForeignKey(
        "organisations.Person", on_delete=models.PROTECT, null=True, related_name="reviews_kept"
    )
    mission = models.ForeignKey(
        "lifecycle_strategy.Mission", on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    place = models.ForeignKey(
        "lifecycle_strategy.Place", on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    every_months = models.PositiveSmallIntegerField(null=True)
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
        ordering = ("-number", "-pk")
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
            models.CheckConstraint(
                condition=Q(contract__isnull=False, mission__isnull=True, place__isnull=True)
                | (Q(contract__isnull=True, steward__isnull=False) & ~Q(title="")),
                name="shared_review_has_a_title_and_a_steward",
            ),
        )

    @property
    def is_shared(self) -> bool:
        """True when it is not of one contract alone."""
        return self.contract_id is None

    @property
    def about(self) -> str:
        """What it is called: its title, or its contract's. Needs the contract loaded."""
        return self.contract.title if self.contract else self.title

    @property
    def subject(self) -> ReviewSubject:
        """What it is about."""
        if self.contract_id is not None:
            return ReviewSubject.CONTRACT
        if self.mission_id is not None:
            return ReviewSubject.MISSION
        return ReviewSubject.PLACE if self.place_id is not None else ReviewSubject.CONTRACTS


class ReviewParty(Record):
    """An organisation that takes part. One that was not waited for says since when, by whom and why.

    `reminded_on` is the day on which it was reminded by email to prepare.
    """

    KIND = "review-party"
    SCOPES = {"authority": "organisation_id", "supplier": "organisation_id"}
    RETENTION = Retention.PROCUREMENT

    review = models.ForeignKey(LearningReview, on_delete=models.PROTECT, related_name="parties")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="reviews_joined"
    )
    not_waited_at = models.DateTimeField(null=True)
    not_waited_by = models.CharField(max_length=64, blank=True)
    not_waited_reason = models.TextField(blank=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("review", "organisation"), name="one_party_per_review"),
            models.CheckConstraint(
                condition=Q(not_waited_at__isnull=True, not_waited_by="", not_waited_reason="")
                | (Q(not_waited_at__isnull=False) & ~Q(not_waited_by="") & ~Q(not_waited_reason="")),
                name="party_not_waited_for_with_a_reason",
            ),
        )


class ReviewContract(Record):
    """A contract that a review looks at. Each party sees those that are its own."""

    KIND = "review-contract"
    SCOPES = {"authority": "contract__authority_id", "supplier": "contract__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    review = models.ForeignKey(LearningReview, on_delete=models.PROTECT, related_name="contracts")
    contract = models.ForeignKey(
        "lifecycle_contracts.Contract", on_delete=models.PROTECT, related_name="looked_at_in"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("review", "contract"), name="one_row_per_review_and_contract"),
        )


class ReviewPreparation(Record):
    """What one party wrote alone. Who else reads it, and when, is `domain.learning_reviews.may_read_preparation`."""

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
    SCOPES = {
        "authority": "review__parties__organisation_id",
        "supplier": "review__parties__organisation_id",
    }
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
