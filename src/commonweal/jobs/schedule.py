"""What the clock brings about. Each entry is a journey that may run any number of times for the same instant."""

import datetime as dt
from collections.abc import Callable

import structlog
from django.core.cache import cache
from django.db import transaction

from commonweal.journeys.assessment_papers.whole_file import forget_old as forget_whole_files
from commonweal.journeys.changes_in_force import put_due_into_force
from commonweal.journeys.digests import send_due
from commonweal.journeys.learning_mail import remind_to_prepare
from commonweal.journeys.publish import close_due
from commonweal.journeys.report_reminders import remind_to_report
from commonweal.journeys.score_reminders import remind_assessors
from commonweal.records.models import SubmittedForm
from commonweal.records.tables import look_at_tables

log = structlog.get_logger(__name__)
FORMS_KEPT = dt.timedelta(days=7)
LOOKED_AT, LOOK_EVERY = "tables-looked-at", dt.timedelta(hours=1)


def forget_old_forms(now: dt.datetime) -> None:
    """Idempotency keys have served once a form cannot be open any more."""
    SubmittedForm.objects.filter(created_at__lt=now - FORMS_KEPT).delete()


def keep_figures_of_tables(now: dt.datetime) -> None:
    """Once an hour the database looks how full its tables are: much may have been brought in."""
    if cache.add(LOOKED_AT, now, timeout=int(LOOK_EVERY.total_seconds())):
        look_at_tables()


JOURNEYS: tuple[Callable[[dt.datetime], None], ...] = (
    close_due,
    put_due_into_force,
    remind_assessors,
    remind_to_prepare,
    remind_to_report,
    send_due,
    forget_old_forms,
    forget_whole_files,
    keep_figures_of_tables,
)


def every_minute(now: dt.datetime) -> None:
    """Run everything that the clock brings about. What fails is logged, undone and tried again with the next tick; the
    rest goes on."""
    for journey in JOURNEYS:
        try:
            with transaction.atomic():
                journey(now)
        except Exception as error:
            log.error("clock_failed", journey=journey.__name__, error=type(error).__name__)
