"""Charters in the library: what an employer or supplier signs, at which levels, and who gives it."""

from django.db import models

from commonweal.lifecycle.strategy.scopes import SharedManager
from commonweal.organisations.models import Organisation
from commonweal.records.models import AppendOnly, Retention


class Charter(AppendOnly):
    """One charter. `levels` are its own names for how far a signatory goes, lowest first; empty when there is one only.

    `equivalent` says what else would show the same: a mark that one body gives is never the only way. Until somebody has
    read its wording at the source, `is_checked` is False and pages say so.
    """

    KIND = "charter"
    SCOPES = {"authority": "owner_id", "partnership": "owner_id"}
    RETENTION = Retention.PERMANENT

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="charters")
    title = models.CharField(max_length=200)
    keeper = models.CharField(max_length=200)
    about = models.TextField()
    levels = models.JSONField(default=list)
    equivalent = models.TextField()
    source = models.CharField(max_length=500)
    is_checked = models.BooleanField(default=False)
    added_by = models.CharField(max_length=64)

    objects = SharedManager()

    class Meta:
        ordering = ("title", "pk")
        constraints = (models.UniqueConstraint(fields=("owner", "title"), name="one_charter_per_title"),)
