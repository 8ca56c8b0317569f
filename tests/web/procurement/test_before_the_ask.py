"""From the page of a procurement: choosing the procedure by questions, and the Social Value Act record with its versions."""

import json

import pytest
from django.test import Client

from commonweal.domain.errors import Invalid
from commonweal.domain.permissions import Role
from commonweal.lifecycle.procurement import actions, law
from commonweal.records.ids import new_id
from commonweal.records.models import PublishedIsFinalError
from commonweal.records.work import transaction
from tests.builders.procurement import a_procurement, a_social_value_act_record, fresh

SAID = {
    "form_key": "k",
    "area": "North",
    "economic": "Jobs near home",
    "social": "s",
    "environmental": "e",
    "how_secured": "h",
    "consult": "no",
    "consult_reason": "c",
    "considered_on-day": "1",
    "considered_on-month": "3",
    "considered_on-year": "2026",
    "considered_by_post": "Head of care",
}


@pytest.fixture
def browser(world):
    client = Client()
    client.force_login(world.cast.person(Role.PROCUREMENT_OFFICER))
    return client


@pytest.fixture
def procurement(world):
    return a_procurement(world)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def answer(browser, url, **said):
    assert browser.get(url).status_code == 200
    return browser.post(url, {"form_key": new_id(), **said})


def walk(browser, procurement, answers):
    """Answer question by question; the address where the choice is made."""
    url = f"/pipeline/procurements/{procurement.external_id}/procedure/ask"
    for said in answers:
        response = answer(browser, url, answer=said)
        assert response.status_code == 302
        url = response["Location"]
    response = browser.get(url)
    assert response.status_code == 302, "every question is answered"
    return response["Location"]


def test_the_page_of_a_procurement_says_threshold_duties_procedure_and_record(procurement, browser):
    page = text(browser.get(f"/pipeline/procurements/{procurement.external_id}"))
    for words in ("Before the ask", "£207,720 with VAT", "not chosen yet", "nothing recorded yet"):
        assert words in page


def test_one_question_a_page_then_reasons_then_a_choice_with_its_reason(procurement, browser):
    url = walk(browser, procurement, ["none", "yes", "no", "no", "no"])
    page = text(browser.get(url))
    assert "It is not legal advice" in page
    assert "You need to discuss, negotiate or try things out." in page
    response = answer(
        browser, url, procedure="competitive-flexible", reason="Carers will help us describe it."
    )
    assert response.status_code == 302
    shown = text(browser.get(response["Location"]))
    assert "Competitive flexible procedure" in shown
    assert "Carers will help us describe it." in shown
    choice = law.latest_choice(procurement)
    assert (choice.number, choice.answers["light"]) == (1, "yes")
    assert law.legal_facts(procurement).light_touch, "an answer decides the threshold and the duties"


def test_a_choice_without_a_reason_is_asked_for_it_and_keeps_what_was_chosen(procurement, browser):
    url = walk(browser, procurement, ["none", "no", "no", "yes", "no"])
    response = answer(browser, url, procedure="open", reason="")
    assert response.status_code == 422
    assert 'value="open" checked' in text(response)
    assert law.latest_choice(procurement) is None


def test_a_direct_award_is_kept_with_its_ground_and_changes_the_duties(procurement, browser):
    url = walk(browser, procurement, ["none", "no", "yes", "urgency"])
    answer(browser, url, procedure="direct-award", reason="The provider closed on Friday.")
    choice = law.latest_choice(procurement)
    assert (choice.procedure, choice.ground) == ("direct-award", "urgency")
    duties = {
        line.duty.rule.id: line.duty.answer.bites
        for line in law.duty_lines(procurement, today=choice.chosen_at.date())
    }
    assert (duties["transparency-notice"], duties["tender-notice"]) == ("yes", "no")


def test_a_closed_procedure_cannot_be_sent_by_hand(world, procurement):
    with pytest.raises(Invalid) as refused:
        actions.choose_procedure(
            procurement,
            "below-threshold",
            answers={},
            reason="It is easier",
            by=world.cast.actor(Role.PROCUREMENT_OFFICER),
            now=world.now,
        )
    assert refused.value.code == "procedure.closed"


def test_an_older_contract_is_offered_the_routes_of_2015(world, procurement, browser):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.edit(procurement, regime="regulations_2015_2016", by=officer, now=world.now)
    page = text(browser.get(walk(browser, procurement, ["framework", "no"])))
    assert "Call-off from an older framework agreement" in page


def test_a_law_that_is_not_described_is_said_so(world, procurement, browser):
    officer = world.cast.actor(Role.PROCUREMENT_OFFICER)
    actions.edit(procurement, regime="scotland", by=officer, now=world.now)
    url = f"/pipeline/procurements/{procurement.external_id}/procedure"
    assert "does not cover the law" in text(browser.get(url))
    assert browser.get(f"{url}/choose").status_code == 404


def test_the_record_is_versions_that_nobody_edits_and_leaves_as_files(world, browser):
    record = a_social_value_act_record(world)
    procurement = fresh(record.procurement)
    record.area = "Elsewhere"
    with (
        pytest.raises(PublishedIsFinalError),
        transaction(by=world.cast.actor(Role.PROCUREMENT_OFFICER), at=world.now),
    ):
        record.save()
    url = f"/pipeline/procurements/{procurement.external_id}/social-value-act"
    page = text(browser.get(url))
    assert "Services are procured in England or Wales." in page
    duty = next(
        line
        for line in law.duty_lines(procurement, today=world.now.date())
        if line.duty.rule.id == "social-value-act-record"
    )
    assert (duty.is_open, duty.recorded_on) == (False, record.considered_on), "the record shows the duty done"
    assert "Fewer lonely people." in page
    assert "Care work is the largest employer" in browser.get(f"{url}/1.txt").content.decode()
    content = json.loads(browser.get(f"{url}/1.json").content)
    assert (content["number"], content["consult"], content["considered_by_post"]) == (
        1,
        "done",
        "Head of care",
    )
    assert browser.get(f"{url}/2.json").status_code == 404


def test_a_second_version_begins_with_the_first_and_both_are_kept(world, browser):
    procurement = a_social_value_act_record(world).procurement
    url = f"/pipeline/procurements/{procurement.external_id}/social-value-act/add"
    assert "Care work is the largest employer" in text(browser.get(url))
    said = SAID | {"social": "Fewer lonely people and more neighbours who know them."}
    assert browser.post(url, said).status_code == 302
    assert [each.number for each in procurement.social_value_act_records.all()] == [1, 2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"area": " "}, "Enter an answer"),
        ({"considered_on-year": "2077"}, "Enter a day that has come"),
    ],
)
def test_a_record_with_a_gap_keeps_everything_typed(world, browser, change, words):
    procurement = a_procurement(world)
    url = f"/pipeline/procurements/{procurement.external_id}/social-value-act/add"
    response = browser.post(url, SAID | change)
    assert response.status_code == 422
    assert words in text(response)
    assert "Jobs near home" in text(response)
