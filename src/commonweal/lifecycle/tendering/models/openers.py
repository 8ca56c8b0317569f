"""Openers' keys, a procurement's sealing key in its layers, and the record of the opening."""

from django.db import models
from django.db.models import Q

from commonweal.records.models import AppendOnly, Record, Retention


class OpenerKey(AppendOnly):
    """An opener's key pair. The private half is locked under the opening passphrase, which is stored nowhere.

    A person who forgets the passphrase makes a new key; it opens what is sealed from then on, never what was before.
    """

    KIND = "opener-key"
    SCOPES = {"authority": "organisation_id"}
    RETENTION = Retention.PROCUREMENT

    person = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=32)
    locked_private = models.BinaryField()

    class Meta(AppendOnly.Meta):
        indexes = (models.Index(fields=("organisation", "person"), name="opener_key_by_person"),)


class ProcurementSeal(AppendOnly):
    """A procurement's public key. Its private key exists only in the layers of its shares."""

    KIND = "procurement-seal"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.OneToOneField(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    public = models.BinaryField(max_length=32)


class SealShare(AppendOnly):
    """The private key for one ordered pair of openers: locked to `second`, and that to `first`."""

    KIND = "seal-share"
    SCOPES = {"authority": "seal__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    seal = models.ForeignKey(ProcurementSeal, on_delete=models.PROTECT, related_name="shares")
    first = models.ForeignKey(OpenerKey, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(OpenerKey, on_delete=models.PROTECT, related_name="+")
    outer = models.BinaryField()

    class Meta(AppendOnly.Meta):
        constraints = (
            models.UniqueConstraint(fields=("seal", "first", "second"), name="one_share_per_ordered_pair"),
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="share_is_for_two_people"),
        )


class Opening(Record):
    """The opening of one round: who took part, when, and how many tenders there were."""

    KIND = "opening"
    SCOPES = {"authority": "round__procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    round = models.OneToOneField("lifecycle_procurement.Round", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    first_by = models.CharField(max_length=64)
    second = models.ForeignKey("organisations.Person", on_delete=models.PROTECT, related_name="+", null=True)
    second_at = models.DateTimeField(null=True)
    second_by = models.CharField(max_length=64, blank=True)
    opened_count = models.PositiveIntegerField(null=True)
    lapsed_count = models.PositiveIntegerField(null=True)

    class Meta(Record.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(second__isnull=True) | ~Q(first=models.F("second")), name="opened_by_two_people"
            ),
            models.CheckConstraint(
                condition=Q(
                    second__isnull=True, second_at__isnull=True, second_by="", opened_count__isnull=True
                )
                | (
                    Q(second__isnull=False, second_at__isnull=False, opened_count__isnull=False)
                    & ~Q(second_by="")
                ),
                name="opening_is_first_or_whole",
            ),
        )


class Handover(Record):
    """What the first opener hands on: the inner layer for each of the others. Removed when the round is opened."""

    KIND = "handover"
    SCOPES = {"authority": "opening__round__procurement__authority_id"}
    RETENTION = Retention.WORKING

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="handovers")
    share = models.ForeignKey(SealShare, on_delete=models.PROTECT, related_name="+")
    inner = models.BinaryField()

    class Meta(Record.Meta):
        constraints = (models.UniqueConstraint(fields=("opening", "share"), name="one_handover_per_share"),)
