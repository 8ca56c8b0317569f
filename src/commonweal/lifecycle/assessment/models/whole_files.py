"""The whole file of an assessment, made by the worker: working data that is removed after some days."""

from django.db import models

from commonweal.lifecycle.assessment.models.panels import Assessment
from commonweal.records.models import Record, Retention


class WholeFileStatus(models.TextChoices):
    """Where the making of a file stands."""

    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


class WholeFile(Record):
    """One file of everything about an assessment, as its record stood at `asked_at`.

    `blob` names the ciphertext in the file room and `locked_key` is the key to it, locked under the sealing key file: neither a
    backup nor the disk alone shows what is in it. `size` and `sha256` are of the ZIP that somebody downloads.
    """

    KIND = "whole-file"
    SCOPES = {"authority": "assessment__lot__procurement__authority_id"}
    RETENTION = Retention.WORKING

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="whole_files")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=64)
    status = models.CharField(max_length=10, choices=WholeFileStatus, default=WholeFileStatus.MAKING)
    blob = models.CharField(max_length=64, default="")
    locked_key = models.BinaryField(null=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="")

    class Meta(Record.Meta):
        ordering = ("-pk",)
