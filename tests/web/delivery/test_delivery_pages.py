"""Reporting, verifying and learning in the browser; nothing is lost on an error."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commonweal.domain.permissions import Role
from commonweal.files import blobs
from commonweal.lifecycle.delivery.queries import line_of
from commonweal.web.delivery import views, wording
from tests.builders.contracts import commitment_of
from tests.builders.delivery import PNG, again, first_period, in_first_period
from tests.web.contracts.test_contract_pages import client_of, page, send

pytestmark = pytest.mark.django_db


def test_a_period_that_has_not_begun_is_not_offered(world):
    """The contract begins in September 2026: before that there is nothing to choose and nothing to send."""
    client = client_of(world, Role.DELIVERY_LEAD)
    url = reverse("report-add", kwargs={"commitment_id": world.commitment.external_id})
    response = client.post(url, {"form_key": "1", "period": "another", "quantity": "5", "words": "Hello"})
    assert response.status_code == 422
    assert "Hello" in response.content.decode()


def test_a_story_is_sent_with_a_picture(world):
    commitment = commitment_of(world.contract, "narrative")
    url = reverse("report-add", kwargs={"commitment_id": commitment.external_id})
    data = {
        "form_key": "1",
        "words": "Forty people came.",
        "file": SimpleUploadedFile("evening.png", PNG),
        **{f"start_on-{part}": value for part, value in (("day", "1"), ("month", "9"), ("year", "2026"))},
        **{f"end_on-{part}": value for part, value in (("day", "30"), ("month", "9"), ("year", "2026"))},
    }
    response = client_of(world, Role.DELIVERY_LEAD).post(url, data)
    assert response.status_code == 302
    (report,) = commitment.reports.all()
    assert (report.words, report.evidence.get().title) == ("Forty people came.", "evening.png")


def test_a_program_that_calls_itself_a_picture_is_refused_and_the_words_stay(world):
    commitment = commitment_of(world.contract, "narrative")
    url = reverse("report-add", kwargs={"commitment_id": commitment.external_id})
    data = {
        "form_key": "1",
        "words": "Forty people came.",
        "file": SimpleUploadedFile("evening.png", b"MZ\x90\x00 this program"),
        **{f"start_on-{part}": value for part, value in (("day", "1"), ("month", "9"), ("year", "2026"))},
        **{f"end_on-{part}": value for part, value in (("day", "30"), ("month", "9"), ("year", "2026"))},
    }
    response = client_of(world, Role.DELIVERY_LEAD).post(url, data)
    assert response.status_code == 422
    assert "Forty people came." in response.content.decode()
    assert not commitment.reports.exists()


def decide(world, report, **data):
    report = again(report)
    given = {"reason": "The list agrees.", "revision": report.revision, **data}
    return send(client_of(world, Role.CONTRACT_MANAGER), "report-verify", given, report_id=report.external_id)


def test_accepting_a_part_is_seen_on_the_contract_as_a_third_figure(world):
    assert decide(world, world.report, decision="accept_in_part", quantity="20").status_code == 302
    figures = line_of(world.commitment).figures
    assert (figures.promised, figures.reported, figures.verified) == (100_500, 30_000, 20_000)
    text = page(client_of(world, Role.READER), "commitment", commitment_id=world.commitment.external_id)
    for said in ("100.5", "30", "20", "Accepted in part"):
        assert said in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"decision": "accept_in_part"}, "Enter the part that you accept"),
        ({"decision": "accept_in_part", "quantity": "30"}, "The part is more than nothing and less than"),
        ({"decision": "accept_in_part", "quantity": "-1"}, "not below nought"),
        ({"decision": "accept", "reason": ""}, "Enter an answer"),
    ],
)
def test_a_decision_that_lacks_something_says_so_beside_the_field(world, data, said):
    response = decide(world, world.report, **data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert again(world.report).status == "submitted"


def test_the_second_of_two_people_is_told_and_loses_nothing(world):
    read = again(world.report).revision
    assert decide(world, world.report, decision="accept").status_code == 302
    data = {"form_key": "late", "decision": "question", "reason": "Whose hours are these?", "revision": read}
    url = reverse("report-verify", kwargs={"report_id": world.report.external_id})
    response = client_of(world, Role.CONTRACT_MANAGER).post(url, data)
    assert response.status_code == 409
    assert "Somebody else changed this" in response.content.decode()
    assert "Whose hours are these?" in response.content.decode()


def test_both_versions_are_told_in_the_words_and_figures_of_the_form(world):
    read = again(world.report).revision
    assert decide(world, world.report, decision="accept_in_part", quantity="12.5").status_code == 302
    data = {
        "form_key": "late",
        "decision": "question",
        "reason": "Whose hours?",
        "quantity": "",
        "revision": read,
    }
    url = reverse("report-verify", kwargs={"report_id": world.report.external_id})
    text = client_of(world, Role.CONTRACT_MANAGER).post(url, data).content.decode()
    cells = re.findall(r'<td[^>]*data-label="([^"]+)"[^>]*>([^<]*)</td>', text)
    yours, stored = (
        [said for label, said in cells if label == one] for one in ("What you wrote", "What is saved now")
    )
    assert yours[:2] == [str(wording.DECISION["question"]), "–"]
    assert stored[:2] == [str(wording.DECISION["accept_in_part"]), "12.5"]


def test_the_supplier_reads_the_decision_as_the_authoritys_and_answers_with_a_correction(world):
    decide(world, world.report, decision="question", reason="Whose hours are these?")
    client = client_of(world, Role.DELIVERY_LEAD)
    text = page(client, "report", report_id=world.report.external_id)
    assert "Whose hours are these?" in text
    assert "The contract manager of" not in text
    data = {"quantity": "28", "words": "Carers only.", "revision": again(world.report).revision}
    response = send(client, "report-correct", data, report_id=world.report.external_id)
    assert response.status_code == 302
    earlier = page(client, "report", report_id=world.report.external_id)
    assert "This report was corrected." in earlier


def test_evidence_is_served_as_an_attachment_to_both_sides(world):
    url = reverse("evidence", kwargs={"evidence_id": world.evidence.external_id})
    for role in (Role.CONTRACT_MANAGER, Role.DELIVERY_LEAD):
        response = client_of(world, role).get(url)
        assert response.content == PNG
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"


def test_damaged_evidence_is_not_served_and_the_verifier_is_told_beside_the_decision(world):
    report = world.narrative_report
    blobs.path_of(report.evidence.get().file.sha256).write_bytes(b"another picture")
    client = client_of(world, Role.CONTRACT_MANAGER)
    served = client.get(reverse("evidence", kwargs={"evidence_id": report.evidence.get().external_id}))
    refused = decide(world, report, decision="accept")
    for response, status in ((served, 400), (refused, 422)):
        assert response.status_code == status
        assert "not the file that was handed in: The open evening" in response.content.decode()
    assert "The list agrees." in refused.content.decode()


def test_the_list_to_verify_has_a_constant_query_count(world):
    client = client_of(world, Role.CONTRACT_MANAGER)
    assert world.report
    with CaptureQueriesContext(connection) as one:
        assert "1 report" in page(client, "reports")
    assert world.narrative_report
    with CaptureQueriesContext(connection) as two:
        assert "2 reports" in page(client, "reports")
    assert len(one) == len(two)


def test_a_lesson_is_written_linked_offered_and_answered(world):
    manager = client_of(world, Role.CONTRACT_MANAGER)
    data = {"name": "Ask early", "what_happened": "Too late.", "what_we_believe": "Earlier is better."}
    written = send(manager, "lesson-add", data, contract_id=world.contract.external_id)
    assert written.status_code == 302
    (lesson,) = world.contract.lessons.filter(title="Ask early")
    linked = send(
        manager,
        "lesson-link",
        {"assumption": world.assumption.external_id, "effect": "weakened", "reason": "Some did not."},
        lesson_id=lesson.external_id,
    )
    offered = send(
        manager,
        "lesson-offer",
        {"to": world.mission.external_id, "suggestion": "Begin in spring."},
        lesson_id=lesson.external_id,
    )
    assert (linked.status_code, offered.status_code) == (302, 302)
    text = page(manager, "lesson", lesson_id=lesson.external_id)
    assert "weakened" in text
    assert "Begin in spring." in text
    officer = client_of(world, Role.PROCUREMENT_OFFICER)
    args = {"procurement_id": world.procurement.external_id}
    assert "Begin in spring." in page(officer, "lessons-offered", **args)
    answered = send(
        officer,
        "lesson-answer",
        {"answer": "taken_up", "reason": "We begin in March."},
        offer_id=lesson.offers.get().external_id,
        **args,
    )
    assert answered.status_code == 302
    assert "Taken up: We begin in March." in page(officer, "lessons-offered", **args)
    # Whoever offered it reads what became of it beside the lesson, which has one heading of each kind.
    text = page(manager, "lesson", lesson_id=lesson.external_id)
    assert f"Taken up ({world.procurement.title}): We begin in March." in text
    assert text.count("What happened</h2>") == 1
    assert "What was done with it</h2>" in text


def test_the_form_offers_the_oldest_period_that_has_begun(world, monkeypatch):
    monkeypatch.setattr(views, "london_day", lambda now: first_period(world).end_on)
    text = page(
        client_of(world, Role.DELIVERY_LEAD), "report-add", commitment_id=world.commitment.external_id
    )
    assert "40 hours promised" in text


def test_the_reports_of_one_contract_are_where_my_week_and_its_page_lead(world):
    assert world.report
    client, one = client_of(world, Role.CONTRACT_MANAGER), f"/reports?contract={world.contract.external_id}"
    assert one in page(client, "week")
    assert one in page(client, "contract", contract_id=world.contract.external_id)
    text = client.get(one).content.decode()
    assert "1 report" in text
    assert "Those on every contract" in text
    # A contract that somebody cannot read narrows nothing: it is as if it had not been asked for.
    other = client_of(world, Role.CONTRACT_MANAGER, world.cast.other_authority)
    assert world.contract.title not in other.get(one).content.decode()


def test_people_are_counted_beside_the_promise_and_a_correction_may_say_otherwise(world, monkeypatch):
    monkeypatch.setattr(views, "london_day", lambda now: first_period(world).end_on)
    clock = SimpleNamespace(now=lambda: in_first_period(world))
    monkeypatch.setattr("commonweal.web.middleware.timezone", clock)
    lead, args = client_of(world, Role.DELIVERY_LEAD), {"commitment_id": world.commitment.external_id}
    data = {"quantity": "30", "words": "We taught.", "period": first_period(world).external_id}
    refused = send(lead, "report-add", {**data, "people": "-2"}, **args)
    assert (refused.status_code, world.commitment.reports.count()) == (422, 0)
    assert send(lead, "report-add", {**data, "people": "14", "form_key": "again"}, **args).status_code == 302
    made = world.commitment.reports.get()
    assert (made.people, made.quantity) == (14, 30_000)
    own = {"report_id": made.external_id}
    assert "People who took part" in page(client_of(world, Role.CONTRACT_MANAGER), "report", **own)
    assert 'value="14"' in page(lead, "report-correct", **own)
    said = {"quantity": "30", "words": "We taught.", "people": "", "revision": made.revision}
    assert send(lead, "report-correct", said, **own).status_code == 302
    assert made.corrected_by.people is None


def test_a_question_is_answered_on_a_page_and_both_sides_read_it(world):
    decide(world, world.report, decision="question", reason="Whose hours are these?")
    ids = {"report_id": world.report.external_id}
    lead = client_of(world, Role.DELIVERY_LEAD)
    assert "Answer the question" in page(lead, "report", **ids)
    assert "Whose hours are these?" in page(lead, "report-answer", **ids)
    given = {"words": "All of them carers’.", "revision": again(world.report).revision}
    assert send(lead, "report-answer", given, **ids).status_code == 302
    assert "Add to the answer" in page(lead, "report", **ids)
    manager = client_of(world, Role.CONTRACT_MANAGER)
    for name in ("report", "report-verify"):
        assert "All of them carers’." in page(manager, name, **ids)
    assert "Ask a question first" in page(manager, "report-verify", **ids)


def test_who_verifies_a_correction_sees_the_files_of_the_earlier_report(world):
    lead = client_of(world, Role.DELIVERY_LEAD)
    earlier = again(world.narrative_report)
    given = {"words": "Forty people came.", "revision": earlier.revision}
    assert send(lead, "report-correct", given, report_id=earlier.external_id).status_code == 302
    ids = {"report_id": again(earlier).corrected_by.external_id}
    for name in ("report", "report-verify"):
        text = page(client_of(world, Role.CONTRACT_MANAGER), name, **ids)
        assert "The open evening" in text and "From the earlier report" in text
        assert "No file supports it" not in text
