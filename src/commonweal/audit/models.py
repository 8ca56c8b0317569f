"""The chain of events and its head. No foreign keys: an event outlives whatever it is about."""

from typing import Any, ClassVar

from django.db import models

from commonweal.records.models import PublishedIsFinalError, Retention


class AuditEvent(models.Model):
    """One link of the chain. `digest` is the SHA-256 over the canonical JSON of the other columns."""

    RETENTION: ClassVar[Retention] = Retention.PERMANENT

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    type = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    external_id = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64)
    fields = models.JSONField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = (
            models.Index(fields=("kind", "external_id", "number"), name="audit_by_thing"),
            models.Index(fields=("organisation", "number"), name="audit_by_organisation"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PublishedIsFinalError("an audit event is never edited")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise PublishedIsFinalError("an audit event is never deleted")


class AuditHead(models.Model):
    """The one row that every transaction locks last: how many events there are, and the newest digest."""

    RETENTION: ClassVar[Retention] = Retention.PERMANENT

    count = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")
