"""What the public may see: frozen snapshots of allow-listed fields, and tombstones for what was withdrawn.

Nothing here is ever edited. A later snapshot of the same thing takes the place of the earlier; a withdrawal leaves a
tombstone that says when and why.
"""

from enum import StrEnum

from django.db import models

from commonweal.records.models import AppendOnly, Retention


class PublicKind(StrEnum):
    """Kinds of thing that are published. Each has its allow-list in `allowed`."""

    ASK = "ask"
    CONTRACT = "contract"
    PIPELINE = "pipeline"
    ENGAGEMENT = "engagement"
    ENGAGEMENT_CALL = "engagement_call"
    TENDERING = "tendering"


_KINDS = [(kind.value, kind.value) for kind in PublicKind]


class Snapshot(AppendOnly):
    """One published state of one thing. `content` is canonical JSON of the allowed fields alone.

    The columns beside it repeat what lists are searched and ordered by.
    """

    KIND = "publication"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PUBLIC

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    thing_kind = models.CharField(max_length=20, choices=_KINDS)
    thing_id = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    nature = models.CharField(max_length=10, blank=True)
    place_codes = models.JSONField(default=list)
    value_pence = models.BigIntegerField(null=True)
    closes_at = models.DateTimeField(null=True)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("thing_kind", "closes_at"), name="snapshot_by_closing"),
            models.Index(fields=("thing_kind", "thing_id", "number"), name="snapshot_by_thing"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("thing_kind", "thing_id", "number"), name="snapshots_are_numbered"
            ),
        )


class Tombstone(AppendOnly):
    """That a published thing was withdrawn: when, and the reason in words meant for the public."""

    KIND = "publication-withdrawal"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PUBLIC

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    thing_kind = models.CharField(max_length=20, choices=_KINDS)
    thing_id = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    reason = models.TextField()
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("thing_kind", "thing_id"), name="one_tombstone_per_thing"),
        )


class Suspension(AppendOnly):
    """That one published state was withdrawn for correction: it is still shown, with the reason, until the next."""

    KIND = "publication-suspension"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PUBLIC

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    thing_kind = models.CharField(max_length=20, choices=_KINDS)
    thing_id = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    reason = models.TextField()
    suspended_at = models.DateTimeField()
    suspended_by = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("thing_kind", "thing_id", "number"), name="one_suspension_per_snapshot"
            ),
        )


class PublishedFile(AppendOnly):
    """A file that belongs to one published state of a thing: everybody may have it. `part` and `kind` name it there."""

    KIND = "publication-file"
    SCOPES = {"authority": "authority_id"}
    RETENTION = Retention.PUBLIC

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    thing_kind = models.CharField(max_length=20, choices=_KINDS)
    thing_id = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    part = models.CharField(max_length=80)
    kind = models.CharField(max_length=10)
    stored = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("thing_kind", "thing_id", "number", "part", "kind"), name="published_file_once"
            ),
        )
