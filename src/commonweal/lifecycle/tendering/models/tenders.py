"""A supplier's tender while nobody else may read it: its status, encrypted draft, sealed package and receipts."""

from typing import Any, Self

from django.db import models

from commonweal.domain.actors import Actor
from commonweal.domain.tenders import TenderStatus
from commonweal.records.models import AppendOnly, Record, Retention
from commonweal.records.scopes import ScopedQuerySet


class TenderQuerySet(ScopedQuerySet):
    """An authority finds a tender only once it has been opened: before that there is none."""

    def for_authority(self, actor: Actor) -> Self:
        return super().for_authority(actor).filter(status=TenderStatus.OPENED.value)


class Tender(Record):
    """What one supplier submits for one lot in one round. Holds no word of the tender itself."""

    KIND = "tender"
    SCOPES = {"authority": "lot__procurement__authority_id", "supplier": "supplier_id"}
    RETENTION = Retention.PROCUREMENT

    lot = models.ForeignKey("lifecycle_procurement.Lot", on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey("lifecycle_procurement.Round", on_delete=models.PROTECT, related_name="+")
    supplier = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    ask_version = models.ForeignKey(
        "lifecycle_procurement.AskVersion", on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in TenderStatus], default=TenderStatus.DRAFT.value
    )
    submissions = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=64, blank=True)

    objects: Any = models.Manager.from_queryset(TenderQuerySet, class_name="TenderManager")()

    class Meta(Record.Meta):
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("supplier", "status"), name="tender_by_supplier"),
            models.Index(fields=("round", "status"), name="tender_by_round"),
        )
        constraints = (
            models.UniqueConstraint(fields=("lot", "round", "supplier"), name="one_tender_per_lot_and_round"),
        )

    @property
    def lot_is_named(self) -> bool:
        """True where the lot has a name of its own; without lots it has the procurement's."""
        return bool(self.lot.title != self.lot.procurement.title)

    @property
    def called(self) -> str:
        """What it is for, as people say it: the procurement, and the lot where it has a name of its own."""
        title = str(self.lot.procurement.title)
        return f"{title} · {self.lot.title}" if self.lot_is_named else title


class TenderDraft(Record):
    """A draft, encrypted from its first save under a key of its own, which is locked under the sealing key file."""

    KIND = "tender-draft"
    SCOPES = {"supplier": "tender__supplier_id"}
    RETENTION = Retention.WORKING

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="draft")
    locked_key = models.BinaryField()
    locked_content = models.BinaryField()


class DraftFile(Record):
    """A file attached to a draft, encrypted under the draft's key. Its name and type are in the encrypted draft."""

    KIND = "draft-file"
    SCOPES = {"supplier": "draft__tender__supplier_id"}
    RETENTION = Retention.WORKING

    draft = models.ForeignKey(TenderDraft, on_delete=models.PROTECT, related_name="files")
    key = models.CharField(max_length=20)
    blob = models.CharField(max_length=64)

    class Meta(Record.Meta):
        constraints = (models.UniqueConstraint(fields=("draft", "key"), name="draft_file_key_once"),)


class SealedPackage(Record):
    """The package that stands. Removed when a new submission takes its place, or when the tender is withdrawn.

    It is kept, still locked, after opening: the supplier's code shows what was submitted, byte for byte.
    """

    KIND = "sealed-package"
    SCOPES = {"supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="package")
    number = models.PositiveSmallIntegerField()
    blob = models.CharField(max_length=64)
    key_for_openers = models.BinaryField()
    key_for_supplier = models.BinaryField()
    receipt = models.CharField(max_length=64)


class Receipt(AppendOnly):
    """That a tender was submitted, when, and the SHA-256 of its package. Kept for every submission."""

    KIND = "receipt"
    SCOPES = {"supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    tender = models.ForeignKey(Tender, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=64)

    class Meta(AppendOnly.Meta):
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("tender", "number"), name="receipts_are_numbered"),)
