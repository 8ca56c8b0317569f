"""Tables of tenders that another suite received: the file while it waits, what its columns mean, what came of it."""

from django.db import models

from commonweal.lifecycle.tendering.models.tenders import Tender
from commonweal.records.models import AppendOnly, Record, Retention


class ImportStatus(models.TextChoices):
    """Where a table stands."""

    WAITING = "waiting"
    SAVED = "saved"
    DISCARDED = "discarded"


class TenderImport(Record):
    """One table that was uploaded. The file itself is forgotten once it was imported or left aside; its digest stays.

    `meanings` hold what each column means, in the order of the table; empty until a person confirmed them.
    """

    KIND = "tender-import"
    SCOPES = {"authority": "procurement__authority_id"}
    RETENTION = Retention.PROCUREMENT

    procurement = models.ForeignKey(
        "lifecycle_procurement.Procurement", on_delete=models.PROTECT, related_name="+"
    )
    round = models.ForeignKey("lifecycle_procurement.Round", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=180)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    source = models.CharField(max_length=120, help_text="The suite that received the tenders.")
    opened_on = models.DateField(help_text="The day on which they were opened there.")
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.WAITING)
    meanings = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    new_tenders = models.PositiveIntegerField(default=0)
    new_answers = models.PositiveIntegerField(default=0)
    brought_at = models.DateTimeField()
    brought_by = models.CharField(max_length=64)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status=ImportStatus.WAITING.value, settled_at__isnull=True)
                | (
                    ~models.Q(status=ImportStatus.WAITING.value)
                    & models.Q(settled_at__isnull=False, content__isnull=True)
                    & ~models.Q(settled_by="")
                ),
                name="a_settled_import_keeps_no_file",
            ),
        )


class ImportedTender(AppendOnly):
    """That a tender came from another suite: by which table, and as which row."""

    KIND = "imported-tender"
    SCOPES = {"authority": "tender__lot__procurement__authority_id", "supplier": "tender__supplier_id"}
    RETENTION = Retention.PROCUREMENT

    table = models.ForeignKey(TenderImport, on_delete=models.PROTECT, related_name="imported")
    tender = models.OneToOneField(Tender, on_delete=models.PROTECT, related_name="imported")
    row = models.PositiveIntegerField()
    name_there = models.CharField(max_length=200)

    class Meta(AppendOnly.Meta):
        ordering = ("pk",)


class ImportColumn(Record):
    """What a heading was last confirmed to mean at an authority, for its next table. `meaning` is empty for unused."""

    KIND = "tender-import-column"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PERMANENT

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=200)
    meaning = models.CharField(max_length=80, blank=True)

    class Meta(Record.Meta):
        constraints = (
            models.UniqueConstraint(fields=("authority", "heading"), name="one_meaning_per_heading"),
        )
