"""The social value framework library: editions that never change, and each body's own layers over their items."""

from django.db import models
from django.db.models import Q

from commonweal.domain.library import Finding, ItemKind, Wording
from commonweal.domain.metrics import Aggregation, MetricKind
from commonweal.lifecycle.strategy.scopes import SharedManager
from commonweal.organisations.models import Organisation
from commonweal.records.models import AppendOnly, Retention

_WORDINGS = [(each.value, each.value) for each in Wording]


class FrameworkEdition(AppendOnly):
    """One edition of a social value framework: national when it has no owner, else a body's own."""

    KIND = "framework-edition"
    SCOPES = {"authority": "owner_id", "partnership": "owner_id"}
    RETENTION = Retention.PERMANENT

    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="framework_editions"
    )
    code = models.CharField(max_length=40)
    edition = models.CharField(max_length=40)
    title = models.CharField(max_length=1000)
    wording = models.CharField(max_length=12, choices=_WORDINGS)
    published_on = models.DateField(null=True)
    usable_from = models.DateField()
    usable_to = models.DateField(null=True)
    mandatory_from = models.DateField(null=True)
    replaces = models.CharField(max_length=40, blank=True)
    usable_note = models.TextField(blank=True)
    source = models.TextField()
    licence = models.TextField()
    note = models.TextField(blank=True)
    loaded_by = models.CharField(max_length=64)

    objects = SharedManager()

    class Meta:
        ordering = ("code", "usable_from")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "edition"), condition=Q(owner__isnull=True), name="one_national_edition"
            ),
            models.UniqueConstraint(
                fields=("owner", "code", "edition"), condition=Q(owner__isnull=False), name="one_own_edition"
            ),
        )

    @property
    def is_national(self) -> bool:
        return self.owner_id is None


class FrameworkItem(AppendOnly):
    """One item of an edition, as it was loaded."""

    KIND = "framework-item"
    SCOPES = {"authority": "edition__owner_id", "partnership": "edition__owner_id"}
    RETENTION = Retention.PERMANENT

    edition = models.ForeignKey(FrameworkEdition, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=14, choices=[(each.value, each.value) for each in ItemKind])
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    title = models.CharField(max_length=1000)
    wording = models.CharField(max_length=12, choices=_WORDINGS)
    unit = models.CharField(max_length=80, blank=True)
    metric_kind = models.CharField(
        max_length=10, blank=True, choices=[(k.value, k.value) for k in MetricKind]
    )
    aggregate = models.CharField(max_length=8, blank=True, choices=[(k.value, k.value) for k in Aggregation])
    needs_baseline = models.BooleanField(default=False)
    weight_bp = models.PositiveIntegerField(null=True)
    adapts = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="adapted_by")

    objects = SharedManager()

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("edition", "code"), name="one_item_per_code"),)


class ItemVerification(AppendOnly):
    """What a body's steward found when checking an item against a source: its wording stands, or is corrected.

    A correction is this new version of the wording; the item and whatever was copied from it stay as they were.
    """

    KIND = "item-verification"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PERMANENT

    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="verifications")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="item_verifications")
    finding = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Finding])
    title = models.CharField(max_length=1000)
    source = models.CharField(max_length=500)
    checked_on = models.DateField()
    verified_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)


class ItemAdaptation(AppendOnly):
    """A body's own wording of a national item, with the wording it was made from, so that the difference is kept."""

    KIND = "item-adaptation"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PERMANENT

    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="adaptations")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="item_adaptations")
    adapted_from = models.CharField(max_length=1000)
    title = models.CharField(max_length=1000)
    reason = models.TextField()
    adapted_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
