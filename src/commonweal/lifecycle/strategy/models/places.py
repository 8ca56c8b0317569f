"""The tree of places, and the shapes that draw them."""

from django.db import models

from commonweal.domain.places import LOADED_KINDS, PlaceKind
from commonweal.lifecycle.strategy.scopes import SharedManager
from commonweal.organisations.models import Organisation
from commonweal.records.models import AppendOnly, Record, Retention

# A fictional body of a demonstration lies nowhere: its whole area is its own place.
_OWN = [PlaceKind.AUTHORITY.value, *(kind.value for kind in LOADED_KINDS)]


class Place(Record):
    """A place by its official code, shared by everybody, or one that a body loaded or added by hand in its area.

    A place added by hand has no official code: its `code` is its external id.
    """

    KIND = "place"
    SCOPES = {"authority": "owner_id", "partnership": "owner_id"}
    RETENTION = Retention.PERMANENT

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="places")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PlaceKind])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    combined_authority = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="members"
    )
    source = models.TextField(blank=True)

    objects = SharedManager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("code",), condition=models.Q(owner__isnull=True), name="one_shared_place_per_code"
            ),
            models.UniqueConstraint(
                fields=("owner", "code"),
                condition=models.Q(owner__isnull=False),
                name="one_own_place_per_code",
            ),
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) | models.Q(kind__in=_OWN),
                name="own_places_are_local",
            ),
        )

    @property
    def title(self) -> str:
        return self.name

    @property
    def is_by_hand(self) -> bool:
        return self.owner_id is not None and self.code == self.external_id


class PlaceShape(AppendOnly):
    """A loaded boundary: polygons as rings of [east, north] integers in metres on the British National Grid.

    The newest shape in scope is drawn; a place without one is drawn from postcode points, where there are any.
    """

    KIND = "place-shape"
    SCOPES = {"authority": "owner_id", "partnership": "owner_id"}
    RETENTION = Retention.PERMANENT

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="place_shapes")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="shapes")
    polygons = models.JSONField()
    source = models.TextField()

    objects = SharedManager()

    class Meta:
        ordering = ("-pk",)
