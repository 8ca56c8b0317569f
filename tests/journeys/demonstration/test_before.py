"""The borough's duties, record, engagement and pipeline are there to be seen, and a visitor can answer for a supplier."""

import pytest
from django.db import transaction

from commonweal.journeys.demonstration import before, procurement
from commonweal.journeys.demonstration.people import Demonstration
from commonweal.lifecycle.planning import queries
from commonweal.lifecycle.procurement import law
from commonweal.publication import queries as public
from tests.cast import NOW, PASSWORD


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        demo = Demonstration(now=NOW, password=PASSWORD)
        demo.everybody()
        procurement.load(demo)
        before.load(demo)
        yield demo
        transaction.set_rollback(True)


@pytest.fixture
def demo(played, db):
    return played


def test_the_duties_are_partly_marked_and_the_procedure_and_the_record_are_kept(demo):
    talking = before._again(demo, "engagement")
    lines = {line.duty.rule.id: line for line in law.duty_lines(talking, today=NOW.date())}
    assert not lines["conflicts-assessment"].is_open
    assert lines["engagement-notice"].is_open
    assert law.chosen_procedure(law.latest_choice(talking)).id == "competitive-flexible"
    assert talking.social_value_act_records.count() == 1


def test_a_supplier_can_answer_today(demo):
    invitation = queries.invitations(demo.actor("writer", "charity")).get(engagement__status="open")
    assert invitation.engagement.answers_until > NOW
    assert not invitation.answers.exists()


def test_the_public_reads_what_was_heard_and_what_it_changed(demo):
    _row, summary = public.engagement(demo.things["engagements"]["design"].external_id)
    differences = [row for heard in summary.heard for change in heard.changes for row in change.differences]
    assert [(row.before, row.after) for row in differences] == [("1000", "750")]
    assert (summary.invited, summary.attended, summary.answered) == (3, 2, 1)


def test_the_pipeline_is_public(demo):
    _row, pipeline = public.pipeline("borough-of-example")
    assert {"Repair and retrofit of estate homes", "Damp and mould repairs"} <= {
        each.title for each in pipeline.entries
    }
