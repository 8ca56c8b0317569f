"""Messages waiting to be acted on."""

from typing import ClassVar

from django.db import models

from commonweal.records.models import Retention


class Message(models.Model):
    """Something to do after an action: `kind` names the handler, `ids` holds opaque ids only, never text."""

    RETENTION: ClassVar[Retention] = Retention.WORKING

    kind = models.CharField(max_length=60)
    ids = models.JSONField()
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    dispatched_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at",),
                condition=models.Q(dispatched_at__isnull=True, failed_at__isnull=True),
                name="outbox_waiting",
            ),
        )
