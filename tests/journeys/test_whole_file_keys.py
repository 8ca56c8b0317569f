"""The whole file of an assessment can be read on its own: every key stands for something in it, and the record is whole."""

import csv
import datetime as dt
import io
import json

import pytest

from commonweal.audit.models import AuditEvent
from commonweal.domain.assessment.enquiries import EnquiryPurpose
from commonweal.journeys.assessment_papers.contents import members
from commonweal.journeys.score_sheets import sheet_file, take_in
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.assessment.models import Assessment
from tests.builders.assessment import (
    FIRST_MARKS,
    LATER,
    REASON,
    SECOND_MARKS,
    a_scoring,
    acting,
    agree_all,
    hand_in,
    look_up,
    officer,
    score_all,
    seat,
    tenders,
)
from tests.builders.rounds import a_locked_first_round

pytestmark = pytest.mark.django_db
CODES_OF_THE_ASK = {
    "criterion_id",
    "metric_id",
    "place_id",
    "outcome_id",
    "line_id",
    "condition_id",
    "question_id",
}


def files(one):
    return {each.path: each.content for each in members(one, now=LATER)}


def tables(held):
    return {
        path: list(csv.DictReader(io.StringIO(content.decode())))
        for path, content in held.items()
        if path.endswith(".csv")
    }


def locked_after_an_error(world):
    """One assessor brought a sheet back, the tenderer was asked, and a score was opened again for an error."""
    panel = a_scoring(world)
    first, by = seat(world, panel.first), acting(world, panel.first)
    take_in(
        actions.bring_back(first, "m.xlsx", sheet_file(first, "xlsx"), by=by, now=LATER), by=by, now=LATER
    )
    for member, marks in ((panel.first, FIRST_MARKS), (panel.second, SECOND_MARKS)):
        score_all(world, member, marks)
        hand_in(world, member)
    panel.again()
    agree_all(world, panel)
    look_up(world, panel.assessment)
    tender, until = tenders(panel.assessment)[0], LATER.date() + dt.timedelta(days=5)
    said = {"by": officer(world), "now": LATER}
    actions.ask(tender, EnquiryPurpose.PROMISE, "How will it be done?", answer_until=until, **said)
    by = acting(world, panel.moderator)
    actions.lock(panel.assessment, by=by, now=LATER)
    agreed = panel.again().agreed_scores.order_by("pk").first()
    actions.reopen(agreed, error="A page of the answer was overlooked when it was read.", **said)
    actions.agree(
        panel.again(), agreed.tender, agreed.criterion_id, score=10_000, reason=REASON, by=by, now=LATER
    )
    actions.lock(panel.again(), by=by, now=LATER + dt.timedelta(hours=1))
    return panel


def test_no_key_of_the_database_is_in_it_and_every_key_is_told_in_it(world):
    held = files(locked_after_an_error(world).again())
    read = tables(held)
    told = {row["external_id"] for rows in read.values() for row in rows if "external_id" in row}
    told |= {row["Code"] for path in ("8-record/people.csv", "8-record/codes.csv") for row in read[path]}
    rows = [(path, row) for path, found in read.items() for row in found]
    for path, content in held.items():
        if path.endswith("tender.json"):
            kept = json.loads(content)
            told |= {
                row["external_id"] for found in kept.values() if isinstance(found, list) for row in found
            }
            told.add(kept["tender"]["external_id"])
            rows += [(path, row) for found in kept.values() if isinstance(found, list) for row in found]
            rows.append((path, kept["tender"]))
    seen = 0
    for path, row in rows:
        assert "id" not in row, path
        for column, value in row.items():
            if value and column.endswith("_id") and column not in {"external_id", *CODES_OF_THE_ASK}:
                assert path == "8-record/audit-trail.csv" or value in told, (path, column, value)
                seen += 1
    assert seen > 30


def test_who_did_something_is_told_by_name_and_role(world):
    panel = locked_after_an_error(world)
    read = tables(files(panel.again()))
    people = {row["Code"]: row for row in read["8-record/people.csv"]}
    for path, rows in read.items():
        for row in rows:
            for column, value in row.items():
                if value and (column.endswith("_by") or column in ("person", "person_id")):
                    assert people[value]["Name"], (path, column)
    moderator = people[panel.moderator.person.external_id]
    assert moderator["Name"] == panel.moderator.person.name and "moderator" in moderator["Role"].lower()
    assert moderator["Organisation"] == world.cast.authority.name


def test_a_change_of_a_score_says_whose_it_is(world):
    read = tables(files(locked_after_an_error(world).again()))
    for path in ("score-changes", "agreed-changes", "reopenings"):
        rows = read[f"5-scores/{path}.csv"]
        assert rows and all(row["tenderer"] and row["tender"] and row["criterion"] for row in rows), path
    assert all(row["assessor"] for row in read["5-scores/score-changes.csv"])


def test_every_event_about_what_is_in_it_is_in_the_trail(world):
    read = tables(files(locked_after_an_error(world).again()))
    trail = {row["type"] for row in read["8-record/audit-trail.csv"]}
    assert {
        "enquiry.asked",
        "score_sheet.saved",
        "panel.member_added",
        "suitability.debarment_checked",
    } <= trail
    assert {"score.saved", "agreed_score.saved", "assessment.reopened", "assessment.locked"} <= trail
    written = {row["external_id"] for rows in read.values() for row in rows if "external_id" in row}
    events = AuditEvent.objects.filter(external_id__in=written).values_list("number", flat=True)
    assert set(events) <= {int(row["number"]) for row in read["8-record/audit-trail.csv"]}


def test_the_rounds_before_are_in_it(world, monkeypatch):
    first = a_locked_first_round(world, monkeypatch).again()
    later = first.lot.procurement.rounds.get(number=2)
    Assessment.objects.bulk_create(
        [
            Assessment(
                lot=first.lot, round=later, ask_version=first.ask_version, status="locked", created_at=LATER
            )
        ]
    )
    second = Assessment.objects.for_system("read again in a test").get(round=later)
    held = files(second)
    assert held["0-round-1/5-scores/scores.csv"] == files(first)["5-scores/scores.csv"]
    assert "0-round-1/6-ranking/ranking-1.json" in held
    trail = {row["type"] for row in tables(held)["8-record/audit-trail.csv"]}
    assert "score.saved" in trail
    assert not [path for path in files(first) if path.startswith("0-round")]
