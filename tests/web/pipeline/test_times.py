"""The pipeline in time: picture and table say the same, calendar files open, and the public sees what was chosen."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from commonweal.domain.errors import Invalid, NotPermitted
from commonweal.domain.permissions import Role
from commonweal.domain.procurements import ProcurementStatus
from commonweal.journeys import before
from commonweal.lifecycle.planning import actions
from commonweal.lifecycle.procurement import actions as procurements
from commonweal.records.ids import new_id
from tests.builders.procurement import a_pipeline_entry, a_procurement


@pytest.fixture
def officer(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_picture_and_the_table_name_the_same_entries(world, officer):
    a_pipeline_entry(world, title="Bridge & road")
    a_pipeline_entry(world, title="Undated", notice_on=None, starts_on=None, ends_on=None)
    page = text(officer.get("/pipeline/timeline"))
    picture = page[page.index("<svg xmlns") : page.index("</figure>")]
    assert "Bridge &amp; road" in picture
    assert "2026" in picture
    assert "Undated" not in picture
    table = page[page.index("The same as a table") :]
    for words in ("Bridge &amp; road", "Undated", "1 April 2026", "31 August 2029"):
        assert words in table


def test_what_was_given_up_is_told_in_the_table_and_neither_drawn_nor_in_the_calendar(world, officer):
    said = {"by": world.cast.actor(Role.PROCUREMENT_OFFICER), "now": world.now}
    a_pipeline_entry(world, title="Goes on")
    actions.withdraw_entry(a_pipeline_entry(world, title="Taken back"), **said)
    procurement = a_procurement(world, title="Called off")
    procurements.move(procurement, ProcurementStatus.WITHDRAWN, reason="Nobody needs it now.", **said)
    page = text(officer.get("/pipeline/timeline"))
    picture, table = (
        page[page.index("<svg xmlns") : page.index("</figure>")],
        page[page.index("The same as") :],
    )
    assert "Goes on" in picture
    assert "Taken back" not in picture and "Called off" not in picture
    assert table.index("Taken back") < table.index("Withdrawn from the pipeline")
    assert table.index("Called off") < table.rindex("Withdrawn")
    assert "Called off" not in officer.get("/pipeline.ics").content.decode()


def test_the_calendar_file_holds_the_three_days_and_nothing_withdrawn(world, officer):
    kept = a_pipeline_entry(world, title="Care")
    gone = a_pipeline_entry(world, title="Given up")
    actions.withdraw_entry(gone, by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now)
    events = Calendar.from_ical(officer.get("/pipeline.ics").content).walk("VEVENT")
    assert {event["dtstart"].dt for event in events} == {
        dt.date(2026, 4, 1),
        dt.date(2026, 9, 1),
        dt.date(2029, 8, 31),
    }
    assert all(kept.external_id in event["uid"] for event in events)


def test_an_empty_pipeline_has_nothing_to_draw(world, officer):
    assert "There is nothing to draw" in text(officer.get("/pipeline/timeline"))


def test_the_public_sees_what_was_chosen_and_stays_with_it_until_the_next(world, officer):
    shown = a_pipeline_entry(world, title="Street trees")
    hidden = a_pipeline_entry(world, title="Not yet said aloud")
    response = officer.post("/pipeline/publish", {"form_key": new_id(), "entries": [shown.external_id]})
    assert response.status_code == 302
    url = f"/public/pipelines/{world.cast.authority.external_id}"
    page = text(Client().get(url))
    assert "Street trees" in page
    assert "Not yet said aloud" not in page
    assert world.outcome.title in page
    actions.edit_entry(
        shown, title="Other words", by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now
    )
    assert "Street trees" in text(Client().get(url)), "a snapshot is frozen"
    before.publish_pipeline(
        [shown.external_id, hidden.external_id], by=world.cast.actor(Role.PROCUREMENT_OFFICER), now=world.now
    )
    page = text(Client().get(url))
    assert "Other words" in page
    assert "version 2" in page
    assert "Not yet said aloud" in Client().get(f"{url}.csv").content.decode()
    assert len(Calendar.from_ical(Client().get(f"{url}.ics").content).walk("VEVENT")) == 4


def test_nothing_is_published_by_mistake(world, officer):
    response = officer.post("/pipeline/publish", {"form_key": new_id()})
    assert response.status_code == 422
    entry = a_pipeline_entry(world)
    with pytest.raises(NotPermitted):
        before.publish_pipeline([entry.external_id], by=world.cast.actor(Role.COMMISSIONER), now=world.now)
    stranger = world.cast.actor(Role.PROCUREMENT_OFFICER, world.cast.other_authority)
    with pytest.raises(Invalid):
        before.publish_pipeline([entry.external_id], by=stranger, now=world.now)
    assert "No authority has published its pipeline yet" in text(Client().get("/public/pipelines"))


def test_the_timeline_takes_the_same_queries_for_one_and_for_many(world, officer):
    def queries_of() -> int:
        officer.get("/pipeline/timeline")
        with CaptureQueriesContext(connection) as seen:
            assert officer.get("/pipeline/timeline").status_code == 200
        return len(seen)

    a_pipeline_entry(world)
    one = queries_of()
    for number in range(8):
        a_pipeline_entry(world, title=f"Entry {number}")
    assert queries_of() == one
