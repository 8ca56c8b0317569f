"""The checklist of duties: what bites, by when, what somebody said of it, and nothing lost on a mistake."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from icalendar import Calendar

from commonweal.domain.duty_marks import Mark, check_mark
from commonweal.domain.errors import Invalid, NotPermitted
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import Regime
from commonweal.lifecycle.procurement import actions, law
from commonweal.presentation.words import sentence
from tests.builders.procurement import a_pipeline_entry, a_procurement

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def officer(world):
    return world.cast.actor(Role.PROCUREMENT_OFFICER)


@pytest.fixture
def browser(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


@pytest.fixture
def procurement(world):
    return a_procurement(world)


def home(procurement) -> str:
    return f"/pipeline/procurements/{procurement.external_id}"


def line_of(procurement, duty: str):
    return next(line for line in law.duty_lines(procurement, today=TODAY) if line.duty.rule.id == duty)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_says_the_threshold_with_its_source_and_the_duties_with_their_dates(procurement, browser):
    page = text(browser.get(f"{home(procurement)}/duties"))
    assert "Threshold on 2 March 2026: £207,720 with VAT" in page
    assert "PPN 023 and SI 2025/1200" in page
    assert "Notice UK4" in page
    assert "conflicts assessment" in page


def test_where_nobody_has_said_when_tenders_are_invited_the_page_says_what_waits_for_it(
    world, procurement, browser
):
    assert "nobody has said that day yet" not in text(browser.get(f"{home(procurement)}/duties"))
    undated = a_procurement(world, title="Undated", notice_on=None)
    assert "nobody has said that day yet" in text(browser.get(f"{home(undated)}/duties"))


def test_a_value_that_speaks_against_the_chosen_law_is_said_until_it_is_light_touch(world, officer, browser):
    of = actions.begin(
        a_pipeline_entry(world, value_pence=50_000_000, value_ex_vat_pence=None),
        regime=Regime.BELOW_THRESHOLD,
        by=officer,
        now=world.now,
    )
    doubt = "The law says below the threshold, and the estimated value reaches it."
    assert doubt in text(browser.get(home(of)))
    actions.set_legal_facts(of, light_touch=True, by=officer, now=world.now)
    assert doubt not in text(browser.get(home(of)))


def test_light_touch_services_have_another_threshold_and_no_mandatory_standstill(world, officer, procurement):
    assert law.is_above(procurement, law.legal_facts(procurement)) is True
    assert line_of(procurement, "standstill").duty.answer.bites == "yes"
    actions.set_legal_facts(procurement, light_touch=True, by=officer, now=world.now)
    assert law.threshold(procurement, law.legal_facts(procurement)).amount == 66_354_000
    assert line_of(procurement, "standstill").duty.answer.bites == "optional"


def test_a_standstill_of_eight_working_days_begins_with_the_day_of_the_notice(world, officer, procurement):
    """Maundy Thursday 2 April 2026: Good Friday and Easter Monday are not working days."""
    actions.set_legal_facts(procurement, award_notice_on=dt.date(2026, 4, 2), by=officer, now=world.now)
    line = line_of(procurement, "standstill")
    assert line.duty.answer.due_on == dt.date(2026, 4, 15)
    assert line.days_left == 29, "Saint Patrick's Day is a bank holiday of one nation"


def test_a_mark_keeps_who_when_and_why_and_the_marks_before_it(world, officer, procurement):
    said = {"by": officer, "now": world.now}
    actions.mark_duty(procurement, "conflicts-assessment", Mark.DONE, reason="", done_on=TODAY, **said)
    assert not line_of(procurement, "conflicts-assessment").is_open
    actions.mark_duty(
        procurement, "conflicts-assessment", Mark.OPEN, reason="A new assessor", done_on=None, **said
    )
    line = line_of(procurement, "conflicts-assessment")
    assert line.is_open
    assert (line.mark.reason, line.mark.marked_by) == ("A new assessor", officer.person)
    assert procurement.duty_marks.count() == 2


@pytest.mark.parametrize(
    ("mark", "reason", "done_on", "field"),
    [
        (Mark.NOT_APPLICABLE, " ", None, "reason"),
        (Mark.DONE, "", None, "done_on"),
        (Mark.DONE, "", dt.date(2026, 3, 3), "done_on"),
    ],
)
def test_a_mark_without_its_reason_or_day_is_refused_beside_its_field(mark, reason, done_on, field):
    with pytest.raises(Invalid) as refused:
        check_mark(mark, reason=reason, done_on=done_on, today=TODAY)
    assert refused.value.field == field


def test_a_reader_marks_nothing(world, procurement):
    with pytest.raises(NotPermitted):
        actions.mark_duty(
            procurement,
            "standstill",
            Mark.NOT_APPLICABLE,
            reason="x",
            done_on=None,
            by=world.cast.actor(Role.READER),
            now=world.now,
        )


def test_dates_out_of_order_are_told_beside_the_later_one(world, officer, procurement):
    with pytest.raises(Invalid) as refused:
        actions.set_legal_facts(
            procurement,
            planned_notice_on=dt.date(2026, 5, 1),
            tender_notice_on=dt.date(2026, 4, 1),
            by=officer,
            now=world.now,
        )
    assert refused.value.field == "tender_notice_on"
    assert sentence(refused.value) == "This day must not be before 1 May 2026"


@pytest.mark.parametrize("day", [dt.date(2014, 12, 31), dt.date(2035, 6, 1), dt.date(2041, 5, 1)])
def test_a_day_whose_bank_holidays_nobody_knows_is_refused_at_its_field(
    world, officer, procurement, browser, day
):
    """Stored, it would leave every page that counts working days from it without an answer."""
    with pytest.raises(Invalid) as refused:
        actions.set_legal_facts(procurement, award_notice_on=day, by=officer, now=world.now)
    assert (refused.value.code, refused.value.field) == ("working_days.not_known", "award_notice_on")
    assert browser.get(f"{home(procurement)}/duties").status_code == 200


def test_what_was_typed_is_still_there_after_a_mistake(procurement, browser):
    url = f"{home(procurement)}/duties/standstill"
    response = browser.post(url, {"form_key": "k", "mark": "done", "reason": "In the file of the board"})
    assert response.status_code == 422
    page = text(response)
    assert "Enter the day on which it was done" in page
    assert "In the file of the board" in page


def test_a_duty_that_is_none_is_not_found(procurement, browser):
    assert browser.get(f"{home(procurement)}/duties/nonsense").status_code == 404


def test_the_files_hold_the_same_duties(procurement, browser):
    rows = list(csv.DictReader(io.StringIO(browser.get(f"{home(procurement)}/duties.csv").content.decode())))
    by_id = {row["id"]: row for row in rows}
    assert by_id["tender-notice"]["due"] == "2026-04-26"
    calendar = Calendar.from_ical(browser.get(f"{home(procurement)}/duties.ics").content)
    found = {event["summary"]: event["dtstart"].dt for event in calendar.walk("VEVENT")}
    assert len(found) == sum(
        line.is_open and line.duty.answer.due_on is not None
        for line in law.duty_lines(procurement, today=TODAY)
    )
    earliest = next(day for summary, day in found.items() if "tender notice and leave" in summary)
    assert earliest == dt.date(2026, 4, 24), "26 April 2026 is a Sunday: the last working day before it"
