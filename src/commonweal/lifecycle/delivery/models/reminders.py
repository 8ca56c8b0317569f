"""Who was reminded of which report."""

from django.db import models

from commonweal.domain.report_reminders import Stage
from commonweal.records.models import AppendOnly, Retention


class ReportReminder(AppendOnly):
    """That somebody was reminded of the report on one period, at one stage: once, however often the clock comes.

    `batch` is shared by what one email speaks of.
    """

    KIND = "report-reminder"
    SCOPES = {"authority": "membership__organisation_id", "supplier": "membership__organisation_id"}
    RETENTION = Retention.PERSON

    period = models.ForeignKey(
        "lifecycle_contracts.CommitmentPeriod", on_delete=models.PROTECT, related_name="reminders"
    )
    membership = models.ForeignKey(
        "organisations.Membership", on_delete=models.PROTECT, related_name="report_reminders"
    )
    stage = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Stage])
    batch = models.CharField(max_length=64, db_index=True)

    class Meta(AppendOnly.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("period", "membership", "stage"), name="one_report_reminder_of_a_stage"
            ),
        )
