"""Workbooks of reports that came back: working data of whoever brought them. The file is forgotten once it was read."""

from django.db import models

from commonweal.records.models import Record, Retention


class ReportSheetStatus(models.TextChoices):
    """Where a workbook that came back stands."""

    WAITING = "waiting"
    SAVED = "saved"
    REFUSED = "refused"


class ReportSheet(Record):
    """One workbook of one contract. `faults` are ``[place, code, params]``; `done` of `rows` have been looked at so far."""

    KIND = "report-sheet"
    SCOPES = {"authority": "brought_for_id", "supplier": "brought_for_id"}
    RETENTION = Retention.WORKING

    contract = models.ForeignKey("lifecycle_contracts.Contract", on_delete=models.CASCADE, related_name="+")
    brought_by = models.ForeignKey("organisations.Person", on_delete=models.CASCADE, related_name="+")
    brought_for = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=180)
    content = models.BinaryField(null=True)
    status = models.CharField(max_length=10, choices=ReportSheetStatus, default=ReportSheetStatus.WAITING)
    faults = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    saved = models.PositiveIntegerField(default=0)

    class Meta(Record.Meta):
        ordering = ("-pk",)
