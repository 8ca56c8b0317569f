"""Stories told with reports, and the consent of those they are about."""

from django.db import models
from django.db.models import Q

from commonweal.domain.stories import Reach
from commonweal.lifecycle.delivery.models.delivery import Report
from commonweal.records.models import Record, Retention


class Story(Record):
    """A story told with a report. `who` agreed to it, `how`, on which day and how far it may go.

    Once consent is withdrawn `words`, `who` and `how` are empty: they are erased, not hidden.
    """

    KIND = "story"
    SCOPES = {
        "authority": "report__commitment__contract__authority_id",
        "supplier": ("report__commitment__contract__supplier_id", "report__reported_for_id"),
    }
    RETENTION = Retention.PROCUREMENT

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="stories")
    words = models.TextField(blank=True)
    who = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=200, blank=True)
    consented_on = models.DateField()
    reach = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Reach])
    told_by = models.CharField(max_length=64)
    told_for = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="stories_told"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by="") & ~Q(words="") & ~Q(who="")
                | Q(withdrawn_at__isnull=False, words="", who="", how="") & ~Q(withdrawn_by=""),
                name="story_has_consent_or_nothing",
            ),
        )
