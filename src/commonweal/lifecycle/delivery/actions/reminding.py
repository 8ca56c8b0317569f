"""Having somebody reminded of reports that are due or late."""

import datetime as dt
from collections.abc import Iterable

from commonweal.domain.actors import SYSTEM
from commonweal.domain.report_reminders import Stage
from commonweal.lifecycle.contracts.models import CommitmentPeriod
from commonweal.lifecycle.delivery.events import DeliveryEvent as Event
from commonweal.lifecycle.delivery.models import ReportReminder
from commonweal.organisations.models import Membership
from commonweal.outbox import actions as outbox
from commonweal.records.ids import new_id
from commonweal.records.work import transaction

REMINDER = "report.reminder"
BATCH = 500


def remind_to_report(
    membership: Membership, of: Iterable[tuple[CommitmentPeriod, Stage]], *, now: dt.datetime
) -> None:
    """Have one person reminded of reports, in one email. Called by the clock; the database refuses a second reminder."""
    batch = new_id()
    with transaction(by=SYSTEM, at=now) as work:
        rows = [
            ReportReminder(membership=membership, period=period, stage=stage, batch=batch, created_at=now)
            for period, stage in of
        ]
        ReportReminder.objects.bulk_create(rows, batch_size=BATCH)
        work.record(Event.REPORTS_REMINDED, membership, reports=len(rows))
        outbox.send(REMINDER, batch=batch)
