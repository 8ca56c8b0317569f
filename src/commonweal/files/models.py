"""What is known of a stored file. The bytes are in the blob folder under their digest."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.records.models import AppendOnly, Retention


class StoredFile(AppendOnly):
    """One upload. `owner_id` is the organisation's database key: this room knows no organisations.

    `sha256` is the digest of the content as it was uploaded, also when the bytes on disk are sealed.
    """

    KIND = "file"
    SCOPES = {"authority": "owner_id", "supplier": "owner_id", "partnership": "owner_id"}
    RETENTION = Retention.PROCUREMENT

    class Scan(models.TextChoices):
        NOT_RUN = "not-run", _("Not scanned for viruses: no scanner was set up")
        CLEAN = "clean", _("Scanned for viruses: nothing found")
        SEALED = "sealed", _("Scanned for viruses when it was attached, if a scanner was set up then")
        OWN = "own", _("Written by this installation")

    owner_id = models.BigIntegerField()
    name = models.CharField(max_length=180)
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    scan = models.CharField(max_length=10, choices=Scan, default=Scan.NOT_RUN)
    scanned_at = models.DateTimeField(null=True)
    stored_by = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("sha256",), name="file_by_digest"),)
