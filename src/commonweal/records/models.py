"""Abstract bases of stored things."""

from typing import Any, ClassVar

from django.db import models

from commonweal.records.ids import new_id
from commonweal.records.scopes import ScopedManager
from commonweal.records.work import current_work


class Retention(models.TextChoices):
    """How long a kind of record is kept; every model names one, and docs/reference/retention.md lists them."""

    PERMANENT = "permanent", "kept for ever"
    PROCUREMENT = (
        "procurement",
        "six years after the contract ends, or after the procurement ends without one",
    )
    PUBLIC = "public", "published: kept for ever, withdrawn only by a tombstone"
    PERSON = "person", "while the person is a member of an organisation, then two years"
    WORKING = "working", "working data: removed once it has served"


class PublishedIsFinalError(RuntimeError):
    """A published or appended record was saved again; append a new version instead."""


class Record(models.Model):
    """A stored thing with an external id, a revision and a tenant.

    Class attributes of every concrete model: `KIND` (stable word used in audit events and thread URLs), `SCOPES`
    (tenant lookups, see `records.scopes`), `RETENTION`.
    """

    KIND: ClassVar[str] = ""
    SCOPES: ClassVar[dict[str, str | tuple[str, ...]]] = {}
    SCOPE_IS_MANY_VALUED: ClassVar[bool] = False
    RETENTION: ClassVar[Retention] = Retention.PROCUREMENT

    external_id = models.CharField(max_length=64, unique=True, default=new_id, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = ScopedManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        work = current_work()
        work.touch(self)
        if self.created_at is None:
            self.created_at = work.at
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        current_work().touch(self)
        return super().delete(*args, **kwargs)


class AppendOnly(Record):
    """A record that is written once. Saving it again raises `PublishedIsFinalError`; so does deleting it."""

    class Meta(Record.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise PublishedIsFinalError(f"{type(self).__name__} is never edited: append a new one")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise PublishedIsFinalError(f"{type(self).__name__} is never deleted")


class SubmittedForm(models.Model):
    """A form that was submitted, by its idempotency key: sending it twice does the thing once.

    Not a tenant's record: it holds no content, only where the first submission led.
    """

    RETENTION: ClassVar[Retention] = Retention.WORKING

    key = models.CharField(max_length=64)
    person_id = models.BigIntegerField()
    answer_url = models.CharField(max_length=500, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person_id", "key"), name="one_answer_per_form"),)


class Stamp(models.Model):
    """Says for ever what mode a database was made in; production refuses one that was made for a demonstration."""

    RETENTION: ClassVar[Retention] = Retention.PERMANENT

    mode = models.CharField(max_length=20, unique=True)
    stamped_at = models.DateTimeField()
