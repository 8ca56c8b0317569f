"""Task functions. They call journeys and hold no rules of their own."""

from django.utils import timezone
from django_tasks import task

from commonweal.journeys import (
    market_reading,
    register_reading,
    report_sheets,
    score_sheets,
    spend_learning,
    spend_loading,
)
from commonweal.journeys.assessment_papers import whole_file
from commonweal.journeys.packs import drafts
from commonweal.journeys.packs.issuing import issue


@task()
def work_on_spend(load_id: str) -> None:
    """Find the columns of a load's files, or load them: minutes of work for a large body."""
    spend_loading.work_on(load_id, clock=timezone.now)


@task()
def learn_categories(model_id: str) -> None:
    """Learn the categories of a body's payments: minutes of work for a large body."""
    spend_learning.work_on(model_id, clock=timezone.now)


@task()
def work_on_register(register_id: str) -> None:
    """Read a contracts register."""
    register_reading.work_on(register_id, clock=timezone.now)


@task()
def work_on_score_sheet(sheet_id: str) -> None:
    """Read a large score sheet that an assessor brought back."""
    score_sheets.work_on(sheet_id, clock=timezone.now)


@task()
def make_whole_file(file_id: str) -> None:
    """Make the whole file of an assessment: half a minute of work for one with a thousand tenders."""
    whole_file.work_on(file_id, clock=timezone.now)


@task()
def work_on_report_sheet(sheet_id: str) -> None:
    """Read a large workbook of reports that somebody brought back."""
    report_sheets.work_on(sheet_id, clock=timezone.now)


@task()
def work_on_market(reading_id: str) -> None:
    """Measure a file of notices."""
    market_reading.work_on(reading_id, clock=timezone.now)


@task()
def make_draft_file(ask_id: str, format_id: str) -> None:
    """Make a slow file of a draft ask's pack."""
    drafts.make(ask_id, format_id)


@task()
def issue_pack(procurement_id: str, number: int) -> None:
    """Make and publish the files of a published ask."""
    issue(procurement_id, number, now=timezone.now())
