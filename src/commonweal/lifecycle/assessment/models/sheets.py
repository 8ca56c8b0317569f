"""Score sheets that came back: working data of the assessor alone. The file is forgotten once it was read."""

from django.db import models

from commonweal.lifecycle.assessment.models.panels import PanelMember
from commonweal.records.models import Record, Retention


class SheetStatus(models.TextChoices):
    """Where a sheet that came back stands."""

    WAITING = "waiting"
    SAVED = "saved"
    REFUSED = "refused"


class ScoreSheet(Record):
    """One file that an assessor brought back. Nobody but its assessor ever finds it: it holds marks while scoring is blind.

    `faults` are ``[place, code, params]``; `saved` counts the marks that changed.
    """

    KIND = "score-sheet"
    SCOPES = {"panel_member": "member__person_id"}
    RETENTION = Retention.WORKING

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="sheets")
    name = models.CharField(max_length=180)
    content = models.BinaryField(null=True)
    status = models.CharField(max_length=10, choices=SheetStatus, default=SheetStatus.WAITING)
    faults = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    saved = models.PositiveIntegerField(default=0)

    class Meta(Record.Meta):
        ordering = ("-pk",)
