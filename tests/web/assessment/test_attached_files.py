"""Files that came with a tender: read through one's own seat, beside the answer they belong to, as an attachment."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from commonweal.domain.actors import SYSTEM
from commonweal.domain.assessment.panel import PanelRole
from commonweal.domain.permissions import Role
from commonweal.files import actions as files
from commonweal.journeys.score_sheets import sheet_file
from commonweal.lifecycle.assessment import actions
from commonweal.lifecycle.tendering.models import TenderDocument
from commonweal.records.work import transaction
from tests.builders.assessment import (
    LATER,
    REASON,
    Panel,
    a_moderation,
    a_panel,
    a_scoring,
    acting,
    an_opened_procurement,
    declare_none,
    officer,
    seat,
    tenders,
    two_assessors,
)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def attached(tender, name, criterion_id=""):
    """A file of an opened tender, as the opening stores it."""
    with transaction(by=SYSTEM, at=LATER):
        stored = files.store(
            name, name.encode(), owner_id=tender.lot.procurement.authority_id, by=SYSTEM, now=LATER
        )
        document = TenderDocument(
            tender=tender, key=name[:20], name=name, criterion_id=criterion_id, stored=stored
        )
        document.save()
    return document


def url_of(panel, document, *, question=0, place=0):
    return reverse(
        "assessment-file",
        kwargs={
            "assessment_id": panel.assessment.external_id,
            "criterion_id": panel.first.criteria[question],
            "tender_id": tenders(panel.assessment)[place].external_id,
            "document_id": document.external_id,
        },
    )


def page_of(name, panel, *, question=0):
    args = {"assessment_id": panel.assessment.external_id, "criterion_id": panel.first.criteria[question]}
    if name != "assessment-beside":
        args["tender_id"] = tenders(panel.assessment)[0].external_id
    return reverse(name, kwargs=args)


@pytest.fixture
def scoring(world):
    panel = a_scoring(world)
    tender = tenders(panel.assessment)[0]
    first, second = panel.first.criteria
    panel.own, panel.other = attached(tender, "Plan.txt", first), attached(tender, "Jobs.txt", second)
    return panel


def test_an_assessor_reads_the_files_of_the_answer_and_of_the_tender_as_a_whole(world, scoring):
    own = client_of(two_assessors(world)[0].person)
    whole = tenders(scoring.assessment)[0].documents.get(criterion_id="")
    for name in ("assessment-score", "assessment-beside"):
        page = own.get(page_of(name, scoring)).content.decode()
        assert url_of(scoring, scoring.own) in page and url_of(scoring, whole) in page, name
        assert "Files attached to this answer" in page and "Jobs.txt" not in page, name
    answer = own.get(url_of(scoring, scoring.own))
    assert (answer.status_code, answer.content) == (200, b"Plan.txt")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_file_of_another_question_or_tender_is_not_found(world, scoring):
    own = client_of(two_assessors(world)[0].person)
    assert own.get(url_of(scoring, scoring.other)).status_code == 404
    assert own.get(url_of(scoring, scoring.other, question=1)).status_code == 200
    assert own.get(url_of(scoring, scoring.own, place=1)).status_code == 404


def test_an_assessor_has_no_file_of_a_question_that_was_given_to_others(world):
    procurement = an_opened_procurement(world, "Befriending by telephone")
    (assessment,) = actions.begin(procurement, by=officer(world), now=LATER)
    questions = [each.id for each in assessment.ask_version.read().questions]
    first, second = two_assessors(world)
    said = {"by": officer(world), "now": LATER}
    one = actions.add_member(assessment, first, PanelRole.ASSESSOR, criteria=questions, **said)
    two = actions.add_member(assessment, second, PanelRole.ASSESSOR, criteria=questions[1:], **said)
    chair = actions.add_member(assessment, world.cast.member(Role.MODERATOR), PanelRole.MODERATOR, **said)
    actions.start_scoring(assessment, **said)
    declare_none(world, two)
    panel = Panel(assessment, one, two, chair)
    document = attached(tenders(assessment)[0], "Plan.txt", questions[0])
    assert client_of(second.person).get(url_of(panel, document)).status_code == 404
    assert client_of(second.person).get(url_of(panel, document, question=1)).status_code == 404


def test_who_has_not_declared_or_is_kept_out_has_no_file(world):
    panel = a_panel(world)
    actions.start_scoring(panel.assessment, by=officer(world), now=LATER)
    document = tenders(panel.assessment)[0].documents.get()
    own = client_of(two_assessors(world)[0].person)
    assert own.get(url_of(panel, document)).status_code == 400
    actions.declare(
        seat(world, panel.first),
        has_interest=True,
        words="My sister works there.",
        by=acting(world, panel.first),
        now=LATER,
    )
    assert own.get(url_of(panel, document)).status_code == 400
    actions.decide_interest(
        seat(world, panel.first), is_allowed=False, reason="Too close.", by=officer(world), now=LATER
    )
    assert own.get(url_of(panel, document)).status_code == 400


def test_the_moderator_has_them_beside_the_marks_and_not_before(world):
    panel = a_moderation(world)
    document = attached(tenders(panel.assessment)[0], "Plan.txt", panel.first.criteria[0])
    moderator = client_of(world.cast.person(Role.MODERATOR))
    page = moderator.get(page_of("assessment-agree", panel)).content.decode()
    assert REASON in page and url_of(panel, document) in page
    assert moderator.get(url_of(panel, document)).content == b"Plan.txt"
    blind = a_scoring(world, "Still scoring")
    document = tenders(blind.assessment)[0].documents.get()
    assert moderator.get(url_of(blind, document)).status_code == 400


def test_a_score_sheet_names_the_files(world, scoring):
    book = openpyxl.load_workbook(io.BytesIO(sheet_file(seat(world, scoring.first), "xlsx")))
    text = {name: str([cell.value for row in book[name] for cell in row]) for name in book.sheetnames}
    assert "Plan.txt" in text["Question 1"] and "Method statement.txt" in text["Question 1"]
    assert "Jobs.txt" not in text["Question 1"] and "Jobs.txt" in text["Question 2"]
