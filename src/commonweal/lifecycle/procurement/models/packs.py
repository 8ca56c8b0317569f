"""What an authority issues its asks in: its own Word template."""

from django.db import models
from django.db.models import Q

from commonweal.records.models import Record, Retention


class PackTemplate(Record):
    """A Word template of the authority's own. At most one is in use; a replaced one is kept, retired."""

    KIND = "pack-template"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PROCUREMENT

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    stored = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    retired_at = models.DateTimeField(null=True)
    retired_by = models.CharField(max_length=64, blank=True)

    class Meta(Record.Meta):
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("authority",), condition=Q(retired_at__isnull=True), name="one_pack_template_in_use"
            ),
        )
